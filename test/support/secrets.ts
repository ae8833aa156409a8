/** Fakes of what keeps, opens and shows secrets. */
import type { KeyringResult, SecretPorts } from "../../src/ports-secrets.ts";

/** How the fakes differ from an empty keychain that works. */
export interface FakeSecrets {
  /** What the keychain holds, by account. */
  readonly keyring?: Map<string, string>;
  /** Why the keychain does not answer. */
  readonly keyringFails?: Exclude<KeyringResult<never>, { why?: never }>["why"];
  /** What it tells of its lock; `get` and others would open a window then. */
  readonly keyringLocked?: boolean;
  /** The clipboard's text, to be looked at. */
  readonly clipboard?: { text: string };
  /** The text of the QR code in every picture; there is none in any if absent. */
  readonly pictured?: string;
}

/** An age file as the fake makes it. */
export function fakeAge(passphrase: string, text: string): string {
  return `-----BEGIN AGE fake\n${Buffer.from(JSON.stringify({ passphrase, text })).toString("base64")}\n`;
}

/** The fakes. */
export function fakeSecretPorts(options: FakeSecrets): SecretPorts {
  const { keyring = new Map<string, string>(), keyringFails: why } = options;
  const { clipboard = { text: "" }, pictured } = options;
  const answered = <T>(value: () => T): KeyringResult<T> =>
    why === undefined ? { value: value() } : { why, message: `the keychain is ${why}` };
  return {
    once: new Map(),
    endings: new Set(),
    keyring: async () => ({
      get: async (account) => answered(() => keyring.get(account)),
      set: async (account, text) => answered(() => (keyring.set(account, text), true as const)),
      remove: async (account) => answered(() => keyring.delete(account)),
      locked: async () => options.keyringLocked,
    }),
    age: async () => ({
      encrypt: async (passphrase, text) => fakeAge(passphrase, text),
      async decrypt(passphrase, file) {
        const [first, base64 = ""] = file.split("\n");
        if (first !== "-----BEGIN AGE fake") return { wrong: "file" };
        const made = JSON.parse(Buffer.from(base64, "base64").toString()) as Record<string, string>;
        return made["passphrase"] === passphrase
          ? { text: made["text"] ?? "" }
          : { wrong: "passphrase" };
      },
    }),
    qr: async () => ({
      read: async () => (pictured === undefined ? { wrong: "there is none" } : { text: pictured }),
      draw: async (text) => [`<QR code of ${text.length} characters>`],
      picture: async (text) => `PNG of ${text.length} characters`,
    }),
    clipboard: async () => ({
      read: async () => clipboard.text,
      write: async (text) => void (clipboard.text = text),
    }),
  };
}
