/** Whether a session will do, or a new one is needed. */
import type { Session } from "./session.ts";

/** What a session must match to be handed out again. */
export interface Wanted {
  /** The access key that the profile has now; `undefined` where only a program could tell. */
  readonly accessKeyId: string | undefined;
  /** The device that was asked for, `undefined` if any will do. */
  readonly serial: string | undefined;
  /** The ARN of the role, `undefined` for a user's session. */
  readonly role: string | undefined;
  /** The least that must be left, in seconds. */
  readonly minRemaining: number;
}

/** Time that must be left for a session to count as fresh, unless `--min-remaining` says otherwise; seconds. */
export const MIN_REMAINING = 300;

/** Whether the session has enough left and was made with the same key and device. @param now milliseconds by AWS's clock */
export function isFresh(session: Session, wanted: Wanted, now: number): boolean {
  return whyStale(session, wanted, now) === undefined;
}

/** Why a session will not do, for `--debug`, or `undefined` if it will. @param now milliseconds by AWS's clock */
export function whyStale(session: Session, wanted: Wanted, now: number): string | undefined {
  if (wanted.accessKeyId !== undefined && session.sourceKey !== wanted.accessKeyId)
    return "it was made with another access key";
  if (session.role !== wanted.role) return "it was made for another role";
  if (wanted.serial !== undefined && session.serial !== wanted.serial)
    return "it was made with another device";
  if (secondsLeft(session, now) < wanted.minRemaining)
    return `less than ${wanted.minRemaining} s of it are left`;
  return undefined;
}

/** Seconds until the session ends, below zero when it has. @param now milliseconds by AWS's clock */
export function secondsLeft(session: Session, now: number): number {
  return Math.floor((session.expires - now) / 1000);
}
