import { describe, expect, it } from "vitest";
import { type ImportOptions, json, run, words } from "../../src/commands/key/import.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  HOME,
  failureOf,
  fakeContext,
  filesWith,
  exampleSession,
  keySection,
  viewAt,
} from "../support/context.ts";
import { EXAMPLE_KEY, OTHER_KEY, keyWorld } from "../support/keys.ts";

const CSV = `${HOME}/keys.csv`;
const ROW = `${EXAMPLE_KEY.id},${EXAMPLE_KEY.secret}`;
const PLAIN = `Access key ID,Secret access key\r\n${ROW}\r\n`;
const NAMED = `User name,Access key ID,Secret access key\njane,${ROW}\n`;
const SEVERAL = `${NAMED}joe,${OTHER_KEY.id},${OTHER_KEY.secret}\n`;
const WANTED: ImportOptions = {
  csv: CSV,
  json: false,
  deleteCsv: false,
  force: false,
  dryRun: false,
};
const NOBODY = "there is no terminal";
const jane = keySection("jane-identity");

function fakeWith(csv: string, other: FakeOptions = {}): Fake {
  const world = keyWorld({ keys: [EXAMPLE_KEY, OTHER_KEY] });
  return fakeContext({ world, nobody: NOBODY, ...other, files: { [CSV]: csv, ...other.files } });
}

async function told(fake: Fake, options: Partial<ImportOptions> = {}) {
  const result = await run({ ...WANTED, ...options }, fake.context);
  return { ...words(result, viewAt()), json: json(result) };
}

describe("key import", () => {
  it("names the profile after the user of the file", async () => {
    const fake = fakeWith(NAMED);
    const { news, json: value } = await told(fake);
    expect(fake.files.get(CREDENTIALS)).toBe(jane);
    expect(fake.files.has(CONFIG)).toBe(false);
    expect([fake.news, news]).toEqual([
      [`writing ${EXAMPLE_KEY.id} into [jane-identity] of ~/.aws/credentials …`],
      [
        `✔ jane-identity · ${EXAMPLE_KEY.id} is in [jane-identity] of ~/.aws/credentials`,
        "  it belongs to arn:aws:iam::123456789012:user/mfa.user",
        `  ${CSV} still has the secret: delete it once you need it no more`,
        "  awsmfa login --profile jane-identity",
      ],
    ]);
    expect(value).toEqual({
      profile: "jane-identity",
      accessKeyId: EXAMPLE_KEY.id,
      outcome: "imported",
      arn: "arn:aws:iam::123456789012:user/mfa.user",
      region: null,
      csvDeleted: false,
    });
  });

  it("names it after whom AWS says the key belongs to", async () => {
    const fake = fakeWith(PLAIN);
    await told(fake);
    expect(fake.files.get(CREDENTIALS)).toBe(keySection("mfa.user-identity"));
  });

  it("reads standard input", async () => {
    const fake = fakeWith("", { piped: NAMED });
    const { news } = await told(fake, { csv: "-" });
    expect(news).toHaveLength(3);
    expect(fake.files.get(CREDENTIALS)).toBe(jane);
  });

  it.each([
    ["all is asked for", [], ["", "", "no"], jane, undefined],
    [
      "another name, a region",
      [],
      ["work", "eu-west-1", "no"],
      keySection("work"),
      "[profile work]\nregion = eu-west-1\n",
    ],
    [
      "an objection to a name and a region",
      [],
      ["a]b", "work", "no where", "", "no"],
      keySection("work"),
      undefined,
    ],
  ])("on a terminal: %s", async (_title, _none, answers, credentials, config) => {
    const { nobody: _nobody, ...rest } = { nobody: NOBODY };
    const world = keyWorld();
    const fake = fakeContext({ ...rest, world, answers, files: { [CSV]: NAMED } });
    await told(fake);
    expect(fake.questions[0]).toBe("Name of its profile (Enter: jane-identity):");
    expect(fake.files.get(CREDENTIALS)).toBe(credentials);
    expect(fake.files.get(CONFIG)).toBe(config);
  });

  it("puts a region where there is none, and keeps the one there is", async () => {
    const config = "# mine\n[profile jane-identity]\noutput = json\n";
    const fake = fakeWith(NAMED, { files: { [CONFIG]: config } });
    await told(fake, { region: "eu-west-1" });
    expect(fake.files.get(CONFIG)).toBe(`${config}region = eu-west-1\n`);
    await told(fake, { region: "us-east-1" });
    expect(fake.files.get(CONFIG)).toBe(`${config}region = eu-west-1\n`);
  });

  it("twice is harmless", async () => {
    const fake = fakeWith(NAMED);
    await told(fake);
    const effects = fake.effects.length;
    const { json: value } = await told(fake);
    expect(value).toMatchObject({ outcome: "kept" });
    expect(fake.effects.slice(effects)).toEqual(["who"]);
  });

  it("keeps every byte of the others", async () => {
    const mine = `# mine\r\n[x]\r\naws_access_key_id=${OTHER_KEY.id}\r\n; end`;
    const fake = fakeWith(NAMED, { files: { [CREDENTIALS]: mine } });
    await told(fake);
    expect(fake.files.get(CREDENTIALS)?.startsWith(mine)).toBe(true);
  });

  it("says what it would do, and does nothing", async () => {
    const fake = fakeWith(NAMED);
    const { news } = await told(fake, { dryRun: true, region: "eu-west-1", deleteCsv: true });
    expect(news).toEqual([
      "jane-identity: an import would",
      `  ask AWS whose key ${EXAMPLE_KEY.id} is (sts:GetCallerIdentity)`,
      `  write it to [jane-identity] in ${CREDENTIALS}`,
      `  write region = eu-west-1 for jane-identity in ${CONFIG}`,
      `  delete ${CSV}`,
    ]);
    expect(fake.effects).toEqual([]);
  });
});

describe("of several keys", () => {
  it("the one of --user is taken", async () => {
    const fake = fakeWith(SEVERAL);
    await told(fake, { user: "joe" });
    expect(fake.files.get(CREDENTIALS)).toContain(
      `[joe-identity]\naws_access_key_id = ${OTHER_KEY.id}`,
    );
  });

  it("one is picked", async () => {
    const fake = fakeContext({
      world: keyWorld({ keys: [OTHER_KEY] }),
      files: { [CSV]: SEVERAL },
      answers: ["1", "", "", "no"],
    });
    await told(fake);
    expect(fake.questions[0]).toBe(
      `Which key of the file? jane (${EXAMPLE_KEY.id}) | joe (${OTHER_KEY.id})`,
    );
    expect(fake.files.get(CREDENTIALS)).toContain(`[joe-identity]`);
  });

  it.each([
    [{}, `the file has 2 keys, and nobody can be asked which: ${NOBODY}`],
    [{ user: "eve" }, "no row is that of eve (--user)"],
  ])("none is guessed: %o", async (options, message) => {
    const failure = await failureOf(() => told(fakeWith(SEVERAL), options));
    expect(failure).toMatchObject({ code: "usage", message });
    expect(failure.hint).toContain(`rows: jane (${EXAMPLE_KEY.id}), joe (${OTHER_KEY.id})`);
  });
});

describe("the file afterwards", () => {
  it.each([
    ["goes with --delete-csv", { deleteCsv: true }, { nobody: NOBODY }, true],
    ["stays where nobody can be asked", {}, { nobody: NOBODY }, false],
    ["goes with a yes", { profile: "jane", region: "us-east-1" }, { answers: ["yes"] }, true],
    ["stays with a no", { profile: "jane", region: "us-east-1" }, { answers: ["no"] }, false],
  ])("%s", async (_title, options, other, gone) => {
    const fake = fakeContext({ world: keyWorld(), files: { [CSV]: NAMED }, ...other });
    const { json: value } = await told(fake, options);
    expect([fake.files.has(CSV), value]).toEqual([
      !gone,
      expect.objectContaining({ csvDeleted: gone }),
    ]);
  });
});

describe("nothing is written", () => {
  const other = keySection("jane-identity", OTHER_KEY.id);
  it.each<
    [
      title: string,
      files: Record<string, string>,
      options: Partial<ImportOptions>,
      code: string,
      message: string,
    ]
  >([
    [
      "over another key",
      { [CREDENTIALS]: other },
      {},
      "key-in-use",
      `jane-identity has the access key ${OTHER_KEY.id} already, and ${EXAMPLE_KEY.id} would take its place`,
    ],
    [
      "to a session of ours",
      filesWith([exampleSession()]),
      { profile: "mfa.user-mfa" },
      "foreign-section",
      "[mfa.user-mfa] holds temporary keys, so the key is not put there",
    ],
    [
      "to a role",
      { [CONFIG]: "[profile jane-identity]\nrole_arn = x\n" },
      {},
      "foreign-section",
      "jane-identity gets its credentials by role_arn, so the key is not put there",
    ],
    [
      "beside a key in the config file",
      { [CONFIG]: keySection("profile jane-identity") },
      {},
      "split-key",
      "jane-identity has its access key in the config file",
    ],
    [
      "to what is no name",
      {},
      { profile: "a]b" },
      "usage",
      "“a]b”: that cannot be the name of a profile; letters, digits, dots and dashes will do",
    ],
    [
      "with what is no region",
      {},
      { region: "no where" },
      "usage",
      "“no where” (--region) is no region",
    ],
    [
      "from a file that is not there",
      {},
      { csv: "nowhere.csv" },
      "file-unreadable",
      "there is no file nowhere.csv",
    ],
  ])("%s", async (_title, files, options, code, message) => {
    const fake = fakeWith(NAMED, { files });
    expect(await failureOf(() => told(fake, options))).toMatchObject({ code, message });
    expect(fake.effects.filter((effect) => effect.startsWith("edit"))).toEqual([]);
  });

  it("for a key that AWS does not know", async () => {
    const fake = fakeWith(NAMED, { world: keyWorld({ keys: [] }) });
    expect(await failureOf(() => told(fake))).toMatchObject({
      code: "unknown-key",
      hint: "make a new key in the console, and import that one",
    });
    expect(fake.files.has(CREDENTIALS)).toBe(false);
  });
});

it("another key is replaced by --force, or by a yes", async () => {
  const before = `# mine\n${keySection("jane-identity", OTHER_KEY.id)}region = x\n`;
  for (const [options, answers] of [
    [{ force: true, region: "us-east-1" }, ["no"]],
    [{ region: "us-east-1" }, ["", "yes", "no"]],
  ] as const) {
    const fake = fakeContext({
      world: keyWorld(),
      files: { [CSV]: NAMED, [CREDENTIALS]: before },
      answers: options.force ? ["", ...answers] : answers,
    });
    const { json: value } = await told(fake, options);
    expect(value).toMatchObject({ outcome: "replaced" });
    expect(fake.files.get(CREDENTIALS)).toBe(`# mine\n${jane}region = x\n`);
  }
});

it("a key is imported where AWS cannot be reached, with a warning", async () => {
  const fake = fakeWith(NAMED, {
    world: keyWorld({}, { faults: [{ fault: "reset", action: "GetCallerIdentity", times: 9 }] }),
  });
  const { json: value } = await told(fake);
  expect(value).toMatchObject({ outcome: "imported", arn: null });
  expect(fake.news[0]).toMatch(/^awsmfa: warning: the key was not tried: /);
});
