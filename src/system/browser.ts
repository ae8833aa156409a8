/** The door to `open`, which knows how each platform opens its browser. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import openByPlatform from "open";
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { Browser } from "../ports-browser.ts";
import { handOver } from "./handover.ts";

/** How long a starter of browsers is watched, and how long a browser may take to come; milliseconds. */
const LIMITS = { start: 2000, fetch: 60_000 };

/** The browser of this machine, or the program that `BROWSER` names. @param limits shorter ones for tests */
export function systemBrowser(environment: Environment, limits = LIMITS): Browser {
  const obstacle = (): string | undefined => obstacleTo(environment, process.platform, isWsl());
  const start = (address: string): Promise<ChildProcess> => {
    const why = obstacle();
    if (why !== undefined) throw noBrowser(why);
    const words = browserWords(environment["BROWSER"], address);
    // What was used up is not for others.
    delete process.env["AWSMFA_CODE"];
    return (words === undefined ? openByPlatform(address) : started(words)).catch(
      (error: unknown) => {
        const { code = "" } = error as { readonly code?: string };
        const what = words?.[0] ?? (process.platform === "linux" ? "xdg-open" : "what opens it");
        throw noBrowser(`${what} cannot be started${code && ` (${code})`}`, error);
      },
    );
  };
  return {
    obstacle,
    async open(address) {
      const failure = await within(limits.start, endOf(await start(address)));
      if (failure) throw noBrowser(failure);
    },
    async openSecret(address) {
      const handover = await handOver(address);
      try {
        const ended = endOf(await start(handover.address));
        // That it ended well says nothing: the browser may be on its way.
        const failed = new Promise<string>((resolve) => {
          void ended.then((failure) => failure && resolve(failure));
        });
        const fetched = handover.taken.then(() => "");
        const failure = await within(limits.fetch, Promise.race([failed, fetched]));
        if (failure === "") return;
        throw noBrowser(failure ?? `no browser came for the address in ${limits.fetch / 1000} s`);
      } finally {
        handover.close();
      }
    },
  };
}

/**
 * Why no browser can be opened, as the end of a sentence.
 * @param wsl whether this is Linux within Windows, whose browser is there without a display
 */
export function obstacleTo(
  environment: Environment,
  platform: string,
  wsl: boolean,
): string | undefined {
  if (environment["BROWSER"]) return undefined;
  const graphical = platform === "linux" || platform.endsWith("bsd");
  const display = Boolean(environment["DISPLAY"] || environment["WAYLAND_DISPLAY"]);
  if (environment["SSH_CONNECTION"] && !(graphical && display))
    return "this is a session by SSH, and its browser would open on the other machine";
  return graphical && !display && !wsl ? "there is no display" : undefined;
}

/**
 * The program and the words that `BROWSER` says, as xdg-open reads it: a list separated by colons, of which the
 * first counts; `%s` stands for the address, which else comes last.
 */
export function browserWords(
  variable: string | undefined,
  address: string,
): [string, ...string[]] | undefined {
  const [first = ""] = (variable ?? "").split(/:(?![\\/])/);
  const words = first.split(/\s+/).filter((word) => word !== "");
  const named = words.map((word) => word.replaceAll("%s", address));
  if (!words.some((word) => word.includes("%s"))) named.push(address);
  const [file, ...rest] = named;
  return words.length === 0 || file === undefined ? undefined : [file, ...rest];
}

async function started([file, ...words]: [string, ...string[]]): Promise<ChildProcess> {
  const child = spawn(file, words, { detached: true, stdio: "ignore" });
  child.unref();
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  return child;
}

/** How the program fails, as the end of a sentence, or "" where it ends well. It may stay as long as the browser. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const told = (status: number | null, signal: string | null): void =>
      resolve(status === 0 ? "" : `what opens it ended with ${signal ?? `status ${status}`}`);
    child.once("error", (error) => resolve(error.message));
    if (child.exitCode !== null || child.signalCode !== null)
      told(child.exitCode, child.signalCode);
    else child.once("exit", told);
  });
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** As Microsoft documents it: the file is there where Windows programs can be run. */
function isWsl(): boolean {
  return existsSync("/proc/sys/fs/binfmt_misc/WSLInterop") || existsSync("/run/WSL");
}

function noBrowser(why: string, cause?: unknown): AwsmfaError {
  return new AwsmfaError(
    "no-browser",
    `no browser can be opened: ${why}`,
    "print the address, to be opened where there is one: awsmfa console --print",
    { cause },
  );
}
