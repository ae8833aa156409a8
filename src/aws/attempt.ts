/** What was being done when a call failed. */
import type { Connection } from "../ports-aws.ts";

/** What was being done, for the words of an error. */
export interface Attempt {
  /** The profile whose key or session is used. */
  readonly profile: string;
  readonly accessKeyId: string;
  /** The call, such as `sts:GetSessionToken`. */
  readonly call: string;
  readonly endpoint: string;
  /** The device, for calls that send a code. */
  readonly serial?: string;
  /** The role, for a call that is to assume one. */
  readonly role?: AttemptedRole;
  /** The proxy in between, if any. */
  readonly proxy?: Connection["proxy"];
  /** As `process.platform` names it, where the hint depends on it. */
  readonly platform?: string;
}

/** A role that was to be assumed. */
export interface AttemptedRole {
  readonly arn: string;
  /** The role's own profile; that of the attempt is the key's. */
  readonly profile: string;
  /** The profile of the session by which it is assumed; `undefined` where keys assume it. */
  readonly by: string | undefined;
}

/** The attempt at a call over a connection. */
export function attemptOf(
  { endpoint, credentials, proxy }: Connection,
  about: Pick<Attempt, "profile" | "call" | "serial" | "platform" | "role">,
): Attempt {
  return { ...about, accessKeyId: credentials.accessKeyId, endpoint, proxy };
}

/** What happened, and what to type next. */
export type Words = readonly [message: string, hint: string];
