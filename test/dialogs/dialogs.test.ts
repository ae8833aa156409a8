import { describe, expect, it } from "vitest";
import {
  type AskedByDialog,
  DIALOGS,
  askByDialog,
  dialogObstacle,
} from "../../src/dialogs/dialogs.ts";
import type { Invocation } from "../../src/ports-run.ts";
import type { FakeOptions } from "../support/context.ts";
import { type Act, type Desktop, desktop, pinentry } from "../support/dialogs.ts";

const ASKED: AskedByDialog = {
  message: "MFA code for jane (work):",
  hidden: false,
  check: async () => undefined,
};
const CANCELLED: Act = { status: 1 };
const NO_DISPLAY: Act = { status: 1, stderr: "Gtk-WARNING **: cannot open display: :1\n" };

/** The programs that were run, by their last names. */
const programs = ({ ran }: Desktop): string[] =>
  ran.map(({ command }) => (command[0] ?? "").replace("/usr/bin/", ""));

describe("the table", () => {
  it("names each dialog once, in the order in which they are tried", () => {
    expect(DIALOGS.map(({ name }) => name)).toEqual([
      "pinentry",
      "zenity",
      "kdialog",
      "osascript",
      "powershell",
    ]);
  });
});

describe("why no dialog can be shown", () => {
  const PATH = "/usr/bin";
  const MAC = { platform: "darwin", files: { "/usr/bin/osascript": "" }, modes: {} };
  const POWERSHELL = String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`;
  const nothing = "there is no program for a dialog (pinentry, zenity, kdialog)";
  it.each<[string, string[], FakeOptions, string | undefined]>([
    ["no display", ["zenity"], { environment: { PATH } }, "there is no display"],
    ["an empty one", ["zenity"], { environment: { PATH, DISPLAY: "" } }, "there is no display"],
    ["X", ["zenity"], {}, undefined],
    ["Wayland", ["kdialog"], { environment: { PATH, WAYLAND_DISPLAY: "wayland-0" } }, undefined],
    ["no program", ["xterm"], {}, nothing],
    ["a program that may not be run", ["zenity"], { modes: { "/usr/bin/zenity": 0o644 } }, nothing],
    ["no PATH", ["zenity"], { environment: { DISPLAY: ":1" } }, nothing],
    [
      "a program in the folder at hand",
      ["zenity"],
      { files: { zenity: "" }, environment: { DISPLAY: ":1", PATH: ".::bin" } },
      nothing,
    ],
    [
      "a folder that cannot be looked into",
      ["zenity"],
      { environment: { DISPLAY: ":1", PATH: "/root/bin:/usr/bin" } },
      undefined,
    ],
    ["only those of other platforms", ["osascript"], {}, nothing],
    ["macOS", ["osascript"], { platform: "darwin" }, undefined],
    [
      "macOS, from afar",
      [],
      { ...MAC, environment: { SSH_CONNECTION: "a" } },
      "there is no display",
    ],
    [
      "X, from afar",
      ["zenity"],
      { environment: { PATH, SSH_TTY: "a", DISPLAY: ":10" } },
      undefined,
    ],
    ["Windows", [POWERSHELL], { platform: "win32", environment: {} }, undefined],
  ])("%s", async (_, installed, options, expected) => {
    const { ports, ran } = desktop(installed, [], options);
    expect(await dialogObstacle(ports)).toBe(expected);
    expect(ran).toEqual([]);
  });
});

describe("the first that works", () => {
  it.each<[string, string[], Act[], unknown, string[]]>([
    ["is the one", ["zenity", "kdialog"], [{ stdout: "a\n" }], { text: "a" }, ["zenity"]],
    [
      "is the next where one does not open",
      ["pinentry", "zenity", "kdialog"],
      [pinentry("gtk2:curses", []), NO_DISPLAY, { stdout: "a\n" }],
      { text: "a" },
      ["pinentry", "zenity", "kdialog"],
    ],
    [
      "is not another after one was cancelled",
      ["zenity", "kdialog"],
      [CANCELLED],
      { why: "cancelled" },
      ["zenity"],
    ],
    [
      "is not another after nobody answered",
      ["zenity", "kdialog"],
      [{ why: "limit", status: undefined }],
      { why: "limit" },
      ["zenity"],
    ],
    [
      "may be none",
      ["zenity", "kdialog"],
      [
        { why: "missing", status: undefined },
        { status: undefined, killedBy: "SIGABRT" },
      ],
      { why: "unopened" },
      ["zenity", "kdialog"],
    ],
    [
      "is another pinentry where the usual one is of the terminal",
      ["pinentry", "pinentry-qt", "zenity"],
      [pinentry("curses", []), pinentry("qt", ["D a", "OK"])],
      { text: "a" },
      ["pinentry", "pinentry-qt"],
    ],
  ])("%s", async (_, installed, acts, expected, ran) => {
    const at = desktop(installed, acts);
    expect(await askByDialog(ASKED, at.ports)).toEqual(expected);
    expect(programs(at)).toEqual(ran);
  });

  it("is not looked for without a display", async () => {
    const { ports, ran } = desktop(["zenity"], [], { environment: { PATH: "/usr/bin" } });
    expect([await askByDialog(ASKED, ports), ran]).toEqual([{ why: "unopened" }, []]);
  });
});

describe("an answer that will not do", () => {
  const check = async (text: string) => (text === "good" ? undefined : `“${text}” is bad`);

  it("is asked for again by the program that opened, with what was wrong", async () => {
    const acts = [NO_DISPLAY, { stdout: "one\n" }, { stdout: "two\n" }, { stdout: "good\n" }];
    const at = desktop(["zenity", "kdialog"], acts);
    const asked = { ...ASKED, check, objection: "AWS refused the code" };
    expect(await askByDialog(asked, at.ports)).toEqual({ text: "good" });
    expect(programs(at)).toEqual(["zenity", "kdialog", "kdialog", "kdialog"]);
    expect(at.ran.map(({ command }) => command.at(-1))).toEqual([
      "--text=AWS refused the code\n\nMFA code for jane (work)",
      "<qt>AWS refused the code<br/><br/>MFA code for jane (work)</qt>",
      "<qt>“one” is bad<br/><br/>MFA code for jane (work)</qt>",
      "<qt>“two” is bad<br/><br/>MFA code for jane (work)</qt>",
    ]);
  });
  it.each<[string, Act, unknown]>([
    ["cancelled", CANCELLED, { why: "cancelled" }],
    ["with the display gone meanwhile", NO_DISPLAY, { why: "unopened" }],
  ])("may be the last: %s", async (_, act, expected) => {
    const at = desktop(["zenity", "kdialog"], [{ stdout: "bad\n" }, act]);
    expect(await askByDialog({ ...ASKED, check }, at.ports)).toEqual(expected);
  });
});

describe("a question that is taken away", () => {
  it("ends the program, and no other is tried", async () => {
    const controller = new AbortController();
    const taken: Act = ({ signal }) => {
      expect(signal).toBe(controller.signal);
      controller.abort();
      return { why: "cancelled", status: undefined };
    };
    for (const installed of [
      ["zenity", "kdialog"],
      ["pinentry-qt", "kdialog"],
    ]) {
      const at = desktop(installed, [taken]);
      const asked = { ...ASKED, signal: controller.signal };
      expect(await askByDialog(asked, at.ports)).toEqual({ why: "aborted" });
      expect(at.ran.length).toBe(1);
    }
  });
});

describe("what a program of a dialog is run with", () => {
  it.each(["zenity", "kdialog", "pinentry-qt"])("%s", async (program) => {
    const act = program === "pinentry-qt" ? pinentry("qt", ["D 1", "OK"]) : { stdout: "1\n" };
    const environment = { DISPLAY: ":1", PATH: "/usr/bin", AWSMFA_CODE: "492039" };
    const { ports, ran, debug } = desktop([program], [act], { environment });
    expect(await askByDialog(ASKED, ports)).toEqual({ text: "1" });
    const { mayAsk, environment: given, stderr, limit } = ran[0] as Invocation;
    // It has no terminal, no code of ours, and no way to keep the stderr of ours.
    expect([mayAsk, given, stderr]).toEqual([
      false,
      { DISPLAY: ":1", PATH: "/usr/bin" },
      program === "pinentry-qt" ? "dropped" : "collected",
    ]);
    expect(limit).toBeGreaterThanOrEqual(300_000);
    expect(debug).toEqual([`dialog by /usr/bin/${program}: answered`]);
  });
});
