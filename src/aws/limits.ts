/** Limits of AWS on sessions and codes, in seconds. */

/** sts:GetSessionToken, DurationSeconds (STS API reference). */
export const SESSION_SECONDS = { least: 900, most: 129_600, usual: 43_200, root: 3600 } as const;

/** How long a code shows on the device (RFC 6238 section 5.2; IAM devices use the recommended 30 seconds). */
export const CODE_SECONDS = 30;
