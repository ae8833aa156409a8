import { describe, expect, it } from "vitest";
import type { ContextOptions } from "../src/context.ts";
import { AwsmfaError } from "../src/errors.ts";
import { commandOptions, contextOptions, durationOption } from "../src/program-options.ts";
import { tellFailure } from "../src/program-failure.ts";
import { runProgram } from "../src/program-run.ts";
import { ROWS } from "../src/program.ts";
import {
  type Fake,
  type FakeOptions,
  CREDENTIALS,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
} from "./support/context.ts";

const FRESH: FakeOptions = { files: filesWith([exampleSession()]) };

/** Runs the program on a fake context. */
async function program(line: string, given: FakeOptions = FRESH) {
  const fake = fakeContext(given);
  const asked: ContextOptions[] = [];
  await runProgram(runOf(line, fake, asked));
  return { fake, asked, data: fake.data.join(""), news: fake.news };
}

function runOf(line: string, fake: Fake, asked: ContextOptions[] = []) {
  const context = (options: ContextOptions) => {
    asked.push(options);
    return fake.context;
  };
  return { arguments: line.split(" ").filter((word) => word !== ""), context, version: "v" };
}

describe("the commands", () => {
  it("are these", () => {
    const secrets = ["add", "list", "show", "remove"].map((name) => `secret ${name}`);
    const programs = ["credential-process", "profile add", "profile remove"];
    const devices = ["list", "enroll", "resync", "remove", "replace"].map(
      (name) => `device ${name}`,
    );
    const schedules = ["install", "status", "remove"].map((name) => `schedule ${name}`);
    const keys = ["import", "list", "create", "rotate", "move", "deactivate", "delete"].map(
      (name) => `key ${name}`,
    );
    const daily = ["setup", "login", "env", "exec", "serve", "status", "logout", "renew"];
    const account = ["password", ...devices, ...keys];
    const names = [...daily, ...schedules, ...programs, "console", "code", ...secrets, ...account];
    expect(ROWS.map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, string, string[]]>([
    [
      "",
      "✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]\n  next: eval $(awsmfa env)\n",
      [],
    ],
    ["status --prompt", "12h00m\n", []],
    [
      "login",
      "",
      [
        "✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]",
        "  aws --profile mfa.user-mfa …    or    eval $(awsmfa env)",
      ],
    ],
    ["login --dry-run", "", ["mfa.user: a login would", "  keep [mfa.user-mfa], which is fresh"]],
    [
      "logout --all --dry-run",
      "",
      ["all profiles: a logout would remove [mfa.user-mfa] from both files"],
    ],
    ["env --unset", "", ["awsmfa: this shell has no session of awsmfa: nothing to unset"]],
    ["secret list", "", ["no secret is stored; store one: awsmfa secret add"]],
  ])("awsmfa %s", async (line, data, news) => {
    const told = await program(line);
    expect([told.data, told.news]).toEqual([data, news]);
  });

  it.each(["", "status", "login", "logout --all", "env"])(
    "awsmfa %s --json is one document",
    async (line) => {
      const { data, news } = await program(`${line} --json`);
      expect(JSON.parse(data)).toBeTypeOf("object");
      expect(data.endsWith("}\n")).toBe(true);
      expect(news).toEqual([]);
    },
  );

  it.each<[string, Partial<ContextOptions>]>([
    ["status", { noInput: false, quiet: false, debug: false, color: "auto" }],
    ["status --no-input", { noInput: true }],
    ["status -q --debug --color always", { quiet: true, debug: true, color: "always" }],
    ["--debug status", { debug: true }],
    ["--no-input status", { noInput: true }],
    ["-q", { quiet: true }],
    ["--color never status --color always", { color: "always" }],
    ["--color always status", { color: "always" }],
    ["status --color always --color never", { color: "never" }],
    ["--no-input --debug status -q", { noInput: true, debug: true, quiet: true }],
  ])("awsmfa %s: the context", async (line, expected) => {
    expect((await program(line)).asked).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    ["login -p mfa.user-mfa --min-remaining 12h"],
    ["login --profile=mfa.user --duration 1h30m --serial arn:aws:iam::123456789012:mfa/mfa.user"],
    ["--profile mfa.user login"],
    ["--profile nobody login --profile mfa.user"],
    ["login --source prompt"],
  ])("awsmfa %s: options arrive", async (line) => {
    expect((await program(line)).news[0]).toContain("session until 16:20");
  });

  it.each([
    "secret list --json",
    "--json secret list",
    "secret --json list",
    "--no-input secret --json list -q",
  ])("awsmfa %s: options before, between and after", async (line) => {
    const { data, asked } = await program(line);
    expect(JSON.parse(data)).toEqual({ secrets: [] });
    expect(asked[0]?.noInput).toBe(line.includes("--no-input"));
  });
  it.each(["secret --help", "help secret", "secret help", "secret -h"])(
    "awsmfa %s lists",
    async (line) => {
      const { data } = await program(line);
      expect(data).toMatch(/^Usage: awsmfa secret \[command\] \[options\]$/m);
      expect(data.match(/^ {2}(add|list|show|remove) /gm)).toHaveLength(4);
    },
  );
  it.each(["secret add --help", "help secret add", "-q secret add -h"])(
    "awsmfa %s helps",
    async (line) => {
      const { data } = await program(line);
      expect(data).toMatch(/^Usage: awsmfa secret add \[options\] \[FILE\]$/m);
      expect(data).toContain("on one machine are one factor");
    },
  );
  it("hands a word on by its name", async () => {
    const given = { files: { seed: "no secret", ...FRESH.files } };
    const failure = await failureOf(() => program("secret add seed --serial GAHT12345678", given));
    expect(failure.message).toMatch(/^seed holds no TOTP secret: /);
  });

  it("hands durations on as seconds", async () => {
    const given = { answers: [(fake: Fake) => fake.code()] };
    const { news, fake } = await program("login --duration 15m --as today", given);
    expect(news[0]).toBe("✔ mfa.user · session until 04:35, 15 min · written to [today]");
    expect(fake.files.get(CREDENTIALS)).toContain("[today]");
  });
});

describe("a wrong command line", () => {
  it.each([
    ["logni", "unknown command 'logni'", "did you mean login? See: awsmfa --help"],
    ["frobnicate", "unknown command 'frobnicate'", "awsmfa --help"],
    ["login --bogus", "unknown option '--bogus'", "awsmfa login --help"],
    ["login --forse", "unknown option '--forse'", "did you mean --force? See: awsmfa login --help"],
    ["--bogus", "unknown option '--bogus'", "awsmfa --help"],
    ["secret", "secret takes one of: add, list, show, remove", "awsmfa secret --help"],
    ["secret frob", "unknown command 'frob'", "awsmfa secret --help"],
    ["secret lst", "unknown command 'lst'", "did you mean list? See: awsmfa secret --help"],
    ["secret --bogus", "unknown option '--bogus'", "awsmfa secret --help"],
    ["secret list --bogus", "unknown option '--bogus'", "awsmfa secret list --help"],
    ["secret list x", "list takes options only, no further words", "awsmfa secret list --help"],
    ["secert list", "unknown command 'secert'", "did you mean secret? See: awsmfa --help"],
    [
      "secret add --store vault --serial GAHT12345678",
      "“vault” (--store) is no store of secrets",
      "stores: keychain, age",
    ],
    [
      "setup a.csv b",
      "setup takes one word besides its options, and there are 2",
      "awsmfa setup --help",
    ],
    ["login extra", "login takes options only, no further words", "awsmfa login --help"],
    ["login --profile", "-p, --profile <NAME> lacks its value", "awsmfa login --help"],
    [
      "login --duration soon",
      "“soon” (--duration) is no duration",
      "durations are written 45m, 12h, 1h30m, or in seconds",
    ],
    [
      "env --min-remaining 1.5h",
      "“1.5h” (--min-remaining) is no duration",
      "durations are written 45m, 12h, 1h30m, or in seconds",
    ],
    ["status --color blue", "“blue” (--color) is none of auto, always, never", "--color auto"],
  ])("awsmfa %s", async (line, message, hint) => {
    expect(await failureOf(() => program(line))).toEqual({ code: "usage", message, hint });
  });

  it("loses nothing and asks nothing", async () => {
    const fake = fakeContext(FRESH);
    await failureOf(() => runProgram(runOf("login --bogus", fake)));
    expect([fake.effects, fake.data, fake.news]).toEqual([[], [], []]);
  });
});

describe("help", () => {
  it.each([
    [
      "env --help",
      "bash",
      "  eval $(awsmfa env)          put it into this shell\n  eval $(awsmfa env --unset)  take it back\n",
    ],
    ["env -h", "fish", "  awsmfa env | source          put it into this shell\n"],
    ["help env", "nu", "  awsmfa env | from json | load-env          put it into this shell\n"],
    ["env --help", "pwsh", "  awsmfa env | Invoke-Expression          put it into this shell\n"],
    ["env --help", "sudo", "  eval $(awsmfa env)          put it into this shell\n"],
    ["--help", "tcsh", "  eval `awsmfa env`  put it into this shell\n"],
    ["-qh", "elvish", "  eval (awsmfa env | slurp)  put it into this shell\n"],
  ])("awsmfa %s says the line for %s", async (line, parent, text) => {
    expect((await program(line, { ...FRESH, parent })).data).toContain(text);
  });
});

describe("stdout after a failure", () => {
  it.each([
    ["env", "(exit 3);\n"],
    ["--debug env --bogus", "(exit 3);\n"],
    ["env --shell fish", "sh -c 'exit 3';\n"],
    ["env --json", ""],
    ["login", ""],
    ["", ""],
    ["frobnicate", ""],
  ])("awsmfa %s: %j", async (line, data) => {
    const fake = fakeContext();
    await tellFailure(runOf(line, fake), 3);
    expect(fake.data.join("")).toBe(data);
  });

  const error = new AwsmfaError("no-code", "no code\u0007was entered", "one\ntwo\nthree");
  const document = { code: "no-code", message: "no code was entered", hint: "one\ntwo", status: 5 };
  it.each([
    ["login --json", { error: document }],
    ["--json", { error: document }],
    ["env --json --shell fish", { error: document }],
    ["frobnicate --json", { error: document }],
    // The profile's name.
    ["login --profile --json", undefined],
    ["login", undefined],
  ])("awsmfa %s: the error as a document", async (line, expected) => {
    const fake = fakeContext();
    await tellFailure(runOf(line, fake), 5, error);
    expect(fake.data.map((text) => JSON.parse(text) as unknown)).toEqual(
      expected ? [expected] : [],
    );
  });

  it("has null for no hint", async () => {
    const fake = fakeContext();
    await tellFailure(
      runOf("login --json", fake),
      130,
      new AwsmfaError("interrupted", "interrupted"),
    );
    expect(JSON.parse(fake.data.join(""))).toMatchObject({ error: { hint: null, status: 130 } });
  });
});

describe("options as commander reads them", () => {
  it.each([
    [{}, { noInput: false, quiet: false, debug: false, color: "auto" }],
    [
      { input: false, quiet: true, debug: true, color: "never" },
      { noInput: true, quiet: true, debug: true, color: "never" },
    ],
    [
      { input: true, color: "blue" },
      { noInput: false, quiet: false, debug: false, color: "auto" },
    ],
  ])("of the world: %j", (values, expected) => {
    expect(contextOptions(values)).toEqual(expected);
  });

  it("of a command: flags are there, the rest only if given", () => {
    const flags = { json: false, force: false, dryRun: false, asProfile: false, serve: false };
    expect(commandOptions({ force: true, profile: "a" })).toEqual({
      ...flags,
      force: true,
      unset: false,
      prompt: false,
      all: false,
      copy: false,
      print: false,
      delete: false,
      deleteCsv: false,
      profile: "a",
    });
  });

  it("read durations", () => {
    expect(durationOption("--duration")("1h30m")).toBe(5400);
  });
});
