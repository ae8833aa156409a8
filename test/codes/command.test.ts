import { describe, expect, it } from "vitest";
import type { CodeRequest } from "../../src/codes/code-source.ts";
import { command } from "../../src/codes/command.ts";
import type { Ended } from "../../src/ports-run.ts";
import { NOW, failureOf, fakeContext, type FakeOptions } from "../support/context.ts";

/** `mfa_process`, with programs that end as they are told to. */

const TRY = 'try it: sh -c "$(aws configure get mfa_process --profile work)"';
const LINE = "oathtool --totp -b SECRETSECRET";

function request(other: Partial<CodeRequest> = {}): CodeRequest {
  return {
    profile: "work",
    serial: "GAHT12345678",
    settings: new Map([["mfa_process", LINE]]),
    given: { option: undefined, variable: undefined },
    refused: 0,
    now: () => NOW,
    opened: new Map(),
    objection: async (code) =>
      code === "111111" ? { reason: "111 111 was used 3 s ago", hint: "wait" } : undefined,
    ...other,
  };
}

const printed = (...texts: readonly string[]): FakeOptions => ({
  programs: texts.map((stdout) => ({ stdout })),
});

describe("the program that is run", () => {
  it("is a line for the shell, with no input and no code in its environment", async () => {
    const environment = { PATH: "/bin", AWSMFA_CODE: "123456", AWS_PROFILE: "work" };
    const fake = fakeContext({ ...printed("492039\n"), environment });
    await command.code(request(), fake.context);
    expect(fake.ran).toEqual([
      {
        command: LINE,
        environment: { PATH: "/bin", AWS_PROFILE: "work" },
        stderr: "ours",
        mayAsk: true,
        limit: 60_000,
      },
    ]);
  });
  it("may not ask where nobody may be asked", async () => {
    const fake = fakeContext({ ...printed("492039\n"), nobody: "--no-input was given" });
    await command.code(request(), fake.context);
    expect(fake.ran[0]?.mayAsk).toBe(false);
  });
  it("is told of by --debug, what it printed is not", async () => {
    const fake = fakeContext(printed("492039\n"));
    await command.code(request(), fake.context);
    expect(fake.debug).toEqual(["mfa_process: status 0, 0 ms"]);
  });
});

describe("the code that it prints", () => {
  it.each([
    ["alone", "492039"],
    ["with blanks", "  492 039 \n"],
    ["of Windows, with a mark of its encoding", "\uFEFF492039\r\n"],
    ["with empty lines", "\n\n492039\n\n\n"],
    ["after other lines", "Touch your key\n492039\n"],
    ["first of several, as oathtool -w prints them", "492039\n755224\n"],
  ])("%s", async (_, stdout) => {
    const { context } = fakeContext(printed(stdout));
    expect(await command.code(request(), context)).toEqual({ code: "492039" });
  });
});

describe("no code", () => {
  it.each<[string, Partial<Ended>]>([
    ["printed nothing", { stdout: " \n\n" }],
    ["printed 7 characters and no code of six digits", { stdout: "4920391\n" }],
    ["printed 7 characters in 2 lines and no code of six digits", { stdout: "492\n039\n" }],
    ["failed with status 3", { status: 3, stdout: "492039\n" }],
    ["names a program that is not there (status 127)", { status: 127 }],
    ["names a file that cannot be run (status 126)", { status: 126 }],
    ["was ended by SIGKILL", { status: undefined, killedBy: "SIGKILL" }],
    ["printed no code within 60 s, so it was ended", { status: undefined, why: "limit" }],
    ["printed far more than a code, so it was ended", { status: undefined, why: "overflow" }],
    ["could not be started", { status: undefined, why: "missing" }],
  ])("%s", async (words, ended) => {
    const { context } = fakeContext({ programs: [ended] });
    const answer = await command.code(request(), context);
    expect(answer).toEqual({ reason: `mfa_process ${words}`, hint: TRY });
  });

  it.each<Partial<Ended>>([{ status: undefined, killedBy: "SIGINT" }, { status: 130 }])(
    "Ctrl-C: %j",
    async (ended) => {
      const { context } = fakeContext({ programs: [ended] });
      const failure = await failureOf(() => command.code(request(), context));
      expect(failure.code).toBe("interrupted");
    },
  );
  it("SIGINT of somebody else where nobody may be asked", async () => {
    const programs = [{ status: undefined, killedBy: "SIGINT" }];
    const { context } = fakeContext({ programs, nobody: "there is no terminal" });
    const answer = await command.code(request(), context);
    expect(answer).toMatchObject({ reason: "mfa_process was ended by SIGINT" });
  });
  it("names the profile so that it can be typed", async () => {
    const { context } = fakeContext(printed(""));
    const answer = await command.code(request({ profile: "my work" }), context);
    expect(answer).toMatchObject({ hint: expect.stringContaining("--profile 'my work')") });
  });
});

describe("a code that is spent", () => {
  const WAIT = "awsmfa: 111 111 was used 3 s ago; waiting 31 s for the next one";

  it("is waited for, until the next step of this machine's clock", async () => {
    const fake = fakeContext(printed("111111\n", "492039\n"));
    expect(await command.code(request(), fake.context)).toEqual({ code: "492039" });
    expect([fake.news, fake.time.now]).toEqual([[WAIT], NOW + 30_500]);
  });
  it("from the middle of a step", async () => {
    const fake = fakeContext(printed("111111\n", "492039\n"));
    fake.time.now += 13_000;
    await command.code(request(), fake.context);
    expect(fake.news).toEqual([WAIT.replace("31 s", "18 s")]);
  });
  it("is not waited for twice", async () => {
    const fake = fakeContext(printed("111111\n", "111111\n"));
    expect(await command.code(request(), fake.context)).toEqual({
      reason: "mfa_process printed the same code again; 111 111 was used 3 s ago",
      hint: TRY,
    });
  });
  it("says how long ago it was by then", async () => {
    const { context } = fakeContext(printed("111111\n", "111111\n"));
    const ages = ["3 s", "34 s"];
    const objection = async () => ({ reason: `used ${ages.shift()} ago`, hint: "wait" });
    expect(await command.code(request({ objection }), context)).toMatchObject({
      reason: "mfa_process printed the same code again; used 34 s ago",
    });
  });
  it("with a program that fails then", async () => {
    const fake = fakeContext({ programs: [{ stdout: "111111\n" }, { status: 1 }] });
    const answer = await command.code(request(), fake.context);
    expect(answer).toMatchObject({ reason: "mfa_process failed with status 1" });
  });
});

describe("a profile", () => {
  it.each([
    [LINE, true],
    ["", false],
    ["  ", false],
    [undefined, false],
  ])("with mfa_process %j", async (line, stands) => {
    const settings = new Map(line === undefined ? [] : [["mfa_process", line]]);
    const obstacle = await command.obstacle(request({ settings }), fakeContext().context);
    expect(obstacle).toBe(stands ? undefined : "work has no mfa_process");
    expect(command.stands(settings, false)).toBe(stands);
  });
});
