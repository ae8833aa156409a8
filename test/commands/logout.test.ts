import { describe, expect, it } from "vitest";
import { type LogoutOptions, json, run, words } from "../../src/commands/logout.ts";
import { readMemory } from "../../src/memory/memory.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  MEMORY,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const START = { [CREDENTIALS]: keySection(PROFILE) + keySection("b"), [CONFIG]: "# mine\n" };
const SESSIONS = [
  exampleSession(),
  exampleSession({ name: "b-mfa", source: "b", expires: NOW + 3_600_000 }),
];
const BOTH = filesWith(SESSIONS, START);
const ONE = filesWith(SESSIONS.slice(0, 1), START);
const OVER = filesWith([exampleSession({ expires: NOW - 1000 })], START);

async function logout(given: FakeOptions, options: Partial<LogoutOptions> = {}) {
  const fake = fakeContext(given);
  const result = await run({ json: false, all: false, dryRun: false, ...options }, fake.context);
  return { fake, result, news: words(result, viewAt()).news, value: json(result) };
}

describe("a logout", () => {
  it.each<[string, FakeOptions, Partial<LogoutOptions>, string[]]>([
    [
      "of one profile",
      { files: BOTH },
      { profile: PROFILE },
      [
        "✔ mfa.user · logged out · removed [mfa.user-mfa]",
        "  AWS honours it until it ends, at 16:20",
      ],
    ],
    [
      "by its session's name",
      { files: BOTH },
      { profile: "b-mfa" },
      ["✔ b · logged out · removed [b-mfa]", "  AWS honours it until it ends, at 05:20"],
    ],
    [
      "of all",
      { files: BOTH },
      { all: true },
      [
        "✔ all profiles · logged out · removed [mfa.user-mfa], [b-mfa]",
        "  AWS honours them until they end, the last at 16:20",
      ],
    ],
    [
      "of one that is over",
      { files: OVER },
      { profile: PROFILE },
      ["✔ mfa.user · logged out · removed [mfa.user-mfa]"],
    ],
    [
      "of one in this shell",
      { files: OVER, environment: { AWSMFA_SESSION: PROFILE, SHELL: "/bin/zsh" } },
      {},
      [
        "✔ mfa.user · logged out · removed [mfa.user-mfa]",
        "  this shell still has it: eval $(awsmfa env --unset)",
      ],
    ],
    ["of nobody", { files: START }, { profile: PROFILE }, ["mfa.user · no session"]],
    ["of all nobodies", { files: {} }, { all: true }, ["all profiles · no session"]],
    [
      "to try",
      { files: BOTH },
      { profile: PROFILE, dryRun: true },
      ["mfa.user: a logout would remove [mfa.user-mfa] from both files"],
    ],
  ])("%s", async (_, given, options, news) => {
    expect((await logout(given, options)).news).toEqual(news);
  });

  it.each<[string, string, string]>([
    ["a user", PROFILE, "[mfa.user-mfa], [admin-mfa], [deploy-mfa]"],
    ["a role", "admin", "[admin-mfa], [deploy-mfa]"],
    ["a role of a role", "deploy", "[deploy-mfa]"],
  ])("of %s takes the sessions of the roles along", async (_title, profile, names) => {
    const arn = "role_arn = arn:aws:iam::123456789012:role/x\n";
    const config = `[profile admin]\n${arn}source_profile = ${PROFILE}\n[profile deploy]\n${arn}source_profile = admin-mfa\n`;
    const before = { ...START, [CONFIG]: config };
    const all = ["admin", "deploy"].map((source) =>
      exampleSession({ name: `${source}-mfa`, source }),
    );
    const { fake, news } = await logout(
      { files: filesWith([...SESSIONS, ...all], before) },
      { profile },
    );
    expect(news?.[0]).toBe(`✔ ${profile} · logged out · removed ${names}`);
    expect(fake.files.get(CREDENTIALS)).toContain("[b-mfa]");
  });

  it.each<[string, Record<string, string>, Partial<LogoutOptions>, Record<string, string>]>([
    ["of all, byte for byte", BOTH, { all: true }, START],
    ["of one, byte for byte", ONE, { profile: PROFILE }, START],
    ["of one, with the other's kept", BOTH, { profile: "b" }, ONE],
    ["to try", BOTH, { all: true, dryRun: true }, BOTH],
  ])("gives the files back: %s", async (_, files, options, expected) => {
    const { fake } = await logout({ files }, options);
    fake.files.delete(MEMORY);
    expect(Object.fromEntries(fake.files)).toEqual(expected);
  });

  it("goes by AWS's clock and shows the wall's", async () => {
    const clock = { offset: 720_000, started: NOW - 3_600_000 };
    const files = { ...ONE, [MEMORY]: JSON.stringify({ clock }) };
    const { news } = await logout({ files }, { profile: PROFILE });
    expect(news?.[1]).toBe("  AWS honours it until it ends, at 16:08");
  });

  it.each<[string, string, boolean]>([
    ["config file", CONFIG, false],
    ["credentials file", CREDENTIALS, false],
    ["credentials file, to try", CREDENTIALS, true],
  ])("takes nothing where it cannot write the %s", async (_, path, dryRun) => {
    const fake = fakeContext({ files: BOTH, unwritable: [path] });
    const options = { json: false, all: true, dryRun };
    expect((await failureOf(() => run(options, fake.context))).code).toBe("file-unwritable");
    expect(fake.effects).toEqual([]);
  });

  it("says for --debug what it found", async () => {
    const { fake } = await logout({ files: ONE }, { profile: PROFILE });
    expect(fake.debug).toEqual([
      "sections of awsmfa: mfa.user-mfa",
      "profile: mfa.user (--profile)",
    ]);
  });

  it("takes the config file first", async () => {
    const { fake } = await logout({ files: BOTH }, { all: true });
    expect(fake.effects.slice(0, 2)).toEqual(["edit config", "edit credentials"]);
  });

  it("takes a file that a login made", async () => {
    const files = filesWith([exampleSession()], { [CREDENTIALS]: keySection(PROFILE) });
    const { fake } = await logout({ files }, { profile: PROFILE });
    expect(fake.effects.slice(0, 2)).toEqual(["remove config", "edit credentials"]);
  });

  it.each([
    ["its profile", { profile: PROFILE }, undefined],
    ["another", { profile: "b" }, PROFILE],
    ["all", { all: true }, undefined],
  ])("forgets the last profile: %s", async (_, options, last) => {
    const files = { ...BOTH, [MEMORY]: JSON.stringify({ lastProfile: PROFILE }) };
    const { fake } = await logout({ files }, options);
    expect(readMemory(fake.files.get(MEMORY)).lastProfile).toBe(last);
  });
});

describe("whose session", () => {
  it("is asked for unless it is named, among those that have one", async () => {
    const { fake, result } = await logout({ files: ONE, answers: [PROFILE] });
    expect(fake.questions).toEqual(["Log out of which profile? mfa.user"]);
    expect(result.removed).toEqual(["mfa.user-mfa"]);
  });

  it.each<[string, FakeOptions, Partial<LogoutOptions>]>([
    ["by --profile", { files: BOTH }, { profile: "b" }],
    ["by the environment", { files: BOTH, environment: { AWS_PROFILE: "b" } }, {}],
  ])("is not asked for where it is named: %s", async (_, given, options) => {
    expect((await logout({ ...given, nobody: "no" }, options)).result.removed).toEqual(["b-mfa"]);
  });

  it("cannot be told with nobody to ask", async () => {
    const given = { files: BOTH, nobody: "there is no terminal" };
    expect(await failureOf(() => logout(given))).toEqual({
      code: "no-profile",
      message:
        "which profile is meant cannot be told, and nobody can be asked: there is no terminal",
      hint: "name it with --profile: mfa.user, b",
    });
  });

  it("is known of what is left of a section", async () => {
    const files = { ...START, [CONFIG]: "[profile b-mfa]\nmanager = awsmfa\n" };
    const { result, fake } = await logout({ files }, { profile: "b" });
    expect([result.removed, fake.files.has(CONFIG)]).toEqual([["b-mfa"], false]);
  });

  it("can be a profile that is gone", async () => {
    const files = {
      ...ONE,
      [CREDENTIALS]: (ONE[CREDENTIALS] ?? "").replace(`[${PROFILE}]`, "[c]"),
    };
    const { result } = await logout({ files }, { profile: "mfa.user-mfa" });
    expect(result.removed).toEqual(["mfa.user-mfa"]);
  });
});

describe("a section that is no longer ours alone", () => {
  const LONG_TERM = (BOTH[CREDENTIALS] ?? "").replace(
    "ASIAIOSFODNN7EXAMPLE",
    "AKIAIOSFODNN7EXAMPLE",
  );
  const TWICE = `${BOTH[CREDENTIALS]}[mfa.user-mfa]\nregion = x\n`;
  const UNMARKED = (BOTH[CONFIG] ?? "").replace("manager = awsmfa", "manager = me");
  it.each<[string, Record<string, string>, string]>([
    [
      "holds a long-term key",
      { ...BOTH, [CREDENTIALS]: LONG_TERM },
      "[mfa.user-mfa] of the credentials file holds a long-term access key",
    ],
    [
      "stands twice",
      { ...BOTH, [CREDENTIALS]: TWICE },
      "[mfa.user-mfa] stands twice in the credentials file",
    ],
    [
      "lost its mark",
      { ...BOTH, [CONFIG]: UNMARKED },
      "[profile mfa.user-mfa] of the config file was not written by awsmfa",
    ],
  ])("stays, and so does what goes with it: it %s", async (_, files, reason) => {
    const fake = fakeContext({ files });
    const options = { json: false, all: false, dryRun: false, profile: PROFILE };
    expect(await failureOf(() => run(options, fake.context))).toEqual({
      code: "foreign-section",
      message: `${reason}, so the session that goes with it stays`,
      hint: "put that section in order by hand, then: awsmfa logout --profile mfa.user",
    });
    expect([fake.files.get(CREDENTIALS), fake.files.get(CONFIG)]).toEqual([
      files[CREDENTIALS],
      files[CONFIG],
    ]);
  });

  it("does not keep the others with --all", async () => {
    const fake = fakeContext({ files: { ...BOTH, [CREDENTIALS]: LONG_TERM } });
    const options = { json: false, all: true, dryRun: false };
    expect((await failureOf(() => run(options, fake.context))).code).toBe("foreign-section");
    expect(fake.files.get(CREDENTIALS)).toContain("[mfa.user-mfa]");
    expect(fake.files.get(CREDENTIALS)).not.toContain("[b-mfa]");
  });
});

describe("a logout as JSON", () => {
  it.each<[string, FakeOptions, Partial<LogoutOptions>, unknown]>([
    [
      "of one",
      { files: ONE },
      { profile: PROFILE },
      {
        profile: PROFILE,
        removed: ["mfa.user-mfa"],
        dryRun: false,
        honouredUntil: "2026-11-22T16:20:00Z",
      },
    ],
    [
      "of nothing",
      { files: {} },
      { all: true, dryRun: true },
      { profile: null, removed: [], dryRun: true, honouredUntil: null },
    ],
  ])("%s", async (_, given, options, value) => {
    expect((await logout(given, options)).value).toEqual(value);
  });
});
