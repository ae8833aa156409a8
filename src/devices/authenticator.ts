/** The interface of what makes the codes of a device: a phone, a secret store, a YubiKey. */
import type { Context } from "../ports.ts";
import type { Profile } from "../profiles/profile.ts";
import type { TotpSecret } from "../secrets/totp-secret.ts";

/** Their names, as `--to` takes them. */
export const AUTHENTICATOR_NAMES = ["phone", "stored", "yubikey"] as const;

/** One of them. */
export type AuthenticatorName = (typeof AUTHENTICATOR_NAMES)[number];

/** The device whose secret it gets. */
export interface NewDevice {
  readonly serial: string;
  readonly secret: TotpSecret;
  /** AWS's clock, milliseconds since the epoch. */
  readonly now: (this: void) => number;
}

/** An authenticator of one enrolment. All throw AwsmfaError, and `interrupted` on Ctrl-C. */
export interface Authenticator {
  readonly name: AuthenticatorName;
  /** What it is called in a sentence: `the keychain`. */
  readonly label: string;
  /** Whether a person is asked to prove it. */
  readonly asks: boolean;
  /** Throws where it cannot take a secret, before a device is made. @param name of the device, @param account alias or number */
  ready(name: string, account: string): Promise<void>;
  /** Hands the secret over; nothing for a phone, which gets it with the question. */
  put(device: NewDevice): Promise<void>;
  /** Takes it back. */
  remove(device: NewDevice): Promise<void>;
  /** Compares its code with that of the secret. */
  prove(device: NewDevice): Promise<void>;
  /** Settings that let the profile find it later. */
  settings(): ReadonlyMap<string, string>;
}

/** What the options say of them. */
export interface AuthenticatorOptions {
  /** `--to`; the phone if absent. */
  readonly to?: readonly string[];
  /** `--store` */
  readonly store?: string;
  /** `--png` */
  readonly png?: string;
}

/** Makes one for a profile. */
export type MakeAuthenticator = (
  options: AuthenticatorOptions,
  profile: Profile,
  context: Context,
) => Authenticator;
