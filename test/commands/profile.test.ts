import { describe, expect, it } from "vitest";
import * as add from "../../src/commands/profile/add.ts";
import * as remove from "../../src/commands/profile/remove.ts";
import { run as login } from "../../src/commands/login.ts";
import { run as logout } from "../../src/commands/logout.ts";
import { run as status } from "../../src/commands/status.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const KEY = keySection(PROFILE);
const ABOVE = `[profile ${PROFILE}]\nregion = us-east-1\n`;
const OURS = `
[profile ${PROFILE}-auto]
region = us-east-1
manager = awsmfa
awsmfa_copied = region
credential_process = /usr/bin/node /usr/local/bin/awsmfa credential-process --profile ${PROFILE}
awsmfa_process_for = ${PROFILE}
`;

const files = (config?: string, credentials = KEY): FakeOptions => ({
  files: { [CREDENTIALS]: credentials, ...(config === undefined ? {} : { [CONFIG]: config }) },
});
const options = (name?: string, profile?: string, dryRun = false) => ({
  json: false,
  dryRun,
  ...(name === undefined ? {} : { name }),
  ...(profile === undefined ? {} : { profile }),
});

describe("profile add", () => {
  it("writes a profile that runs awsmfa by absolute paths, with the settings of its source", async () => {
    const { context, files: disk, effects } = fakeContext(files(ABOVE));
    const result = await add.run(options(), context);
    expect(disk.get(CONFIG)).toBe(ABOVE + OURS);
    expect([disk.get(CREDENTIALS), effects]).toEqual([KEY, ["edit config"]]);
    expect(add.words(result, viewAt()).news).toEqual([
      `✔ ${PROFILE}-auto · programs get the session of ${PROFILE} by awsmfa · written to [profile ${PROFILE}-auto]`,
      `  aws --profile ${PROFILE}-auto …    or    AWS_PROFILE=${PROFILE}-auto`,
    ]);
    expect(add.json(result)).toEqual({
      profile: `${PROFILE}-auto`,
      source: PROFILE,
      outcome: "written",
      credentialProcess: `/usr/bin/node /usr/local/bin/awsmfa credential-process --profile ${PROFILE}`,
    });
  });
  it("again changes nothing", async () => {
    const { context, effects } = fakeContext(files(ABOVE + OURS));
    const result = await add.run(options(), context);
    expect([result.outcome, effects]).toEqual(["unchanged", []]);
    expect(add.words(result, viewAt()).news?.[0]).toContain("is up to date");
  });
  it("brings it up to date with its source and its program, and keeps what was added", async () => {
    const before = `${ABOVE.replace("region = us-east-1", "output = json")}${OURS}s3_retries = 3\n`;
    const program = { node: "/new/node", script: "/my tools/awsmfa" };
    const { context, files: disk } = fakeContext({ ...files(before), program });
    await add.run(options(), context);
    const after = disk.get(CONFIG) ?? "";
    const section = after.slice(after.indexOf(`[profile ${PROFILE}-auto]`));
    expect(section).toContain("s3_retries = 3\n");
    expect(section).toContain("output = json\n");
    expect(section).not.toContain("region");
    expect(section).toContain(
      `credential_process = /new/node "/my tools/awsmfa" credential-process --profile ${PROFILE}\n`,
    );
  });
  it("with --dry-run only says it", async () => {
    const { context, files: disk } = fakeContext(files(ABOVE));
    const result = await add.run(options("auto", undefined, true), context);
    expect(disk.get(CONFIG)).toBe(ABOVE);
    expect(add.words(result, viewAt()).news).toEqual([
      `${PROFILE}: profile add would`,
      `  write [profile auto] in ${CONFIG}`,
      `  credential_process = /usr/bin/node /usr/local/bin/awsmfa credential-process --profile ${PROFILE}`,
    ]);
  });
  it.each([
    ["the profile itself", PROFILE, ABOVE, KEY, "usage", "needs a name other than"],
    [
      "the session profile",
      `${PROFILE}-mfa`,
      ABOVE,
      KEY,
      "usage",
      "is where a login puts its keys",
    ],
    [
      "another session profile",
      "mine",
      ABOVE,
      filesWith([exampleSession({ name: "mine" })])[CREDENTIALS] ?? "",
      "usage",
      "is where a login puts its keys",
    ],
    ["no name of a profile", "a]b", ABOVE, KEY, "usage", "cannot be the name of a profile"],
    ["an option", "-x", ABOVE, KEY, "usage", "cannot be the name of a profile"],
    [
      "keys in the credentials file",
      "x",
      ABOVE,
      `${KEY}${keySection("x")}`,
      "foreign-section",
      "its keys would win",
    ],
    [
      "a profile that is there",
      "x",
      `${ABOVE}[profile x]\nregion = r\n`,
      KEY,
      "foreign-section",
      "was not written by awsmfa profile add",
    ],
    [
      "a role",
      "x",
      `${ABOVE}[profile x]\nrole_arn = r\n`,
      KEY,
      "foreign-section",
      "was not written by",
    ],
    [
      "the config section of a session",
      "x",
      `${ABOVE}[profile x]\nmanager = awsmfa\n`,
      KEY,
      "foreign-section",
      "was not written by",
    ],
    [
      "a profile of another's session",
      `${PROFILE}-auto`,
      ABOVE + OURS.replace(/for = .*/, "for = other"),
      KEY,
      "foreign-section",
      "is for other",
    ],
    [
      "a key that was added to it",
      `${PROFILE}-auto`,
      `${ABOVE}${OURS}aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`,
      KEY,
      "foreign-section",
      "has aws_access_key_id, which wins over credential_process",
    ],
    [
      "a role that was added to it",
      `${PROFILE}-auto`,
      `${ABOVE}${OURS}role_arn = r\n`,
      KEY,
      "foreign-section",
      "has role_arn",
    ],
    [
      "keys of all profiles",
      "x",
      `[DEFAULT]\nsso_session = s\n${ABOVE}`,
      KEY,
      "foreign-section",
      "[DEFAULT] has sso_session",
    ],
  ])(
    "refuses %s, and nothing is written",
    async (_title, name, config, credentials, code, words) => {
      const { context, effects } = fakeContext(files(config, credentials));
      const failure = await failureOf(() => add.run(options(name, PROFILE), context));
      expect([failure.code, effects]).toEqual([code, []]);
      expect(failure.message).toContain(words);
      expect(failure.hint).toBeTruthy();
    },
  );
  it("refuses a profile that can have no session, and a program that npx fetched", async () => {
    const { context } = fakeContext(files(`${ABOVE}[profile none]\nregion = r\n`));
    expect(await failureOf(() => add.run(options("x", "none"), context))).toMatchObject({
      code: "no-keys",
    });
    const script = "/home/jane/.npm/_npx/1/node_modules/.bin/awsmfa";
    const fetched = fakeContext({ ...files(ABOVE), program: { node: "/node", script } });
    expect(await failureOf(() => add.run(options(), fetched.context))).toMatchObject({
      code: "unusable-path",
    });
    expect(fetched.effects).toEqual([]);
  });
});

describe("profile remove", () => {
  it.each([
    ["from a file with others", ABOVE],
    ["from one with comments and no line end", `# mine\n\n${ABOVE}# end`],
    ["from one with line ends of Windows", ABOVE.replaceAll("\n", "\r\n")],
    ["from one that was not there", undefined],
  ])("gives back the file as it was: %s", async (_title, config) => {
    const { context, files: disk } = fakeContext(files(config));
    await add.run(options(), context);
    await add.run(options("other"), context);
    for (const name of [`${PROFILE}-auto`, "other"])
      await remove.run({ json: false, dryRun: false, name }, context);
    expect(disk.get(CONFIG)).toBe(config);
  });
  it("says what went, or would go", async () => {
    const { context, files: disk } = fakeContext(files(ABOVE + OURS));
    const name = `${PROFILE}-auto`;
    const planned = await remove.run({ json: false, dryRun: true, name }, context);
    expect(disk.get(CONFIG)).toBe(ABOVE + OURS);
    const removed = await remove.run({ json: false, dryRun: false, name }, context);
    expect([planned, removed].map((each) => remove.words(each, viewAt()).news)).toEqual([
      [`${name}: profile remove would take out [profile ${name}]`],
      [`✔ ${name} · removed [profile ${name}]`],
    ]);
    expect([planned, removed].map(remove.json)).toEqual([
      { profile: name, removed: false },
      { profile: name, removed: true },
    ]);
  });
  it.each([
    ["nothing", "x", ABOVE, "make one: awsmfa profile add"],
    ["a profile of the user's", PROFILE, ABOVE + OURS, `those there are: ${PROFILE}-auto`],
    [
      "one whose mark was taken out",
      `${PROFILE}-auto`,
      ABOVE + OURS.replace("manager = awsmfa\n", ""),
      "make one: awsmfa profile add",
    ],
  ])("leaves %s", async (_title, name, config, hint) => {
    const { context, effects } = fakeContext(files(config));
    const failure = await failureOf(() =>
      remove.run({ json: false, dryRun: false, name }, context),
    );
    expect([failure.code, failure.hint, effects]).toEqual(["unknown-profile", hint, []]);
  });
});

describe("the other commands", () => {
  const quiet = { json: false, force: false, dryRun: false };
  it("take it for its source, and show no row of it", async () => {
    const { context } = fakeContext(files(ABOVE + OURS));
    const { rows } = await status(
      { json: false, prompt: false, profile: `${PROFILE}-auto` },
      context,
    );
    expect(rows.map(({ profile }) => profile)).toEqual([PROFILE]);
    const all = await status({ json: false, prompt: false }, context);
    expect(all.rows.map(({ profile }) => profile)).toEqual([PROFILE]);
  });
  it("log in and out of its source beside it, the name in AWS_PROFILE or not", async () => {
    const { context, files: disk } = fakeContext({
      ...files(ABOVE + OURS),
      environment: { AWS_PROFILE: `${PROFILE}-auto` },
      answers: [(fake) => fake.code()],
    });
    await login(quiet, context);
    expect(disk.get(CREDENTIALS)).toContain(`[${PROFILE}-mfa]`);
    await logout({ json: false, all: true, dryRun: false }, context);
    expect([disk.get(CONFIG), disk.get(CREDENTIALS)]).toEqual([ABOVE + OURS, KEY]);
  });
  it("put no session over it", async () => {
    const { context } = fakeContext(files(ABOVE + OURS));
    const as = `${PROFILE}-auto`;
    expect(await failureOf(() => login({ ...quiet, as }, context))).toMatchObject({
      code: "foreign-section",
      message: expect.stringContaining("has a credential_process"),
    });
  });
});
