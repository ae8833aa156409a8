/** A TOTP secret as a value: what an authenticator app has after scanning a QR code (RFC 6238). */

/** The hash functions of RFC 6238 section 1.2. */
export type Algorithm = "SHA1" | "SHA256" | "SHA512";

/** A secret and how codes are made of it. */
export interface TotpSecret {
  /** The shared secret in base32 (RFC 4648): capital letters, no padding. Never shown but by `secret show`. */
  readonly base32: string;
  /** How many digits a code has: 6 to 8. */
  readonly digits: number;
  /** How long a code lasts, seconds. */
  readonly period: number;
  readonly algorithm: Algorithm;
  /** Who issued it and for whom, as authenticator apps show it; `undefined` where it is not known. */
  readonly issuer: string | undefined;
  readonly account: string | undefined;
}

/** What AWS uses, and what an otpauth URI means by leaving it out. */
export const USUAL = { digits: 6, period: 30, algorithm: "SHA1" } as const;

/** The time step of an instant (RFC 6238 section 4.2). @param now milliseconds since the epoch, by AWS's clock */
export function stepAt({ period }: Pick<TotpSecret, "period">, now: number): number {
  return Math.floor(now / 1000 / period);
}

/** Seconds until the next step, rounded up: 1 to the period. @param now milliseconds since the epoch, by AWS's clock */
export function secondsLeft({ period }: Pick<TotpSecret, "period">, now: number): number {
  return Math.ceil(((stepAt({ period }, now) + 1) * period * 1000 - now) / 1000);
}
