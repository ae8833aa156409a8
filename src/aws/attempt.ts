/** What was being done when a call failed. */

/** What was being done, for the words of an error. */
export interface Attempt {
  readonly profile: string;
  readonly accessKeyId: string;
  /** The call, such as `sts:GetSessionToken`. */
  readonly call: string;
  readonly endpoint: string;
  /** The device, for calls that send a code. */
  readonly serial?: string;
  /** As `process.platform` names it, where the hint depends on it. */
  readonly platform?: string;
}

/** What happened, and what to type next. */
export type Words = readonly [message: string, hint: string];
