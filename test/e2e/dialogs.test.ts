import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Screen, display, pathWith, screenOn } from "../support/display.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { HIDDEN, PASSPHRASE, withStored } from "../support/stored.ts";
import { which } from "../support/tools.ts";

/** Real dialogs on a real display, for the built program without a terminal. */

const missing = ["Xvfb", "xdotool"].filter((name) => which(name) === undefined);
const DIALOGS = ["pinentry-gtk-2", "pinentry-qt", "zenity", "kdialog"];

interface World {
  readonly box: Sandbox;
  readonly env: { readonly DISPLAY: string; readonly PATH: string };
  readonly screen: Screen;
}

/** A sandbox with a display, and these programs on its PATH alone. */
async function withDisplay(box: Sandbox, ...programs: string[]): Promise<World> {
  const env = { DISPLAY: await display(), PATH: pathWith(box, ...programs) };
  return { box, env, screen: screenOn(box, env.DISPLAY) };
}

/** The names of the programs that run on a display. */
function running(name: string): string[] {
  return readdirSync("/proc")
    .filter((id) => /^\d+$/.test(id))
    .flatMap((id) => {
      try {
        const isOurs = readFileSync(`/proc/${id}/environ`, "latin1").includes(`DISPLAY=${name}\0`);
        return isOurs ? [readFileSync(`/proc/${id}/comm`, "utf8").trim()] : [];
      } catch {
        return [];
      }
    });
}

describe.skipIf(missing.length > 0).each(DIALOGS)(
  "%s (needs Xvfb, xdotool and itself)",
  (program) => {
    const ready = it.skipIf(which(program) === undefined);

    ready("asks for a code, and again with what was wrong", async () => {
      const { box, env, screen } = await withDisplay(await sandbox(), program);
      const login = box.run("login", { env });
      await (await screen.window()).answer("1234");
      await (await screen.window()).answer(box.code());
      const { status, stderr } = await login;
      expect([status, stderr]).toEqual([0, expect.stringMatching(/^✔ mfa\.user-identity/)]);
    });
    ready("asks again when AWS has refused the code; closing it gives up", async () => {
      const { box, env, screen } = await withDisplay(await sandbox(), program, "zenity");
      const login = box.run("login --source dialog", { env });
      await (await screen.window()).answer(box.wrongCodes()[0]);
      await (await screen.window()).answer("", "Escape");
      const { status, stderr } = await login;
      expect([status, stderr]).toEqual([
        5,
        expect.stringContaining("awsmfa: error: the dialog was closed without a code\n"),
      ]);
      expect(box.calls("GetSessionToken")).toBe(1);
    });
    // One that talks and one that is run are enough: to open the file takes seconds.
    const opens = program === "pinentry-gtk-2" || program === "zenity";
    (opens ? ready : () => undefined)("asks for the passphrase of the age file", async () => {
      const { box, env, screen } = await withDisplay(await withStored(), program);
      const login = box.run("login --debug", {
        env: { ...env, AWSMFA_PASSPHRASE_COMMAND: undefined },
      });
      await (await screen.window()).answer("wrong");
      await (await screen.window()).answer(PASSPHRASE);
      const { status, stderr } = await login;
      expect([status, stderr]).toEqual([0, expect.stringContaining("code from: stored")]);
      expect(stderr).not.toMatch(HIDDEN);
    });
    ready.each(["SIGTERM", "SIGINT"] as const)("goes with us at %s", async (signal) => {
      const { box, env, screen } = await withDisplay(await sandbox(), program);
      let pid = 0;
      const login = box.run("login", { env, started: (id) => void (pid = id) });
      await screen.window();
      process.kill(pid, signal);
      expect((await login).status).toBe(signal === "SIGTERM" ? 143 : 130);
      await screen.empty();
      expect(running(env.DISPLAY)).toEqual([]);
    });
  },
);

const GNOME = ["dbus-run-session", "dbus-daemon", "pinentry-gnome3"];
const prompter = "/usr/libexec/gcr-prompter";
const isGnome =
  GNOME.every((name) => which(name) !== undefined) && existsSync(prompter) && missing.length === 0;

describe.skipIf(!isGnome)(
  "pinentry-gnome3 (needs it, gcr, dbus-run-session, Xvfb, xdotool)",
  () => {
    it.each(["answered", "SIGTERM"])("in a session of a desktop: %s", async (end) => {
      const box = await sandbox();
      const { env } = await withDisplay(box, "pinentry-gnome3", "dbus-daemon");
      const screen = screenOn(box, env.DISPLAY, ["--class", "gcr-prompter"]);
      box.put("run/.keep", "");
      await box.start("chmod", ["700", "run"]);
      const line = 'echo $$ >pid; exec "$0" ../bin/awsmfa login --source dialog';
      const login = box.start(
        which("dbus-run-session") ?? "",
        ["--", "/bin/sh", "-c", line, process.execPath],
        { env: { ...env, XDG_RUNTIME_DIR: `${box.home}/run` } },
      );
      const window = await screen.window();
      if (end === "answered") await window.answer(box.code());
      else process.kill(Number(box.get("pid")), end);
      const { status, stderr } = await login;
      expect([status, stderr]).toEqual(
        end === "answered"
          ? [0, expect.stringContaining("✔ mfa.user-identity")]
          : [143, expect.any(String)],
      );
      await screen.empty();
    });
  },
);

const zenity = [...missing, ...(which("zenity") === undefined ? ["zenity"] : [])];

describe.skipIf(zenity.length > 0)("a dialog (needs Xvfb, xdotool, zenity)", () => {
  it.skipIf(which("pinentry-curses") === undefined)(
    "is that of the next program where one cannot show a window (pinentry-curses)",
    async () => {
      const { box, env, screen } = await withDisplay(
        await sandbox(),
        "pinentry-curses",
        "kdialog",
        "zenity",
      );
      box.put("only/pinentry", '#!/bin/sh\nexec "$HOME/only/pinentry-curses"\n');
      await box.start("chmod", ["+x", "only/pinentry"]);
      const login = box.run("login --debug", { env });
      await (await screen.window()).answer(box.code());
      const { status, stderr } = await login;
      expect(status).toBe(0);
      expect(stderr).toMatch(/dialog by \S+\/pinentry: unopened\n/);
      expect(stderr).toMatch(/dialog by \S+\/zenity: answered\n/);
    },
  );
  it("is not shown with --no-input, nor where there is a terminal", async () => {
    const { box, env } = await withDisplay(await sandbox(), "zenity");
    const { status, stderr } = await box.run("login --no-input", { env });
    expect([status, stderr]).toEqual([3, expect.stringContaining("--no-input was given\n")]);
    const pty = onTerminal(box, [process.execPath, "../bin/awsmfa", "login", "--debug"], { env });
    await pty.waitFor("MFA code for mfa.user");
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
    expect(pty.screen()).toContain("awsmfa: error: no code was entered\n");
    expect(pty.screen()).not.toContain("dialog by");
  });
  it("is shown on a terminal to who wants it", async () => {
    const { box, env, screen } = await withDisplay(await sandbox(), "zenity");
    const words = [process.execPath, "../bin/awsmfa", "login", "--source", "dialog"];
    const pty = onTerminal(box, words, { env });
    await (await screen.window()).answer(box.code());
    expect(await pty.exit()).toBe(0);
  });
  it("that nobody can see, on a display that is gone, is over at once", async () => {
    const box = await sandbox();
    const env = {
      DISPLAY: ":4711",
      PATH: pathWith(box, ...DIALOGS.filter((name) => which(name) !== undefined)),
    };
    const { status, stderr } = await box.run("login", { env });
    expect([status, stderr]).toEqual([
      5,
      expect.stringContaining("awsmfa: error: no dialog could be opened\n"),
    ]);
  });
  it("holds no lock: another login goes on while somebody is asked", async () => {
    const { box, env, screen } = await withDisplay(await sandbox(), "zenity");
    const login = box.run("login --force", { env });
    const window = await screen.window();
    const other = await box.run(["login", "--code", box.code()], { env });
    expect(other.status).toBe(0);
    await window.answer(box.code());
    expect((await login).status).toBe(0);
  });
  it("says that a code was used, and AWS is not asked", async () => {
    const { box, env, screen } = await withDisplay(await sandbox(), "zenity");
    const code = box.code();
    expect((await box.run(["login", "--code", code], { env })).status).toBe(0);
    const login = box.run("login --force", { env });
    await (await screen.window()).answer(code);
    const again = await screen.window();
    const shown = running(env.DISPLAY).filter((name) => name === "zenity");
    expect(shown).toEqual(["zenity"]);
    await again.answer(box.code());
    expect([(await login).status, box.calls("GetSessionToken")]).toEqual([0, 2]);
  });

  const strace = which("strace");
  it.skipIf(strace === undefined)(
    "has no code among the arguments of a program (strace)",
    async () => {
      const { box, env, screen } = await withDisplay(await sandbox(), "zenity");
      const trace = "-f -qq --seccomp-bpf -e trace=execve -s 5000 -o trace".split(" ");
      const words = [process.execPath, "../bin/awsmfa", "login"];
      const [code, wrong] = [box.code(), box.wrongCodes()[0]];
      const login = box.start(strace ?? "", [...trace, ...words], { env });
      for (const typed of [wrong, wrong, code]) await (await screen.window()).answer(typed);
      expect((await login).status).toBe(0);
      expect(box.get("trace")).toMatch(/this code was used \d+ s ago.*MFA code for mfa\.user/);
      const shown = [code, wrong].flatMap((each) => [each, each.replace(/(...)/, "$1 ")]);
      expect(shown.filter((each) => box.get("trace")?.includes(each))).toEqual([]);
    },
  );
});
