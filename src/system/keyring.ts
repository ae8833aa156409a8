/** The door to `@napi-rs/keyring`, an optional package with native code: loaded when a secret is kept in the keychain. */
import type { Keyring, KeyringResult } from "../ports-secrets.ts";

/** The name of the service under which keychains list our secrets. */
const SERVICE = "awsmfa";

/**
 * The platform's keychain. On Linux the Secret Service and nothing else: the package's own choice falls back
 * silently to the kernel's key ring, which a restart empties.
 */
export function systemKeyring(platform: string): Keyring {
  const options =
    platform === "linux" ? ({ linux: { store: "secret-service" } } as const) : undefined;
  const open = async (account: string) => {
    const { AsyncEntry } = await import("@napi-rs/keyring");
    return new AsyncEntry(SERVICE, account, options);
  };
  return {
    get: (account) =>
      answered(async () => (await (await open(account)).getPassword()) ?? undefined),
    set: (account, text) =>
      answered(async () => {
        await (await open(account)).setPassword(text);
        return true as const;
      }),
    remove: (account) => answered(async () => (await open(account)).deleteCredential()),
    async locked() {
      if (platform !== "linux") return undefined;
      const [{ secretServiceLocked }, { systemRun }] = await Promise.all([
        import("./keyring-lock.ts"),
        import("./run.ts"),
      ]);
      return secretServiceLocked(systemRun, process.env);
    },
  };
}

async function answered<T>(ask: () => Promise<T>): Promise<KeyringResult<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
    if (missing || /native binding/i.test(message))
      return { why: "absent", message: "the optional package @napi-rs/keyring is not installed" };
    return whyOf(message);
  }
}

/**
 * All of the package's errors have one code; only the texts differ (keyring-rs, dbus-secret-service, and the
 * OSStatus texts of macOS: -25308 interaction is not allowed, -128 cancelled, -25293 authentication failed).
 * Where the text would say nothing to a person, there is a better one.
 */
const TEXTS: readonly (readonly [RegExp, "absent" | "locked" | "denied", better?: string])[] = [
  [/dismissed|is locked|interaction is not allowed|user canceled|-128\b|-25308\b/i, "locked"],
  [/access ?denied|not correct|-25293\b|not permitted|permission/i, "denied"],
  [/no result found/i, "absent", "no keyring has been set up in this session"],
  [/serviceunknown|not provided/i, "absent", "no program of the D-Bus session offers one"],
  [/dbus error/i, "absent", "there is no D-Bus session"],
  [/no default store|-25307\b/i, "absent"],
];

/** What a text of the package tells of: the kind, and the first line for a person. */
export function whyOf(message: string): Exclude<KeyringResult<never>, { readonly why?: never }> {
  const [, why = "failed", better] = TEXTS.find(([pattern]) => pattern.test(message)) ?? [];
  return { why, message: better ?? message.split("\n", 1)[0] ?? "" };
}
