import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld, type UserDescription, type WorldDescription } from "../local-aws/world.ts";
import { KEY, onTerminal, type Pty } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { errorText, QUESTION } from "../support/wording.ts";

/** Which MFA device, where there are several or where the user may not list them. */

const ARN = "arn:aws:iam::123456789012:";
const secret = "KRSXG5CTMVRXEZLU".repeat(4);
const PHONE = { serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET };
const TABLET = { serial: `${ARN}mfa/staff/jane/tablet`, secret, enabled: "2025-02-03T12:00:00Z" };
const TOKEN = {
  serial: "GAHT12345678",
  kind: "hardware",
  secret,
  enabled: "2023-05-06T12:00:00Z",
} as const;
const KEY_ONE = {
  serial: `${ARN}u2f/user/mfa.user/yubikey-ABCDEFGHIJ`,
  kind: "fido",
  enabled: "2024-12-31T12:00:00Z",
} as const;
const KEY_TWO = { serial: `${ARN}u2f/user/mfa.user/passkey-KLMNOPQRST`, kind: "fido" } as const;
const more = ["phone", "old-phone-of-mine", "spare"].map((name) => ({
  serial: `${ARN}mfa/${name}`,
  secret,
}));
/** As many as AWS allows, security keys among them. */
const EIGHT = [KEY_ONE, PHONE, TOKEN, KEY_TWO, TABLET, ...more];

const LIST = `Which MFA device of mfa.user-identity?
❯ authenticator app  mfa.user            since 2026-01-02
  hardware token     GAHT12345678        since 2023-05-06
  authenticator app  staff/jane/tablet   since 2025-02-03
  authenticator app  phone               since 2026-01-02
  authenticator app  old-phone-of-mine   since 2026-01-02
  authenticator app  spare               since 2026-01-02
 AWS does not take security keys for sessions:
- security key       yubikey-ABCDEFGHIJ  since 2024-12-31
- security key       passkey-KLMNOPQRST  since 2026-01-02`;

function withUser(
  user: Partial<UserDescription>,
  knobs: Partial<WorldDescription> = {},
): Promise<Sandbox> {
  return sandbox({ world: createWorld({ users: [{ ...EXAMPLE_USER, ...user }], ...knobs }) });
}

/** The serial number that the session was made with. */
function used(box: Sandbox): string | undefined {
  return /^awsmfa_serial = (.*)$/m.exec(box.get(".aws/credentials") ?? "")?.[1];
}

async function chooserOf(box: Sandbox, columns: number): Promise<Pty> {
  const pty = onTerminal(box, "awsmfa login", { columns });
  await pty.waitFor("navigate");
  return pty;
}

describe("several devices", () => {
  it.each([100, 80])("are picked from on a terminal of %s columns", async (columns) => {
    const box = await withUser({ devices: EIGHT }, { pageSize: 3 });
    const pty = await chooserOf(box, columns);
    expect(pty.screen()).toContain(`${LIST}\n`);
    pty.type(KEY.down.repeat(2) + KEY.enter);
    await pty.waitFor("MFA code for tablet (mfa.user-identity):");
    expect(pty.screen()).not.toContain("Which MFA device");
    await pty.enterCode(box.code(TABLET.serial));
    expect(await pty.exit()).toBe(0);
    expect([used(box), box.calls("ListMFADevices")]).toEqual([TABLET.serial, 3]);
  });
  it("are all seen on a terminal of 40 columns too", async () => {
    const pty = await chooserOf(await withUser({ devices: EIGHT }), 40);
    for (const name of [
      "mfa.user",
      "GAHT12345678",
      "spare",
      "yubikey-ABCDEFGHIJ",
      "passkey-KLMNOPQRST",
    ])
      expect(pty.screen()).toContain(` ${name}\n`);
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
  });
  it("one with a long name leaves the others a line each", async () => {
    const long = { serial: `${ARN}mfa/${"n".repeat(90)}`, secret };
    const pty = await chooserOf(await withUser({ devices: [PHONE, long, TOKEN] }), 80);
    for (const name of ["mfa.user", "GAHT12345678"])
      expect(pty.screen()).toMatch(new RegExp(`  ${name} +since 20\\d\\d-\\d\\d-\\d\\d\\n`));
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
  });
  it("a security key among them cannot be picked, and says why", async () => {
    const box = await withUser({ devices: EIGHT });
    const pty = await chooserOf(box, 80);
    pty.type(KEY.down.repeat(9) + KEY.enter);
    await pty.waitFor("> AWS does not take security keys for sessions");
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it("are listed where nobody can be asked", async () => {
    const box = await withUser({ devices: [PHONE, TABLET, TOKEN, KEY_ONE] });
    expect(await box.run("login --code 123456")).toEqual({
      status: 3,
      stdout: "",
      stderr: errorText(
        `mfa.user-identity has 3 MFA devices to choose from: ${PHONE.serial}, ${TABLET.serial}, ${TOKEN.serial}`,
        `name one: awsmfa login --profile mfa.user-identity --serial ${PHONE.serial}`,
        `or for always: aws configure set mfa_serial ${PHONE.serial} --profile mfa.user-identity`,
      ),
    });
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it("security keys beside one device leave no question", async () => {
    const box = await withUser({ devices: [KEY_ONE, TABLET, KEY_TWO] });
    expect((await box.run(["login", "--code", box.code(TABLET.serial)])).status).toBe(0);
    expect(used(box)).toBe(TABLET.serial);
  });
  it("security keys alone will not do", async () => {
    const box = await withUser({ devices: [KEY_ONE, KEY_TWO] });
    expect(await box.run("login --code 123456")).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        "all 2 MFA devices of mfa.user-identity are security keys, which AWS does not take for sessions",
        "add an authenticator app beside it: awsmfa device enroll --profile mfa.user-identity",
        "then: awsmfa login --profile mfa.user-identity",
      ),
    });
  });
});

const deny = ["iam:ListMFADevices"];
const TRYING = (serial: string): string =>
  `awsmfa: mfa.user-identity may not look up its MFA devices; trying the usual one, ${serial}\n`;
const ROOT = { serial: `${ARN}mfa/root-account-mfa-device`, secret };

describe("a user who may not list devices", () => {
  it.each<[string, Partial<UserDescription>, string, string[]]>([
    ["the denial tells who it is", { path: "/staff/de/" }, PHONE.serial, []],
    ["so does one without a policy", { denial: "implicit" }, PHONE.serial, []],
    ["else AWS is asked", { denial: "bare" }, PHONE.serial, ["GetCallerIdentity ok"]],
    ["root has its own", { root: true, devices: [ROOT] }, ROOT.serial, []],
  ])("%s", async (_title, user, serial, asked) => {
    const box = await withUser({ deny, ...user });
    const { status, stderr } = await box.run(["login", "--code", box.code(serial)]);
    expect([status, used(box)], stderr).toEqual([0, serial]);
    expect(stderr).toContain(TRYING(serial));
    expect(box.world.requests.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "ListMFADevices AccessDenied",
      ...asked,
      "GetSessionToken ok",
    ]);
  });
  it("a wrong guess says so, asks for one code only and saves nothing", async () => {
    const box = await withUser({ deny, devices: [TABLET] });
    const before = box.awsFiles();
    const pty = onTerminal(box, "awsmfa login 2>err");
    await pty.waitFor(QUESTION);
    pty.enter("123456");
    expect(await pty.exit()).toBe(4);
    expect(box.get("err")).toBe(
      TRYING(PHONE.serial) +
        errorText(
          `${PHONE.serial} was a guess, and a wrong one: the device of mfa.user-identity has another name, or is none that AWS takes`,
          `find its name in the AWS console, under Security credentials, then: awsmfa login --profile mfa.user-identity --serial ${ARN}mfa/NAME`,
          `or for always: aws configure set mfa_serial ${ARN}mfa/NAME --profile mfa.user-identity`,
        ),
    );
    expect([box.awsFiles(), box.calls("GetSessionToken")]).toEqual([before, 1]);
  });
  it("an emulator that knows no callers leaves the name to the user", async () => {
    const body =
      "<ErrorResponse><Error><Code>InvalidAction</Code><Message>no</Message></Error></ErrorResponse>";
    const box = await withUser(
      { deny, denial: "bare" },
      {
        intercept: (_request, action) =>
          action === "GetCallerIdentity" ? { status: 400, headers: {}, body } : undefined,
      },
    );
    expect(await box.run("login --code 123456")).toEqual({
      status: 4,
      stdout: "",
      stderr: errorText(
        "mfa.user-identity may not look up its MFA devices (iam:ListMFADevices is denied)",
        "name the device: awsmfa login --profile mfa.user-identity --serial arn:aws:iam::ACCOUNT:mfa/NAME (or mfa_serial in its profile)",
      ),
    });
  });
});
