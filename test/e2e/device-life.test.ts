import { chmodSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER, FORCE_MFA } from "../local-aws/example.ts";
import { codeAt } from "../local-aws/totp.ts";
import { type UserDescription, type World, createWorld } from "../local-aws/world.ts";
import { FIRST, SECOND, changes, devicesIn } from "../support/devices.ts";
import { CONFIG, PROFILE } from "../support/onboarding.ts";
import { KEY, type Pty, onTerminal } from "../support/pty.ts";
import { readScreen } from "../support/qr-screen.ts";
import { MEMORY, running } from "../support/questions.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { AGE_FILE, MACHINE } from "../support/stored.ts";
import { ykmanProgram } from "../support/ykman-add.ts";

/** The life of a device with the built program, on a terminal of 80 columns and 24 lines, under Force_MFA. */

const SCAN = "Code that the app shows then:";
const ENROLL = `awsmfa device enroll -p ${PROFILE}`;
const SMALL = { columns: 80, rows: 24 };

/** Where a device that was never enabled may be deleted by the key alone. */
function forced(user: Partial<UserDescription> = {}, denied = FORCE_MFA): World {
  return createWorld({
    users: [{ ...EXAMPLE_USER, devices: [], denyWithoutMfa: [...denied], ...user }],
  });
}
const lenient = (): World => forced({}, ["iam:DeactivateMFADevice"]);

/** What the phone holds after it has scanned the screen. */
async function scan(pty: Pty): Promise<string> {
  await pty.waitFor(SCAN);
  const uri = readScreen(pty.screen().split("\n"));
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  return secretOf(uri ?? "", "the screen").base32;
}

function codeNow(secret: string, steps = 0): string {
  return codeAt(secret, Math.floor(Date.now() / 30_000) + steps);
}

/** Neither on the screen that is left nor in any file. */
function expectUnseen(box: Sandbox, pty: Pty, secret: string): void {
  expect(pty.screen()).not.toContain(secret.slice(0, 16));
  expect(pty.screen()).not.toContain(secret.slice(0, 4) + " " + secret.slice(4, 8));
  expect(readScreen(pty.screen().split("\n"))).toBeUndefined();
  expect(box.get(MEMORY)).not.toContain(secret.slice(0, 16));
}

describe("device enroll with a phone", () => {
  it("is scanned from the screen, proved by a code, and logs in", async () => {
    const box = await sandbox({ world: forced() });
    const pty = onTerminal(box, `${ENROLL} 2>err >out; awsmfa login -p ${PROFILE}`, SMALL);
    const secret = await scan(pty);
    expect(pty.screen().split("\n").length).toBeLessThanOrEqual(24);
    pty.enter(codeNow(secret));
    await pty.waitFor("MFA code for mfa.user");
    // The two codes for the enabling are spent; AWS takes that of the step after its own too.
    pty.enter(codeNow(secret, 1));
    expect(await pty.exit()).toBe(0);
    expect(changes(box.world)).toEqual(["CreateVirtualMFADevice", "EnableMFADevice"]);
    expect(box.awsFiles().config).toContain(`output = json\nmfa_serial = ${FIRST}\n`);
    expect(box.get("err")).toContain(" mfa/mfa.user is an MFA device of mfa.user\n");
    expect(box.get("out")).toBe("");
    expectUnseen(box, pty, secret);
  });
  it("shows the secret as text on request, and takes it away", async () => {
    const box = await sandbox({ world: forced() });
    const pty = onTerminal(box, ENROLL, SMALL);
    const secret = await scan(pty);
    pty.enter("text");
    await pty.waitFor("The secret key of mfa.user@123456789012");
    const groups = secret.match(/.{4}/g)?.slice(0, 8).join(" ") ?? "";
    expect(pty.screen()).toContain(groups);
    pty.enter(codeNow(secret));
    expect(await pty.exit()).toBe(0);
    expectUnseen(box, pty, secret);
  });
  it("writes the picture with mode 0600, which reads back", async () => {
    const box = await sandbox({ world: forced() });
    const pty = onTerminal(box, `${ENROLL} --png qr.png`, SMALL);
    await pty.waitFor("Scan the picture in qr.png");
    expect(statSync(`${box.home}/qr.png`).mode & 0o777).toBe(0o600);
    const { secret = "" } = box.world.unassigned[0] ?? {};
    pty.enter(codeNow(secret));
    expect(await pty.exit()).toBe(0);
    const read = await box.run("secret add --store age qr.png --serial GAHT12345678", {
      env: MACHINE,
    });
    expect(read.stderr).toContain("✔ GAHT12345678 · the secret is in the age file");
  });
  it("says with --json what was done, and nothing of the secret in --debug", async () => {
    const box = await sandbox({ world: forced(), env: MACHINE });
    const { status, stdout, stderr } = await box.run(
      `device enroll -p ${PROFILE} --to stored --store age --json --debug`,
    );
    expect([status, JSON.parse(stdout)]).toMatchObject([
      0,
      { outcome: "enrolled", serial: FIRST, to: ["stored"], saved: true },
    ]);
    const { secret = "" } = box.world.users[0]?.devices[0] ?? {};
    expect(stderr).toContain("step: enable");
    expect(stdout + stderr).not.toContain(secret.slice(0, 16));
    expect(stdout + stderr).not.toMatch(/wJalrXUtnFEMI|otpauth/);
  });
});

describe("an enrolment that is interrupted at the question", () => {
  const start = async (world: World) => {
    const box = await sandbox({ world });
    const line = `${ENROLL} --png qr.png 2>../err; echo $? >../status`;
    const pty = onTerminal(box, line, SMALL);
    await pty.waitFor(SCAN);
    return { box, pty };
  };
  const expectNothing = (box: Sandbox): void => {
    expect([box.world.unassigned, devicesIn(box.world)]).toEqual([[], []]);
    expect([box.awsFiles().config, box.list("."), running(box)]).toEqual([
      CONFIG,
      [".aws", ".local"],
      [],
    ]);
    expect(box.get("../err")).toContain(
      "awsmfa: mfa/mfa.user, which was just made, is removed again",
    );
  };
  it.each([
    ["Ctrl-C", KEY.ctrlC, 130],
    ["Ctrl-D", KEY.ctrlD, 5],
  ])("%s: nothing is left", async (_title, key, status) => {
    const { box, pty } = await start(lenient());
    pty.type(key);
    await pty.exit();
    expect(box.get("../status")).toBe(`${status}\n`);
    expectNothing(box);
  });
  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("%s: nothing is left", async (signal, status) => {
    const { box, pty } = await start(lenient());
    await pty.signal(signal, "child");
    await pty.exit();
    expect(box.get("../status")).toBe(`${status}\n`);
    expectNothing(box);
  });
  it("SIGKILL: the next run removes the leftover and carries on", async () => {
    const { box, pty } = await start(lenient());
    await pty.signal("SIGKILL", "child");
    await pty.exit();
    expect(box.world.unassigned).toHaveLength(1);
    const again = onTerminal(box, ENROLL, SMALL);
    const secret = await scan(again);
    again.enter(codeNow(secret));
    expect(await again.exit()).toBe(0);
    expect(again.screen()).toContain("which an earlier enrolment left behind, is removed");
    expect([box.world.unassigned, devicesIn(box.world)]).toEqual([[], [FIRST]]);
  });
  it("under a policy that lets nothing be deleted: the next run takes a number", async () => {
    const { box, pty } = await start(forced());
    pty.type(KEY.ctrlC);
    await pty.exit();
    const again = onTerminal(box, ENROLL, SMALL);
    again.enter(codeNow(await scan(again)));
    expect(await again.exit()).toBe(0);
    expect(devicesIn(box.world)).toEqual([SECOND]);
  });
});

describe("device enroll with a YubiKey", () => {
  it("has the same secret on a phone as a backup", async () => {
    const box = await sandbox({ world: forced() });
    const state = `${box.home}/../keys.json`;
    box.put("../keys.json", JSON.stringify({ keys: { "13371337": {} } }));
    box.put("../bin/ykman", ykmanProgram(state));
    chmodSync(`${box.home}/../bin/ykman`, 0o755);
    const pty = onTerminal(box, `${ENROLL} --to yubikey --to phone`, SMALL);
    const secret = await scan(pty);
    pty.enter(codeNow(secret));
    expect(await pty.exit()).toBe(0);
    expect(JSON.parse(box.get("../keys.json") ?? "")).toEqual({
      keys: { "13371337": { "Amazon Web Services:mfa.user@123456789012": secret } },
    });
    expect(box.awsFiles().config).toContain(
      "awsmfa_yubikey_account = Amazon Web Services:mfa.user@123456789012\n",
    );
  });
});

describe("device replace", () => {
  it("enables the new phone, and removes the old one with the new one's code", async () => {
    const devices = [{ serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET }];
    const box = await sandbox({ world: forced({ devices }) });
    const pty = onTerminal(box, `awsmfa device replace -p ${PROFILE}`, SMALL);
    const secret = await scan(pty);
    pty.enter(codeNow(secret));
    await pty.waitFor("MFA code for mfa.user-2");
    pty.enter(codeNow(secret, 1));
    expect(await pty.exit()).toBe(0);
    expect([devicesIn(box.world), box.world.unassigned]).toEqual([[SECOND], []]);
    expect(box.awsFiles().config).toContain(`mfa_serial = ${SECOND}\n`);
    expect(pty.screen()).toContain(
      "awsmfa: AWS denies iam:DeactivateMFADevice to the access key alone; trying with MFA",
    );
  });
});

describe("device remove", () => {
  it("refuses the last one, and removes a colleague's", async () => {
    const device = { serial: EXAMPLE_SERIAL.replace("mfa.user", "bob"), secret: EXAMPLE_SECRET };
    const bob = { name: "bob", devices: [device] };
    const world = createWorld({ users: [EXAMPLE_USER, bob] });
    const box = await sandbox({ world });
    const refused = await box.run(`device remove -p ${PROFILE}`);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining("is the last MFA device of mfa.user"),
    ]);
    const { status, stderr } = await box.run(`device remove -p ${PROFILE} --user bob --force`);
    expect([status, stderr]).toEqual([0, "✔ mfa/bob · removed from bob\n"]);
    expect(world.users.map(({ devices }) => devices.length)).toEqual([1, 0]);
  });
  it("of a stored one takes its secret along", async () => {
    const box = await sandbox({ world: forced({}, []), env: MACHINE });
    await box.run(`device enroll -p ${PROFILE} --to stored --store age`);
    expect(box.get(AGE_FILE)).toBeDefined();
    const { status } = await box.run(`device remove -p ${PROFILE} --force`);
    expect([status, box.get(AGE_FILE), box.awsFiles().config]).toEqual([0, undefined, CONFIG]);
  });
});
