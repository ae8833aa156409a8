/** What was being done when a call failed. */
import type { Connection } from "../ports-aws.ts";

/** What was being done, for the words of an error. */
export interface Attempt {
  readonly profile: string;
  readonly accessKeyId: string;
  /** The call, such as `sts:GetSessionToken`. */
  readonly call: string;
  readonly endpoint: string;
  /** The device, for calls that send a code. */
  readonly serial?: string;
  /** The proxy in between, if any. */
  readonly proxy?: Connection["proxy"];
  /** As `process.platform` names it, where the hint depends on it. */
  readonly platform?: string;
}

/** The attempt at a call over a connection. */
export function attemptOf(
  { endpoint, credentials, proxy }: Connection,
  about: Pick<Attempt, "profile" | "call" | "serial" | "platform">,
): Attempt {
  return { ...about, accessKeyId: credentials.accessKeyId, endpoint, proxy };
}

/** What happened, and what to type next. */
export type Words = readonly [message: string, hint: string];
