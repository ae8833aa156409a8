import { describe, expect, it } from "vitest";
import { deviceChoices } from "../../src/devices/pick.ts";
import type { ListedDevice } from "../../src/ports-aws.ts";

process.env["TZ"] = "UTC";

const ACCOUNT = "arn:aws:iam::123456789012";
const WHY = "AWS does not take security keys for sessions";

function listed(serial: string, enabled?: number): ListedDevice {
  return { serial, user: "jane", enabled };
}

describe("devices to choose from", () => {
  it("say kind, name and date in columns; security keys come last and cannot be chosen", () => {
    const choices = deviceChoices([
      listed(`${ACCOUNT}:u2f/user/jane/yubikey-AB12`, Date.UTC(2024, 11, 31)),
      listed(`${ACCOUNT}:mfa/staff/jane`, Date.UTC(2026, 0, 2, 3)),
      listed("GAHT12345678", Date.UTC(2023, 4, 6)),
      listed(`${ACCOUNT}:mfa/root-account-mfa-device`),
      listed(`${ACCOUNT}:u2f/root/passkey-CD34`),
    ]);
    expect(choices.map(({ label }) => label)).toEqual([
      "authenticator app  staff/jane               since 2026-01-02",
      "hardware token     GAHT12345678             since 2023-05-06",
      "authenticator app  root-account-mfa-device",
      "security key       yubikey-AB12             since 2024-12-31",
      "security key       passkey-CD34",
    ]);
    expect(choices.map(({ disabled }) => disabled)).toEqual([
      ...Array<undefined>(3).fill(undefined),
      WHY,
      WHY,
    ]);
    expect(choices[0]?.value).toBe(`${ACCOUNT}:mfa/staff/jane`);
  });

  it("are not told apart by the name alone, but by the path too", () => {
    const labels = deviceChoices(["a", "b"].map((path) => listed(`${ACCOUNT}:mfa/${path}/jane`)));
    expect(new Set(labels.map(({ label }) => label)).size).toBe(2);
  });

  it("fit into 80 columns, with names of up to 40 characters and the cursor before them", () => {
    const [choice] = deviceChoices([listed(`${ACCOUNT}:mfa/${"x".repeat(40)}`, 0)]);
    expect((choice?.label.length ?? 0) + 2).toBeLessThan(80);
  });
});
