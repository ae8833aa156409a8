/**
 * Accounts on a YubiKey by the program ykman, 4 and 5: what it takes and says is recorded from the real ones. The
 * secret goes by its standard input, and on a second line the OATH password, if the key has one.
 */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Ended } from "../ports-run.ts";

/** The accounts on one YubiKey. All throw AwsmfaError `yubikey-failed`. */
export interface KeyAccounts {
  /** The key's serial number, where there were several keys to choose from. */
  readonly serial: string | undefined;
  /** The ids, `issuer:name`. */
  list(): Promise<readonly string[]>;
  /** Adds an account that takes a touch. @param replace whether there is one of that id, which goes */
  add(
    secret: string,
    names: { readonly issuer: string; readonly name: string },
    replace: boolean,
  ): Promise<void>;
  /** The code of an account, once the key is touched. */
  code(id: string): Promise<string>;
  remove(id: string): Promise<void>;
}

type KeyPorts = Pick<Context, "run" | "environment" | "terminal" | "output" | "debug">;

/** How long ykman may take, in milliseconds: the key itself gives up waiting for a touch after 15 s. */
const LIMIT = 25_000;

/** Finds the key, asks for its password if it has one, and for which key if there are several. @param serial the key's, if it is set */
export async function openKey(serial: string | undefined, ports: KeyPorts): Promise<KeyAccounts> {
  const [chosen, several] =
    serial === undefined ? await keyAtHand(ports) : ([serial, true] as const);
  const device = several && chosen !== undefined ? ["--device", chosen] : [];
  const accounts = (words: readonly string[], stdin: string): Promise<Ended> =>
    ykman([...device, "oath", "accounts", ...words], stdin, ports);
  let password = "";
  const must = async (words: readonly string[], secret = ""): Promise<string> =>
    stdoutOf(await accounts(words, secret + password));
  const list = async (): Promise<readonly string[]> =>
    (await must(["list"])).split(/\r?\n/).filter((line) => line !== "");

  for (let first = await accounts(["list"], ""); first.status !== 0;) {
    if (!isLocked(first)) throw failure(first);
    password = `${await askPassword(ports)}\n`;
    first = await accounts(["list"], password);
    if (/Wrong password/i.test(first.stderr)) ports.output.warn("awsmfa: that is not its password");
    else if (first.status !== 0) throw failure(first);
  }
  return {
    serial: device[1],
    list,
    async add(secret, { issuer, name }, replace) {
      const force = replace ? ["--force"] : [];
      await must(["add", "--touch", ...force, "--issuer", issuer, "--", name], `${secret}\n`);
    },
    async code(id) {
      ports.output.news("awsmfa: touch the YubiKey when it blinks …");
      return (await must(["code", "--single", "--", id])).trim();
    },
    remove: async (id) => void (await must(["delete", "--force", "--", id])),
  };
}

/** The serial number of the key to use, and whether it has to be named. */
async function keyAtHand(ports: KeyPorts): Promise<readonly [string | undefined, boolean]> {
  const serials = stdoutOf(await ykman(["list", "--serials"], "", ports))
    .split(/\s+/)
    .filter((each) => each !== "");
  if (serials.length < 2) return [serials[0], false];
  const nobody = await ports.terminal.unusable();
  const choices = serials.map((value) => ({ value, label: `YubiKey ${value}` }));
  const message = "Which YubiKey is to get the secret?";
  const picked = nobody === undefined ? await ports.terminal.pick({ message, choices }) : undefined;
  if (picked !== undefined) return [picked, true];
  throw new AwsmfaError(
    "yubikey-failed",
    `${serials.length} YubiKeys are plugged in: ${serials.join(", ")}`,
    "plug in one, or set awsmfa_yubikey_serial in the profile",
  );
}

async function ykman(
  words: readonly string[],
  stdin: string,
  { run, environment, debug }: KeyPorts,
): Promise<Ended> {
  const { AWSMFA_CODE: _spent, ...others } = environment;
  const ended = await (
    await run()
  )({
    command: ["ykman", ...words],
    environment: others,
    stdin,
    stderr: "collected",
    mayAsk: false,
    limit: LIMIT,
  });
  debug(`ykman ${words.slice(0, 4).join(" ")}: ${ended.why}, status ${ended.status}`);
  return ended;
}

async function askPassword({ terminal }: KeyPorts): Promise<string> {
  const nobody = await terminal.unusable();
  const message = "OATH password of the YubiKey:";
  const check = async (answer: string): Promise<string | undefined> =>
    answer === "" ? "it has one" : undefined;
  const answer = nobody === undefined ? await terminal.secret({ message, check }) : undefined;
  if (answer !== undefined) return answer;
  throw new AwsmfaError(
    "yubikey-failed",
    `the YubiKey is locked with an OATH password${nobody === undefined ? ", and none was typed" : `, and nobody can be asked for it: ${nobody}`}`,
    "have ykman remember it: ykman oath access remember",
  );
}

/** It asks for the password on what is no terminal, and finds an end there (ykman 4.0.9, 5.9). */
function isLocked({ stderr }: Ended): boolean {
  return /Enter the password|Wrong password/i.test(stderr);
}

function stdoutOf(ended: Ended): string {
  if (ended.status === 0) return ended.stdout;
  throw failure(ended);
}

const MEANINGS: readonly (readonly [RegExp, string, string])[] = [
  [/No YubiKey detected/i, "no YubiKey is plugged in, or pcscd does not run", "plug it in"],
  [/touch .*timed out/i, "the YubiKey was not touched in time", "touch it when it blinks"],
  [/No space left/i, "the YubiKey has no room for another account", "ykman oath accounts list"],
  [/No such command/i, "this ykman is too old", "install version 4 or later of ykman"],
  [/not enabled or not available/i, "OATH is switched off on this YubiKey", "ykman config usb"],
];

/** What a failure of ykman means; of its own words only the last line, which holds no secret. */
function failure({ why, status, stderr }: Ended): AwsmfaError {
  const words = (what: string, hint: string): AwsmfaError =>
    new AwsmfaError("yubikey-failed", what, hint);
  if (why === "missing")
    return words(
      "there is no program ykman, which puts secrets on a YubiKey",
      "install it: https://developers.yubico.com/yubikey-manager/",
    );
  if (why !== "itself") return words("ykman did not end in time", "plug the key out and in again");
  const known = MEANINGS.find(([pattern]) => pattern.test(stderr));
  if (known !== undefined) return words(known[1], known[2]);
  const last = stderr.trim().split(/\r?\n/).at(-1)?.slice(0, 200) ?? "";
  return words(`ykman failed with status ${status}: ${last}`, "try it: ykman oath accounts list");
}
