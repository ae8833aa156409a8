import { describe, expect, it } from "vitest";
import { type LoginOptions, run, words } from "../../src/commands/login.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { sessionsIn } from "../../src/sessions/session.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import type { RoleDescription } from "../local-aws/role.ts";
import { createWorld } from "../local-aws/world.ts";
import {
  type Answer,
  CONFIG,
  CREDENTIALS,
  type Fake,
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

const ARN = "arn:aws:iam::123456789012:role";
const SIX: Answer = (fake) => fake.code();

/** A profile with a role; `more` are lines beside it. */
function role(name: string, source: string, more = ""): string {
  return `[profile ${name}]\nrole_arn = ${ARN}/${name}\nsource_profile = ${source}\n${more}`;
}

const FILES = {
  [CREDENTIALS]: keySection(PROFILE),
  [CONFIG]: `${role("admin", PROFILE, "region = eu-west-1\n")}${role("deploy", "admin")}`,
};

/** The example's files with other profiles in the config file. */
const configured = (config: string): Record<string, string> => ({ ...FILES, [CONFIG]: config });
const worldOf = (...roles: readonly RoleDescription[]) =>
  createWorld({ users: [EXAMPLE_USER], roles });
const ADMIN = { arn: `${ARN}/admin` };
const DEPLOY = { arn: `${ARN}/deploy`, trusts: [`${ARN}/admin`], mfa: false };

function start(given: FakeOptions = {}) {
  const fake = fakeContext({
    world: worldOf(ADMIN, DEPLOY),
    files: FILES,
    answers: [SIX],
    ...given,
  });
  const login = async (profile: string, options: Partial<LoginOptions> = {}) => {
    const all = { json: false, force: false, dryRun: false, profile, ...options };
    return words(await run(all, fake.context), viewAt()).news;
  };
  return { fake, login };
}

const sections = ({ files }: Fake) =>
  sessionsIn(readAwsFiles(files.get(CONFIG), files.get(CREDENTIALS)));
const asked = ({ world }: Fake) =>
  world.requests.map(({ action, outcome }) => `${action} ${outcome}`);

describe("a login with a role", () => {
  it("goes by the session of its source, and each is kept in its own section", async () => {
    const { fake, login } = start();
    expect(await login("deploy")).toEqual([
      "✔ mfa.user · session until 16:20, 12 h · written to [mfa.user-mfa]",
      "✔ admin (role) · session until 05:20, 1 h · written to [admin-mfa]",
      "✔ deploy (role) · session until 05:20, 1 h · written to [deploy-mfa]",
      "  aws --profile deploy-mfa …    or    eval $(awsmfa env --profile deploy)",
    ]);
    expect(
      sections(fake).map(({ name, source, role: arn, serial }) => [name, source, arn, serial]),
    ).toEqual([
      ["mfa.user-mfa", PROFILE, undefined, EXAMPLE_SERIAL],
      ["admin-mfa", "admin", `${ARN}/admin`, EXAMPLE_SERIAL],
      ["deploy-mfa", "deploy", `${ARN}/deploy`, EXAMPLE_SERIAL],
    ]);
    expect(fake.questions).toHaveLength(1);
  });

  it("takes one code for ten roles", async () => {
    const names = Array.from({ length: 10 }, (_, index) => `r${index}`);
    const { fake, login } = start({
      world: worldOf(...names.map((name) => ({ arn: `${ARN}/${name}` }))),
      files: configured(names.map((name) => role(name, PROFILE)).join("")),
    });
    for (const name of names) await login(name);
    expect([fake.questions.length, sections(fake).length]).toEqual([1, 11]);
    expect(asked(fake).filter((one) => one === "GetSessionToken ok")).toHaveLength(1);
  });

  it("keeps the session of a user with a role apart from the role's", async () => {
    const files = {
      [CREDENTIALS]: keySection("self"),
      [CONFIG]: role("self", "self") + role("admin", "self"),
    };
    const { fake, login } = start({ files, world: worldOf({ arn: `${ARN}/self` }, ADMIN) });
    await login("self");
    fake.time.now += 3_500_000;
    await login("self");
    await login("admin");
    expect(asked(fake).filter((one) => one === "GetSessionToken ok")).toHaveLength(1);
    expect(sections(fake).map(({ name, role: arn }) => [name, arn])).toEqual([
      ["self-mfa-user", undefined],
      ["self-mfa", `${ARN}/self`],
      ["admin-mfa", `${ARN}/admin`],
    ]);
  });

  it("keeps what is fresh, and renews a role by its source without a code", async () => {
    const { fake, login } = start();
    await login("admin");
    const before = fake.world.requests.length;
    expect((await login("admin"))?.[0]).toMatch("✔ admin (role) · session until 05:20, 1 h left");
    expect(fake.world.requests).toHaveLength(before);
    fake.time.now += 3_500_000;
    await login("admin");
    expect(asked(fake).slice(before)).toEqual(["AssumeRole ok"]);
  });

  it("has the region of the role's profile in its config section, and nothing of the role", async () => {
    const { fake, login } = start({
      files: configured(
        role("admin", PROFILE, "region = eu-west-1\nexternal_id = x1\nduration_seconds = 900\n"),
      ),
    });
    await login("admin");
    const section = fake.files.get(CONFIG)?.split("[profile admin-mfa]\n")[1];
    expect(section).toBe(
      "region = eu-west-1\nmanager = awsmfa\nawsmfa_source_profile = admin\nawsmfa_copied = region\n",
    );
  });

  it.each<[string, string, Partial<RoleDescription>, Partial<LoginOptions>, number, string]>([
    ["an hour by itself", "", {}, {}, 3600, "mfa.user"],
    ["what duration_seconds says", "duration_seconds = 1800\n", {}, {}, 1800, "mfa.user"],
    [
      "what --duration says, before it",
      "duration_seconds = 1800\n",
      {},
      { duration: 900 },
      900,
      "mfa.user",
    ],
    ["with its external id", "external_id = x:1\n", { externalId: "x:1" }, {}, 3600, "mfa.user"],
    ["under its own name", "role_session_name = jane@work\n", {}, {}, 3600, "jane@work"],
  ])("lasts, and is named: %s", async (_, more, description, options, seconds, name) => {
    const { fake, login } = start({
      world: worldOf({ ...ADMIN, ...description }),
      files: configured(role("admin", PROFILE, more)),
    });
    await login("admin", options);
    expect(fake.world.sessions.at(-1)).toMatchObject({
      expires: NOW + seconds * 1000,
      role: { name },
    });
  });

  it("above an hour takes a code for the role itself, and says why", async () => {
    const { fake, login } = start({
      world: worldOf({ ...ADMIN, maxSessionDuration: 14_400 }),
      files: { ...configured(role("admin", PROFILE, "duration_seconds = 14400\n")) },
    });
    await login("admin");
    expect(fake.news).toContain(
      "awsmfa: admin is to last 4 h: above one hour AWS takes a code for the role itself",
    );
    expect(asked(fake)).toEqual(["ListMFADevices ok", "AssumeRole ok"]);
    expect(sections(fake).map(({ name, expires }) => [name, expires])).toEqual([
      ["admin-mfa", NOW + 14_400_000],
    ]);
  });

  it("asks again for a code that AWS refused for the role, and sends none twice", async () => {
    const wrong: Answer = "123456";
    const { fake, login } = start({
      world: worldOf({ ...ADMIN, maxSessionDuration: 14_400 }),
      answers: [wrong, wrong, SIX],
    });
    // The fake's question stays until there is an answer without objection.
    await login("admin", { duration: 14_400 });
    expect(asked(fake).slice(1)).toEqual(["AssumeRole AccessDenied", "AssumeRole ok"]);
    expect(fake.objections[0]).toMatch("was used");
  });

  it("takes the device of the role's profile, else of its source", async () => {
    const serial = `mfa_serial = ${EXAMPLE_SERIAL}\n`;
    const { fake, login } = start({ files: configured(role("admin", PROFILE, serial)) });
    await login("admin");
    expect(asked(fake)).toEqual(["GetSessionToken ok", "AssumeRole ok"]);
  });

  it("takes the keys of the environment without a code", async () => {
    const { fake, login } = start({
      world: worldOf({ ...ADMIN, mfa: false, maxSessionDuration: 7200 }),
      files: configured(
        `[profile admin]\nrole_arn = ${ARN}/admin\ncredential_source = Environment\n`,
      ),
      environment: {
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      },
    });
    await login("admin", { duration: 7200 });
    expect(asked(fake)).toEqual(["AssumeRole ok"]);
    expect(sections(fake)[0]).toMatchObject({ name: "admin-mfa", serial: "" });
    await login("admin");
    expect(asked(fake)).toEqual(["AssumeRole ok"]);
  });

  it("takes the keys of the environment with a code of the device that is set", async () => {
    const { fake, login } = start({
      files: configured(
        `[profile admin]\nrole_arn = ${ARN}/admin\ncredential_source = Environment\nmfa_serial = ${EXAMPLE_SERIAL}\n`,
      ),
      environment: {
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      },
    });
    expect((await login("admin"))?.[0]).toMatch("✔ admin (role) · session until 05:20");
    expect([asked(fake), fake.questions.length]).toEqual([["AssumeRole ok"], 1]);
    expect(sections(fake)[0]).toMatchObject({ name: "admin-mfa", serial: EXAMPLE_SERIAL });
  });

  it("takes a new code by --force, where an old session does not count", async () => {
    const { fake, login } = start({
      world: worldOf({ ...ADMIN, mfaAge: 60 }),
      answers: [SIX, SIX],
    });
    await login("admin");
    fake.time.now += 3_500_000;
    expect((await failureOf(() => login("admin"))).code).toBe("role-refused");
    await login("admin", { force: true });
    expect(asked(fake).slice(-2)).toEqual(["GetSessionToken ok", "AssumeRole ok"]);
  });

  it("by a dry run is told step by step", async () => {
    const fresh = start({ files: filesWith([exampleSession()], FILES) });
    expect(await fresh.login("admin", { dryRun: true })).toEqual([
      expect.any(String),
      expect.stringContaining("keep [mfa.user-mfa], which is fresh"),
      expect.stringContaining(`assume ${ARN}/admin for 1 h (sts:AssumeRole)`),
      expect.stringContaining("write [admin-mfa] in"),
      expect.stringContaining("write [profile admin-mfa] in"),
    ]);
    expect(fresh.fake.world.requests).toEqual([]);
  });
});

describe("a login with a role that fails", () => {
  const CN = "arn:aws-cn:iam::123456789012:role/admin";
  it.each<[string, string, Partial<LoginOptions>, RoleDescription[], string, string, string]>([
    [
      "no such role, or no trust",
      role("admin", PROFILE),
      {},
      [],
      "role-refused",
      `AWS does not let mfa.user assume ${ARN}/admin, and does not say why`,
      "check role_arn and external_id of admin; then the role's trust policy and your own policies\nif it wants a recent code (aws:MultiFactorAuthAge): awsmfa login --profile admin --force",
    ],
    [
      "an external id that it lacks",
      role("admin", PROFILE),
      { duration: 7200 },
      [{ ...ADMIN, externalId: "x1" }],
      "role-refused",
      `AWS does not let you assume ${ARN}/admin, and does not say why`,
      "check role_arn and external_id of admin; then the role's trust policy and your own policies\nif it wants no code: awsmfa login --profile admin --duration 1h",
    ],
    [
      "longer than the role's maximum",
      role("admin", PROFILE),
      { duration: 7200 },
      [ADMIN],
      "role-duration",
      `${ARN}/admin may not last that long: its maximum session duration is shorter`,
      "awsmfa login --profile admin --duration 1h\nor for always: aws configure set duration_seconds 3600 --profile admin",
    ],
    [
      "longer than an hour by another role",
      role("admin", "deploy") + role("deploy", PROFILE),
      { duration: 7200 },
      [],
      "role-chained",
      "AWS gives one hour, and not 2 h, to a role that another role assumes (deploy)",
      "awsmfa login --profile admin --duration 1h\nor for always: aws configure set duration_seconds 3600 --profile admin",
    ],
    [
      "longer than AWS lets any role last",
      role("admin", PROFILE),
      { duration: 50_000 },
      [],
      "usage",
      "AWS gives no session of a role of 13 h 53 min (--duration)",
      "between 15m and 12h, such as --duration 1h",
    ],
    [
      "a duration that is none",
      role("admin", PROFILE, "duration_seconds = long\n"),
      {},
      [],
      "bad-setting",
      "“long” (duration_seconds) is no duration",
      "between 15m and 12h: aws configure set duration_seconds 3600 --profile admin",
    ],
    [
      "a region of another partition",
      role("admin", PROFILE, "region = cn-north-1\n"),
      {},
      [],
      "bad-setting",
      `the role ${ARN}/admin is of the partition aws, but the region cn-north-1 is of aws-cn`,
      "aws configure set region us-east-1 --profile admin",
    ],
    [
      "a device of another partition",
      `[profile admin]\nrole_arn = ${CN}\nsource_profile = ${PROFILE}\n`,
      { serial: EXAMPLE_SERIAL },
      [],
      "bad-setting",
      `the role ${CN} is of the partition aws-cn, but the device ${EXAMPLE_SERIAL} is of aws`,
      "no user of aws can assume it: name another source_profile for admin, or correct role_arn",
    ],
    [
      "no keys in the environment",
      `[profile admin]\nrole_arn = ${ARN}/admin\ncredential_source = Environment\n`,
      {},
      [],
      "no-keys",
      "admin assumes its role with the keys of the environment, and there are none",
      "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a source_profile in place of credential_source",
    ],
  ])("%s", async (_, config, options, roles, code, message, hint) => {
    const { login } = start({ world: worldOf(...roles), files: configured(config) });
    expect(await failureOf(() => login("admin", options))).toEqual({ code, message, hint });
  });

  it("by a session that AWS does not know any more", async () => {
    const { login } = start({ files: filesWith([exampleSession()], FILES) });
    expect(await failureOf(() => login("admin"))).toEqual({
      code: "unknown-key",
      message: "AWS does not take the session of mfa.user any more",
      hint: "get a new one: awsmfa login --profile admin --force",
    });
  });

  it("keeps the session of its source all the same", async () => {
    const { fake, login } = start({ world: worldOf() });
    expect((await failureOf(() => login("admin"))).code).toBe("role-refused");
    expect(sections(fake).map(({ name }) => name)).toEqual(["mfa.user-mfa"]);
  });

  it("before a code is asked for, where its section is somebody's", async () => {
    const files = { ...FILES, [CREDENTIALS]: keySection(PROFILE) + keySection("admin-mfa") };
    const { fake, login } = start({ files });
    expect((await failureOf(() => login("admin"))).code).toBe("foreign-section");
    expect(fake.effects).toEqual([]);
  });
});

describe("a login that comes from aws-mfa", () => {
  const OLD = `[old]\nassumed_role = False\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\naws_security_token = t\nexpiration = 2026-11-22 16:20:00\n${keySection("old-long-term")}aws_mfa_device = ${EXAMPLE_SERIAL}\n`;

  it("by the old name says how to carry on", async () => {
    const { login } = start({ files: { [CREDENTIALS]: OLD } });
    expect((await failureOf(() => login("old"))).message).toBe(
      "the keys of old are temporary ones of aws-mfa; the long-term key is in [old-long-term]",
    );
  });

  it("by the long-term key takes its aws_mfa_device, and says what is left", async () => {
    const fake = fakeContext({ files: { [CREDENTIALS]: OLD }, answers: [SIX] });
    const options = { json: false, force: false, dryRun: false, profile: "old-long-term" };
    const told = words(await run(options, fake.context), viewAt());
    expect(asked(fake)).toEqual(["GetSessionToken ok"]);
    expect(told.warnings).toEqual([
      expect.stringMatching(
        /^awsmfa: warning: \[old\] still has the keys that aws-mfa wrote\nawsmfa: hint: .*\nawsmfa: hint: .*; awsmfa login --profile old-long-term$/,
      ),
    ]);
  });

  it.each([
    ["beside the long-term key", OLD],
    ["that is gone", keySection("old-long-term")],
  ])("with a role by the section of the temporary keys, %s", async (_title, credentials) => {
    const files = { [CREDENTIALS]: credentials, [CONFIG]: role("admin", "old") };
    const { fake, login } = start({ files });
    expect((await login("admin"))?.[0]).toMatch("✔ old-long-term · session until 16:20");
    expect(sections(fake).map(({ name }) => name)).toEqual(["old-long-term-mfa", "admin-mfa"]);
  });
});
