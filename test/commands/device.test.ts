import { describe, expect, it } from "vitest";
import * as list from "../../src/commands/device/list.ts";
import * as remove from "../../src/commands/device/remove.ts";
import * as resync from "../../src/commands/device/resync.ts";
import { jsonText } from "../../src/words/json-text.ts";
import { EXAMPLE_SECRET } from "../local-aws/example.ts";
import type { UserDescription } from "../local-aws/world.ts";
import {
  type Fake,
  HOME,
  MEMORY,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  filesWith,
  viewAt,
} from "../support/context.ts";
import {
  FIRST,
  changes,
  devicesIn,
  having,
  PHONE,
  configOf as config,
  serial,
  shownBy,
} from "../support/devices.ts";

/** `device list`, `remove` and `resync` over fakes, under Force_MFA. */

const COMMON = { profile: PROFILE, json: false, force: false, dryRun: false };
const TABLET = { serial: serial("tablet"), secret: "GEZDGNBVGY3TQOJQ" };
const PASSKEY = {
  serial: "arn:aws:iam::123456789012:u2f/user/mfa.user/key-ABC",
  kind: "fido",
} as const;
const PASSKEY_LABEL = "u2f/user/mfa.user/key-ABC";
const TOKEN = { serial: "GAHT12345678", kind: "hardware", secret: EXAMPLE_SECRET } as const;
const LIST = `${HOME}/.local/share/awsmfa/secrets.json`;
const DENIED = (action: string): string =>
  `awsmfa: AWS denies iam:${action} to the access key alone; trying with MFA`;

type Devices = NonNullable<UserDescription["devices"]>;

describe("device list", () => {
  const run = (fake: Fake, user?: string) =>
    list.run({ ...COMMON, ...(user !== undefined && { user }) }, fake.context);
  it("shows kinds, and which give codes", async () => {
    const fake = having([PHONE, TOKEN, PASSKEY]);
    fake.files.set(
      LIST,
      jsonText({ secrets: [{ serial: FIRST, store: "keychain", profile: PROFILE }] }),
    );
    const listed = await run(fake);
    const { data, news } = list.words(listed, viewAt());
    expect(data?.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["DEVICE", "KIND", "SINCE", "CODES"],
      ["mfa/mfa.user *", "authenticator app", "2026-01-02", "stored: keychain"],
      ["GAHT12345678", "hardware token", "2026-01-02", "typed"],
      [PASSKEY_LABEL, "security key", "2026-01-02", "none: not for sessions"],
      [""],
    ]);
    expect(news).toEqual([`* mfa_serial of ${PROFILE}`]);
    expect(list.json(listed)).toMatchObject({
      profile: PROFILE,
      user: "mfa.user",
      devices: [
        { kind: "virtual", usable: true, mfaSerial: true, store: "keychain" },
        { kind: "hardware", usable: true, mfaSerial: false, store: null },
        { kind: "passkey", usable: false, enabled: "2026-01-02T03:04:05Z" },
      ],
    });
  });
  it("says what to do where there is none, or only passkeys", async () => {
    expect(list.words(await run(having([])), viewAt())).toEqual({
      news: ["mfa.user has no MFA device", `  awsmfa device enroll --profile ${PROFILE}`],
    });
    expect(list.words(await run(having([PASSKEY])), viewAt()).news).toEqual([
      `* mfa_serial of ${PROFILE}`,
      "AWS takes none of these for sessions; one that it takes:",
      `awsmfa device enroll --profile ${PROFILE}`,
    ]);
  });
  it("is for another user too", async () => {
    expect(await run(having([PHONE]), "bob")).toMatchObject({
      user: "bob",
      self: false,
      devices: [{ serial: serial("bob"), set: false }],
    });
  });
  it("of a user that is not there says so", async () => {
    expect(await failureOf(() => run(having([PHONE]), "eve"))).toEqual({
      code: "aws-refused",
      message:
        "AWS refused iam:ListMFADevices (NoSuchEntity): The user with name eve cannot be found.",
      hint: `awsmfa device list --profile ${PROFILE}`,
    });
  });
  it("gets a session on the way where the key alone may not look", async () => {
    const denyWithoutMfa = ["iam:ListMFADevices"];
    const fake = having([PHONE], { answers: [(one) => one.code()] }, { denyWithoutMfa });
    expect(await run(fake)).toMatchObject({ devices: [{ serial: FIRST }] });
    expect(fake.news).toEqual([DENIED("ListMFADevices")]);
  });
  it("that is denied with MFA too says so", async () => {
    const fake = having(
      [PHONE],
      { answers: [(one) => one.code()] },
      { deny: ["iam:ListMFADevices"] },
    );
    const { code, message, hint } = await failureOf(() => run(fake));
    expect([code, hint]).toEqual(["access-denied", "ask who manages the account"]);
    expect(message).toContain(`AWS denies iam:ListMFADevices to ${PROFILE}, even with MFA: `);
  });
});

describe("device remove", () => {
  const run = (fake: Fake, options: Partial<remove.RemoveOptions> = {}) =>
    remove.run({ ...COMMON, ...options }, fake.context);
  it("asks, gets a session on the way, and brings the profile up to date", async () => {
    const fake = having([PHONE, TABLET], {
      answers: [FIRST, "yes", (one) => one.code()],
    });
    const removed = await run(fake);
    expect(changes(fake.world)).toEqual([
      "DeactivateMFADevice: AccessDenied",
      "DeactivateMFADevice",
      "DeleteVirtualMFADevice",
    ]);
    expect([devicesIn(fake.world), fake.world.unassigned]).toEqual([[TABLET.serial], []]);
    expect(config(fake)).toContain(`[profile ${PROFILE}]\nmfa_serial = ${TABLET.serial}\n`);
    expect(fake.questions[1]).toMatch(
      /^Remove mfa\/mfa\.user \(authenticator app\) of mfa\.user\? AWS takes no code of it any more\. no/,
    );
    expect(remove.words(removed, viewAt()).news).toEqual([
      "✔ mfa/mfa.user · removed from mfa.user",
      `  mfa_serial of ${PROFILE} is brought up to date`,
    ]);
    expect(fake.news).toEqual([DENIED("DeactivateMFADevice")]);
  });
  it("asks for no code where there is a fresh session", async () => {
    const files = filesWith([exampleSession({ serial: FIRST })]);
    const fake = having([PHONE, TABLET], { files, answers: [] });
    fake.world.sessions.push({
      ...exampleSession().credentials,
      token: exampleSession().credentials.sessionToken,
      user: fake.world.users[0] as never,
      mfa: true,
      keyId: "AKIAIOSFODNN7EXAMPLE",
      issued: NOW,
      role: undefined,
      expires: NOW + 3_600_000,
    });
    await run(fake, { serial: "tablet", force: true });
    expect(devicesIn(fake.world)).toEqual([FIRST]);
  });
  it("changes nothing without a yes", async () => {
    const fake = having([PHONE, TABLET], { answers: ["no"] });
    const declined = await run(fake, { serial: "tablet" });
    expect(remove.words(declined, viewAt()).news).toEqual([
      "mfa/tablet · stays a device of mfa.user",
    ]);
    expect(changes(fake.world)).toEqual([]);
  });
  it.each<[string, Devices, string, string]>([
    [
      "the last one",
      [PHONE],
      "mfa.user",
      "mfa/mfa.user is the last MFA device of mfa.user: without one, you can do nothing that the account allows only with MFA",
    ],
    [
      "the last one that gives codes",
      [PHONE, PASSKEY],
      "mfa.user",
      "mfa/mfa.user is the last MFA device of mfa.user that gives codes: security keys give no codes, so you would get no session with awsmfa",
    ],
  ])("refuses %s and says what that means", async (_title, devices, wanted, message) => {
    const fake = having(devices, { answers: [] });
    expect(await failureOf(() => run(fake, { serial: wanted }))).toEqual({
      code: "last-device",
      message,
      hint: `a new one in its place: awsmfa device replace --profile ${PROFILE}\nor all the same: awsmfa device remove --profile ${PROFILE} --force`,
    });
    expect(changes(fake.world)).toEqual([]);
  });
  it("takes the last one by --force, with its secret and its setting", async () => {
    const keyring = new Map([[FIRST, `otpauth://totp/x?secret=${EXAMPLE_SECRET}`]]);
    const fake = having([PHONE], { keyring, answers: [] });
    fake.files.set(
      LIST,
      jsonText({ secrets: [{ serial: FIRST, store: "keychain", profile: PROFILE }] }),
    );
    await run(fake, { force: true });
    expect([devicesIn(fake.world), keyring.size, fake.files.has(LIST)]).toEqual([[], 0, false]);
    expect(config(fake)).not.toContain("mfa_serial");
    expect(fake.news).toContain("awsmfa: its secret is removed from the keychain");
  });
  it("removes a colleague's by --user, and leaves one's own profile", async () => {
    const fake = having([PHONE], { answers: [(one) => one.code()] });
    const options = { user: "bob", force: true };
    expect(await run(fake, options)).toMatchObject({ user: "bob", serial: serial("bob") });
    expect(fake.world.users[1]?.devices).toEqual([]);
    expect(config(fake)).toContain(`mfa_serial = ${FIRST}`);
  });
  it.each<[string, Devices[number]]>([
    ["a hardware token", TOKEN],
    ["a passkey", PASSKEY],
  ])("only deactivates %s", async (_title, device) => {
    const fake = having([PHONE, device], { answers: [(one) => one.code()] });
    await run(fake, { serial: device.serial, force: true });
    expect(changes(fake.world).slice(1)).toEqual(["DeactivateMFADevice"]);
  });
  it("of one that stays in the account as nobody's says so", async () => {
    const deny = ["iam:DeleteVirtualMFADevice"];
    const fake = having([PHONE, TABLET], { answers: [(one) => one.code()] }, { deny });
    await run(fake, { serial: "tablet", force: true });
    expect(fake.news.at(-1)).toMatch(
      /^awsmfa: mfa\/tablet is taken from mfa\.user, but stays at AWS: AWS denies iam:DeleteVirtualMFADevice/,
    );
  });
  it("without somebody to ask names the option", async () => {
    const fake = having([PHONE, TABLET], { nobody: "there is no terminal" });
    expect(await failureOf(() => run(fake))).toMatchObject({
      code: "several-devices",
      hint: `name one: awsmfa device remove --profile ${PROFILE} --serial mfa.user`,
    });
    expect(await failureOf(() => run(fake, { serial: "tablet" }))).toMatchObject({
      code: "no-terminal",
      hint: "run it on a terminal, or with --force",
    });
    expect((await failureOf(() => run(fake, { serial: "eve" }))).message).toBe(
      "mfa.user has no device “eve” (--serial)",
    );
  });
  it("says its steps with --dry-run", async () => {
    const fake = having([PHONE, TABLET]);
    const planned = await run(fake, { serial: "tablet", dryRun: true });
    expect(remove.words(planned, viewAt()).news).toEqual([
      `${PROFILE}: this would`,
      "  take mfa/tablet from mfa.user (iam:DeactivateMFADevice)",
      "  delete it (iam:DeleteVirtualMFADevice)",
    ]);
    expect(changes(fake.world)).toEqual([]);
  });
});

describe("device resync", () => {
  const run = (fake: Fake, options: Partial<resync.ResyncOptions> = {}) =>
    resync.run({ ...COMMON, ...options }, fake.context);
  const ahead =
    (steps: number) =>
    (fake: Fake): string =>
      shownBy("mfa.user", steps)(fake);
  it("takes two codes that show one after the other", async () => {
    const fake = having([PHONE], { answers: [ahead(20), ahead(20), ahead(21)] });
    const result = await run(fake);
    expect(new Set(fake.questions)).toEqual(
      new Set(["Code that mfa.user shows:", "The next code, once it shows:"]),
    );
    expect(fake.objections).toEqual(["that is the same code: wait for the next one"]);
    expect(fake.world.users[0]?.devices[0]?.drift).toBe(21);
    expect(resync.words(result, viewAt()).news).toEqual([
      "✔ mfa/mfa.user · resynchronized; the next code is taken",
    ]);
    expect(fake.files.get(MEMORY)).toContain(FIRST);
  });
  it("asks again where AWS refuses them, and gives up after three", async () => {
    const fake = having([PHONE], { answers: ["111111", "222222", ahead(0), ahead(1)] });
    expect(await run(fake)).toMatchObject({ outcome: "resynced", codes: "typed" });
    const wrong = ["111111", "222222"];
    const hopeless = having([PHONE], { answers: [...wrong, ...wrong, ...wrong] });
    expect(await failureOf(() => run(hopeless))).toEqual({
      code: "wrong-code",
      message:
        "AWS refused the two codes of mfa/mfa.user: not its codes, or not one after the other",
      hint: "type two that show one after the other, the older one first",
    });
  });
  it("computes them of a stored secret, and takes nobody", async () => {
    const keyring = new Map([[FIRST, `otpauth://totp/x?secret=${EXAMPLE_SECRET}`]]);
    const fake = having([PHONE], { keyring, nobody: "there is no terminal" });
    fake.files.set(
      LIST,
      jsonText({ secrets: [{ serial: FIRST, store: "keychain", profile: PROFILE }] }),
    );
    expect(await run(fake)).toMatchObject({ codes: "computed" });
  });
  it("takes somebody where there is no secret, and a device", async () => {
    const fake = having([PHONE], { nobody: "there is no terminal" });
    expect((await failureOf(() => run(fake))).code).toBe("no-terminal");
    expect((await failureOf(() => run(having([PASSKEY])))).message).toBe(
      "mfa.user has only security keys, which have no codes",
    );
    const given = having([PHONE], { answers: [undefined] });
    expect((await failureOf(() => run(given))).code).toBe("no-code");
  });
});

describe("the profile", () => {
  it("is asked for unless it was named, though it could be told", async () => {
    const fake = having([PHONE], { answers: [PROFILE] });
    const { profile: _named, ...unnamed } = COMMON;
    expect(await list.run(unnamed, fake.context)).toMatchObject({ profile: PROFILE });
    expect(fake.questions).toEqual([`The devices of which profile? ${PROFILE}`]);
  });
});
