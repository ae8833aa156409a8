import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld, type UserDescription, type World } from "../local-aws/world.ts";
import { CREDENTIALS } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { errorText } from "../support/wording.ts";

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

const APP = [
  "add an authenticator app beside it: awsmfa device enroll --profile mfa.user-identity",
  "then: awsmfa login --profile mfa.user-identity",
];
const ARN_HINT =
  "leave it out to have the device looked up, or give its ARN: arn:aws:iam::ACCOUNT:mfa/NAME";

const LEAVE_OUT = "or leave it out to have the device looked up";

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
        "awsmfa device enroll --profile mfa.user-identity",
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
      errorText(
        `“${ARN}user/mfa.user” (--serial) is a user, not an MFA device`,
        `did you mean its device? awsmfa login --profile mfa.user-identity --serial ${PHONE.serial}`,
        LEAVE_OUT,
      ),
    ],
    [
      "mfa_serial of a user",
      [PHONE],
      `mfa_serial = ${ARN}user/mfa.user`,
      [],
      1,
      errorText(
        `“${ARN}user/mfa.user” (mfa_serial) is a user, not an MFA device`,
        `did you mean its device? aws configure set mfa_serial ${PHONE.serial} --profile mfa.user-identity`,
        LEAVE_OUT,
      ),
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
});
