import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld, type UserDescription, type World } from "../local-aws/world.ts";
import { CREDENTIALS } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { errorText, QUESTION } from "../support/wording.ts";

/** Which MFA device a code is for: given, set, looked up, or picked. */

const ARN = "arn:aws:iam::123456789012:";
const PHONE = { serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET };
const TABLET = { serial: `${ARN}mfa/tablet`, secret: "KRSXG5CTMVRXEZLU".repeat(4) };
const FIDO = { serial: `${ARN}u2f/user/mfa.user/yubikey-ABCDEFGHIJ`, kind: "fido" } as const;
const HARDWARE = { serial: "GAHT12345678", kind: "hardware", secret: TABLET.secret } as const;

function worldWith(user: Partial<UserDescription>): World {
  return createWorld({ users: [{ ...EXAMPLE_USER, ...user }] });
}

/** A sandbox whose user has these devices, and whose profile has this setting. */
function withDevices(devices: UserDescription["devices"], setting = ""): Promise<Sandbox> {
  const config = `[profile mfa.user-identity]\n${setting}\n`;
  const files = { ".aws/credentials": CREDENTIALS, ".aws/config": config };
  return sandbox({ world: worldWith({ devices: devices ?? [] }), files });
}

/** The serial number that the session was made with. */
function used(box: Sandbox): string | undefined {
  return /^awsmfa_serial = (.*)$/m.exec(box.get(".aws/credentials") ?? "")?.[1];
}

describe("the device", () => {
  it.each([
    ["the user's only one is looked up", [PHONE], "", [], PHONE.serial, 1],
    ["a hardware token has a bare number", [HARDWARE], "", [], HARDWARE.serial, 1],
    ["the one that is no security key is meant", [FIDO, PHONE], "", [], PHONE.serial, 1],
    ["--serial names it", [PHONE, TABLET], "", ["--serial", TABLET.serial], TABLET.serial, 0],
    ["mfa_serial names it", [PHONE, TABLET], `mfa_serial = ${TABLET.serial}`, [], TABLET.serial, 0],
    [
      "aws_mfa_device names it",
      [PHONE, TABLET],
      `aws_mfa_device = ${TABLET.serial}`,
      [],
      TABLET.serial,
      0,
    ],
    [
      "mfa_serial comes before aws_mfa_device",
      [PHONE, TABLET],
      `mfa_serial = ${TABLET.serial}\naws_mfa_device = ${PHONE.serial}`,
      [],
      TABLET.serial,
      0,
    ],
    [
      "--serial comes before mfa_serial",
      [PHONE, TABLET],
      `mfa_serial = ${PHONE.serial}`,
      ["--serial", TABLET.serial],
      TABLET.serial,
      0,
    ],
  ] as const)("%s", async (_title, devices, setting, words, serial, lookUps) => {
    const box = await withDevices(devices, setting);
    const { status, stderr } = await box.run(["login", "--code", box.code(serial), ...words]);
    expect([status, used(box), box.calls("ListMFADevices")], stderr).toEqual([0, serial, lookUps]);
  });
  it("is not looked up again for a fresh session, but another one needs a new session", async () => {
    const box = await withDevices([PHONE, TABLET]);
    await box.run(["login", "--serial", PHONE.serial, "--code", box.code()]);
    expect((await box.run("login")).status).toBe(0);
    expect((await box.run(["login", "--serial", PHONE.serial])).status).toBe(0);
    expect((await box.run(["login", "--serial", TABLET.serial])).status).toBe(3);
    expect(box.calls("ListMFADevices")).toBe(0);
  });
});

describe("several devices", () => {
  it("are picked from on the terminal", async () => {
    const box = await withDevices([PHONE, TABLET]);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(`mfa/tablet  ${TABLET.serial}`);
    expect(pty.screen()).toContain("Which MFA device of mfa.user-identity?");
    pty.type(KEY.down + KEY.enter);
    await pty.waitFor(QUESTION.replace("mfa.user ", "tablet "));
    expect(pty.screen()).not.toContain("Which MFA device");
    pty.enter(box.code(TABLET.serial));
    expect(await pty.exit()).toBe(0);
    expect(used(box)).toBe(TABLET.serial);
  });
  it("are listed where nobody can be asked", async () => {
    const box = await withDevices([PHONE, TABLET, FIDO]);
    expect(await box.run("login --code 123456")).toEqual({
      status: 3,
      stdout: "",
      stderr: errorText(
        `mfa.user-identity has 2 MFA devices: ${PHONE.serial}, ${TABLET.serial}`,
        `name one: awsmfa login --profile mfa.user-identity --serial ${PHONE.serial}`,
        `or for always: aws configure set mfa_serial ${PHONE.serial} --profile mfa.user-identity`,
      ),
    });
    expect(box.calls("GetSessionToken")).toBe(0);
  });
});

const APP = [
  "add an authenticator app beside it in the AWS console, under Security credentials",
  "then: awsmfa login --profile mfa.user-identity",
];
const ARN_HINT =
  "leave it out to have the device looked up, or give its ARN: arn:aws:iam::ACCOUNT:mfa/NAME";

describe("no device that will do", () => {
  it.each([
    [
      "none",
      [],
      "",
      [],
      1,
      errorText(
        "the user of mfa.user-identity has no MFA device",
        "add an authenticator app in the AWS console, under Security credentials, then try again",
      ),
    ],
    [
      "a security key only",
      [FIDO],
      "",
      [],
      1,
      errorText(
        `the only MFA device of mfa.user-identity is a security key (${FIDO.serial}), which AWS does not take for sessions`,
        ...APP,
      ),
    ],
    [
      "--serial of a security key",
      [FIDO, PHONE],
      "",
      ["--serial", FIDO.serial],
      1,
      errorText(
        `${FIDO.serial} (--serial) is a FIDO security key, which AWS does not take for sessions`,
        ...APP,
      ),
    ],
    [
      "mfa_serial of a security key",
      [FIDO, PHONE],
      `mfa_serial = ${FIDO.serial}`,
      [],
      1,
      errorText(
        `${FIDO.serial} (mfa_serial) is a FIDO security key, which AWS does not take for sessions`,
        ...APP,
      ),
    ],
    [
      "--serial of a user",
      [PHONE],
      "",
      ["--serial", `${ARN}user/mfa.user`],
      2,
      errorText(`“${ARN}user/mfa.user” (--serial) is a user, not an MFA device`, ARN_HINT),
    ],
    [
      "mfa_serial of a user",
      [PHONE],
      `mfa_serial = ${ARN}user/mfa.user`,
      [],
      1,
      errorText(`“${ARN}user/mfa.user” (mfa_serial) is a user, not an MFA device`, ARN_HINT),
    ],
    [
      "--serial that cannot be one",
      [PHONE],
      "",
      ["--serial", "my phone"],
      2,
      errorText("“my phone” (--serial) is not the serial number of an MFA device", ARN_HINT),
    ],
    [
      "--serial of somebody else",
      [PHONE],
      "",
      ["--serial", `${ARN}mfa/other`],
      4,
      errorText(
        `AWS does not accept ${ARN}mfa/other as an MFA device of this user (or it is a security key, or not active)`,
        "leave out --serial and mfa_serial to have it looked up: awsmfa login --profile mfa.user-identity",
      ),
    ],
  ] as const)("%s", async (_title, devices, setting, words, status, stderr) => {
    const box = await withDevices(devices, setting);
    const outcome = await box.run(["login", "--code", "123456", ...words]);
    expect(outcome).toEqual({ status, stdout: "", stderr });
    expect(box.get(".aws/credentials")).toBe(CREDENTIALS);
  });
  it("looking it up is denied", async () => {
    const box = await sandbox({ world: worldWith({ deny: ["iam:ListMFADevices"] }) });
    expect(await box.run(["login", "--code", box.code()])).toEqual({
      status: 4,
      stdout: "",
      stderr: errorText(
        "mfa.user-identity may not look up its MFA devices (iam:ListMFADevices is denied)",
        "name the device: awsmfa login --profile mfa.user-identity --serial arn:aws:iam::ACCOUNT:mfa/NAME (or mfa_serial in its profile)",
      ),
    });
    expect(
      (await box.run(["login", "--code", box.code(), "--serial", EXAMPLE_SERIAL])).status,
    ).toBe(0);
  });
});
