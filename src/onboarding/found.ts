/** What is found out of a new user before anything is changed. */
import type { Authenticator } from "../devices/authenticator.ts";
import type { Subject } from "../devices/subject.ts";
import type { FileText } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { Situation } from "../sessions/situation.ts";
import type { SetupOptions } from "./options.ts";

/** A CSV file that was read. */
export interface Csv {
  readonly path: string;
  readonly text: FileText;
}

/** The key, and what is known of it before AWS is asked. */
export interface FoundKey {
  readonly key: Credentials;
  /** The name of its user, if the file says it. */
  readonly user: string | undefined;
  /** Where it was found, in words: `keys.csv`. */
  readonly from: string;
  /** The profile that has a key of this id. */
  readonly profile: string | undefined;
  readonly csv: Csv | undefined;
}

/** The MFA devices of the user, by serial number. */
export interface DevicesSeen {
  /** Those that STS takes; `undefined` where AWS denies the list. */
  readonly usable: readonly string[] | undefined;
  /** Security keys and passkeys. */
  readonly passkeys: readonly string[];
  /** Whether one of them was enabled by a run of ours that was then interrupted. */
  readonly unfinished: boolean;
  /** The device that the profile names. */
  readonly set: string | undefined;
}

/** Whether there is a device to log in with; `undefined` where that cannot be told. */
export function hasDevice({ usable, set, unfinished }: DevicesSeen): boolean | undefined {
  if (unfinished) return false;
  return usable === undefined ? (set === undefined ? undefined : true) : usable.length > 0;
}

/** What was found out before anything is changed. */
export interface Found {
  readonly options: SetupOptions;
  readonly situation: Situation;
  readonly found: FoundKey;
  /** The ARN of the key's user. */
  readonly arn: string;
  readonly subject: Subject;
  readonly devices: DevicesSeen;
  readonly authenticators: readonly Authenticator[];
}
