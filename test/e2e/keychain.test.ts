import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { display } from "../support/display.ts";
import type { Outcome } from "../support/process.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";

/** A real keychain: GNOME Keyring in a D-Bus session of its own. */

const missing = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool", "gdbus"].filter(
  (name) => which(name) === undefined,
);
const UNLOCK =
  "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1";
const LOCK = `gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets --method org.freedesktop.Secret.Service.Lock "[objectpath '/org/freedesktop/secrets/collection/login']" >/dev/null`;
const ADD = `printf ${EXAMPLE_SECRET} | awsmfa secret add`;

/** Runs lines of sh in a session; what the daemons say goes elsewhere, and \`!\` stands for what the program says. */
async function inSession(box: Sandbox, ...lines: string[]): Promise<Outcome> {
  return inSessionOn(undefined, box, ...lines);
}

/** The same, with a display. */
async function inSessionOn(
  DISPLAY: string | undefined,
  box: Sandbox,
  ...lines: string[]
): Promise<Outcome> {
  box.put("run/.keep", "");
  const script = lines.join("\n").replaceAll("!", "2>&1 >/dev/null; echo status $?");
  box.put("script.sh", script);
  const env = { XDG_RUNTIME_DIR: `${box.home}/run`, DISPLAY };
  return box.start(
    "dbus-run-session",
    ["--", "sh", "-c", "chmod 700 run; sh script.sh 2>daemons"],
    { env },
  );
}

describe.skipIf(missing.length > 0)(
  `the keychain (needs dbus-run-session, gnome-keyring-daemon, secret-tool, gdbus)`,
  () => {
    it("keeps a secret where its own program finds it, and logs in with it", async () => {
      const box = await sandbox();
      const { stdout } = await inSession(
        box,
        UNLOCK,
        ADD,
        `secret-tool lookup service awsmfa username ${EXAMPLE_SERIAL}; echo`,
        "awsmfa login --no-input --json >login.json; echo status $?",
        "awsmfa secret remove --force; awsmfa secret list --json",
        "secret-tool search --all service awsmfa",
      );
      const uri = `otpauth://totp/Amazon%20Web%20Services:mfa.user%40123456789012?secret=${EXAMPLE_SECRET}&issuer=Amazon%20Web%20Services`;
      expect(stdout).toBe(`${uri}\nstatus 0\n{\n  "secrets": []\n}\n`);
      expect(box.get(".aws/credentials")).toContain("[mfa.user-identity-mfa]");
    });
    it("that is locked is an error that names the other store, and asks no longer than a moment", async () => {
      const box = await sandbox();
      const { stdout } = await inSession(
        box,
        UNLOCK,
        ADD,
        LOCK,
        "awsmfa code !",
        "awsmfa secret list",
      );
      const [error, first, second, status, ...list] = stdout.split("\n");
      expect([error, first, second, status]).toEqual([
        "awsmfa: error: the keychain is locked, and was not unlocked",
        "awsmfa: hint: unlock it and try again; or use the other store:",
        "awsmfa: hint: awsmfa secret add --store age keeps it in a file with a passphrase",
        "status 1",
      ]);
      // Nothing has to be opened to list.
      expect(list.join("\n")).toContain("mfa/mfa.user  keychain  mfa.user-identity");
    });
    it("that is locked leaves the other sources", async () => {
      const box = await sandbox();
      const { stdout } = await inSession(
        box,
        UNLOCK,
        ADD,
        LOCK,
        `awsmfa login --source stored !`,
        `awsmfa login --code ${box.code()} --no-input !`,
      );
      expect(stdout).toContain("the keychain is locked, and was not unlocked\n");
      expect(stdout.match(/^status \d$/gm)).toEqual(["status 5", "status 0"]);
    });
    const prompter = ["Xvfb", "xdotool"].every((name) => which(name) !== undefined);
    it.skipIf(!prompter || !existsSync("/usr/libexec/gcr-prompter"))(
      "that is locked opens no window with --no-input (needs Xvfb, xdotool, gcr)",
      async () => {
        const box = await sandbox();
        const { stdout } = await inSessionOn(
          await display(),
          box,
          UNLOCK,
          ADD,
          LOCK,
          "awsmfa login --source stored --no-input !",
          // Without it there is a window.
          "awsmfa login --source stored & xdotool search --sync --class gcr-prompter >window; kill $!",
        );
        expect(stdout).toContain("awsmfa: error: the keychain is locked, and was not unlocked\n");
        expect(stdout).toContain("status 5\n");
        expect(box.get("window")).toMatch(/^\d+\n/);
      },
    );
    it("that nobody has set up is an error, not a secret in the kernel's key ring", async () => {
      const box = await sandbox();
      const { stdout } = await inSession(box, `${ADD} !`, "awsmfa secret list --json");
      expect(stdout).toContain(
        "awsmfa: error: there is no keychain to be reached: no keyring has been set up in this session\n",
      );
      expect(stdout).toContain('"secrets": []');
    });
  },
);

describe.skipIf(process.platform !== "linux")("without a D-Bus session", () => {
  it("says so before a secret is read, and what to do", async () => {
    const box = await sandbox();
    const { status, stderr } = await box.run("secret add", { stdin: "not even a secret" });
    expect([status, stderr.split("\n")[0]]).toEqual([
      1,
      "awsmfa: error: there is no keychain to be reached: there is no D-Bus session",
    ]);
    expect(stderr).toContain("--store age");
  });
});
