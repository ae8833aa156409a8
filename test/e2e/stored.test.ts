import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { PROFILE } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { MEMORY } from "../support/questions.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { AGE_FILE, HIDDEN, LIST_FILE, MACHINE, withStored } from "../support/stored.ts";
import { which } from "../support/tools.ts";

/** Stored secrets, with the built program. */

const outcomes = (box: Sandbox) =>
  box.world.requests
    .filter(({ action }) => action === "GetSessionToken")
    .map(({ outcome }) => outcome);
const CONFIG = `[profile ${PROFILE}]\nregion = us-west-2\nmfa_serial = ${EXAMPLE_SERIAL}\n`;
const SPENT = { serial: EXAMPLE_SERIAL, salt: "00", hash: "00" };
const AHEAD = {
  ".aws/config": `${CONFIG}awsmfa_code_ahead = true\n`,
  ".aws/credentials": `[${PROFILE}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`,
};

describe("a stored secret", () => {
  it("is all that a login takes", async () => {
    const box = await withStored();
    const { status, stderr } = await box.run("login --no-input");
    expect([status, outcomes(box)]).toEqual([0, ["ok"]]);
    expect(stderr).toContain(`✔ ${PROFILE} · session until `);
    expect((await box.run("status")).stdout).toMatch(/mfa\/mfa\.user +stored /);
  });
  it("makes the code that an authenticator makes", async () => {
    const box = await withStored();
    const codes = [box.code()];
    const { status, stdout, stderr } = await box.run("code");
    codes.push(box.code());
    expect(codes).toContain(stdout.trim());
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^mfa\/mfa\.user · \d+ s left\n$/)]);
  });
  it("goes ahead where it may, and two logins at once send two codes", async () => {
    const box = await withStored({ files: AHEAD });
    const logins = await Promise.all([box.run("login --force"), box.run("login --force")]);
    expect(logins.map(({ status }) => status)).toEqual([0, 0]);
    expect(outcomes(box)).toEqual(["ok", "ok"]);
  });
  it("counts down to the next code on the terminal; Ctrl-C there leaves nothing", async () => {
    const box = await withStored();
    // Of this step and of the next: one may end while the program starts.
    const step = Math.floor(Date.now() / 30_000);
    const spent = [step, step + 1].map((each) => ({ ...SPENT, at: Date.now(), step: each }));
    box.put(MEMORY, JSON.stringify({ spent }));
    const was = box.awsFiles();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("this code was used; the next one in ");
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect(pty.screen().replaceAll("^C", "")).toBe("");
    expect([box.awsFiles(), outcomes(box)]).toEqual([was, []]);
  });
  it.each([
    [60, ["AccessDenied"], "(59|60|61) s behind AWS's"],
    [-60, ["AccessDenied"], "(59|60|61) s ahead of AWS's"],
    [600, ["AccessDenied"], "10 min behind AWS's"],
    [-600, ["AccessDenied"], "10 min ahead of AWS's"],
    // So far off, the SDK signs again before AWS looks at the code.
    [
      86_400,
      ["SignatureDoesNotMatch", "AccessDenied", "SignatureDoesNotMatch"],
      "24 h behind AWS's",
    ],
    [
      -86_400,
      ["SignatureDoesNotMatch", "AccessDenied", "SignatureDoesNotMatch"],
      "24 h ahead of AWS's",
    ],
  ])("is right by AWS's clock, %i s from this machine's", async (seconds, refused, off) => {
    const box = await withStored({
      world: exampleWorld({ clockOffset: seconds * 1000 }),
      files: AHEAD,
    });
    const { status, stderr } = await box.run("login");
    expect([status, outcomes(box)]).toEqual([0, [...refused, "ok"]]);
    // The `Date` header is good to a second.
    expect(stderr).toMatch(new RegExp(`used before; this machine's clock is ${off}\n`));
    const [code, , after] = [await box.run("code"), await box.run("login --force"), outcomes(box)];
    expect(code.stdout).toMatch(/^\d{6}\n$/);
    // The clock is known by now.
    expect(after).toEqual([...refused, "ok", "ok"]);
  });
  it("that cannot be opened leaves the question", async () => {
    const box = await withStored();
    const pty = onTerminal(box, "awsmfa login", { env: { AWSMFA_PASSPHRASE_COMMAND: "false" } });
    await pty.waitFor("MFA code for mfa.user");
    expect(pty.screen()).toContain("awsmfa: AWSMFA_PASSPHRASE_COMMAND failed with status 1\n");
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
  });
  it("with a passphrase that nobody can be asked for is no source", async () => {
    const box = await withStored();
    const env = { AWSMFA_PASSPHRASE_COMMAND: undefined };
    const { status, stderr } = await box.run("login --source stored", { env });
    expect([status, stderr]).toEqual([
      5,
      expect.stringContaining("AWSMFA_PASSPHRASE_COMMAND is not set: there is no terminal\n"),
    ]);
  });
});

describe("on a terminal", () => {
  it("is typed, its passphrase twice, and neither is seen", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa secret add --store age");
    await pty.waitFor("Secret key or otpauth:// URI of mfa/mfa.user: (hidden)");
    pty.enter("JBSWY3DPEHPK3PX1");
    await pty.waitFor("character 16 of 16 is none of A–Z and 2–7");
    pty.enter(EXAMPLE_SECRET.toLowerCase().replaceAll(/.{4}/g, "$& "));
    await pty.waitFor("New passphrase for the age file: (hidden)");
    pty.enter("correct horse battery");
    await pty.waitFor("The same passphrase again: (hidden)");
    pty.enter("correct horse battery");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toMatch(
      /^✔ mfa\/mfa\.user · the secret is in the age file\n {2}its code now: \d{3} \d{3} \(\d+ s left\)/,
    );
    expect(pty.bytes()).not.toMatch(HIDDEN);

    const login = onTerminal(box, "awsmfa login");
    await login.waitFor("Passphrase of the age file: (hidden)");
    login.enter("wrong");
    await login.waitFor("that is not the passphrase");
    await login.enterCode("correct horse battery");
    expect(await login.exit()).toBe(0);
    expect(login.screen()).toMatch(/^✔ /);
    expect(login.bytes()).not.toMatch(HIDDEN);
  });
  it.each([
    ["Ctrl-C", KEY.ctrlC, 130, ""],
    ["Ctrl-D", KEY.ctrlD, 1, "awsmfa: error: no secret was entered"],
  ])("is given up by %s, and nothing was written", async (_, key, status, said) => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa secret add --store age");
    await pty.waitFor("(hidden)");
    pty.type(key);
    expect(await pty.exit()).toBe(status);
    expect(pty.screen().split("\n")[0]).toBe(said);
    expect([box.get(AGE_FILE), box.get(LIST_FILE)]).toEqual([undefined, undefined]);
  });
  it("is shown after a yes, as a QR code and a URI", async () => {
    const box = await withStored();
    const pty = onTerminal(box, "awsmfa secret show");
    await pty.waitFor("Whoever sees it can make its codes.");
    expect(pty.bytes()).not.toMatch(HIDDEN);
    pty.type(KEY.down + KEY.enter);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain(`?secret=${EXAMPLE_SECRET}&issuer=Amazon%20Web%20Services`);
    expect(pty.screen().match(/^█.*█$/gm)?.length).toBeGreaterThan(20);
  });
  it("is removed after a yes, and its file goes with it", async () => {
    const box = await withStored();
    const pty = onTerminal(box, "awsmfa secret remove");
    await pty.waitFor("Remove the secret of mfa/mfa.user from the age file?");
    pty.type(KEY.down + KEY.enter);
    expect(await pty.exit()).toBe(0);
    expect([box.get(AGE_FILE), box.get(LIST_FILE)]).toEqual([undefined, undefined]);
    expect((await box.run("code")).status).toBe(5);
  });
});

describe("a picture of the QR code", () => {
  it.skipIf(which("qrencode") === undefined)("will do (needs qrencode)", async () => {
    const box = await sandbox({ env: MACHINE });
    const uri = `otpauth://totp/Amazon%20Web%20Services:mfa.user@123456789012?secret=${EXAMPLE_SECRET}`;
    const png = execFileSync("qrencode", ["-t", "PNG", "-o", "-"], { input: uri });
    box.put("qr.png", png.toString("latin1"));
    const { status, stderr } = await box.run("secret add qr.png --store age");
    expect([status, stderr]).toEqual([0, expect.stringContaining("✔ mfa/mfa.user")]);
    expect((await box.run("login --no-input")).status).toBe(0);
  });
});

describe("a secret is never", () => {
  const strace = which("strace");
  it.skipIf(strace === undefined)("among the arguments of a program (strace)", async () => {
    const box = await sandbox({ env: MACHINE });
    box.put("passphrase", "correct horse battery\n");
    const env = { AWSMFA_PASSPHRASE_COMMAND: "cat passphrase" };
    const trace = "-f -qq --seccomp-bpf -e trace=execve -s 5000 -o trace".split(" ");
    const text =
      "awsmfa secret add --store age < seed && awsmfa code && awsmfa login && awsmfa secret remove --force";
    box.put("seed", EXAMPLE_SECRET);
    const { status } = await box.start("strace", [...trace, "sh", "-c", text], { env });
    expect(status).toBe(0);
    expect(box.get("trace")).toContain('["cat", "passphrase"]');
    expect(box.get("trace")).not.toMatch(HIDDEN);
    expect(box.list(".").toSorted()).toEqual([".aws", ".local", "passphrase", "seed", "trace"]);
  });
  it("in what --debug says, in the list, nor in the age file", async () => {
    const box = await sandbox({ env: MACHINE });
    const added = await box.run("secret add --store age --debug", { stdin: EXAMPLE_SECRET });
    const login = await box.run("login --debug");
    expect([added.status, login.status]).toEqual([0, 0]);
    expect(login.stderr).toContain("code from: stored");
    const seen = [
      added.stdout,
      added.stderr,
      login.stdout,
      login.stderr,
      box.get(LIST_FILE),
      box.get(AGE_FILE),
      box.get(".local/state/awsmfa/memory.json"),
    ];
    expect(seen.join("\n")).not.toMatch(HIDDEN);
  });
  it("in an error about it", async () => {
    const box = await sandbox({ env: MACHINE });
    const { status, stderr } = await box.run("secret add --store age --debug", {
      stdin: `${EXAMPLE_SECRET}1`,
    });
    expect([status, HIDDEN.test(stderr)]).toEqual([1, false]);
  });
});
