import { chmodSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { pathWith } from "../support/display.ts";
import { sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { errorText, LOGGED_IN, steady } from "../support/wording.ts";
import {
  callsOf,
  configWith,
  EXAMPLE_YUBIKEY,
  plug,
  TOUCHED,
  withYkman,
} from "../support/ykman.ts";

/** The YubiKey without a terminal: a ykman that says what the real one said. */

const AGAIN = "awsmfa login --profile mfa.user-identity";
const ALIAS = "Amazon Web Services:mfa.user@acme";

describe("a login with a YubiKey that wants no touch", () => {
  it.each([
    ["3.1.2", "oath"],
    ["4.0.9", "oath accounts"],
    ["5.9.2", "oath accounts"],
  ] as const)("asks nothing, with --no-input too: ykman %s", async (version, group) => {
    const box = await withYkman({ version });
    const { status, stdout, stderr } = await box.run("login --no-input");
    expect([status, stdout, steady(stderr)]).toEqual([0, "", LOGGED_IN]);
    expect(callsOf(box).toSorted()).toEqual([
      `--device 13371337 ${group} code --single -- ${EXAMPLE_SERIAL}`,
      `--device 13371337 ${group} list`,
      "--version",
      "list",
    ]);
  });
  it("finds the account of AWS's QR code, and the one that is set", async () => {
    const accounts = { [`${ALIAS}2`]: { code: "111111" }, [ALIAS]: {} };
    const named = await withYkman(
      { keys: [{ accounts: { [ALIAS]: {} } }] },
      "awsmfa_source=yubikey",
    );
    expect((await named.run("login")).status).toBe(0);
    const set = await withYkman({ keys: [{ accounts }] }, `awsmfa_yubikey_account = ${ALIAS}`);
    expect((await set.run("login")).status).toBe(0);
    expect(callsOf(set).at(-1)).toBe(`oath accounts code --single -- ${ALIAS}`);
  });
  it("prints nothing of the code by --debug, and keeps no more than its hash", async () => {
    const box = await withYkman({});
    const code = box.code();
    const { stderr } = await box.run("login --debug");
    expect(stderr).toMatch(
      /debug: \+\d+ ms ykman --device 13371337 oath accounts code --single --: status 0/,
    );
    expect(stderr).toContain("YubiKey: 13371337 (set)");
    expect(stderr).toContain(`YubiKey: account ${EXAMPLE_SERIAL}`);
    expect(stderr).toContain("code from: yubikey");
    expect([
      stderr.includes(code),
      box.get(".local/state/awsmfa/memory.json")?.includes(code),
    ]).toEqual([false, false]);
  });
});

describe("a YubiKey that is plugged in", () => {
  it("is let be where nobody asked for it", async () => {
    const box = await withYkman({}, "# nothing");
    expect((await box.run("login")).status).toBe(3);
    expect((await box.run("status")).stdout).toMatch(/not looked up +prompt/);
    expect(callsOf(box)).toEqual([]);
  });
  it("is taken from its first code on, and status says so", async () => {
    const box = await withYkman({}, "# nothing");
    expect((await box.run("login --source yubikey")).status).toBe(0);
    expect((await box.run("status")).stdout).toMatch(/mfa\/mfa\.user +yubikey /);
    const { stderr } = await box.run("login --force --dry-run");
    expect(stderr).toContain("take a code from: yubikey");
  });
  it("is not taken for a code that is given", async () => {
    const box = await withYkman({});
    expect((await box.run(["login", "--code", box.code()])).status).toBe(0);
    expect(callsOf(box)).toEqual([]);
  });
  it("on WSL is reached by the ykman of Windows", async () => {
    const box = await withYkman({});
    const bin = join(dirname(box.home), "bin");
    renameSync(join(bin, "ykman"), join(bin, "ykman.exe"));
    // A real one may be beside the real Node.
    symlinkSync(process.execPath, join(bin, "node"));
    const env = { WSL_DISTRO_NAME: "Debian", PATH: bin };
    const { status, stderr } = await box.run("login --debug", { env });
    expect(stderr).toContain("ykman: ykman.exe, version 4.0");
    expect(status).toBe(0);
  });
});

/** A memory without the codes that were used. */
function forgotten(memory = "{}"): string {
  return JSON.stringify({ ...(JSON.parse(memory) as object), spent: [] });
}

describe("a YubiKey without a code", () => {
  it.each<[string, Parameters<typeof withYkman>[0], string, string, string]>([
    [
      "that wants a touch, with --no-input",
      { keys: [TOUCHED] },
      "login --no-input",
      "the YubiKey wants to be touched, and nobody is there to do it: --no-input was given",
      AGAIN,
    ],
    [
      "that has a password, with --no-input",
      { keys: [{ ...EXAMPLE_YUBIKEY, password: "s3cret" }] },
      "login --no-input",
      "the YubiKey wants its OATH password, and nobody can be asked for it: --no-input was given",
      "let ykman remember it: ykman oath access remember",
    ],
    [
      "that is not there",
      { keys: [] },
      "login",
      "YubiKey 13371337 is not plugged in",
      "what is plugged in: ykman list",
    ],
    [
      "that is another",
      { keys: [{ ...EXAMPLE_YUBIKEY, serial: "22223333" }] },
      "login",
      "YubiKey 13371337 is not plugged in",
      "what is plugged in: ykman list",
    ],
    [
      "without pcscd",
      { keys: [], version: "5.9.2", fail: { list: "no pcscd running, list" } },
      "login",
      "smart cards cannot be reached: the service for them (pcscd) does not run",
      "sudo systemctl start pcscd.socket    (Debian, Ubuntu: sudo apt install pcscd)",
    ],
  ])("%s", async (_title, state, words, reason, hint) => {
    const box = await withYkman(state);
    expect(await box.run(words)).toEqual({
      status: 5,
      stdout: "",
      stderr: errorText(reason, hint),
    });
    expect([box.calls("GetSessionToken"), box.list(".aws")]).toEqual([
      0,
      ["config", "credentials"],
    ]);
  });
  it("that is pulled out while it waits for a touch", async () => {
    const fail = { code: "key pulled out while it waits for touch" };
    const { status, stderr } = await (await withYkman({ fail, hurry: true })).run("login");
    expect([status, stderr]).toEqual([
      5,
      `awsmfa: touch your YubiKey; it waits 15 s\n${errorText("the YubiKey was pulled out", "what is plugged in: ykman list")}`,
    ]);
  });
  it("that nobody touches, where nobody can be told but by a line", async () => {
    const box = await withYkman({ keys: [TOUCHED], patience: 300 });
    expect(await box.run("login -q")).toEqual({
      status: 5,
      stdout: "",
      stderr: `awsmfa: touch your YubiKey; it waits 15 s\n${errorText("the YubiKey was not touched within 15 s", AGAIN)}`,
    });
  });
  it("that is not there, where no window can be opened either", async () => {
    const box = await withYkman({ keys: [] });
    box.put("../bin/zenity", "#!/bin/sh\necho cannot open display: :987 >&2; exit 1\n");
    chmodSync(join(dirname(box.home), "bin", "zenity"), 0o755);
    const only = pathWith(box, "sh", "node");
    const env = { DISPLAY: ":987", PATH: `${dirname(box.home)}/bin:${only}` };
    expect(await box.run("login", { env })).toEqual({
      status: 5,
      stdout: "",
      stderr: errorText(
        "YubiKey 13371337 is not plugged in; no dialog could be opened",
        "what is plugged in: ykman list",
      ),
    });
  });
  it("that wanted a touch last time does not even blink for nobody, until it wants none", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    box.put("touch", "");
    expect((await box.run("login")).status).toBe(0);
    const before = callsOf(box).length;
    const { status, stderr } = await box.run("login --force --no-input");
    expect([status, stderr]).toEqual([
      5,
      errorText(
        "the YubiKey wants to be touched, and nobody is there to do it: --no-input was given",
        `${AGAIN} --force`,
      ),
    ]);
    expect(callsOf(box)).toHaveLength(before);
    // AWS takes a code once; that of another device is a new one.
    box.put(
      ".local/state/awsmfa/memory.json",
      forgotten(box.get(".local/state/awsmfa/memory.json")),
    );
    box.world.users[0]?.devices[0]?.usedSteps.clear();
    plug(box, {});
    expect((await box.run("login --force")).status).toBe(0);
    expect(callsOf(box).length).toBeGreaterThan(before);
    expect(box.get(".local/state/awsmfa/memory.json")).toContain('"touch": []');
  });
  it("for want of a ykman", async () => {
    const files = { ".aws/config": configWith("awsmfa_source = yubikey") };
    const box = await sandbox({ files: { ...files, ".aws/credentials": "" } });
    box.put(".aws/credentials", (await sandbox()).get(".aws/credentials") ?? "");
    const { status, stderr } = await box.run("login", { env: { PATH: "/nowhere" } });
    expect([status, stderr]).toEqual([
      5,
      expect.stringContaining("ykman, which reads YubiKeys, is not installed"),
    ]);
  });
  it("whose time has come to be right: a clock that is off is told before a touch", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    box.world.clockOffset = 600_000;
    const { stderr } = await box.run("login --no-input");
    expect(stderr).toContain("this machine's clock is 10 min behind AWS's");
    expect(callsOf(box).filter((call) => call.includes("code"))).toEqual([]);
  });
});

describe.skipIf(which("ykman") === undefined)("the real ykman, without a key", () => {
  it("is understood", async () => {
    const files = { ".aws/config": configWith("awsmfa_source = yubikey, prompt") };
    const box = await sandbox();
    box.put(".aws/config", files[".aws/config"]);
    const { status, stderr } = await box.run("login --debug");
    expect(stderr).toMatch(/debug: \+\d+ ms ykman: ykman, version \d+\.\d+\n/);
    expect(stderr).toMatch(/ykman list: status 0, \d+ ms\n/);
    const why = /^awsmfa: error: (no YubiKey is plugged in|smart cards cannot be reached: .*)$/m;
    expect([status, stderr]).toEqual([5, expect.stringMatching(why)]);
  });
  it("knows the words that it is told", async () => {
    const box = await sandbox();
    const words = ["--device", "1", "oath", "accounts", "code", "--single", "--", "-x"];
    const help = [...words.slice(0, -2), "--help"];
    expect((await box.start("ykman", help)).status).toBe(0);
    const { status, stderr } = await box.start("ykman", words, { stdin: "\n" });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/Failed connecting to (a|the) YubiKey/),
    ]);
  });
});
