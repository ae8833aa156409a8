import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { keepSession, tryKeeping } from "../../src/sessions/keep.ts";
import { ownedNames, removeSessions } from "../../src/sessions/remove.ts";
import type { Session } from "../../src/sessions/session.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  keySection,
} from "../support/context.ts";

const PATHS = { config: CONFIG, credentials: CREDENTIALS };
const KEY = keySection(PROFILE);

async function keep(fake: Fake, session: Session = exampleSession()): Promise<void> {
  const files = readAwsFiles(fake.files.get(CONFIG), fake.files.get(CREDENTIALS));
  const profile = profileNamed(files, PROFILE) ?? { name: PROFILE, settings: new Map() };
  await keepSession(session, profile, PATHS, fake.context.files);
}

const texts = ({ files }: Fake) => [files.get(CREDENTIALS), files.get(CONFIG)];

describe("a session in the files", () => {
  it("is written to the credentials file, then to the config file", async () => {
    const fake = fakeContext();
    await keep(fake);
    expect(fake.effects).toEqual(["edit credentials", "edit config"]);
    expect(texts(fake)).toEqual([
      `${KEY}
[mfa.user-mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = FwoGZXIvYXdzEXAMPLE+TOKEN/==
x_security_token_expires = 2026-11-22T16:20:00Z
manager = awsmfa
awsmfa_source_profile = mfa.user
awsmfa_source_key = AKIAIOSFODNN7EXAMPLE
awsmfa_serial = arn:aws:iam::123456789012:mfa/mfa.user
awsmfa_issued = 2026-11-22T04:20:00Z
`,
      `[profile mfa.user]
region = us-east-1

[profile mfa.user-mfa]
region = us-east-1
manager = awsmfa
awsmfa_source_profile = mfa.user
awsmfa_copied = region
`,
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ["both files", { [CREDENTIALS]: KEY, [CONFIG]: "[profile mfa.user]\nregion = x\n" }],
    ["no config file", { [CREDENTIALS]: KEY }],
    ["no credentials file", { [CONFIG]: keySection(`profile ${PROFILE}`) }],
    ["line ends of Windows", { [CREDENTIALS]: KEY.replaceAll("\n", "\r\n"), [CONFIG]: "" }],
    ["no line end at the end", { [CREDENTIALS]: KEY.trimEnd(), [CONFIG]: "# mine" }],
    [
      "others' sections around it",
      { [CREDENTIALS]: `[a]\n\n\n${KEY}\n\n# end\n`, [CONFIG]: "[default]\n" },
    ],
  ])("is taken out byte for byte: %s", async (_, files) => {
    const fake = fakeContext({ files });
    await keep(fake);
    await keep(fake, exampleSession({ expires: 0 }));
    fake.effects.length = 0;
    await removeSessions(["mfa.user-mfa"], PATHS, fake.context.files);
    expect(Object.fromEntries(fake.files)).toEqual(files);
    expect(fake.effects.map((effect) => effect.split(" ")[1])).toEqual(["config", "credentials"]);
  });

  it("is written under a name that the config file quotes", async () => {
    const fake = fakeContext();
    await keep(fake, exampleSession({ name: "my own" }));
    expect(fake.files.get(CONFIG)).toContain("\n[profile 'my own']\n");
    const files = readAwsFiles(fake.files.get(CONFIG), fake.files.get(CREDENTIALS));
    expect(ownedNames(files)).toEqual([{ name: "my own", source: PROFILE }]);
    await removeSessions(["my own"], PATHS, fake.context.files);
    expect(fake.files.get(CONFIG)).not.toContain("my own");
  });

  it.each([
    ["credentials", CREDENTIALS, "[mfa.user-mfa]\nx = 1\n", []],
    ["config", CONFIG, "[profile mfa.user-mfa]\nx = 1\n", ["edit credentials"]],
  ])("is not put over a section that came in between: %s", async (_, path, text, effects) => {
    const files = { [CREDENTIALS]: KEY, [CONFIG]: "" };
    const fake = fakeContext({ files: { ...files, [path]: text } });
    expect((await failureOf(() => keep(fake))).code).toBe("foreign-section");
    expect(fake.effects).toEqual(effects);
    expect(fake.files.get(path)).toBe(text);
  });

  it("stays out where the file cannot be written", async () => {
    const options: FakeOptions = { unwritable: [CREDENTIALS] };
    const fake = fakeContext(options);
    expect((await failureOf(() => keep(fake))).code).toBe("file-unwritable");
    expect(fake.effects).toEqual([]);
  });
});

describe("the names of the sections that are ours", () => {
  const mark = (source?: string) =>
    `manager = awsmfa\n${source === undefined ? "" : `awsmfa_source_profile = ${source}\n`}`;
  it.each<[string, string, string, [string, string | undefined][]]>([
    ["in both files", `[a-mfa]\n${mark("a")}`, `[profile a-mfa]\n${mark("a")}`, [["a-mfa", "a"]]],
    ["left in one", "", `[profile a-mfa]\n${mark("a")}`, [["a-mfa", "a"]]],
    [
      "with the source in the other",
      `[a-mfa]\n${mark()}`,
      `[profile a-mfa]\n${mark("a")}`,
      [["a-mfa", "a"]],
    ],
    ["without a source", `[a-mfa]\n${mark()}`, "", [["a-mfa", undefined]]],
    ["none of others", "[a-mfa]\nmanager = awsume\n", "[profile b]\n", []],
    ["none in another kind of section", "", `[services a]\n${mark("a")}`, []],
  ])("%s", (_, credentials, config, expected) => {
    expect(ownedNames(readAwsFiles(config, credentials))).toEqual(
      expected.map(([name, source]) => ({ name, source })),
    );
  });
});

describe("taking sections out", () => {
  it("leaves what is not ours, whatever its name", async () => {
    const files = {
      [CREDENTIALS]: `${keySection("a-mfa")}\n[b-mfa]\nmanager = awsmfa\n`,
      [CONFIG]: "[profile a-mfa]\nregion = x\n",
    };
    const fake = fakeContext({ files });
    await removeSessions(["a-mfa", "b-mfa", "c-mfa"], PATHS, fake.context.files);
    expect(texts(fake)).toEqual([keySection("a-mfa"), files[CONFIG]]);
  });

  it("changes nothing where there is nothing", async () => {
    const fake = fakeContext({ files: {} });
    await removeSessions(["a-mfa"], PATHS, fake.context.files);
    expect(fake.effects).toEqual([]);
  });
});

describe("a file that a login made", () => {
  it.each([
    ["a-mfa", "b-mfa"],
    ["größe", "a-mfa"],
    ["b c", "größe"],
  ])("goes with the last of the sessions %s and %s, in either order", async (...names) => {
    for (const order of [names, names.toReversed()]) {
      const fake = fakeContext({ files: {} });
      for (const name of names) await keep(fake, exampleSession({ name }));
      for (const name of order) await removeSessions([name], PATHS, fake.context.files);
      expect(fake.files).toEqual(new Map());
    }
  });
});

describe("taking sections out is tried first", () => {
  const ours = "manager = awsmfa\n";
  const both = { [CREDENTIALS]: `[a-mfa]\n${ours}`, [CONFIG]: `[profile a-mfa]\n${ours}` };
  it.each<[string, FakeOptions, string]>([
    [
      "the other file cannot be written",
      { files: both, unwritable: [CREDENTIALS] },
      "file-unwritable",
    ],
    [
      "the other file cannot be edited",
      { files: { ...both, [CREDENTIALS]: `[a-mfa]\n${ours}x = 1\n  [z]\n` } },
      "unsafe-edit",
    ],
  ])("%s: neither is", async (_, options, code) => {
    const fake = fakeContext(options);
    const failure = failureOf(() => removeSessions(["a-mfa"], PATHS, fake.context.files));
    expect((await failure).code).toBe(code);
    expect(fake.effects).toEqual([]);
    expect(Object.fromEntries(fake.files)).toEqual(options.files);
  });
});

describe("what would stand in a session's way is found without writing", () => {
  const profile = { name: PROFILE, settings: new Map([["region", "x"]]) };
  const tried = (credentials: string | undefined, config: string | undefined) =>
    failureOf(() => tryKeeping({ name: "n", source: PROFILE }, profile, config, credentials));
  it.each([
    ["somebody's section", "[n]\nx = 1\n", "", "foreign-section"],
    ["somebody's section in the config file", "", "[profile n]\nx = 1\n", "foreign-section"],
    ["ours twice", "[n]\nmanager = awsmfa\n[n]\nmanager = awsmfa\n", "", "foreign-section"],
    [
      "a header that would go",
      "[n]\nmanager = awsmfa\nawsmfa_serial = x\n  [z]\n",
      "",
      "unsafe-edit",
    ],
  ])("%s", async (_, credentials, config, code) => {
    expect((await tried(credentials, config)).code).toBe(code);
  });
  it.each([
    [undefined, undefined],
    [KEY, "[default]\n"],
    ["[n]\nmanager: awsmfa\n", "[profile 'n']\nmanager = awsmfa\n"],
  ])("nothing in %j and %j", (credentials, config) => {
    expect(() =>
      tryKeeping({ name: "n", source: PROFILE }, profile, config, credentials),
    ).not.toThrow();
  });
});
