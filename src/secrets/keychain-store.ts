/** The store `keychain`: macOS Keychain, Windows Credential Manager, Secret Service. */
import { AwsmfaError } from "../errors.ts";
import type { Keyring, KeyringResult } from "../ports-secrets.ts";
import type { TextKind, StorePorts } from "./secret-store.ts";

/** Each secret is an item of its own: service `awsmfa`, account the serial number, text the otpauth URI; for an access key its id and its document. */
export const keychainStore: TextKind = {
  name: "keychain",
  label: "the keychain",
  texts: (ports, other) => {
    const told: Told = { platform: ports.platform, other };
    return {
      // Whether it is locked cannot be told without the risk of a window.
      obstacle: async () => undefined,
      get: async (account) => valueOf(await (await unlocked(ports, told)).get(account), told),
      async put(account, text) {
        valueOf(await (await unlocked(ports, told)).set(account, text), told);
      },
      remove: async (account) => valueOf(await (await unlocked(ports, told)).remove(account), told),
    };
  },
};

/** What is needed to say what is to be done where it fails. */
interface Told {
  readonly platform: string;
  readonly other: string;
}

/** The keychain, unless it would ask where nobody may be asked: it opens its window itself. @throws AwsmfaError `store-unusable` */
async function unlocked({ keyring, terminal }: StorePorts, told: Told): Promise<Keyring> {
  const opened = await keyring();
  if (!terminal.forbidden || (await opened.locked()) !== true) return opened;
  return valueOf({ why: "locked", message: "" }, told);
}

function valueOf<T>(result: KeyringResult<T>, { platform, other }: Told): T {
  if (result.why === undefined) return result.value;
  const { why, message } = result;
  const what = {
    absent: `there is no keychain to be reached: ${message}`,
    locked: "the keychain is locked, and was not unlocked",
    denied: `the keychain does not let awsmfa in: ${message}`,
    failed: `the keychain failed: ${message}`,
  }[why];
  const cure = {
    absent: absentCure(platform, message),
    locked: "unlock it and try again",
    denied: "let it in",
    failed: "try again",
  };
  throw new AwsmfaError("store-unusable", what, `${cure[why]}; ${other}`);
}

function absentCure(platform: string, message: string): string {
  if (message.includes("not installed")) return "install awsmfa with its optional packages";
  return platform === "linux"
    ? "it takes a desktop session with GNOME Keyring, KWallet or KeePassXC"
    : "look whether your platform has one";
}
