import { describe, expect, it } from "vitest";
import { json, words } from "../../src/commands/device/enroll.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { EXAMPLE_SECRET } from "../local-aws/example.ts";
import type { UserDescription } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  HOME,
  MEMORY,
  PROFILE,
  failureOf,
  keySection,
  viewAt,
} from "../support/context.ts";
import {
  FIRST,
  SECOND,
  changes,
  devicesIn,
  enrolled,
  fakeWith,
  forced,
  scanned,
  serial,
  shownBy,
} from "../support/devices.ts";

/** `device enroll` over fakes: what is made, and how it is called. */

const memoryOf = ({ files }: Fake) => readMemory(files.get(MEMORY));
const NOBODY = { nobody: "there is no terminal", answers: [] } as const;

describe("an enrolment", () => {
  it("shows the QR code, compares the phone's code, and enables without waiting", async () => {
    const fake = fakeWith();
    const result = await enrolled(fake);
    expect(result).toEqual({
      outcome: "enrolled",
      profile: PROFILE,
      user: "mfa.user",
      serial: FIRST,
      to: ["phone"],
      saved: { outcome: "saved" },
      old: undefined,
    });
    expect(changes(fake.world)).toEqual(["CreateVirtualMFADevice", "EnableMFADevice"]);
    expect(devicesIn(fake.world)).toEqual([FIRST]);
    expect(fake.questions).toEqual([
      "Scan it, or type “text” to see it as text. Code that the app shows then:",
    ]);
    expect(fake.files.get(CONFIG)).toBe(
      `[profile ${PROFILE}]\nregion = us-east-1\nmfa_serial = ${FIRST}\n`,
    );
    expect(words(result, viewAt())).toEqual({
      news: [
        "✔ mfa/mfa.user is an MFA device of mfa.user",
        `  saved as mfa_serial of ${PROFILE}`,
        `  awsmfa login --profile ${PROFILE}`,
      ],
      warnings: [],
    });
    expect(json(result)).toEqual({
      outcome: "enrolled",
      profile: PROFILE,
      user: "mfa.user",
      serial: FIRST,
      to: ["phone"],
      saved: true,
      removed: null,
    });
  });
  it("notes both codes as spent, so that the login after it takes another one", async () => {
    const fake = fakeWith();
    await enrolled(fake);
    const step = Math.floor(fake.time.now / 30_000);
    expect(memoryOf(fake).spent.map((spent) => [spent.serial, spent.step])).toEqual([
      [FIRST, step - 1],
      [FIRST, step],
    ]);
    expect(memoryOf(fake).enrolling).toBeUndefined();
  });
  it("shows the secret as text on request, on the terminal only", async () => {
    const fake = fakeWith({ answers: ["text", scanned] });
    await enrolled(fake);
    const secret = fake.world.users[0]?.devices[0]?.secret ?? "";
    expect(fake.questions.at(-1)?.replaceAll(" ", "")).toContain(secret.slice(0, 32));
    const said = [fake.news, fake.data, fake.debug, fake.progress, [...fake.files.values()]];
    expect(JSON.stringify(said)).not.toContain(secret.slice(0, 16));
  });
  it.each<[string, (fake: Fake) => string, string]>([
    ["no code", () => "hello", "six digits, please"],
    [
      "another device's code",
      () => "000000",
      "that is not the code of this device: is it the entry just scanned?",
    ],
    [
      "a code of a clock that is off",
      (fake) => scanned(fake, 4),
      "right, but that clock is about 120 s ahead: set it to automatic, then type the next code",
    ],
  ])("is not taken in by %s", async (_title, wrong, objection) => {
    const fake = fakeWith({ answers: [wrong, scanned] });
    await enrolled(fake);
    expect(fake.objections).toEqual([objection]);
    expect(devicesIn(fake.world)).toEqual([FIRST]);
  });
  it("takes the code that showed a moment ago", async () => {
    const fake = fakeWith({ answers: [(one) => scanned(one, -1)] });
    expect(await enrolled(fake)).toMatchObject({ outcome: "enrolled" });
  });
  it("computes by AWS's clock", async () => {
    const fake = fakeWith({ world: forced({}, { clockOffset: 240_000 }) });
    expect(await enrolled(fake)).toMatchObject({ outcome: "enrolled" });
  });
  it("writes the picture into a new file in place of the QR code", async () => {
    const fake = fakeWith();
    await enrolled(fake, { png: "qr.png" });
    expect(fake.files.get("qr.png")).toMatch(/^PNG of \d+ characters$/);
    expect(fake.questions[0]).toMatch(/^Scan the picture in qr\.png, or /);
  });
});

describe("the secret on this machine", () => {
  const start = (options: FakeOptions = {}) => {
    const keyring = new Map<string, string>();
    return { keyring, fake: fakeWith({ keyring, ...NOBODY, ...options }) };
  };
  it("is stored before the device is enabled, and takes nobody", async () => {
    const { fake, keyring } = start();
    let stored: string[] = [];
    fake.world.intercept = (_request, action) => {
      if (action === "EnableMFADevice") stored = [...keyring.keys()];
      return undefined;
    };
    expect(await enrolled(fake, { to: ["stored"] })).toMatchObject({ to: ["stored"] });
    const secret = fake.world.users[0]?.devices[0]?.secret;
    expect([stored, keyring.get(FIRST)]).toEqual([
      [FIRST],
      `otpauth://totp/Amazon%20Web%20Services:mfa.user%40123456789012?secret=${secret}&issuer=Amazon%20Web%20Services`,
    ]);
    expect(fake.files.get(`${HOME}/.local/share/awsmfa/secrets.json`)).toContain(FIRST);
  });
  it("is beside one on the phone", async () => {
    const { fake, keyring } = start({ nobody: undefined as never, answers: [scanned] });
    expect(await enrolled(fake, { to: ["phone", "stored"] })).toMatchObject({
      to: ["stored", "phone"],
    });
    expect([...keyring.keys()]).toEqual([FIRST]);
  });
  it("is not begun where the store does not open", async () => {
    const { fake } = start({ keyringFails: "absent" });
    const { code, hint } = await failureOf(() => enrolled(fake, { to: ["stored"] }));
    expect([code, hint]).toEqual([
      "store-unusable",
      expect.stringContaining(
        `awsmfa device enroll --profile ${PROFILE} --to stored --store age keeps it`,
      ),
    ]);
    expect(changes(fake.world)).toEqual([]);
  });
  it("has the account's alias where AWS tells it", async () => {
    const { fake, keyring } = start({ world: forced({ denyWithoutMfa: [] }) });
    await enrolled(fake, { to: ["stored"] });
    expect(keyring.get(FIRST)).toContain("mfa.user%40acme?");
  });
});

describe("mfa_serial", () => {
  const other = serial("other");
  const withOther = { devices: [{ serial: other, secret: EXAMPLE_SECRET }] };
  it.each<[string, Partial<UserDescription>, string, string]>([
    ["stays where its device is still there", withOther, other, other],
    ["is replaced where its device is gone", {}, other, FIRST],
  ])("%s", async (_title, user, before, after) => {
    const files = {
      [CREDENTIALS]: keySection(PROFILE),
      [CONFIG]: `[profile ${PROFILE}]\nmfa_serial = ${before}\n`,
    };
    const fake = fakeWith({ world: forced(user), files });
    await enrolled(fake);
    expect(fake.files.get(CONFIG)).toContain(`mfa_serial = ${after}\n`);
  });
  it("is replaced in the credentials file where it stands there, since it wins there", async () => {
    const files = { [CREDENTIALS]: `${keySection(PROFILE)}mfa_serial = ${other}\n` };
    const fake = fakeWith({ files });
    await enrolled(fake);
    expect(fake.files.get(CREDENTIALS)).toBe(`${keySection(PROFILE)}mfa_serial = ${FIRST}\n`);
    expect(fake.files.has(CONFIG)).toBe(false);
  });
  it("that cannot be saved fails nothing and says what to type", async () => {
    const fake = fakeWith({ unwritable: [CONFIG] });
    const result = await enrolled(fake);
    expect(devicesIn(fake.world)).toEqual([FIRST]);
    expect(words(result, viewAt()).warnings).toEqual([
      `awsmfa: warning: mfa_serial is not saved: ~/.aws/config: no: ${CONFIG}`,
      `awsmfa: to do it: aws configure set mfa_serial ${FIRST} --profile ${PROFILE}`,
    ]);
  });
});

describe("the name", () => {
  const mine = { devices: [{ serial: FIRST, secret: EXAMPLE_SECRET }] };
  const bob = { users: [{ name: "bob", devices: mine.devices }] };
  it.each<[string, ReturnType<typeof forced>, string]>([
    ["is the user's", forced(), FIRST],
    ["has a number where the user has that device", forced(mine), SECOND],
    ["has a number where somebody else has it", forced({}, bob), SECOND],
    [
      "has a number where AWS lets nobody look",
      forced({ ...mine, deny: ["iam:ListMFADevices", "iam:ListVirtualMFADevices"] }),
      SECOND,
    ],
  ])("%s", async (_title, world, expected) => {
    const yes = world.users[0]?.deny.length === 0 ? [] : ["yes"];
    const fake = fakeWith({ world, answers: [...yes, scanned] });
    expect(await enrolled(fake)).toMatchObject({ serial: expected });
  });
  it("is the one that is given", async () => {
    expect(await enrolled(fakeWith(), { name: "tablet" })).toMatchObject({
      serial: serial("tablet"),
    });
  });
  it("that is given and taken is refused", async () => {
    const fake = fakeWith({ world: forced(mine) });
    expect(await failureOf(() => enrolled(fake, { name: "mfa.user" }))).toEqual({
      code: "device-exists",
      message: "an MFA device named mfa.user exists already",
      hint: `awsmfa device list --profile ${PROFILE}; another name: --name mfa.user-2`,
    });
  });
  it("can only be the user's under older policies, which is said", async () => {
    const deny = ["iam:CreateVirtualMFADevice of another name"];
    const fake = fakeWith({ world: forced({ deny }, bob) });
    expect(await failureOf(() => enrolled(fake))).toEqual({
      code: "access-denied",
      message: `AWS denies iam:CreateVirtualMFADevice to ${PROFILE}: User: arn:aws:iam::123456789012:user/mfa.user is not authorized to perform: iam:CreateVirtualMFADevice on resource: ${SECOND} because no identity-based policy allows the iam:CreateVirtualMFADevice action`,
      hint: "older policies allow only a device named as the user (mfa.user): remove that one first, or ask who manages the account",
    });
  });
  it("is tried with MFA where the key alone may not, and says why a code is asked for", async () => {
    const deny = ["iam:CreateVirtualMFADevice"];
    const fake = fakeWith({
      world: forced({ ...mine, denyWithoutMfa: deny }),
      answers: [shownBy("mfa.user"), scanned],
    });
    expect(await enrolled(fake)).toMatchObject({ serial: SECOND });
    expect(fake.news).toEqual([
      "awsmfa: AWS denies iam:CreateVirtualMFADevice to the access key alone; trying with MFA",
    ]);
    expect(fake.files.get(CREDENTIALS)).toContain(`[${PROFILE}-mfa]`);
  });
});

describe("a ninth device", () => {
  it("is refused before anything is made", async () => {
    const devices = Array.from({ length: 8 }, (_, at) => ({ serial: serial(`d${at}`) }));
    const fake = fakeWith({ world: forced({ devices }) });
    expect(await failureOf(() => enrolled(fake))).toEqual({
      code: "too-many-devices",
      message: `the user of ${PROFILE} has 8 MFA devices, which is as many as AWS allows`,
      hint: `remove one first: awsmfa device remove --profile ${PROFILE}`,
    });
    expect(changes(fake.world)).toEqual([]);
  });
  it("is refused by AWS where the list is denied, and what was made goes", async () => {
    const devices = Array.from({ length: 8 }, (_, at) => ({ serial: serial(`d${at}`) }));
    const world = forced({ devices, deny: ["iam:ListMFADevices"], denyWithoutMfa: [] });
    const fake = fakeWith({ world });
    expect((await failureOf(() => enrolled(fake))).code).toBe("too-many-devices");
    expect(fake.world.unassigned).toEqual([]);
  });
});

describe("the root user", () => {
  it("is told what to do in the console, and what to keep safe", async () => {
    const fake = fakeWith({ world: forced({ root: true }) });
    expect(await failureOf(() => enrolled(fake))).toEqual({
      code: "root-user",
      message: `the key of ${PROFILE} is the root user's, whose MFA devices are managed in the AWS console only`,
      hint: "sign in as root and assign two devices: https://console.aws.amazon.com/iam/home#/security_credentials\nprint one's QR code and keep it in a safe, with root's e-mail address; then delete root's access keys",
    });
  });
});

describe("--dry-run", () => {
  it("says the steps and changes nothing", async () => {
    const fake = fakeWith({ ...NOBODY });
    const before = new Map(fake.files);
    const result = await enrolled(fake, { to: ["phone", "stored"], dryRun: true });
    expect(words(result, viewAt()).news).toEqual([
      `${PROFILE}: this would`,
      "  check that the secret can go to: the secret store, the authenticator app",
      "  make the virtual device mfa/mfa.user (iam:CreateVirtualMFADevice)",
      "  hand the secret to the secret store",
      "  hand the secret to the authenticator app",
      "  compare the code of the secret store",
      "  compare the code of the authenticator app",
      "  enable it with two codes (iam:EnableMFADevice)",
      `  save it as mfa_serial of ${PROFILE}`,
    ]);
    expect([changes(fake.world), fake.files]).toEqual([[], before]);
    expect(json(result)).toMatchObject({ outcome: "planned", profile: PROFILE });
  });
});

describe("options", () => {
  it.each([
    [{ to: ["pager"] }, "“pager” (--to) is no authenticator"],
    [{ store: "age" }, "--store is for --to stored"],
    [{ to: ["stored"], png: "qr.png" }, "--png is for --to phone"],
  ])("that make no sense are refused: %j", async (options, message) => {
    expect(await failureOf(() => enrolled(fakeWith(), options))).toMatchObject({
      code: "usage",
      message,
    });
  });
  it("a picture takes the place of no file", async () => {
    const files = { [CREDENTIALS]: keySection(PROFILE), "qr.png": "mine" };
    const fake = fakeWith({ files });
    expect((await failureOf(() => enrolled(fake, { png: "qr.png" }))).code).toBe("usage");
    expect([changes(fake.world), fake.files.get("qr.png")]).toEqual([[], "mine"]);
  });
  it("a phone takes somebody, which is known before anything is made", async () => {
    const fake = fakeWith({ ...NOBODY });
    expect((await failureOf(() => enrolled(fake))).code).toBe("no-terminal");
    expect(changes(fake.world)).toEqual([]);
  });
});
