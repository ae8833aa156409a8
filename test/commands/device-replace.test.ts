import { describe, expect, it } from "vitest";
import * as replace from "../../src/commands/device/replace.ts";
import { type Fake, MEMORY, PROFILE, failureOf, viewAt } from "../support/context.ts";
import {
  FIRST,
  PHONE,
  SECOND,
  changes,
  configOf as config,
  devicesIn,
  having,
  scanned,
  serial,
  shownBy,
} from "../support/devices.ts";

/** `device replace` over fakes, under Force_MFA. */

const COMMON = { profile: PROFILE, json: false, dryRun: false };

describe("device replace", () => {
  const run = (fake: Fake, options: Partial<replace.ReplaceOptions> = {}) =>
    replace.run({ ...COMMON, ...options }, fake.context);
  /** The next code of the new phone: those for the enabling are spent. */
  const next = (fake: Fake): string => shownBy("mfa.user-2", 1)(fake);
  it("enables the new one, saves it, and removes the old one last, with a code of the new one", async () => {
    const fake = having([PHONE], { answers: [scanned, next] });
    const result = await run(fake);
    expect(changes(fake.world)).toEqual([
      "CreateVirtualMFADevice",
      "EnableMFADevice",
      "DeactivateMFADevice: AccessDenied",
      "DeactivateMFADevice",
      "DeleteVirtualMFADevice",
    ]);
    expect(devicesIn(fake.world)).toEqual([SECOND]);
    expect(config(fake)).toContain(`mfa_serial = ${SECOND}\n`);
    expect(replace.words(result, viewAt()).news).toEqual([
      "✔ mfa/mfa.user-2 is an MFA device of mfa.user",
      "  mfa/mfa.user is removed",
      `  saved as mfa_serial of ${PROFILE}`,
      `  awsmfa login --profile ${PROFILE}`,
    ]);
    expect(replace.json(result)).toMatchObject({ serial: SECOND, removed: FIRST });
  });
  it("leaves the old one where the new one is not enabled", async () => {
    const fake = having([PHONE], { answers: [undefined] });
    expect((await failureOf(() => run(fake))).code).toBe("no-code");
    expect([devicesIn(fake.world), config(fake)]).toEqual([
      [FIRST],
      `[profile ${PROFILE}]\nmfa_serial = ${FIRST}\n`,
    ]);
  });
  it("says what stays where the old one cannot be removed", async () => {
    const deny = ["iam:DeactivateMFADevice"];
    const fake = having([PHONE], { answers: [scanned, next] }, { deny });
    const { code, message, hint } = await failureOf(() => run(fake));
    expect([code, hint]).toEqual([
      "access-denied",
      `to remove it: awsmfa device remove --profile ${PROFILE} --serial ${FIRST}`,
    ]);
    expect(message).toMatch(/^mfa\/mfa\.user-2 is enabled, but mfa\/mfa\.user is still there: /);
    expect(config(fake)).toContain(`mfa_serial = ${SECOND}\n`);
  });
  it("that was interrupted before the old one went carries on with that", async () => {
    let stop = true;
    const fake = having([PHONE], { answers: [scanned, next, next] });
    fake.world.intercept = (_request, action) =>
      stop && action === "DeactivateMFADevice" ? "503" : undefined;
    expect((await failureOf(() => run(fake))).code).toBe("unreachable");
    expect(devicesIn(fake.world)).toEqual([FIRST, SECOND]);
    stop = false;
    expect(await run(fake)).toMatchObject({ outcome: "finished", serial: SECOND, old: FIRST });
    expect([devicesIn(fake.world), fake.files.get(MEMORY)?.includes("enrolling")]).toEqual([
      [SECOND],
      false,
    ]);
  });
  it("of a colleague's keeps no secret here", async () => {
    const fake = having([PHONE]);
    expect(await failureOf(() => run(fake, { user: "bob", to: ["stored"] }))).toEqual({
      code: "usage",
      message: "--to stored would keep the secret of bob here",
      hint: "leave it out: the QR code is for the phone of the colleague, also as a picture (--png)",
    });
  });
  it("of a colleague's leaves one's own profile", async () => {
    const code = (one: Fake): string => one.code();
    const fake = having([PHONE], { answers: [scanned, code] });
    expect(await run(fake, { user: "bob" })).toMatchObject({ user: "bob", saved: undefined });
    expect(fake.world.users[1]?.devices.map(({ serial: each }) => each)).toEqual([serial("bob-2")]);
    expect(config(fake)).toContain(`mfa_serial = ${FIRST}\n`);
  });
  it("with nothing to replace says so", async () => {
    expect(await failureOf(() => run(having([])))).toMatchObject({
      code: "no-device",
      message: "mfa.user has no MFA device",
    });
  });
  it("says its steps with --dry-run", async () => {
    const planned = await run(having([PHONE], { answers: [] }), { dryRun: true });
    expect(planned).toMatchObject({
      steps: expect.arrayContaining(["take mfa/mfa.user from mfa.user (iam:DeactivateMFADevice)"]),
    });
  });
});
