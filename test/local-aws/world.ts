/** The state of the local AWS: a value that tests make, look into and change while it runs. */

import type { Intercept, PlannedFault } from "./faults.ts";
import { type Role, type RoleDescription, createRole } from "./role.ts";

/** A long-term access key. */
export interface Key {
  readonly id: string;
  readonly secret: string;
  active: boolean;
  /** When it was made, ISO 8601 UTC to the second; the example's if absent. */
  readonly created?: string;
  /** Its last use that AWS tells of. */
  lastUsed?:
    | { readonly date: string; readonly service: string; readonly region: string }
    | undefined;
  /** How many more requests are refused, since not all of AWS has heard of it. */
  refusals?: number;
}

/** An MFA device of a user, with what it remembers. */
export interface Device {
  readonly serial: string;
  readonly kind: "virtual" | "hardware" | "fido";
  /** Base32; security keys have none. */
  readonly secret: string | undefined;
  /** When it was enabled, ISO 8601 UTC to the second. */
  readonly enabled: string;
  /** `false`: deactivated, so neither listed nor accepted. */
  active: boolean;
  /** Codes tried so far, refused ones included. */
  attempts: number;
  /** Numbers of the 30-second steps whose code was accepted. */
  readonly usedSteps: Set<number>;
  /** How many steps AWS takes the device's clock to be ahead, since it was last resynchronized. */
  drift: number;
}

/** A virtual device that is no user's. */
export interface Unassigned {
  readonly serial: string;
  readonly secret: string;
}

/** An IAM user, or the owner of an account. */
export interface User {
  readonly name: string;
  readonly account: string;
  readonly partition: string;
  /** With a slash at both ends. */
  readonly path: string;
  readonly root: boolean;
  readonly keys: Key[];
  readonly devices: Device[];
  /** Console passwords, the one that counts first; none if the user has none. */
  readonly passwords: string[];
  /** IAM actions that a policy denies always, such as `iam:ListMFADevices`. */
  readonly deny: string[];
  /** IAM actions that a policy denies without MFA. */
  readonly denyWithoutMfa: string[];
  /** How AWS words a denial: a policy denies, none allows, or nothing but that. */
  readonly denial: "explicit" | "implicit" | "bare";
}

/** Temporary credentials that were issued. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly user: User;
  /** The key that it was made with. */
  readonly keyId: string;
  readonly mfa: boolean;
  /** When the code was given, milliseconds by AWS's clock. */
  readonly issued: number;
  /** Of AssumeRole: the role, and the name of its session. */
  readonly role: { readonly role: Role; readonly name: string } | undefined;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly expires: number;
}

/** A request that arrived, without secrets. */
export interface Seen {
  readonly service: "sts" | "iam" | "signin" | "none";
  readonly action: string;
  /** As signed, or empty. */
  readonly accessKeyId: string;
  /** As signed, or empty. */
  readonly region: string;
  /** `ok`, AWS's error code, `replaced` (by an answer of the hook), or the fault's name. */
  readonly outcome: string;
}

/** What an account demands of passwords; what is left out is not demanded. */
export interface PasswordDemands {
  readonly minimumLength?: number;
  readonly symbols?: boolean;
  readonly numbers?: boolean;
  readonly upperCase?: boolean;
  readonly lowerCase?: boolean;
  readonly reusePrevention?: number;
}

/** Settings that may be changed at any time. */
export interface Knobs {
  /** AWS's clock less the machine's, in milliseconds. */
  clockOffset: number;
  /** Ends every new session after so many seconds, whatever was asked for. */
  sessionSeconds: number | undefined;
  /** The most items on a page of IAM, whatever was asked for. */
  pageSize: number | undefined;
  /** What the account demands of passwords; `undefined` where it has no policy of its own. */
  passwordPolicy: PasswordDemands | undefined;
  /** How many requests with a new access key are refused before AWS knows it everywhere; 0 if absent. */
  propagation?: number;
  /** Whether a session ends with the key that made it; AWS is said to honour it until it expires. */
  sessionsEndWithKey?: boolean;
  /** Decides on a fault by itself, before {@link Knobs.faults}. */
  intercept: Intercept | undefined;
  /** Faults to come; what is over is counted down to 0. */
  faults: PlannedFault[];
}

/** The whole state. */
export interface World extends Knobs {
  readonly users: User[];
  readonly roles: Role[];
  readonly sessions: Session[];
  /** How many access keys were created. */
  keysMade?: number;
  /** Every request so far, faults included, oldest first. */
  readonly requests: Seen[];
  /** Virtual devices that were made and not enabled, or deactivated and not deleted. */
  readonly unassigned: Unassigned[];
  /** The alias of the accounts, if any. */
  readonly alias: string | undefined;
}

/** A user as tests and the demo describe one; what is left out is the example's. */
export interface UserDescription {
  readonly name: string;
  readonly account?: string;
  readonly partition?: string;
  readonly path?: string;
  readonly root?: boolean;
  readonly keys?: readonly {
    readonly id: string;
    readonly secret: string;
    readonly active?: boolean;
    readonly created?: string;
    readonly lastUsed?: Key["lastUsed"];
  }[];
  readonly devices?: readonly {
    readonly serial: string;
    readonly kind?: Device["kind"];
    readonly secret?: string;
    readonly enabled?: string;
    readonly active?: boolean;
  }[];
  /** The console password; none if left out. */
  readonly password?: string;
  readonly deny?: readonly string[];
  readonly denyWithoutMfa?: readonly string[];
  readonly denial?: User["denial"];
}

/** A world as tests and the demo describe one; but for the hook it can be written as JSON. */
export interface WorldDescription extends Partial<Knobs> {
  readonly users: readonly UserDescription[];
  readonly roles?: readonly RoleDescription[];
  readonly unassigned?: readonly Unassigned[];
  readonly alias?: string;
}

/** The state that a description stands for, with nothing used and nobody signed in. */
export function createWorld(description: WorldDescription): World {
  return {
    clockOffset: description.clockOffset ?? 0,
    sessionSeconds: description.sessionSeconds,
    pageSize: description.pageSize,
    passwordPolicy: description.passwordPolicy,
    propagation: description.propagation ?? 0,
    sessionsEndWithKey: description.sessionsEndWithKey ?? false,
    intercept: description.intercept,
    faults: [...(description.faults ?? [])],
    users: description.users.map(createUser),
    roles: (description.roles ?? []).map(createRole),
    sessions: [],
    requests: [],
    unassigned: [...(description.unassigned ?? [])],
    alias: description.alias,
  };
}

function createUser(user: UserDescription): User {
  return {
    account: "123456789012",
    partition: "aws",
    path: "/",
    root: false,
    denial: "explicit",
    ...user,
    passwords: user.password === undefined ? [] : [user.password],
    keys: (user.keys ?? []).map((key) => ({ active: true, ...key })),
    devices: (user.devices ?? []).map((device) => ({
      kind: "virtual",
      secret: undefined,
      enabled: "2026-01-02T03:04:05Z",
      active: true,
      ...device,
      attempts: 0,
      usedSteps: new Set(),
      drift: 0,
    })),
    deny: [...(user.deny ?? [])],
    denyWithoutMfa: [...(user.denyWithoutMfa ?? [])],
  };
}

/** The name that AWS gives a user or an account's owner. */
export function arnOf(user: User): string {
  const tail = user.root ? "root" : `user${user.path}${user.name}`;
  return `arn:${user.partition}:iam::${user.account}:${tail}`;
}
