import { describe, expect, it } from "vitest";
import { json, run, words } from "../../src/commands/password.ts";
import { EXAMPLE_PASSWORD, EXAMPLE_USER, OTHER_PASSWORD } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import {
  type UserDescription,
  type World,
  type WorldDescription,
  createWorld,
} from "../local-aws/world.ts";
import {
  CONFIG,
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  viewAt,
} from "../support/context.ts";
import { roleSession } from "../support/role-session.ts";

/** `awsmfa password`, against the local AWS. */

const OPTIONS = { json: false, dryRun: false, profile: PROFILE };
const PIPED = { piped: `${EXAMPLE_PASSWORD}\n${OTHER_PASSWORD}\n` };
const WITHOUT_MFA = { denyWithoutMfa: ["iam:ChangePassword"] };

function world(
  other: Partial<UserDescription> = {},
  more: Partial<WorldDescription> = {},
): { world: World } {
  return { world: createWorld({ ...more, users: [{ ...EXAMPLE_USER, ...other }] }) };
}

async function changed(options: FakeOptions = {}) {
  const fake = fakeContext({ ...PIPED, ...options });
  const result = await run(OPTIONS, fake.context);
  return { ...fake, result, now: fake.world.users[0]?.passwords[0] };
}

/** What it fails with; the password is the old one then, and neither is told. */
async function refused(options: FakeOptions) {
  const fake = fakeContext({ ...PIPED, ...options });
  const before = fake.world.users[0]?.passwords[0];
  const failure = await failureOf(() => run(OPTIONS, fake.context));
  expect(fake.world.users[0]?.passwords[0]).toBe(before);
  const told = JSON.stringify([failure, fake.debug, fake.news, fake.data]);
  for (const secret of [EXAMPLE_PASSWORD, OTHER_PASSWORD]) expect(told).not.toContain(secret);
  return failure;
}

describe("the password is changed", () => {
  it("by the key, where no policy demands MFA", async () => {
    const { effects, now, result, debug } = await changed();
    expect([effects, now]).toEqual([["change password by key"], OTHER_PASSWORD]);
    expect(words(result, viewAt())).toEqual({ news: [`✔ ${PROFILE} · console password changed`] });
    expect(json(result)).toEqual({ profile: PROFILE, outcome: "changed", by: "key" });
    expect(debug.join()).not.toContain(OTHER_PASSWORD);
  });
  it("by a session that is made for it, where one does", async () => {
    const environment = { AWSMFA_CODE: fakeContext().code() };
    const { effects, now, result } = await changed({ ...world(WITHOUT_MFA), environment });
    expect(effects.filter((effect) => /password|sts|ask/.test(effect))).toEqual([
      "change password by key",
      "sts",
      "change password by session",
    ]);
    expect(now).toBe(OTHER_PASSWORD);
    expect(words(result, viewAt()).news).toEqual([
      `✔ ${PROFILE} · console password changed · by the session in [${PROFILE}-mfa]`,
    ]);
  });
  it("by typing", async () => {
    const fake = fakeContext({ answers: [EXAMPLE_PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD] });
    expect((await run(OPTIONS, fake.context)).by).toBe("key");
  });
});

it("a fresh session is used at once", async () => {
  const made = world(WITHOUT_MFA);
  const credentials = { sessionToken: "", ...roleSession(made.world, undefined, NOW) };
  const session = exampleSession({ credentials });
  const { effects } = await changed({ ...made, files: filesWith([session]) });
  expect(effects).toEqual(["change password by session"]);
});

it("--dry-run asks nothing and sends nothing", async () => {
  const fake = fakeContext();
  const result = await run({ ...OPTIONS, dryRun: true }, fake.context);
  expect(fake.effects).toEqual([]);
  expect(words(result, viewAt()).news?.[0]).toBe(
    `${PROFILE}: would ask for the old and the new password, and change it (iam:ChangePassword)`,
  );
  expect(json(result)).toEqual({ profile: PROFILE, outcome: "planned", by: null });
});

it("a role has none; the user's profile is named", async () => {
  const config = `[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = ${PROFILE}\n`;
  const fake = fakeContext({ ...PIPED, files: { [CONFIG]: config } });
  expect(await failureOf(() => run({ ...OPTIONS, profile: "admin" }, fake.context))).toEqual({
    code: "role-profile",
    message: "admin is the profile of a role, and a role has no password",
    hint: `name the profile of a user: awsmfa password --profile ${PROFILE}`,
  });
});

it("asks which profile, unless it was named", async () => {
  const fake = fakeContext({
    answers: [PROFILE, EXAMPLE_PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD],
  });
  await run({ json: false, dryRun: false }, fake.context);
  expect(fake.questions[0]).toBe(`Change the console password of which profile? ${PROFILE}`);
});

describe("what AWS refuses", () => {
  it("a wrong old password; no code is asked for", async () => {
    const { code, message, hint } = await refused({ piped: `wrong\n${OTHER_PASSWORD}\n` });
    expect([code, message]).toEqual([
      "wrong-password",
      `AWS says that the old password of ${PROFILE} is wrong`,
    ]);
    expect(hint).toBe(`awsmfa password --profile ${PROFILE}`);
  });
  it("what the policy does not allow, with all that it demands", async () => {
    const policy = { minimumLength: 20, symbols: true, reusePrevention: 3 };
    expect(await refused(world({}, { passwordPolicy: policy }))).toEqual({
      code: "password-policy",
      message:
        "the account does not allow that password: Password should have a minimum length of 20",
      hint: `it demands at least 20 characters; a symbol such as ! @ # $ %; none of the last 3\nawsmfa password --profile ${PROFILE}`,
    });
  });
  it("the same, where the user may not read the policy", async () => {
    const deny = ["iam:GetAccountPasswordPolicy"];
    const { hint } = await refused(world({ deny }, { passwordPolicy: { minimumLength: 20 } }));
    expect(hint).toMatch(/^what it demands only its administrator can say/);
  });
  it.each([
    [
      "a user without a password",
      { password: undefined as never },
      "aws-refused",
      `the user of ${PROFILE} has no console password, so there is none to change`,
    ],
    [
      "root",
      { root: true },
      "aws-refused",
      "AWS refused iam:ChangePassword (InvalidUserType): ChangePassword is not for the root user.",
    ],
    [
      "an inactive key",
      { keys: [] },
      "unknown-key",
      `AWS does not know the access key AKIAIOSFODNN7EXAMPLE of ${PROFILE}: deleted, inactive, or of another partition`,
    ],
  ])("%s", async (_title, other, code, message) =>
    expect(await refused(world(other))).toMatchObject({ code, message }),
  );
  it("everybody, with MFA too", async () => {
    const environment = { AWSMFA_CODE: fakeContext().code() };
    const failure = await refused({ ...world({ deny: ["iam:ChangePassword"] }), environment });
    expect([failure.code, failure.hint]).toEqual(["access-denied", "ask who manages the account"]);
  });
});

describe("where no answer came it says that the password may be another", () => {
  it.each([
    ["hang", true],
    ["503", true],
    ["throttled", false],
  ] as const)("%s: %s", async (fault: FaultName, maybe) => {
    const faults = [{ fault, action: "ChangePassword" }];
    const { hint } = await refused(world({}, { faults }));
    expect(hint?.includes("it may have been changed all the same: try the new password too")).toBe(
      maybe,
    );
  });
});
