/** The outside world as a value: a fake Context over files in memory, a still clock and the local AWS. */

import { createHash } from "node:crypto";
import { AwsmfaError, type ErrorCode } from "../../src/errors.ts";
import type { Context, Environment, Files } from "../../src/ports.ts";
import type { Connection, Iam } from "../../src/ports-aws.ts";
import type { Ended, Invocation } from "../../src/ports-run.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { checkedPut } from "../../src/profiles/checked.ts";
import type { View } from "../../src/commands/command.ts";
import { configEdit } from "../../src/sessions/copy.ts";
import { type Session, sectionOf } from "../../src/sessions/session.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { configSectionOf } from "../../src/profiles/names.ts";
import { type FakeProcesses, fakeProcessPorts } from "./process-ports.ts";
import { type FakeClients, type SeenClients, fakeClients } from "./clients.ts";
import { type FakeSecrets, fakeSecretPorts } from "./secrets.ts";
import { EXAMPLE_KEY, EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { portsOf } from "../local-aws/ports.ts";
import { codeOf } from "../local-aws/totp.ts";
import type { World } from "../local-aws/world.ts";

// Times in words are local ones.
process.env["TZ"] = "UTC";

/** Where the fake's files are. */
export const HOME = "/home/jane";
export const CONFIG = `${HOME}/.aws/config`;
export const CREDENTIALS = `${HOME}/.aws/credentials`;
export const MEMORY = `${HOME}/.local/state/awsmfa/memory.json`;

/** The fake machine's time, a Sunday: 2026-11-22T04:20:00Z. */
export const NOW = Date.UTC(2026, 10, 22, 4, 20);

/** The name of the profile that the example's files have. */
export const PROFILE = "mfa.user";

/** A section with a long-term key, the example's unless told otherwise. */
export function keySection(name: string, id: string = EXAMPLE_KEY.id): string {
  return `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${EXAMPLE_KEY.secret}\n`;
}

/** What a question is answered with: a line, Ctrl-D (`undefined`), an error to throw, or what is known only then. */
export type Answer = string | undefined | Error | ((fake: Fake) => string);

/** What is different from the example: one profile with a key and a region, and nobody to answer. */
export interface FakeOptions extends FakeSecrets, FakeProcesses, FakeClients {
  /** By path; these take the place of all of the example's. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Environment;
  readonly world?: World;
  readonly answers?: readonly Answer[];
  /**
   * The answer to a yes-or-no question, or what is thrown in its place. Without it the fake has no person to
   * whom a device would be offered, however much was asked.
   */
  readonly confirms?: boolean | Error | "Ctrl-D";
  /** Why nobody can be asked. */
  readonly nobody?: string;
  /** Why there is no browser. */
  readonly noBrowser?: string;
  /** Standard input's first line. */
  readonly input?: string;
  /** All that is piped to standard input. */
  readonly piped?: string;
  readonly parent?: string;
  /** How the programs end that are run, one after the other; status 0 and nothing printed unless told otherwise. */
  readonly programs?: readonly (Partial<Ended> | ((fake: Fake) => string))[];
  readonly platform?: string;
  readonly modes?: Readonly<Record<string, number>>;
  /** Paths that cannot be written, or not even read. */
  readonly unwritable?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly dataIsTerminal?: boolean;
}

/** A fake context and all that happened to it. */
export interface Fake extends SeenClients {
  readonly context: Context;
  readonly world: World;
  readonly files: Map<string, string>;
  /** To be changed at will; milliseconds. */
  readonly time: { now: number; uptime: number };
  /** Effects in their order: `ask`, `pick`, `confirm`, `iam`, `who`, `sts`, `edit config` and so on. */
  readonly effects: string[];
  /** The questions as they were put, and what was wrong with answers. */
  readonly questions: string[];
  readonly objections: string[];
  readonly data: string[];
  readonly news: string[];
  /** Lines that were shown for a while. */
  readonly progress: string[];
  readonly debug: string[];
  /** The programs that were run. */
  readonly ran: Invocation[];
  /** The right code of the example's device, so many steps later. */
  readonly code: (steps?: number) => string;
}

const NAMES: Readonly<Record<string, string>> = {
  [CONFIG]: "config",
  [CREDENTIALS]: "credentials",
  [MEMORY]: "memory",
};

/** A fake context. */
export function fakeContext(options: FakeOptions = {}): Fake {
  const world = options.world ?? exampleWorld();
  const time = { now: NOW, uptime: 3_600_000 };
  const sleep = async (milliseconds: number): Promise<void> => void (time.now += milliseconds);
  const clock = { now: () => time.now, uptime: () => time.uptime, sleep };
  const effects: string[] = [];
  const files = new Map(Object.entries(options.files ?? exampleFiles()));
  const { sts, iam, signin } = portsOf(world, clock);
  const none = (): string[] => [];
  const [questions, objections, data, news, debug] = [none(), none(), none(), none(), none()];
  const progress = none();
  const answers = [...(options.answers ?? [])];
  const answered = (question: string): string | undefined => {
    questions.push(question);
    if (answers.length === 0) throw new Error(`no answer to: ${question}`);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(fake) : answer;
  };
  const [programs, ran]: [unknown[], Invocation[]] = [[...(options.programs ?? [])], []];
  const run = async (invocation: Invocation): Promise<Ended> => {
    ran.push(invocation);
    if (programs.length === 0) throw new Error(`no end for: ${String(invocation.command)}`);
    const end = programs.shift() as NonNullable<FakeOptions["programs"]>[number];
    const ended: Partial<Ended> = typeof end === "function" ? { stdout: end(fake) } : end;
    for (const line of (ended.stderr ?? "").split("\n").slice(0, -1)) invocation.told?.(line);
    return { why: "itself", status: 0, killedBy: undefined, stdout: "", stderr: "", ...ended };
  };
  const clients: SeenClients = { handed: [], endpoints: [] };
  let salts = 0;
  const { confirms } = options;
  const context: Context = {
    environment: options.environment ?? {},
    home: HOME,
    platform: options.platform ?? "linux",
    files: fakeFiles(files, effects, options),
    clock,
    digest: {
      salt: async () => `salt${(salts += 1)}`,
      hash: async (salt, text) => createHash("sha256").update(`${salt}:${text}`).digest("hex"),
    },
    terminal: {
      forbidden: options.nobody === "--no-input was given",
      unusable: async () => options.nobody,
      async line({ message, check }) {
        effects.push("ask");
        for (;;) {
          const answer = answered(message);
          const objection = answer === undefined ? undefined : await check(answer);
          if (objection === undefined) return answer;
          objections.push(objection);
        }
      },
      async secret({ message, check }) {
        effects.push("ask hidden");
        for (;;) {
          const answer = answered(message);
          const objection = answer === undefined ? undefined : await check(answer);
          if (objection === undefined) return answer;
          objections.push(objection);
        }
      },
      async pick({ message, choices }) {
        effects.push("pick");
        const shown = choices.map(
          ({ label, disabled }) => label + (disabled ? ` (${disabled})` : ""),
        );
        return answered(`${message} ${shown.join(" | ")}`);
      },
      async confirm(question) {
        effects.push("confirm");
        questions.push(question);
        if (confirms instanceof Error) throw confirms;
        return confirms === "Ctrl-D" ? undefined : confirms;
      },
      asked: () => confirms !== undefined && questions.length > 0,
    },
    input: {
      line: async () => options.input,
      piped: () => options.piped !== undefined,
      whole: async () => options.piped,
    },
    output: {
      data: (text) => void data.push(text),
      news: (line) => void news.push(line),
      warn: (line) => void news.push(line),
      progress(line) {
        if (line !== undefined) progress.push(line);
        return false;
      },
      dataIsTerminal: options.dataIsTerminal ?? false,
      newsIsTerminal: false,
      columns: 80,
      dataPaint: (_style, text) => text,
      newsPaint: (_style, text) => text,
    },
    parent: { name: async () => options.parent },
    sts: async () => ({
      getSessionToken(...call) {
        effects.push("sts");
        return sts.getSessionToken(...call);
      },
      assumeRole(...call) {
        effects.push("role");
        return sts.assumeRole(...call);
      },
      getCallerIdentity(...call) {
        effects.push("who");
        return sts.getCallerIdentity(...call);
      },
    }),
    signin: async () => signin,
    browser: async () => ({
      obstacle: () => options.noBrowser,
      open: async (address) => void effects.push(`open ${address}`),
      openSecret: async (address) => void effects.push(`open secretly ${address}`),
    }),
    iam: async () => noted(iam, effects),
    run: async () => run,
    ...fakeClients(options, clients),
    ...fakeSecretPorts(options),
    ...fakeProcessPorts(options),
    debug: (message) => void debug.push(message),
  };
  const code = (steps = 0): string => codeOf(world, EXAMPLE_SERIAL, time.now, steps);
  const told = { questions, objections, data, news, progress, debug, ran, ...clients };
  const fake: Fake = { context, world, files, time, effects, ...told, code };
  return fake;
}

/** Ports of IAM that note each call: `iam` for the look-up of a login, else the call's name. */
function noted(iam: Iam, effects: string[]): Iam {
  type Call = (connection: Connection, ...rest: unknown[]) => unknown;
  const calls = Object.entries(iam) as [string, Call][];
  const pairs = calls.map(([name, call]) => [
    name,
    (...given: Parameters<Call>) => {
      const way = given[0].credentials.sessionToken ? "by session" : "by key";
      const others: Record<string, string> = {
        listMfaDevices: "iam",
        changePassword: `change password ${way}`,
      };
      effects.push(others[name] ?? name);
      return call(...given);
    },
  ]);
  return Object.fromEntries(pairs) as Iam;
}

function exampleFiles(): Record<string, string> {
  return {
    [CREDENTIALS]: keySection(PROFILE),
    [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\n`,
  };
}

function fakeFiles(
  files: Map<string, string>,
  effects: string[],
  { unwritable = [], unreadable = [], modes = {} }: FakeOptions,
): Files {
  const check = (path: string): void => {
    if (unwritable.includes(path)) throw new AwsmfaError("file-unwritable", `no: ${path}`);
  };
  return {
    async read(path) {
      if (unreadable.includes(path)) throw new AwsmfaError("file-unreadable", `no: ${path}`);
      return files.get(path);
    },
    facts: async (path) => (files.has(path) ? { mode: modes[path] ?? 0o600 } : undefined),
    resolved: async (path) => path,
    checkWritable: async (path) => check(path),
    async edit(path, change) {
      check(path);
      const before = files.get(path);
      const after = change(before);
      // The port says that a change must be pure, since it may run again.
      if (change(before) !== after) throw new Error(`not the same text twice: ${path}`);
      if (after === before) return { outcome: "unchanged" };
      if (after === undefined) files.delete(path);
      else files.set(path, after);
      effects.push(`${after === undefined ? "remove" : "edit"} ${NAMES[path] ?? path}`);
      return {
        outcome: after === undefined ? "removed" : before === undefined ? "created" : "written",
      };
    },
  };
}

/** A session of the example's profile, fresh for twelve hours. */
export function exampleSession(other: Partial<Session> = {}): Session {
  return {
    source: PROFILE,
    name: `${PROFILE}-mfa`,
    credentials: {
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      secretAccessKey: EXAMPLE_KEY.secret,
      sessionToken: "FwoGZXIvYXdzEXAMPLE+TOKEN/==",
    },
    expires: NOW + 43_200_000,
    issued: NOW,
    sourceKey: EXAMPLE_KEY.id,
    serial: EXAMPLE_SERIAL,
    ...other,
  };
}

/** Files, the example's if none are given, with sessions kept in them as a login does. */
export function filesWith(
  sessions: readonly Session[],
  start: Readonly<Record<string, string>> = exampleFiles(),
): Record<string, string> {
  let { [CONFIG]: config, [CREDENTIALS]: credentials } = start;
  for (const session of sessions) {
    credentials = checkedPut(credentials, session.name, sectionOf(session));
    const files = readAwsFiles(config, credentials);
    const source = profileNamed(files, session.source) ?? { name: "", settings: new Map() };
    const { put, drop } = configEdit(source, files, session);
    config = checkedPut(config, configSectionOf(session.name), put, drop);
  }
  return {
    ...start,
    ...(config === undefined ? {} : { [CONFIG]: config }),
    ...(credentials === undefined ? {} : { [CREDENTIALS]: credentials }),
  };
}

/** A view without colours, at the fake's time. */
export function viewAt(now: number = NOW, columns = 80): View {
  const plain = (_style: string, text: string): string => text;
  return { now, columns, home: HOME, data: plain, news: plain };
}

/** What an AwsmfaError tells. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The error that something ends with; throws if it ends well or with a bug. */
export async function failureOf(act: () => unknown): Promise<Failure> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    return { code: error.code, message: error.message, hint: error.hint };
  }
  throw new Error("it did not fail");
}
