/** What an enrolment is asked for, and what came of it. */
import type { Context } from "../ports.ts";
import type { ListedDevice } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";
import type { TotpSecret } from "../secrets/totp-secret.ts";
import type { Authenticator, AuthenticatorName } from "./authenticator.ts";
import type { Calls } from "../users/calls.ts";
import type { Kept, Saved } from "./kept.ts";
import type { Subject } from "./subject.ts";

/** What is asked for. */
export interface Order {
  readonly profile: Profile;
  readonly subject: Subject;
  /** `--name` */
  readonly name: string | undefined;
  readonly authenticators: readonly Authenticator[];
  readonly kept: Kept;
  /** The device that the new one is to take the place of. */
  readonly old?: string;
}

/** What is known of the user's devices before anything is done. */
export interface Facts {
  /** `undefined` where AWS denies the list. */
  readonly devices: readonly ListedDevice[] | undefined;
  /** Virtual devices of the account that are nobody's; `undefined` where AWS denies the list. */
  readonly unassigned: readonly string[] | undefined;
  /** The account's alias, or its number. */
  readonly account: string;
  /** Devices that an interrupted run of ours was about to enable. */
  readonly enrolling: readonly string[];
  /** That of them which it did enable. */
  readonly finished: string | undefined;
}

/** What every step works with. */
export interface Work {
  readonly order: Order;
  readonly facts: Facts;
  readonly calls: Calls;
  readonly context: Context;
  /** The device, from the moment that AWS made it. */
  made?: { readonly serial: string; readonly name: string; readonly secret: TotpSecret };
  /** `unknown`: AWS was asked to enable it, and what it did cannot be found out. */
  state: "none" | "made" | "enabled" | "unknown" | "gone";
  saved?: Saved;
  /** The time step of the later code that it was enabled with. */
  spent?: number;
}

/** What came of it. */
export interface Enrolled {
  readonly outcome: "enrolled" | "finished";
  readonly profile: string;
  readonly user: string;
  readonly serial: string;
  readonly to: readonly AuthenticatorName[];
  readonly saved: Saved | undefined;
  /** The device that it took the place of, which is removed. */
  readonly old: string | undefined;
}
