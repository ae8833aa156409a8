import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { FIRST, SECOND, changes, devicesIn } from "../support/devices.ts";
import { keySection } from "../support/onboarding.ts";
import { KEY, type Pty, onTerminal } from "../support/pty.ts";
import { readScreen } from "../support/qr-screen.ts";
import { running } from "../support/questions.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { CSV, SCAN, newcomer, scan, shownCode } from "../support/setup.ts";
import { MACHINE } from "../support/stored.ts";
import { ykmanProgram } from "../support/ykman-add.ts";

/** A new user with the built program, on a terminal of 80 columns and 24 lines, under Force_MFA. */

const SMALL = { columns: 80, rows: 24 };
const NAME = "mfa.user-identity";
const DELETE = "Delete accessKeys.csv?";
const LENIENT = ["iam:DeactivateMFADevice", "iam:ListAccessKeys"];

const withCsv = (world = newcomer()): Promise<Sandbox> =>
  sandbox({ world, files: { "accessKeys.csv": CSV } });

/** Answers what is asked by Enter, and the phone's question by its code. */
async function walk(pty: Pty): Promise<string> {
  await pty.waitFor("Name of its profile");
  pty.enter("");
  await pty.waitFor("Region of");
  pty.enter("us-west-2");
  return finish(pty);
}

async function finish(pty: Pty): Promise<string> {
  const secret = await scan(pty);
  pty.enter(shownCode(secret));
  await pty.waitFor(DELETE);
  pty.enter("");
  return secret;
}

/** A session that AWS takes, and no file of the console any more. */
async function expectDone(box: Sandbox, serial = FIRST): Promise<void> {
  const { credentials = "", config } = box.awsFiles();
  expect(credentials).toContain(`[${NAME}-mfa]\naws_access_key_id = ASIA`);
  expect(credentials).toContain(`awsmfa_serial = ${serial}\n`);
  expect(config).toContain(`mfa_serial = ${serial}\n`);
  expect([devicesIn(box.world), box.list(".").includes("accessKeys.csv")]).toEqual([
    [serial],
    false,
  ]);
  const { status } = await box.run("login");
  expect([status, box.calls("GetSessionToken")]).toEqual([0, 1]);
}

describe("setup", () => {
  it("from a CSV file and a phone to a session, in one command", async () => {
    const box = await withCsv();
    const pty = onTerminal(box, "awsmfa setup accessKeys.csv", SMALL);
    const secret = await walk(pty);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen().replace(/until \d\d:\d\d(?: on \S+)?/, "until …")).toBe(`\
✔ access key ${EXAMPLE_KEY.id} · accessKeys.csv
✔ it belongs to mfa.user in account 123456789012
  writing ${EXAMPLE_KEY.id} into [${NAME}] of ~/.aws/credentials …
✔ profile ${NAME} · us-west-2 · written to ~/.aws/credentials
✔ MFA device mfa/mfa.user · on the authenticator app
✔ ${NAME} · session until …, 12 h · written to [${NAME}-mfa]
✔ iam:ListAccessKeys is denied without MFA, and allowed with the session
✔ accessKeys.csv is deleted

Now:       aws --profile ${NAME}-mfa …    or    eval $(awsmfa env)
Tomorrow:  awsmfa login`);
    expect(changes(box.world)).toEqual(["CreateVirtualMFADevice", "EnableMFADevice"]);
    await expectDone(box);
    expect(JSON.stringify(box.awsFiles())).not.toContain(secret.slice(0, 16));
  });

  it("takes a key that is typed, and shows nothing of its secret", async () => {
    const box = await sandbox({ world: newcomer(), files: {} });
    const pty = onTerminal(box, "awsmfa setup --debug 2>err", SMALL);
    await pty.waitFor("AKIA…");
    pty.enter(EXAMPLE_KEY.id);
    await pty.waitFor("Secret access key of");
    pty.enter(EXAMPLE_KEY.secret);
    await pty.waitFor("Name of its profile");
    expect(pty.bytes()).not.toContain(EXAMPLE_KEY.secret.slice(0, 8));
    pty.enter("");
    await pty.waitFor("Region of");
    pty.enter("");
    pty.enter(shownCode(await scan(pty)));
    expect(await pty.exit()).toBe(0);
    expect(box.awsFiles().credentials).toContain(keySection(NAME));
    expect(`${pty.bytes()}${box.get("err")}`).not.toMatch(/wJalrXUt|otpauth|FwoGZXIv/);
  });

  it("puts the secret on a YubiKey, with the phone as a backup", async () => {
    const box = await withCsv();
    box.put("../keys.json", JSON.stringify({ keys: { "13371337": {} } }));
    box.put("../bin/ykman", ykmanProgram(`${box.home}/../keys.json`));
    chmodSync(`${box.home}/../bin/ykman`, 0o755);
    const line = "awsmfa setup accessKeys.csv --to yubikey --to phone";
    const pty = onTerminal(box, line, SMALL);
    const secret = await walk(pty);
    expect(await pty.exit()).toBe(0);
    expect(Object.values(JSON.parse(box.get("../keys.json") ?? "").keys["13371337"])).toEqual([
      secret,
    ]);
    await expectDone(box);
  });

  it("needs nobody with a store, and tells programs what it did", async () => {
    const box = await withCsv();
    const line = "setup accessKeys.csv --to stored --store age --region us-west-2 --delete-csv";
    const { status, stdout, stderr } = await box.run(`${line} --json --debug`, { env: MACHINE });
    expect([status, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        profile: NAME,
        device: { outcome: "enrolled", to: ["stored"] },
        check: { withoutMfa: "denied", withMfa: "allowed" },
        csvDeleted: true,
      },
    ]);
    expect(stdout + stderr).not.toMatch(/wJalrXUt|otpauth|FwoGZXIv/);
    await expectDone(box);
  });

  it("fails at once where nobody is there for a phone, and writes nothing", async () => {
    const box = await withCsv();
    const { status, stderr } = await box.run("setup accessKeys.csv");
    expect([status, stderr]).toEqual([
      3,
      expect.stringContaining("or: awsmfa setup accessKeys.csv --to stored"),
    ]);
    expect(box.list(".")).toEqual([".aws", "accessKeys.csv"]);
  });
});

describe("interrupted, and run again", () => {
  const start = async (world = newcomer({}, LENIENT)) => {
    const box = await withCsv(world);
    return { box, pty: onTerminal(box, "awsmfa setup accessKeys.csv", SMALL) };
  };
  const again = (box: Sandbox): Pty => onTerminal(box, "awsmfa setup accessKeys.csv", SMALL);

  it.each([
    ["the name of the profile", 0],
    ["the region", 1],
  ])("by Ctrl-C at %s: nothing is written, and it begins anew", async (_title, answers) => {
    const { box, pty } = await start();
    const questions = ["Name of its profile", "Region of"];
    for (const question of questions.slice(0, answers)) {
      await pty.waitFor(question);
      pty.enter("");
    }
    await pty.waitFor(questions[answers] ?? "");
    pty.type(KEY.ctrlC);
    expect([await pty.exit(), box.list(".aws")]).toEqual([130, []]);
    const next = again(box);
    await walk(next);
    expect(await next.exit()).toBe(0);
    await expectDone(box);
  });

  it.each(["Ctrl-C", "SIGTERM", "SIGKILL"])(
    "by %s at the QR code: it carries on there",
    async (how) => {
      const { box, pty } = await start();
      await pty.waitFor("Name of its profile");
      pty.enter("");
      await pty.waitFor("Region of");
      pty.enter("us-west-2");
      await pty.waitFor(SCAN);
      if (how === "Ctrl-C") pty.type(KEY.ctrlC);
      else await pty.signal(how as "SIGTERM" | "SIGKILL", "child");
      await pty.exit();
      expect([running(box), box.awsFiles().credentials]).toEqual([[], keySection(NAME)]);
      if (how === "Ctrl-C")
        expect(pty.screen()).toContain("awsmfa: to carry on: awsmfa setup accessKeys.csv");
      const next = again(box);
      await finish(next);
      expect(await next.exit()).toBe(0);
      expect(next.screen()).not.toContain("Name of its profile");
      expect(box.world.unassigned).toEqual([]);
      await expectDone(box);
    },
  );

  it("by Ctrl-C at the QR code where nothing may be deleted: a number is taken", async () => {
    const { box, pty } = await start(newcomer());
    await pty.waitFor("Name of its profile");
    pty.enter("");
    await pty.waitFor("Region of");
    pty.enter("");
    await pty.waitFor(SCAN);
    pty.type(KEY.ctrlC);
    await pty.exit();
    const next = again(box);
    await next.waitFor("Region of");
    next.enter("");
    await finish(next);
    expect(await next.exit()).toBe(0);
    await expectDone(box, SECOND);
  });

  it("by Ctrl-C at the file: the session is there, and the file is offered again", async () => {
    const { box, pty } = await start();
    await pty.waitFor("Name of its profile");
    pty.enter("");
    await pty.waitFor("Region of");
    pty.enter("");
    pty.enter(shownCode(await scan(pty)));
    await pty.waitFor(DELETE);
    pty.type(KEY.ctrlC);
    expect([await pty.exit(), box.list(".").includes("accessKeys.csv")]).toEqual([130, true]);
    const next = again(box);
    await next.waitFor(DELETE);
    expect(readScreen(next.screen().split("\n"))).toBeUndefined();
    next.enter("");
    expect(await next.exit()).toBe(0);
    await expectDone(box);
  });
});
