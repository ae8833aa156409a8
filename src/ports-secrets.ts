/** What keeps, opens and shows secrets: types only, as in `ports.ts`. */

/** Salted hashes, so that what is remembered of a code is not the code. */
export interface Digest {
  /** A new random salt, in hexadecimal. */
  salt(): Promise<string>;
  /** The hash of a text under a salt, in hexadecimal. */
  hash(salt: string, text: string): Promise<string>;
}

/**
 * What the keychain answered. `absent`: there is none, or nothing that reaches it; `locked`: nobody unlocked it;
 * `denied`: it is open and refused; `failed`: anything else.
 */
export type KeyringResult<T> =
  | { readonly value: T; readonly why?: never }
  | { readonly why: "absent" | "locked" | "denied" | "failed"; readonly message: string };

/** The keychain of the platform: macOS Keychain, Windows Credential Manager, Secret Service. It may ask by a window of its own. */
export interface Keyring {
  /** The text that is kept for an account, or `undefined`. */
  get(account: string): Promise<KeyringResult<string | undefined>>;
  set(account: string, text: string): Promise<KeyringResult<true>>;
  /** Whether there was one. */
  remove(account: string): Promise<KeyringResult<boolean>>;
  /** Whether it would have to be unlocked first, which may ask by a window; `undefined` where that cannot be told. Opens none. */
  locked(): Promise<boolean | undefined>;
}

/** What an age file turned out to be. */
export type AgeOpened =
  | { readonly text: string; readonly wrong?: never }
  | { readonly text?: never; readonly wrong: "passphrase" | "file" };

/** Files that are encrypted with a passphrase, as the program age makes them (C2SP age, the scrypt recipient). */
export interface Age {
  /** The encrypted file, ASCII-armoured. Takes about a second, by intent. */
  encrypt(passphrase: string, text: string): Promise<string>;
  /** @param file its bytes, one character a byte; armoured or not */
  decrypt(passphrase: string, file: string): Promise<AgeOpened>;
}

/** QR codes. */
export interface Qr {
  /** The text of the QR code in a PNG picture; or why there is none, as the end of a sentence. @param picture one character a byte */
  read(
    picture: string,
  ): Promise<{ readonly text: string } | { readonly text?: never; readonly wrong: string }>;
  /**
   * A QR code as lines of half blocks, light on dark, with its quiet zone.
   * @param most how many lines there are: the quiet zone is narrower where it takes more
   */
  draw(text: string, most?: number): Promise<readonly string[]>;
  /** The same as a PNG picture. @returns one character a byte */
  picture(text: string): Promise<string>;
}

/** The clipboard. Both throw AwsmfaError `no-clipboard`. */
export interface Clipboard {
  write(text: string): Promise<void>;
  /** The text on it; empty if it holds none. */
  read(): Promise<string>;
}

/** The part of the context that is about secrets. What is dear to load is a function that loads it. */
export interface SecretPorts {
  readonly keyring: () => Promise<Keyring>;
  readonly age: () => Promise<Age>;
  readonly qr: () => Promise<Qr>;
  readonly clipboard: () => Promise<Clipboard>;
  /** What somebody was asked for, or a store gave, in this run, by what it is: so that nobody is asked twice. It holds secrets. */
  readonly once: Map<string, string>;
  /** What is still to be done when a signal ends the program: all of these, and it ends within seconds. */
  readonly endings: Set<() => Promise<unknown>>;
}
