/** The contract with ykman, Yubico's program: where it is, its versions, what it is told and how it is run. */
import type { Ended } from "../ports-run.ts";
import type { CodePorts, KnownYubiKey, NoCode } from "./code-source.ts";
import { failureOf } from "./ykman-failures.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** A ykman that was found. */
export type Ykman = NonNullable<KnownYubiKey["ykman"]>;

/** How long a call may take, in milliseconds: an older ykman waits until a touch that another asked for is over, 15 s. */
export const LIMIT = 25_000;
/** The same where this call itself may wait for a touch. */
export const TOUCH_LIMIT = 45_000;

/** Where Yubico's installer puts it on Windows, which a Linux inside sees there. */
const WINDOWS_FOLDERS = ["YubiKey Manager CLI", "YubiKey Manager"];

/** One call. */
export interface Call {
  readonly ykman: Ykman;
  /** The serial number of the YubiKey, where it is known. */
  readonly key: string | undefined;
  readonly words: readonly string[];
  /** Of the OATH application. It goes by standard input. */
  readonly password?: string | undefined;
  /** Of an account that is added, base32. It goes by standard input, before the password (recorded of ykman 4 and 5). */
  readonly secret?: string;
  readonly limit?: number;
  readonly told?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What lists the accounts: `oath list` up to version 3, `oath accounts list` since 4. */
export function listWords({ version: [major] }: Ykman): readonly string[] {
  return major < 4 ? ["oath", "list"] : ["oath", "accounts", "list"];
}

/** What computes the code of one account, and prints it alone. @param account its exact id, which goes before any that only contains it */
export function codeWords({ version: [major] }: Ykman, account: string): readonly string[] {
  const code = major < 4 ? ["oath", "code"] : ["oath", "accounts", "code"];
  return [...code, "--single", "--", account];
}

/** The names of an account. */
export interface AccountNames {
  readonly issuer: string;
  readonly name: string;
}

/** What adds an account that takes a touch, its secret by standard input; since version 4. @param replace whether there is one of that id, which goes */
export function addWords({ issuer, name }: AccountNames, replace: boolean): readonly string[] {
  const force = replace ? ["--force"] : [];
  return ["oath", "accounts", "add", "--touch", ...force, "--issuer", issuer, "--", name];
}

/** What removes an account, unasked; since version 4. @param account its exact id */
export function removeWords(account: string): readonly string[] {
  return ["oath", "accounts", "delete", "--force", "--", account];
}

/** What makes ykman remember the password, for a person to type. */
export function rememberLine({ program, version: [major] }: Ykman): string {
  return `${program} oath ${major < 4 ? "remember-password" : "access remember"}`;
}

/**
 * Runs ykman to its end. A line is always on its standard input, an empty one if need be: a ykman that wants a
 * password reads it there, and does not ask on a terminal of its own (`click_prompt` of ykman 4 and 5).
 */
export async function runYkman(call: Call, ports: CodePorts): Promise<Ended> {
  const { environment, clock, debug } = ports;
  const { ykman, key, words, password = "", secret, limit = LIMIT, told, signal } = call;
  const run = await ports.run();
  const started = clock.now();
  const device = key ? ["--device", key] : [];
  const ended = await run({
    command: [ykman.program, ...device, ...words],
    // Names of accounts beyond ASCII are not found in the locale C, and garbled in pipes on Windows (PEP 540).
    environment: { ...forPrograms(environment), PYTHONUTF8: "1" },
    stdin: `${secret === undefined ? "" : `${secret}\n`}${password}\n`,
    stderr: "collected",
    mayAsk: false,
    limit,
    ...(told && { told }),
    ...(signal && { signal }),
  });
  const how = ended.why === "itself" ? `status ${ended.status}` : ended.why;
  const shown = words.filter((_word, at) => words[at - 1] !== "--");
  debug(`ykman ${[...device, ...shown].join(" ")}: ${how}, ${clock.now() - started} ms`);
  return ended;
}

/** The first ykman that starts, with its version; or why there is none. */
export async function findYkman(ports: CodePorts, signal?: AbortSignal): Promise<Ykman | NoCode> {
  const found = (await tried("ykman", ports, signal)) ?? (await elsewhere(ports, signal));
  if (found !== undefined) return found;
  return {
    reason: "ykman, which reads YubiKeys, is not installed",
    hint: installing(ports.platform),
  };
}

/** @returns `undefined` where there is no such program */
async function tried(
  program: string,
  ports: CodePorts,
  signal: AbortSignal | undefined,
): Promise<Ykman | NoCode | undefined> {
  const ykman: Ykman = { program, version: [0, 0] };
  const ended = await runYkman({ ykman, key: undefined, words: ["--version"], signal }, ports);
  if (ended.why === "missing") return undefined;
  const version = /version:?\s*(\d+)\.(\d+)/i.exec(ended.stdout);
  if (version === null) {
    const why = failureOf(ended, LIMIT)?.reason ?? `${program} does not tell its version`;
    return { reason: why, hint: `try it: ${program} --version` };
  }
  ports.debug(`ykman: ${program}, version ${version[1]}.${version[2]}`);
  return { program, version: [Number(version[1]), Number(version[2])] };
}

/** Where it is not in PATH. A Linux within Windows (WSL) has no USB of its own, but runs programs of Windows. */
async function elsewhere(
  ports: CodePorts,
  signal: AbortSignal | undefined,
): Promise<Ykman | NoCode | undefined> {
  const isWindows = ports.platform === "win32";
  if (!isWindows && !(await isWsl(ports))) return undefined;
  const root = isWindows ? "C:" : "/mnt/c";
  const places = WINDOWS_FOLDERS.map((name) => `${root}/Program Files/Yubico/${name}/ykman.exe`);
  for (const program of isWindows ? places : ["ykman.exe", ...places]) {
    const found = await tried(program, ports, signal);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function isWsl({ platform, environment, files }: CodePorts): Promise<boolean> {
  if (platform !== "linux") return false;
  if (environment["WSL_DISTRO_NAME"]) return true;
  const version = await files.read("/proc/version").catch(() => undefined);
  return /microsoft/i.test(version ?? "");
}

function installing(platform: string): string {
  if (platform === "darwin") return "brew install ykman";
  if (platform === "linux")
    return "sudo apt install yubikey-manager, or on WSL in Windows: https://developers.yubico.com/yubikey-manager/";
  return "install it: https://developers.yubico.com/yubikey-manager/";
}
