/** A disposable world for the built program: a home, a scrubbed environment, a local AWS, and a report when a test fails. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { serveWorld } from "../local-aws/server.ts";
import { codeOf } from "../local-aws/totp.ts";
import type { World } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS } from "./onboarding.ts";
import { putSchedulers } from "./schedulers.ts";
import { type Invocation, type Outcome, runProcess } from "./process.ts";

/** The program as it is installed. */
export const PROGRAM = resolve(import.meta.dirname, "../../bin/awsmfa.js");

/** Variables to set, or to take away (`undefined`), on top of the sandbox's. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** How a sandbox differs from the usual one. */
export interface SandboxOptions {
  /** The local AWS; the example's if absent. */
  readonly world?: World;
  /** Files by their paths under the home, one character a byte; those of the onboarding if absent. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Variables;
}

/** What a run can be given. */
export interface RunOptions extends Partial<Pick<Invocation, "stdin" | "user" | "started">> {
  readonly env?: Variables;
}

/** A home of one test. */
export interface Sandbox {
  readonly home: string;
  readonly world: World;
  /** The address of the local AWS; the environment's `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** The whole environment of a run. */
  env(more?: Variables): Record<string, string>;
  /** Runs the program without a terminal. @param words its arguments; a text is split at blanks */
  run(words: string | readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs another program without a terminal. */
  start(file: string, words: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Writes a file under the home, with mode 0600. */
  put(path: string, bytes: string): void;
  /** A file under the home, one character a byte, or `undefined`. */
  get(path: string): string | undefined;
  /** Both of AWS's files. */
  awsFiles(): { credentials: string | undefined; config: string | undefined };
  /** The names in a folder under the home, sorted. */
  list(folder: string): string[];
  /** A code that the device shows now or next, and that AWS has not taken yet. */
  code(serial?: string): string;
  /** Codes that AWS refuses. */
  wrongCodes(): [string, string, string];
  /** How often an action was asked of AWS. */
  calls(action: string): number;
  /** Adds to the report of a failure. */
  note(text: () => string): void;
}

/** Makes a sandbox for the test that is running; it goes with the test. */
export async function sandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "awsmfa-test-")));
  chmodSync(folder, 0o755);
  const [home, bin] = [join(folder, "home"), join(folder, "bin")];
  mkdirSync(join(home, ".aws"), { recursive: true });
  mkdirSync(bin);
  symlinkSync(PROGRAM, join(bin, "awsmfa"));
  putSchedulers(bin);
  const world = options.world ?? exampleWorld();
  const served = await serveWorld(world);
  const notes: (() => string)[] = [];

  const box: Sandbox = {
    home,
    world,
    url: served.url,
    env: (more = {}) =>
      environment(home, bin, { AWS_ENDPOINT_URL: served.url, ...options.env, ...more }),
    run: (words, given) => box.start(process.execPath, [PROGRAM, ...split(words)], given),
    async start(file, words, { env, ...given } = {}) {
      const invocation = { ...given, file, arguments: words, env: box.env(env), folder: home };
      const outcome = await runProcess(invocation);
      notes.push(() => `${file} ${words.join(" ")}\n${told(outcome)}`);
      return outcome;
    },
    put(path, bytes) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), bytes, { encoding: "latin1", mode: 0o600 });
    },
    get: (path) =>
      existsSync(join(home, path)) ? readFileSync(join(home, path), "latin1") : undefined,
    awsFiles: () => ({ credentials: box.get(".aws/credentials"), config: box.get(".aws/config") }),
    list: (name) => readdirSync(join(home, name)).toSorted(),
    code: (serial = EXAMPLE_SERIAL) => unusedCode(world, serial),
    wrongCodes: () => wrongCodes(world),
    calls: (action) => world.requests.filter((seen) => seen.action === action).length,
    note: (text) => void notes.push(text),
  };
  const files = options.files ?? { ".aws/credentials": CREDENTIALS, ".aws/config": CONFIG };
  for (const [path, bytes] of Object.entries(files)) box.put(path, bytes);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") console.error(report(box, notes));
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return box;
}

/** Nothing of the caller's but where programs are. */
function environment(home: string, bin: string, more: Variables): Record<string, string> {
  const all: Variables = {
    HOME: home,
    PATH: `${bin}:${dirname(process.execPath)}:${process.env["PATH"]}`,
    TZ: "UTC",
    SHELL: "/bin/sh",
    LANG: "C.UTF-8",
    // Tools of AWS look for credentials at an address that nobody answers here.
    AWS_EC2_METADATA_DISABLED: "true",
    ...more,
  };
  const set = Object.entries(all).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}

function split(words: string | readonly string[]): readonly string[] {
  return typeof words === "string" ? words.split(" ").filter((word) => word !== "") : words;
}

function unusedCode(world: World, serial: string): string {
  const device = world.users
    .flatMap(({ devices }) => devices)
    .find((each) => each.serial === serial);
  const step = Math.floor((Date.now() + world.clockOffset) / 30_000);
  const steps = [0, 1].find((later) => !device?.usedSteps.has(step + later));
  if (steps === undefined) throw new Error("both codes of this minute are used");
  return codeOf(world, serial, Date.now(), steps);
}

function wrongCodes(world: World): [string, string, string] {
  const good = [-2, -1, 0, 1, 2].map((steps) => codeOf(world, EXAMPLE_SERIAL, Date.now(), steps));
  const bad = ["111111", "222222", "333333", "444444", "555555", "666666", "777777", "888888"];
  return bad.filter((code) => !good.includes(code)).slice(0, 3) as [string, string, string];
}

function told({ status, stdout, stderr }: Outcome): string {
  return `status ${status}\n--- stdout\n${stdout}--- stderr\n${stderr}`;
}

function report(box: Sandbox, notes: readonly (() => string)[]): string {
  const { credentials, config } = box.awsFiles();
  const requests = box.world.requests.map((seen) => JSON.stringify(seen)).join("\n");
  const files = `=== credentials\n${credentials}\n=== config\n${config}\n=== requests\n${requests}`;
  return [...notes.map((note) => `=== ${note()}`), files].join("\n");
}
