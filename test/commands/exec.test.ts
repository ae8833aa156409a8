import { describe, expect, it } from "vitest";
import { type ExecOptions, after, json, run, words } from "../../src/commands/exec.ts";
import type { HandedOver } from "../../src/ports-exec.ts";
import { FAKE_ENDPOINT } from "../support/clients.ts";
import {
  type Fake,
  type FakeOptions,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  viewAt,
} from "../support/context.ts";

/** The command `exec` in a fake world. */

const OPTIONS: ExecOptions = { json: false, force: false, dryRun: false, serve: false };
const FRESH = { files: filesWith([exampleSession()]) };

async function execute(options: Partial<ExecOptions>, more: FakeOptions = FRESH) {
  const fake = fakeContext(more);
  const result = await run({ ...OPTIONS, ...options }, fake.context);
  const status = await after(result, fake.context);
  return { fake, status, told: words(result, viewAt()), result };
}

const environmentOf = ({ handed }: Fake): Readonly<Record<string, string | undefined>> =>
  handed[0]?.environment ?? {};

describe("the command", () => {
  it("gets its words and the session", async () => {
    const { fake, told } = await execute({ command: ["aws", "s3", "--profile"] });
    expect(fake.handed.map(({ command }) => command)).toEqual([["aws", "s3", "--profile"]]);
    expect(environmentOf(fake)["AWS_SESSION_TOKEN"]).toBe(
      exampleSession().credentials.sessionToken,
    );
    expect([told, fake.effects]).toEqual([{ news: [] }, []]);
  });
  it("has its status", async () => {
    const handedOver: HandedOver = { why: "killed", signal: "SIGTERM", status: 143 };
    expect((await execute({ command: ["x"] }, { ...FRESH, handedOver })).status).toBe(143);
  });
  it.each<[HandedOver, string, string, string]>([
    [
      { why: "missing", reason: "ENOENT" },
      "nonesuch",
      "command-not-found",
      "there is no program “nonesuch” in PATH",
    ],
    [
      { why: "missing", reason: "ENOENT" },
      "./x",
      "command-not-found",
      "./x is not there, or the program that its first line names is not",
    ],
    [
      { why: "not-executable", reason: "EACCES" },
      "./x",
      "command-not-executable",
      "./x cannot be started: it is not executable, or a folder",
    ],
    [
      { why: "not-executable", reason: "EIO" },
      "./x",
      "command-not-executable",
      "./x cannot be started: EIO",
    ],
  ])("%o: %s", async (handedOver, name, code, message) => {
    const failure = await failureOf(() => execute({ command: [name] }, { ...FRESH, handedOver }));
    expect(failure).toMatchObject({ code, message });
  });
  it("comes after a login that is said", async () => {
    const more = { answers: [(fake: Fake) => fake.code()] };
    const { fake, told } = await execute({ command: ["x"] }, more);
    expect(told.news?.[0]).toMatch(/^✔ mfa\.user · session until/);
    expect(fake.handed).toHaveLength(1);
  });
  it("never sees the code", async () => {
    const code = fakeContext().code();
    const { fake } = await execute({ command: ["x"] }, { environment: { AWSMFA_CODE: code } });
    expect(environmentOf(fake)).not.toHaveProperty("AWSMFA_CODE");
  });
  it("is not run by --dry-run", async () => {
    const { fake, told, result } = await execute({ command: ["x"], dryRun: true });
    expect(fake.handed).toEqual([]);
    expect(told.news?.join("\n")).toContain("run x with it");
    expect(json(result)).toMatchObject({ outcome: "planned" });
  });
});

describe("nesting", () => {
  it.each([
    [PROFILE, "awsmfa: the session of mfa.user is in this environment already"],
    ["work", "awsmfa: the session of mfa.user takes the place of that of work for the command"],
  ])("in the session of %s", async (outer, line) => {
    const environment = { AWSMFA_SESSION: outer };
    const { told } = await execute({ command: ["x"], profile: PROFILE }, { ...FRESH, environment });
    expect(told.news).toEqual([line]);
  });
});

describe("without a command", () => {
  const environment = { SHELL: "/bin/zsh" };
  it("starts the user's shell at a terminal", async () => {
    const { fake, told } = await execute({}, { ...FRESH, environment, dataIsTerminal: true });
    expect(fake.handed[0]?.command).toEqual(["/bin/zsh"]);
    expect(told.news).toEqual(["awsmfa: a shell with the session of mfa.user; exit leaves it"]);
  });
  it.each<[string, FakeOptions]>([
    ["no terminal", { nobody: "there is no terminal", dataIsTerminal: true }],
    ["output elsewhere", {}],
    ["piped input", { dataIsTerminal: true, piped: "x" }],
  ])("is an error with %s", async (_, more) => {
    const failure = await failureOf(() => execute({}, { ...FRESH, ...more }));
    expect(failure).toMatchObject({
      code: "usage",
      message: expect.stringContaining("exec takes a command"),
    });
  });
});

describe("--serve", () => {
  it("has the endpoint in place of the keys, which ends with the command", async () => {
    const { fake } = await execute({ command: ["x"], serve: true });
    const child = environmentOf(fake);
    expect(child).not.toHaveProperty("AWS_ACCESS_KEY_ID");
    expect(child["AWS_CONTAINER_CREDENTIALS_FULL_URI"]).toBe(
      `http://127.0.0.1:${FAKE_ENDPOINT.port}/credentials`,
    );
    expect(child["AWS_CONTAINER_AUTHORIZATION_TOKEN"]).toBe(FAKE_ENDPOINT.token);
    expect(fake.endpoints).toEqual([]);
  });
  it("ends the endpoint also where the command is not there", async () => {
    const fake = fakeContext({ ...FRESH, handedOver: { why: "missing", reason: "ENOENT" } });
    const result = await run({ ...OPTIONS, command: ["x"], serve: true }, fake.context);
    await failureOf(() => after(result, fake.context));
    expect([fake.handed.length, fake.endpoints]).toEqual([1, []]);
  });
});

it("has no document: stdout is the command's", async () => {
  const { result } = await execute({ command: ["x"] });
  expect(json(result)).toBeUndefined();
});
