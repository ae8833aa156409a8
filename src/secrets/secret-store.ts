/** The interface of a place where TOTP secrets are kept, by the serial number of their device. */
import type { Context } from "../ports.ts";
import type { TotpSecret } from "./totp-secret.ts";

/** The names of the stores, as `--store` takes them. */
export const STORE_NAMES = ["keychain", "age"] as const;

/** One of them. */
export type StoreName = (typeof STORE_NAMES)[number];

/** The ports that stores act through. */
export type StorePorts = Pick<
  Context,
  | "environment"
  | "home"
  | "platform"
  | "files"
  | "terminal"
  | "output"
  | "run"
  | "keyring"
  | "age"
  | "once"
  | "debug"
>;

/**
 * A store that is used by one run. It opens with the first secret that is asked of it, then stays open. Opening may
 * ask: a window of the keychain, the passphrase on the terminal.
 * All but {@link SecretStore.obstacle} throw AwsmfaError `store-unusable`, and `interrupted` on Ctrl-C.
 */
export interface SecretStore {
  /** Why it cannot be opened now, as the end of a sentence, or `undefined`. Quick; asks nothing and opens no window. */
  obstacle(): Promise<string | undefined>;
  /** The secret of a device, or `undefined`. Throws `bad-secret` if what is there is none. */
  get(serial: string): Promise<TotpSecret | undefined>;
  /** Keeps a secret in place of the one that was there. */
  put(serial: string, secret: TotpSecret): Promise<void>;
  /** Takes a secret out. @returns whether there was one */
  remove(serial: string): Promise<boolean>;
}

/** What is below: texts by the name of an account, opened and failing alike. */
export interface TextStore {
  obstacle(): Promise<string | undefined>;
  get(account: string): Promise<string | undefined>;
  put(account: string, text: string): Promise<void>;
  remove(account: string): Promise<boolean>;
}

/** What keeps the texts of a kind of store. */
export interface TextKind {
  readonly name: StoreName;
  /** As it is called in a sentence. */
  readonly label: string;
  /** @param other what is to be done where the store cannot be used, for the hint: a sentence with the command */
  texts(ports: StorePorts, other: string): TextStore;
}

/** A kind of store: a row of the table. */
export interface StoreKind extends TextKind {
  open(ports: StorePorts): SecretStore;
}
