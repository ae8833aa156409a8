import { describe, expect, it } from "vitest";
import { type EnvOptions, failure, json, run, words } from "../../src/commands/env.ts";
import {
  type Answer,
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  viewAt,
} from "../support/context.ts";

const SIX: Answer = (fake) => fake.code();
const FRESH = { files: filesWith([exampleSession()]) };

async function env(given: FakeOptions, options: Partial<EnvOptions> = {}) {
  const fake = fakeContext(given);
  const flags = { json: false, force: false, dryRun: false, asProfile: false, unset: false };
  const result = await run({ ...flags, ...options }, fake.context);
  const { data = "", news = [] } = words(result, viewAt());
  return { fake, data, news, value: json(result) };
}

const SH = `unset AWS_PROFILE;
unset AWS_DEFAULT_PROFILE;
unset AWS_SECURITY_TOKEN;
export AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE';
export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export AWS_SESSION_TOKEN='FwoGZXIvYXdzEXAMPLE+TOKEN/==';
export AWS_CREDENTIAL_EXPIRATION='2026-11-22T16:20:00Z';
export AWS_REGION='us-east-1';
export AWS_DEFAULT_REGION='us-east-1';
export AWSMFA_SAVED='AWS_PROFILE+AWS_DEFAULT_PROFILE+AWS_SECURITY_TOKEN+AWS_ACCESS_KEY_ID+AWS_SECRET_ACCESS_KEY+AWS_SESSION_TOKEN+AWS_CREDENTIAL_EXPIRATION+AWS_REGION@us-east-1+AWS_DEFAULT_REGION@us-east-1';
export AWSMFA_SESSION='mfa.user';
`;

describe("env", () => {
  it("prints a statement a line and no news", async () => {
    const { data, news, fake } = await env(FRESH);
    expect([data, news, fake.effects]).toEqual([SH, [], []]);
  });

  it("prints the variables as JSON", async () => {
    expect((await env(FRESH, { json: true })).value).toEqual({
      AWS_PROFILE: null,
      AWS_DEFAULT_PROFILE: null,
      AWS_SECURITY_TOKEN: null,
      AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      AWS_SESSION_TOKEN: "FwoGZXIvYXdzEXAMPLE+TOKEN/==",
      AWS_CREDENTIAL_EXPIRATION: "2026-11-22T16:20:00Z",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWSMFA_SAVED: expect.stringMatching(/^AWS_PROFILE\+/),
      AWSMFA_SESSION: "mfa.user",
    });
  });

  it("is the same text with --shell json", async () => {
    const { data, value } = await env(FRESH, { shell: "json" });
    expect(JSON.parse(data)).toEqual(value);
  });

  it("logs in first if it must, and says so", async () => {
    const { data, news, fake } = await env({ answers: [SIX] });
    expect(data).toContain("export AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE';\n");
    expect(news).toEqual(["✔ mfa.user · session until 16:20, 12 h · written to [mfa.user-mfa]"]);
    expect(fake.files.get(CREDENTIALS)).toContain("[mfa.user-mfa]");
  });

  it("names the session profile only with --as-profile", async () => {
    const { data } = await env(FRESH, { asProfile: true });
    expect(data.split("\n").slice(-5, -3)).toEqual([
      "unset AWS_CREDENTIAL_EXPIRATION;",
      "export AWS_PROFILE='mfa.user-mfa';",
    ]);
    expect(data).not.toContain("SECRET_ACCESS_KEY=");
  });

  it("tells somebody who typed it by itself what to do", async () => {
    const { news } = await env({ ...FRESH, dataIsTerminal: true });
    expect(news).toEqual(["awsmfa: to have this take effect, type: eval $(awsmfa env)"]);
    const told = await env({ ...FRESH, dataIsTerminal: true }, { shell: "json" });
    expect(told.news).toEqual([]);
  });

  it.each<[FakeOptions, Partial<EnvOptions>, string]>([
    [{ parent: "tcsh" }, {}, "eval `awsmfa env`"],
    [
      { parent: "nu" },
      { profile: "mfa.user" },
      "awsmfa env --profile mfa.user | from json | load-env",
    ],
    [{ parent: "pwsh" }, { asProfile: true }, "awsmfa env --as-profile | Invoke-Expression"],
    [{}, { shell: "cmd" }, "for /f \"delims=\" %i in ('awsmfa env') do @%i"],
    [{}, { shell: "dotenv" }, "awsmfa env --shell dotenv > .env"],
  ])("as it was typed, in the shell at hand: %j %j", async (given, options, line) => {
    const { news } = await env({ ...FRESH, ...given, dataIsTerminal: true }, options);
    expect(news).toEqual([`awsmfa: to have this take effect, type: ${line}`]);
  });

  it("of a dry run prints nothing to evaluate", async () => {
    const { data, news, fake } = await env({}, { dryRun: true });
    expect([data, fake.effects]).toEqual(["", []]);
    expect([news[0], news.at(-1)]).toEqual(["mfa.user: env would", "  print it for sh"]);
  });

  it.each<[string, FakeOptions, Partial<EnvOptions>, unknown]>([
    [
      "fresh",
      FRESH,
      {},
      { profile: PROFILE, steps: ["keep [mfa.user-mfa], which is fresh", "print it for json"] },
    ],
    [
      "--unset",
      { environment: { AWSMFA_SESSION: PROFILE, AWS_ACCESS_KEY_ID: "ASIA" } },
      { unset: true },
      { profile: PROFILE, steps: expect.arrayContaining(["unset AWS_ACCESS_KEY_ID"]) },
    ],
    ["--unset, nothing", {}, { unset: true }, { profile: null, steps: [] }],
  ])("of a dry run as JSON: %s", async (_, given, options, expected) => {
    const { value, data } = await env(given, { json: true, dryRun: true, ...options });
    expect([value, data]).toEqual([{ outcome: "planned", ...(expected as object) }, ""]);
  });

  it("carries over what the profile sets", async () => {
    const files = filesWith([exampleSession()]);
    const config = `[profile mfa.user]\nca_bundle = /my certs/a*.pem\n`;
    const { value } = await env({ files: { ...files, [CONFIG]: config } });
    expect(value).toMatchObject({ AWS_CA_BUNDLE: "/my certs/a*.pem" });
  });
});

describe("the shell that is spoken", () => {
  it.each<[string, FakeOptions, Partial<EnvOptions>, string]>([
    ["the parent's", { parent: "fish" }, {}, "set -e -g AWS_PROFILE;"],
    [
      "the parent's, before $SHELL",
      { parent: "bash", environment: { SHELL: "/usr/bin/fish" } },
      {},
      "unset AWS_PROFILE;",
    ],
    [
      "$SHELL's",
      { parent: "make", environment: { SHELL: "/usr/bin/fish" } },
      {},
      "set -e -g AWS_PROFILE;",
    ],
    ["--shell's", { parent: "fish" }, { shell: "zsh" }, "unset AWS_PROFILE;"],
    ["PowerShell's", { parent: "pwsh" }, {}, "$env:AWS_PROFILE = $null\n"],
    ["cmd's", {}, { shell: "cmd" }, 'set "AWS_PROFILE="\n'],
    ["Nushell's", { parent: "nu" }, {}, "{\n"],
    ["Windows' own", { platform: "win32" }, {}, 'set "AWS_PROFILE="\n'],
    [
      "Windows' own in Git Bash",
      { platform: "win32", environment: { SHELL: "/usr/bin/bash" } },
      {},
      "unset AWS_PROFILE;",
    ],
    ["none's, for JSON", { parent: "fish" }, { json: true }, "{"],
  ])("%s", async (_, given, options, start) => {
    const { data } = await env({ ...FRESH, ...given }, options);
    expect(data.startsWith(start)).toBe(true);
  });

  it("is one of the table", async () => {
    expect(await failureOf(() => env(FRESH, { shell: "cobol" }))).toEqual({
      code: "usage",
      message: "there is no shell or format “cobol”",
      hint: "--shell takes: sh, fish, tcsh, elvish, nushell, powershell, cmd, json, dotenv, github-actions, docker, or a program such as zsh",
    });
  });
});

describe("a format that is read elsewhere", () => {
  const rival = { AWS_PROFILE: "other", AWS_REGION: "eu-west-1" };
  it.each(["dotenv", "github-actions", "docker"])(
    "%s is told the region that counts here, and nothing of what is to be given back",
    async (shell) => {
      const { data } = await env({ ...FRESH, environment: rival }, { shell, profile: "mfa.user" });
      expect(data).toBe(`AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+TOKEN/==
AWS_CREDENTIAL_EXPIRATION=2026-11-22T16:20:00Z
AWS_REGION=eu-west-1
AWS_DEFAULT_REGION=eu-west-1
AWSMFA_SESSION=mfa.user
`);
    },
  );

  it.each([
    ["dotenv", true],
    ["github-actions", true],
    ["docker", false],
    ["sh", false],
  ])("%s may be read where a rival is: %j", async (shell, warns) => {
    const { news } = await env({ ...FRESH, environment: rival }, { shell, profile: "mfa.user" });
    const warning = `awsmfa: warning: AWS_PROFILE is set here, and ${shell} cannot take it away: unset it where the session is used`;
    expect(news).toEqual(warns ? [warning] : []);
  });
});

describe("env --unset", () => {
  const environment = {
    AWSMFA_SESSION: "mfa.user",
    AWSMFA_SAVED: "AWS_REGION=r+AWS_SESSION_TOKEN",
  };
  it("takes back what was set, without looking at files", async () => {
    const { data, news } = await env({ environment, unreadable: [CONFIG] }, { unset: true });
    expect(data).toBe(
      "export AWS_REGION='r';\nunset AWS_SESSION_TOKEN;\nunset AWSMFA_SESSION;\nunset AWSMFA_SAVED;\n",
    );
    expect(news).toEqual([]);
  });

  it("by itself on a terminal says what to type", async () => {
    const given = { environment, parent: "fish", dataIsTerminal: true };
    const { news } = await env(given, { unset: true });
    expect(news).toEqual(["awsmfa: to have this take effect, type: awsmfa env --unset | source"]);
  });

  it("says nothing as the shell takes it", async () => {
    expect((await env({ parent: "nu" }, { unset: true })).data).toBe("{}\n");
  });

  it("says so where there is nothing", async () => {
    const { data, news } = await env({}, { unset: true });
    expect(data).toBe("");
    expect(news).toEqual(["awsmfa: this shell has no session of awsmfa: nothing to unset"]);
  });
});

describe("what stdout is told when env failed", () => {
  it.each<[string[], FakeOptions, string]>([
    [["env"], {}, "(exit 3);\n"],
    [["env"], { parent: "fish" }, "sh -c 'exit 3';\n"],
    [["env", "--shell", "fish"], { parent: "bash" }, "sh -c 'exit 3';\n"],
    [["env", "--shell=fish"], {}, "sh -c 'exit 3';\n"],
    [["env", "--shell", "cmd", "--shell", "sh"], {}, "(exit 3);\n"],
    [["env", "--shell", "json"], {}, ""],
    [["env"], { parent: "nu" }, ""],
    [
      ["env", "--shell", "pwsh"],
      {},
      "$global:LASTEXITCODE = 3; throw 'awsmfa env failed with status 3'\n",
    ],
    [["env", "--shell", "cmd"], {}, "cmd /c exit 3\n"],
    [["env", "--shell", "dotenv"], {}, ""],
    [["env", "--shell", "cobol"], {}, "(exit 3);\n"],
    [["env", "--shell"], {}, "(exit 3);\n"],
    [["env", "--shell="], {}, "(exit 3);\n"],
    [["env", "--bogus"], {}, "(exit 3);\n"],
  ])("%j %j: %j", async (args, given, text) => {
    expect(await failure(args, 3, fakeContext(given).context)).toBe(text);
  });
});

it("counts the time left by AWS's clock", async () => {
  const files = filesWith([exampleSession({ expires: NOW + 600_000 })]);
  const offset = { clock: { offset: 400_000, started: NOW - 3_600_000 } };
  const memory = { "/home/jane/.local/state/awsmfa/memory.json": JSON.stringify(offset) };
  const { fake } = await env({ files: { ...files, ...memory }, answers: [SIX] });
  expect(fake.questions).toHaveLength(1);
});
