/** The store `keychain`: macOS Keychain, Windows Credential Manager, Secret Service. */
import { AwsmfaError } from "../errors.ts";
import type { Keyring, KeyringResult } from "../ports-secrets.ts";
import { secretOf, uriOf } from "./otpauth.ts";
import type { StoreKind, StorePorts } from "./secret-store.ts";

const OTHER = "awsmfa secret add --store age keeps it in a file with a passphrase";

/** Each secret is an item of its own: service `awsmfa`, account the serial number, text the otpauth URI. */
export const keychainStore: StoreKind = {
  name: "keychain",
  label: "the keychain",
  open: (ports) => ({
    // Whether it is locked cannot be told without the risk of a window.
    obstacle: async () => undefined,
    async get(serial) {
      const text = valueOf(await (await unlocked(ports)).get(serial), ports.platform);
      return text === undefined ? undefined : secretOf(text, "the keychain");
    },
    async put(serial, secret) {
      valueOf(await (await unlocked(ports)).set(serial, uriOf(secret)), ports.platform);
    },
    async remove(serial) {
      return valueOf(await (await unlocked(ports)).remove(serial), ports.platform);
    },
  }),
};

/** The keychain, unless it would ask where nobody may be asked: it opens its window itself. @throws AwsmfaError `store-unusable` */
async function unlocked({ keyring, terminal, platform }: StorePorts): Promise<Keyring> {
  const opened = await keyring();
  if (!terminal.forbidden || (await opened.locked()) !== true) return opened;
  return valueOf({ why: "locked", message: "" }, platform);
}

function valueOf<T>(result: KeyringResult<T>, platform: string): T {
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
  throw new AwsmfaError("store-unusable", what, `${cure[why]}; or use the other store:\n${OTHER}`);
}

function absentCure(platform: string, message: string): string {
  if (message.includes("not installed")) return "install awsmfa with its optional packages";
  return platform === "linux"
    ? "it takes a desktop session with GNOME Keyring, KWallet or KeePassXC"
    : "look whether your platform has one";
}
