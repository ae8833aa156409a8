/** The program at its two speeds: the fast path alone, the full program alone, and the shim that puts them together. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { sectionOf } from "../../src/sessions/session.ts";
import { EXAMPLE_KEY, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { keySection } from "./onboarding.ts";
import type { Outcome } from "./process.ts";
import { PROGRAM, type RunOptions, type Sandbox, type SandboxOptions, sandbox } from "./sandbox.ts";

/** The status of the fast path alone where it declines. */
export const DECLINED = 99;

/** A way to run the program. */
export type Speed = "quick" | "full" | "shim";

/** Who answers: the fast path, or the full program since the fast path declines. */
export type Answerer = "quick" | "full";

/** How the three ended. */
export type Outcomes = Readonly<Record<Speed, Outcome>>;

const SPEEDS: readonly Speed[] = ["quick", "full", "shim"];

/** What a session of a test is like; the example's profile and key, with four and a half hours left, unless told otherwise. */
export interface SessionLike {
  readonly name?: string;
  readonly source?: string;
  readonly key?: string;
  readonly serial?: string;
  /** Seconds; half a minute is added, so that no minute ends while a test runs. */
  readonly left?: number;
}

/** The section of a session in the credentials file. */
export function session(like: SessionLike = {}): string {
  const { source = "work", left = 16_200, key = EXAMPLE_KEY.id, serial = EXAMPLE_SERIAL } = like;
  const name = like.name ?? `${source}-mfa`;
  const now = Date.now();
  const settings = sectionOf({
    source,
    name,
    credentials: {
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      secretAccessKey: EXAMPLE_KEY.secret,
      sessionToken: "FwoGZXIvYXdzEXAMPLE+TOKEN/==",
    },
    expires: now + (left + 30) * 1000,
    issued: now,
    sourceKey: key,
    serial,
  });
  const lines = [...settings].map(([setting, value]) => `${setting} = ${value}\n`);
  return `\n[${name}]\n${lines.join("")}`;
}

/** The config file of {@link WORK}. */
export const CONFIG = "[profile work]\nregion = us-west-2\noutput = json\n";

/** A profile `work` with the example's key and no session. */
export const WORK = keySection("work");

/** A sandbox with a profile `work` and a fresh session of it; files come on top. */
export function atWork(options: SandboxOptions = {}): Promise<Sandbox> {
  const files = { ".aws/config": CONFIG, ".aws/credentials": WORK + session(), ...options.files };
  return sandbox({ ...options, files });
}

/** The script that runs the program at a speed. @param root of a copy of the program */
export function scriptOf(box: Sandbox, speed: Speed, root = dirname(dirname(PROGRAM))): string {
  if (speed === "shim") return join(root, "bin", "awsmfa.js");
  const of = (file: string): string => `require(${JSON.stringify(join(root, "dist", file))})`;
  const texts = {
    // As the shim chooses.
    quick: `const { quick } = process.argv[2] === "env" ? ${of("quick.js")} : ${of("quick-session.js")};
process.exitCode = quick() ? 0 : ${DECLINED};\n`,
    full: `process.exitCode = 1;\n${of("main.js")}.main();\n`,
  };
  const script = join(dirname(box.home), `${speed}.cjs`);
  writeFileSync(script, texts[speed]);
  return script;
}

/** A copy of the program beside the home, where every user can read it. @returns its folder */
export function copyOfProgram(box: Sandbox): string {
  const copy = join(dirname(box.home), "program");
  mkdirSync(copy);
  for (const folder of ["bin", "dist"])
    cpSync(join(dirname(dirname(PROGRAM)), folder), join(copy, folder), { recursive: true });
  return copy;
}

/** Runs each speed. @param run runs Node with a script */
export async function outcomesOf(
  box: Sandbox,
  run: (script: string) => Promise<Outcome>,
  root?: string,
): Promise<Outcomes> {
  const all = SPEEDS.map(async (speed) => [speed, await run(scriptOf(box, speed, root))] as const);
  return Object.fromEntries(await Promise.all(all)) as Outcomes;
}

/** Expects one program: all the same where the fast path answers; where it declines, nothing of it and then the full program. */
export function expectOne({ quick, full, shim }: Outcomes, answerer: Answerer): void {
  expect(quick).toEqual(
    answerer === "quick"
      ? { status: 0, stdout: full.stdout, stderr: "" }
      : { status: DECLINED, stdout: "", stderr: "" },
  );
  if (answerer === "quick") expect(full).toEqual(quick);
  expect(timeless(shim)).toEqual(timeless(full));
}

/** `--debug` says timings. */
function timeless(outcome: Outcome): Outcome {
  return { ...outcome, stderr: outcome.stderr.replaceAll(/\d[\d.]* ms/g, "N ms") };
}

/** Runs the program with some words at each speed, and expects one program. @returns what it said */
export async function compared(
  box: Sandbox,
  words: string | readonly string[],
  answerer: Answerer,
  options?: RunOptions,
): Promise<Outcome> {
  const list = typeof words === "string" ? words.split(" ") : words;
  const run = (script: string) => box.start(process.execPath, [script, ...list], options);
  const outcomes = await outcomesOf(box, run);
  expectOne(outcomes, answerer);
  return outcomes.shim;
}

/**
 * The same within a line of a shell, where `awsmfa` stands for the program.
 * @param line as `sh -c` takes it
 */
export async function comparedIn(
  box: Sandbox,
  line: string,
  answerer: Answerer,
  options?: RunOptions & { readonly shell?: readonly string[]; readonly root?: string },
): Promise<Outcome> {
  const { shell: [file = "sh", ...flags] = ["sh"], root, ...rest } = options ?? {};
  const run = (script: string) =>
    box.start(
      file,
      [...flags, "-c", line.replaceAll("awsmfa", `'${process.execPath}' '${script}'`)],
      rest,
    );
  const outcomes = await outcomesOf(box, run, root);
  expectOne(outcomes, answerer);
  return outcomes.shim;
}
