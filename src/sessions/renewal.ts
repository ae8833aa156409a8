/** A renewal as a value: what was found, and what became of it. */
import type { AwsmfaError } from "../errors.ts";
import type { Wanted } from "./get.ts";
import type { Session } from "./session.ts";

/** What became of a profile's session. */
export type Renewal = {
  readonly profile: string;
  /** The session that is there now; none where there was none to renew. */
  readonly session: Session | undefined;
  /** Milliseconds by AWS's clock, and that less this machine's. */
  readonly now: number;
  readonly clockOffset: number;
} & (
  | { readonly outcome: "kept" | "renewed" | "none" }
  /** It failed before, and is not to be tried again yet. @see until milliseconds by this machine's clock */
  | { readonly outcome: "waiting"; readonly until: number }
  /** @see isNews whether a person has not been told of it */
  | { readonly outcome: "failed"; readonly error: AwsmfaError; readonly isNews: boolean }
);

/** One that cannot be renewed with nobody asked; see `finished` of `renew.ts`. */
export interface Unasked {
  readonly outcome: "unasked";
  readonly looked: Looked & { readonly session: Session };
  readonly error: AwsmfaError;
}

/** A session as it was found. */
export interface Looked {
  readonly wanted: Wanted;
  readonly session: Session | undefined;
  readonly due: boolean;
}

/** What is told of every one. */
export function baseOf({
  wanted,
  session,
}: Looked): Pick<Renewal, "profile" | "session" | "now" | "clockOffset"> {
  const { now, clockOffset } = wanted.situation;
  return { profile: wanted.profile.name, session, now, clockOffset };
}
