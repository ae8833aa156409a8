import { describe, expect, it } from "vitest";
import { type LoginOptions, json, run, words } from "../../src/commands/login.ts";
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
  keySection,
  viewAt,
} from "../support/context.ts";

const SIX: Answer = (fake) => fake.code();
const FRESH = { files: filesWith([exampleSession()]) };

async function login(given: FakeOptions, options: Partial<LoginOptions> = {}) {
  const fake = fakeContext(given);
  const result = await run({ json: false, force: false, dryRun: false, ...options }, fake.context);
  return { fake, result, told: words(result, viewAt()), value: json(result) };
}

const DONE = "✔ mfa.user · session until 16:20, 12 h · written to [mfa.user-mfa]";
const NEXT = "  aws --profile mfa.user-mfa …    or    eval $(awsmfa env)";

describe("a login in words", () => {
  it.each<[string, FakeOptions, Partial<LoginOptions>, string[]]>([
    ["a new session", { answers: [SIX] }, {}, [DONE, NEXT]],
    [
      "a fresh one",
      FRESH,
      {},
      ["✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]", NEXT],
    ],
    ["by force", { ...FRESH, answers: [SIX] }, { force: true }, [DONE, NEXT]],
    [
      "for an hour",
      { answers: [SIX] },
      { duration: 3600 },
      ["✔ mfa.user · session until 05:20, 1 h · written to [mfa.user-mfa]", NEXT],
    ],
    [
      "under another name",
      { answers: [SIX] },
      { as: "today" },
      [
        "✔ mfa.user · session until 16:20, 12 h · written to [today]",
        "  aws --profile today …    or    eval $(awsmfa env)",
      ],
    ],
    [
      "in fish",
      { answers: [SIX], environment: { SHELL: "/usr/bin/fish" } },
      {},
      [DONE, "  aws --profile mfa.user-mfa …    or    awsmfa env | source"],
    ],
    [
      "of a dry run",
      {},
      { dryRun: true },
      [
        "mfa.user: a login would",
        "  look up the MFA device (iam:ListMFADevices)",
        "  take a code from: prompt",
        "  get a session of 12 h (sts:GetSessionToken)",
        `  write [mfa.user-mfa] in ${CREDENTIALS}`,
        `  write [profile mfa.user-mfa] in ${CONFIG}`,
      ],
    ],
    [
      "of a dry run with nothing to do",
      FRESH,
      { dryRun: true },
      ["mfa.user: a login would", "  keep [mfa.user-mfa], which is fresh"],
    ],
  ])("%s", async (_, given, options, news) => {
    expect((await login(given, options)).told).toEqual({ news });
  });

  it("has a warning of its own for a file that is open to others", async () => {
    const given = { answers: [SIX], modes: { [CREDENTIALS]: 0o644 } };
    expect((await login(given)).told).toEqual({
      news: [DONE, NEXT],
      warnings: [
        "awsmfa: warning: others can read ~/.aws/credentials (mode 0644); close it: chmod 600 ~/.aws/credentials",
      ],
    });
  });
});

describe("a login as JSON", () => {
  const session = {
    profile: "mfa.user-mfa",
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    serial: "arn:aws:iam::123456789012:mfa/mfa.user",
    issued: "2026-11-22T04:20:00Z",
    expires: "2026-11-22T16:20:00Z",
    secondsLeft: 43_200,
  };
  it.each<[string, FakeOptions, Partial<LoginOptions>, unknown]>([
    ["a new session", { answers: [SIX] }, {}, { profile: PROFILE, outcome: "renewed", session }],
    ["a fresh one", FRESH, {}, { profile: PROFILE, outcome: "kept", session }],
    [
      "of a dry run",
      FRESH,
      { dryRun: true },
      { profile: PROFILE, outcome: "planned", steps: ["keep [mfa.user-mfa], which is fresh"] },
    ],
  ])("%s", async (_, given, options, value) => {
    expect((await login(given, options)).value).toEqual(value);
  });
});

describe("a login", () => {
  it("twice asks once", async () => {
    const { fake } = await login({ answers: [SIX] });
    await run({ json: false, force: false, dryRun: false }, fake.context);
    expect(fake.questions).toEqual(["MFA code for mfa.user (mfa.user):"]);
    expect(fake.world.requests).toHaveLength(2);
  });

  const code = fakeContext().code();
  it.each<[string, FakeOptions, Partial<LoginOptions>]>([
    ["--code", {}, { code }],
    ["standard input", { input: code }, { code: "-" }],
    ["AWSMFA_CODE", { environment: { AWSMFA_CODE: code } }, {}],
  ])("takes the code of %s with nobody there", async (_, given, options) => {
    const { result } = await login({ nobody: "no", ...given }, options);
    expect(result.outcome).toBe("renewed");
  });

  it("asks which profile where it cannot be told, once", async () => {
    const files = { [CREDENTIALS]: keySection("a") + keySection("b") };
    const { fake } = await login({ files, answers: ["b", SIX] });
    expect(fake.questions).toEqual([
      "Log in with which profile? a | b",
      "MFA code for mfa.user (b):",
    ]);
    expect(fake.files.get(CREDENTIALS)).toContain("[b-mfa]");
  });

  it("of a session profile is one of its source", async () => {
    const { result } = await login(FRESH, { profile: "mfa.user-mfa" });
    expect(json(result)).toMatchObject({ profile: PROFILE, outcome: "kept" });
  });

  it("of a dry run does nothing", async () => {
    const { fake } = await login({}, { dryRun: true });
    expect([fake.effects, fake.world.requests]).toEqual([[], []]);
  });

  it("again when the key was rotated", async () => {
    const files = filesWith([exampleSession({ sourceKey: "AKIAI44QH8DHBEXAMPLE" })]);
    const { result } = await login({ files, answers: [SIX] });
    expect(result.outcome).toBe("renewed");
  });

  it("again when it is about to end", async () => {
    const files = filesWith([exampleSession({ expires: NOW + 299_000 })]);
    expect((await login({ files, answers: [SIX] })).result.outcome).toBe("renewed");
  });
});

describe("a login that fails", () => {
  const role = `[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = ${PROFILE}\n`;
  it.each<[string, FakeOptions, Partial<LoginOptions>, string, string, string]>([
    [
      "no terminal",
      { nobody: "there is no terminal" },
      {},
      "no-terminal",
      "a new session for mfa.user takes a code, and nobody can be asked for one: there is no terminal",
      "awsmfa login --profile mfa.user    or, with a code at hand: --code 123456",
    ],
    [
      "no profile",
      { files: {} },
      {},
      "no-profile",
      "no profile has the access key of an IAM user",
      "put an access key in place: aws configure",
    ],
    [
      "an unknown profile",
      {},
      { profile: "x" },
      "unknown-profile",
      "there is no profile “x” (named by --profile)",
      "name one with --profile: mfa.user",
    ],
    [
      "a role without its source",
      { files: { [CONFIG]: role } },
      { profile: "admin" },
      "bad-setting",
      "source_profile of admin is “mfa.user”, and there is no such profile",
      "name the profile that has your access key: aws configure set source_profile NAME --profile admin",
    ],
    [
      "Ctrl-D",
      { answers: [undefined] },
      {},
      "no-code",
      "no code was entered",
      "awsmfa login --profile mfa.user",
    ],
    [
      "a section of somebody",
      { files: { [CREDENTIALS]: `${keySection(PROFILE)}${keySection("mfa.user-mfa")}` } },
      { profile: PROFILE },
      "foreign-section",
      "[mfa.user-mfa] holds a long-term access key, so it stays as it is",
      "choose another name for the session: awsmfa login --profile mfa.user --as NAME",
    ],
  ])("%s", async (_, given, options, code, message, hint) => {
    expect(await failureOf(() => login(given, options))).toEqual({ code, message, hint });
  });
});

describe("the config section beside a session that is kept", () => {
  const config = FRESH.files[CONFIG] ?? "";
  const without = { ...FRESH.files, [CONFIG]: "# mine\n" };
  it.each<[string, Record<string, string>, string]>([
    ["is made again if it is gone", without, "[profile mfa.user-mfa]\nmanager = awsmfa"],
    [
      "follows its source",
      { ...FRESH.files, [CONFIG]: `${config}[profile ${PROFILE}]\noutput = text\n` },
      "awsmfa_copied = region, output",
    ],
    [
      "stays the user's where the user took it over",
      { ...FRESH.files, [CONFIG]: "[profile mfa.user-mfa]\nregion = mine\n" },
      "[profile mfa.user-mfa]\nregion = mine\n",
    ],
  ])("%s", async (_, files, expected) => {
    const { fake, result } = await login({ files });
    expect(result.outcome).toBe("kept");
    expect(fake.files.get(CONFIG)).toContain(expected);
    expect(fake.world.requests).toEqual([]);
  });
});
