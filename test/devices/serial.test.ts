import { describe, expect, it } from "vitest";
import { configuredSerial } from "../../src/devices/serial.ts";
import { failureOf } from "../support/context.ts";

const ARN = "arn:aws:iam::123456789012:mfa/jane";
const OTHER = "arn:aws:iam::123456789012:mfa/other";
const FIDO = "arn:aws:iam::123456789012:u2f/user/jane/key-AB12";
const USER = "arn:aws:iam::123456789012:user/staff/jane";
const ROOT = "arn:aws:iam::123456789012:root";

function serialOf(settings: Readonly<Record<string, string>>, option?: string): string | undefined {
  return configuredSerial({ name: "work", settings: new Map(Object.entries(settings)) }, option);
}

describe("the device that was set", () => {
  it.each([
    ["by --serial", { mfa_serial: OTHER }, ARN, ARN],
    ["by mfa_serial", { mfa_serial: ARN, aws_mfa_device: OTHER }, undefined, ARN],
    ["by aws_mfa_device", { aws_mfa_device: ARN }, undefined, ARN],
    [
      "by aws_mfa_device beside an empty mfa_serial",
      { mfa_serial: "", aws_mfa_device: ARN },
      undefined,
      ARN,
    ],
    ["a hardware token", { mfa_serial: "GAHT12345678" }, undefined, "GAHT12345678"],
    ["by --serial, whatever is set", { mfa_serial: FIDO }, ARN, ARN],
    ["none", {}, undefined, undefined],
    ["empty ones are none", { mfa_serial: "", aws_mfa_device: "" }, undefined, undefined],
  ])("%s", (_, settings, option, serial) => {
    expect(serialOf(settings, option)).toBe(serial);
  });

  const leaveOut =
    "leave it out to have the device looked up, or give its ARN: arn:aws:iam::ACCOUNT:mfa/NAME";
  const addApp =
    "add an authenticator app beside it: awsmfa device enroll --profile work\nthen: awsmfa login --profile work";
  it.each([
    [
      { mfa_serial: FIDO },
      undefined,
      "security-key-only",
      `${FIDO} (mfa_serial) is a FIDO security key, which AWS does not take for sessions`,
      addApp,
    ],
    [
      {},
      FIDO,
      "security-key-only",
      `${FIDO} (--serial) is a FIDO security key, which AWS does not take for sessions`,
      addApp,
    ],
    [
      { mfa_serial: USER },
      undefined,
      "bad-setting",
      `“${USER}” (mfa_serial) is a user, not an MFA device`,
      `did you mean its device? aws configure set mfa_serial ${ARN} --profile work\nor leave it out to have the device looked up`,
    ],
    [
      {},
      USER,
      "usage",
      `“${USER}” (--serial) is a user, not an MFA device`,
      `did you mean its device? awsmfa login --profile work --serial ${ARN}\nor leave it out to have the device looked up`,
    ],
    [
      {},
      ROOT,
      "usage",
      `“${ROOT}” (--serial) is a user, not an MFA device`,
      "did you mean its device? awsmfa login --profile work --serial arn:aws:iam::123456789012:mfa/root-account-mfa-device\nor leave it out to have the device looked up",
    ],
    [
      {},
      "short",
      "usage",
      "“short” (--serial) is not the serial number of an MFA device",
      leaveOut,
    ],
    [{}, "", "usage", "“” (--serial) is not the serial number of an MFA device", leaveOut],
    [
      { mfa_serial: "my phone" },
      undefined,
      "bad-setting",
      "“my phone” (mfa_serial) is not the serial number of an MFA device",
      leaveOut,
    ],
  ])("cannot be: %j, %j", async (settings, option, code, message, hint) => {
    expect(await failureOf(() => serialOf(settings, option))).toEqual({ code, message, hint });
  });
});
