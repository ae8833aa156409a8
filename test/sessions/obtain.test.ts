import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../../src/errors.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { lookAround } from "../../src/sessions/look.ts";
import { obtainSession } from "../../src/sessions/obtain.ts";
import type { SessionOptions } from "../../src/sessions/options.ts";
import { planSession } from "../../src/sessions/plan.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER, exampleWorld } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import {
  type Answer,
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  MEMORY,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
} from "../support/context.ts";

const SIX: Answer = (fake) => fake.code();
const FRESH = filesWith([exampleSession()]);
const KEY = keySection(PROFILE);

async function obtain(fake: Fake, options: Partial<SessionOptions> = {}) {
  const { context } = fake;
  const situation = await lookAround(context);
  const profile = profileNamed(situation.files, PROFILE);
  if (profile === undefined) throw new Error("no such profile");
  const all = { force: false, ...options };
  const plan = planSession(profile, situation, all, context.debug);
  return obtainSession(plan, situation, all, context);
}

const calls = ({ world }: Fake) =>
  world.requests.map(({ action, outcome }) => `${action} ${outcome}`);

describe("the way to a session", () => {
  it.each<[string, FakeOptions, Partial<SessionOptions>, string[], string[]]>([
    ["a fresh one: nothing is done", { files: FRESH }, {}, [], []],
    [
      "a new one, with a device that is looked up",
      { answers: [SIX] },
      {},
      ["iam", "ask", "edit memory", "sts", "edit credentials", "edit config", "edit memory"],
      ["ListMFADevices ok", "GetSessionToken ok"],
    ],
    [
      "a new one, with a device that is set",
      { answers: [SIX] },
      { serial: EXAMPLE_SERIAL },
      ["ask", "edit memory", "sts", "edit credentials", "edit config", "edit memory"],
      ["GetSessionToken ok"],
    ],
    [
      "a new one over an old one, of the last profile",
      { files: { ...FRESH, [MEMORY]: `{"lastProfile": "${PROFILE}"}` }, answers: [SIX] },
      { serial: EXAMPLE_SERIAL, force: true, duration: 900 },
      ["ask", "edit memory", "sts", "edit credentials"],
      ["GetSessionToken ok"],
    ],
  ])("%s", async (_, given, options, effects, expected) => {
    const fake = fakeContext(given);
    await obtain(fake, options);
    expect([fake.effects, calls(fake)]).toEqual([effects, expected]);
  });

  it("ends with this session", async () => {
    const fake = fakeContext({ answers: [SIX], world: exampleWorld({ clockOffset: 60_000 }) });
    const { session, outcome, clockOffset } = await obtain(fake, { duration: 900, as: "today" });
    expect([outcome, clockOffset]).toEqual(["renewed", 60_000]);
    expect(session).toMatchObject({
      source: PROFILE,
      name: "today",
      expires: NOW + 960_000,
      issued: NOW + 60_000,
      sourceKey: "AKIAIOSFODNN7EXAMPLE",
      serial: EXAMPLE_SERIAL,
    });
    const again = fakeContext({ files: Object.fromEntries(fake.files) });
    expect((await obtain(again, { as: "today" })).session).toEqual(session);
  });

  it("remembers the profile", async () => {
    const fake = fakeContext({ answers: [SIX] });
    await obtain(fake);
    expect(readMemory(fake.files.get(MEMORY)).lastProfile).toBe(PROFILE);
  });

  it("goes to the partition of the device where no region is set", async () => {
    const serial = "arn:aws-cn:iam::123456789012:mfa/mfa.user";
    const device = { serial, secret: "JBSWY3DPEHPK3PXP".repeat(4) };
    const world = createWorld({
      users: [{ ...EXAMPLE_USER, partition: "aws-cn", devices: [device] }],
    });
    const files = { [CREDENTIALS]: `${KEY}mfa_serial = ${serial}\n` };
    const fake = fakeContext({ files, world, answers: ["000000", "000001", "000002"] });
    expect((await failureOf(() => obtain(fake))).code).toBe("wrong-code");
    expect(new Set(world.requests.map(({ region }) => region))).toEqual(new Set(["cn-north-1"]));
  });

  it("corrects the clock before the code is sent, by the answer to the look-up", async () => {
    const fake = fakeContext({ answers: [SIX], world: exampleWorld({ clockOffset: 14 * 60_000 }) });
    const obtained = await obtain(fake);
    expect(obtained.session.expires).toBe(NOW + 43_200_000 + 14 * 60_000);
  });
});

describe("nothing is asked, sent or written", () => {
  it.each<[string, FakeOptions, Partial<SessionOptions>, string]>([
    [
      "where the section is somebody's",
      { files: { [CREDENTIALS]: `${KEY}[mfa.user-mfa]\nx = 1\n` } },
      {},
      "foreign-section",
    ],
    [
      "where the config section is somebody's",
      { files: { [CREDENTIALS]: KEY, [CONFIG]: "[profile mfa.user-mfa]\n" } },
      {},
      "foreign-section",
    ],
    [
      "where the credentials file cannot be written",
      { unwritable: [CREDENTIALS] },
      {},
      "file-unwritable",
    ],
    ["where the config file cannot be written", { unwritable: [CONFIG] }, {}, "file-unwritable"],
    ["where nobody can be asked", { nobody: "there is no terminal" }, {}, "no-terminal"],
    ["with an unknown source", {}, { source: "phone" }, "usage"],
    [
      "with an unknown source in the profile",
      { files: { [CREDENTIALS]: `${KEY}awsmfa_source = phone\n` } },
      {},
      "bad-setting",
    ],
    [
      "with a region that is none",
      { files: { [CREDENTIALS]: `${KEY}region = a/b\n` } },
      {},
      "bad-setting",
    ],
    ["with an address that is none", { environment: { AWS_ENDPOINT_URL: "x" } }, {}, "bad-setting"],
    ["with a duration that is too long", {}, { duration: 999_999 }, "usage"],
  ])("%s", async (_, given, options, code) => {
    const fake = fakeContext({ answers: [SIX], ...given });
    const before = new Map(fake.files);
    expect((await failureOf(() => obtain(fake, options))).code).toBe(code);
    expect([fake.effects, fake.world.requests]).toEqual([[], []]);
    expect(fake.files).toEqual(before);
  });

  it("but the look-up, where root wants more than an hour", async () => {
    const serial = "arn:aws:iam::123456789012:mfa/root-account-mfa-device";
    const device = { serial, secret: "JBSWY3DPEHPK3PXP".repeat(4) };
    const world = createWorld({ users: [{ ...EXAMPLE_USER, root: true, devices: [device] }] });
    const fake = fakeContext({ world, answers: [SIX] });
    expect((await failureOf(() => obtain(fake, { duration: 7200 }))).code).toBe("usage");
    expect(fake.effects).toEqual(["iam"]);
  });

  it("where a setting of the profile cannot be written again", async () => {
    const config = `[profile ${PROFILE}]\nregion = us-east-1\ndescription = caf\u00e9\n`;
    const fake = fakeContext({ files: { [CREDENTIALS]: KEY, [CONFIG]: config }, answers: [SIX] });
    await obtain(fake).catch(() => undefined);
    expect(fake.effects.includes("sts")).toBe(fake.effects.includes("edit config"));
  });
});

describe("the files after a refusal", () => {
  it("are what they were", async () => {
    const fake = fakeContext({ answers: ["000000", "000001", "000002"] });
    const before = [fake.files.get(CREDENTIALS), fake.files.get(CONFIG)];
    expect((await failureOf(() => obtain(fake))).code).toBe("wrong-code");
    expect([fake.files.get(CREDENTIALS), fake.files.get(CONFIG)]).toEqual(before);
  });
});

describe("a device that was found out", () => {
  const deny = ["iam:ListMFADevices"];
  const other = { serial: "arn:aws:iam::123456789012:mfa/phone" };
  const narrow = (more: object) => createWorld({ users: [{ ...EXAMPLE_USER, deny, ...more }] });

  it("is offered to be saved when the session is written", async () => {
    const fake = fakeContext({ answers: [SIX], confirms: true });
    await obtain(fake);
    expect(fake.effects.slice(-5)).toEqual([
      "edit credentials",
      "edit config",
      "edit memory",
      "confirm",
      "edit config",
    ]);
    expect(fake.files.get(CONFIG)).toContain(
      `region = us-east-1\nmfa_serial = ${EXAMPLE_SERIAL}\n`,
    );
    await obtain(fake);
    expect(calls(fake)).toHaveLength(2);
  });

  it.each<[string, FakeOptions, Partial<SessionOptions>]>([
    ["that was named", { answers: [SIX] }, { serial: EXAMPLE_SERIAL }],
    ["with nobody asked", { input: fakeContext().code() }, { code: "-" }],
  ])("is not offered: one %s", async (_, given, options) => {
    const fake = fakeContext({ ...given, confirms: true });
    await obtain(fake, options);
    expect(fake.effects).not.toContain("confirm");
  });

  it("is guessed where looking up is denied, and saved when AWS takes it", async () => {
    const fake = fakeContext({ world: narrow({}), answers: [SIX], confirms: true });
    expect((await obtain(fake)).session.serial).toBe(EXAMPLE_SERIAL);
    expect(fake.files.get(CONFIG)).toContain(`mfa_serial = ${EXAMPLE_SERIAL}\n`);
  });

  it("is not asked for a second time after a wrong guess, nor saved", async () => {
    const world = narrow({ devices: [other] });
    const fake = fakeContext({ world, answers: ["000000", "000001"], confirms: true });
    const before = fake.files.get(CONFIG);
    expect(await failureOf(() => obtain(fake))).toMatchObject({
      code: "wrong-serial",
      message: expect.stringContaining("was a guess, and a wrong one"),
    });
    expect([fake.questions.length, fake.files.get(CONFIG)]).toEqual([1, before]);
  });

  it("is kept as a guess when only the code was wrong", async () => {
    const fake = fakeContext({ world: narrow({}), answers: ["000000", SIX], confirms: false });
    expect((await obtain(fake)).outcome).toBe("renewed");
  });

  it("leaves the session in place on Ctrl-C at the offer", async () => {
    const confirms = new AwsmfaError("interrupted", "interrupted");
    const fake = fakeContext({ answers: [SIX], confirms });
    expect((await failureOf(() => obtain(fake))).code).toBe("interrupted");
    expect(fake.files.get(CREDENTIALS)).toContain(`[${PROFILE}-mfa]`);
    expect(fake.files.get(CONFIG)).toContain(`[profile ${PROFILE}-mfa]`);
    expect(fake.files.get(CONFIG)).not.toContain("mfa_serial");
  });
});

describe("known faults", () => {
  it("the code does not go to the address that env set for the profile before", async () => {
    const environment = {
      AWSMFA_SESSION: "local",
      AWSMFA_SAVED: "AWS_PROFILE+AWS_ENDPOINT_URL@http%3A%2F%2Flocalhost%3A4566",
      AWS_ENDPOINT_URL: "http://localhost:4566",
    };
    const fake = fakeContext({ environment, answers: [SIX] });
    await obtain(fake, { serial: EXAMPLE_SERIAL });
    expect(fake.debug.join("\n")).toContain("https://sts.us-east-1.amazonaws.com");
  });
});
