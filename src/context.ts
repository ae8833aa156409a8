/** The outside world, wired: the real ports bundled for a command. */
import { homedir } from "node:os";
import { oneLine } from "./errors.ts";
import type { Context, Environment } from "./ports.ts";
import { systemClock } from "./system/clock.ts";
import { systemDigest } from "./system/digest.ts";
import { systemFiles } from "./system/files.ts";
import { systemInput } from "./system/input.ts";
import { type Colour, closeGone, isColoured, sayError, systemOutput } from "./system/output.ts";
import { steadyNow } from "./system/steady.ts";
import { systemParent } from "./system/parent.ts";
import { noTerminal, systemTerminal } from "./system/terminal.ts";
import { systemTimer } from "./system/timer.ts";
import { watched } from "./system/watched.ts";

/** What the options of every command say of the world. */
export interface ContextOptions {
  /** `--no-input`: nobody is asked. */
  readonly noInput: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly color: Colour;
}

/** For `main.ts`: says a line on stderr whatever `--quiet` says; and lets go of a terminal that has gone. */
export { closeGone, sayError };

/** A line of `--debug`, with the milliseconds since the start, whatever foreign text is in it. */
export function sayDebug(message: string): void {
  sayError(`awsmfa: debug: +${Math.round(steadyNow())} ms ${oneLine(message)}`);
}

/** The context of a real run. What is dear to load, the SDK and the prompts, is loaded on first use. */
export function systemContext(
  options: ContextOptions,
  environment: Environment,
  endings: Context["endings"],
): Context {
  const context: Context = {
    environment,
    // An empty HOME is the root folder, as for botocore, never the folder that we happen to stand in.
    home: environment["HOME"] || homedir() || "/",
    platform: process.platform,
    files: systemFiles(),
    clock: systemClock(),
    digest: systemDigest,
    terminal: options.noInput
      ? noTerminal("--no-input was given")
      : systemTerminal(isColoured(options.color, true, environment)),
    input: systemInput,
    output: systemOutput(options.color, options.quiet, environment),
    parent: systemParent,
    sts: async () => (await import("./system/sts.ts")).systemSts,
    iam: async () => (await import("./system/iam.ts")).systemIam,
    signin: async () => (await import("./system/signin.ts")).systemSignin,
    browser: async () => (await import("./system/browser.ts")).systemBrowser(environment),
    run: async () => (await import("./system/run.ts")).systemRun,
    exec: async () => (await import("./system/hand-over.ts")).systemExec,
    endpoint: async () => (await import("./system/endpoint.ts")).systemEndpoint,
    keyring: async () => (await import("./system/keyring.ts")).systemKeyring(process.platform),
    age: async () => (await import("./system/age.ts")).systemAge,
    qr: async () => (await import("./system/qr.ts")).systemQr,
    timer: systemTimer,
    turns: async () => (await import("./system/turns.ts")).systemTurns(),
    program: async () => (await import("./system/program.ts")).systemProgram(),
    userId: process.getuid?.() ?? 0,
    once: new Map(),
    endings,
    clipboard: async () => (await import("./system/clipboard.ts")).systemClipboard,
    debug: options.debug ? sayDebug : () => undefined,
  };
  return options.debug ? watched(context) : context;
}
