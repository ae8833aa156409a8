import { describe, expect, it } from "vitest";
import type { Dialog, DialogQuestion } from "../../src/dialogs/dialog.ts";
import { kdialog } from "../../src/dialogs/kdialog.ts";
import { osascript } from "../../src/dialogs/osascript.ts";
import { pinentry } from "../../src/dialogs/pinentry.ts";
import { powershell } from "../../src/dialogs/powershell.ts";
import { zenity } from "../../src/dialogs/zenity.ts";
import type { Invocation } from "../../src/ports-run.ts";
import { type Act, desktop, pinentry as fakePinentry } from "../support/dialogs.ts";

/** What each program is told and what its end means. Real ones are met in `test/e2e/dialogs.test.ts`. */

const QUESTION: DialogQuestion = {
  message: 'code for a_b\\n <b>"$x" & 100%\'',
  objection: undefined,
  hidden: false,
  signal: undefined,
};

/** The answer of a dialog whose program acts so, and the invocation. */
async function asked(dialog: Dialog, act: Act, other: Partial<DialogQuestion> = {}) {
  const { ports, ran } = desktop([], [act]);
  const answer = await dialog.ask("/bin/program", { ...QUESTION, ...other }, ports);
  return { answer, invocation: ran[0] as Invocation };
}

function wordsOf({ command }: Invocation): readonly string[] {
  return typeof command === "string" ? [command] : command.slice(1);
}

/** The words of the command line. */
async function words(dialog: Dialog, other: Partial<DialogQuestion> = {}) {
  const { invocation } = await asked(dialog, {}, other);
  return wordsOf(invocation);
}

const TYPED = { stdout: "492 039\n" };
const NOT_ITSELF = [
  [{ why: "limit", status: undefined }, { why: "limit" }],
  [{ why: "missing", status: undefined }, { why: "unopened" }],
  [{ why: "overflow", status: undefined }, { why: "unopened" }],
  [{ why: "cancelled", status: undefined }, { why: "unopened" }],
] as const satisfies [Act, unknown][];

describe("what the end of a program means", () => {
  it.each<[Dialog, [Act, unknown][]]>([
    [
      zenity,
      [
        [{ status: 1 }, { why: "cancelled" }],
        [{ status: 1, stderr: "Gtk-WARNING: a theme is missing" }, { why: "cancelled" }],
        [{ status: 1, stderr: "cannot open display: :9" }, { why: "unopened" }],
        [{ status: 1, stderr: "Failed to open display" }, { why: "unopened" }],
        [{ status: 5 }, { why: "limit" }],
        [{ status: 255 }, { why: "unopened" }],
      ],
    ],
    [
      kdialog,
      [
        [{ status: 1 }, { why: "cancelled" }],
        [{ status: undefined, killedBy: "SIGABRT" }, { why: "unopened" }],
        [{ status: 134 }, { why: "unopened" }],
      ],
    ],
    [
      osascript,
      [
        [{ status: 1, stderr: "execution error: User canceled. (-128)\n" }, { why: "cancelled" }],
        [
          { status: 1, stderr: "execution error: No user interaction allowed. (-1713)\n" },
          { why: "unopened" },
        ],
        [{ status: 1, stderr: "0:9: execution error: gave up (1)\n" }, { why: "limit" }],
      ],
    ],
    [
      powershell,
      [
        [{ status: 10 }, { why: "cancelled" }],
        [{ status: 11 }, { why: "unopened" }],
        [{ status: 1 }, { why: "unopened" }],
        [{ stdout: "492 039\r\n" }, { text: "492 039" }],
      ],
    ],
  ])("$name", async (dialog, ends) => {
    const all: [Act, unknown][] = [
      [TYPED, { text: "492 039" }],
      [{ stdout: "\n" }, { text: "" }],
      [{ stdout: " a b \n" }, { text: " a b " }],
      ...NOT_ITSELF,
      ...ends,
    ];
    for (const [act, expected] of all)
      expect([act, (await asked(dialog, act)).answer]).toEqual([act, expected]);
  });
});

describe("text as a program shows it", () => {
  it("zenity: shortcuts and what C would make of a backslash", async () => {
    const text = '--text=code for a__b\\\\n <b>"$x" & 100%\'';
    expect(await words(zenity)).toEqual(["--entry", "--title=awsmfa", "--timeout=300", text]);
    expect(await words(zenity, { hidden: true })).toContain("--hide-text");
  });
  it("kdialog: rich text, and shortcuts but in the dialog for passwords", async () => {
    const html = (ampersand: string): string =>
      `<qt>code for a_b\\\\n &lt;b&gt;"$x" ${ampersand} 100%'</qt>`;
    expect(await words(kdialog)).toEqual(["--title", "awsmfa", "--inputbox", html("&amp;&amp;")]);
    expect((await words(kdialog, { hidden: true })).slice(2)).toEqual([
      "--password",
      html("&amp;"),
    ]);
  });
  it("osascript: an argument, not script", async () => {
    const said = await words(osascript, { objection: "-e" });
    expect(said.slice(-2)).toEqual([`-e\n\n${QUESTION.message}`, "shown"]);
    expect((await words(osascript, { hidden: true })).at(-1)).toBe("hidden");
    expect(said.slice(0, -2).join(" ")).not.toContain("code for");
  });
  it("PowerShell: by the environment, not script", async () => {
    const { invocation } = await asked(powershell, TYPED, { objection: "no", hidden: true });
    expect(invocation.environment).toMatchObject({
      AWSMFA_DIALOG_TEXT: `no\r\n\r\n${QUESTION.message}`,
      AWSMFA_DIALOG_HIDDEN: "1",
    });
    expect(wordsOf(invocation).join(" ")).not.toContain("code for");
    // Quoted by Node for CommandLineToArgvW; PowerShell takes what is left as it is.
    expect(invocation.command.at(-1)).not.toContain('"');
  });
});

describe("pinentry", () => {
  const told = async (end: string[], other: Partial<DialogQuestion> = {}, flavour = "gtk2") => {
    const heard: string[] = [];
    const act = fakePinentry(flavour, end, heard);
    return { ...(await asked(pinentry, act, other)), heard };
  };

  it("is asked in its own words, percent encoded, and told goodbye", async () => {
    const { heard, answer, invocation } = await told(["D 492 039", "OK"], {
      message: "MFA code for jane (100%)\nof work",
      objection: "no\nnot that",
    });
    expect(heard).toEqual([
      "GETINFO flavor",
      "OPTION no-grab",
      "SETTITLE awsmfa",
      "SETDESC MFA code for jane (100%25)%0Aof work",
      "SETPROMPT Code:",
      "SETERROR no%0Anot that",
      "SETTIMEOUT 300",
      "GETPIN",
      "BYE",
    ]);
    expect([answer, invocation.command]).toEqual([{ text: "492 039" }, ["/bin/program"]]);
  });
  it.each<[string, string[], unknown]>([
    ["nothing typed", ["OK"], { text: "" }],
    ["percent and more", ["D 100%25%0D%0Aä", "OK"], { text: "100%\r\nä" }],
    ["data in two lines", ["D cor", "D rect", "OK"], { text: "correct" }],
    ["a status before", ["S PASSWORD_FROM_CACHE", "# hm", "D a", "OK"], { text: "a" }],
    ["closed", ["ERR 83886179 Operation cancelled <Pinentry>"], { why: "cancelled" }],
    ["closed for good", ["ERR 83886278 Operation fully cancelled"], { why: "cancelled" }],
    ["nobody there", ["ERR 83886142 Timeout <Pinentry>"], { why: "limit" }],
    [
      "no terminal",
      ["S ERROR curses.open_tty_for_read 83918950", "ERR 83918950"],
      { why: "unopened" },
    ],
    ["gone without a word", [], { why: "unopened" }],
  ])("answers: %s", async (_, end, expected) => {
    expect((await told(end)).answer).toEqual(expected);
  });
  it.each(["curses", "tty", "gtk2:curses", "gnome3:curses"])(
    "is no window where its flavour is %s",
    async (flavour) => {
      const { answer, heard } = await told(["D secret", "OK"], {}, flavour);
      expect([answer, heard]).toEqual([{ why: "unopened" }, ["GETINFO flavor", "BYE"]]);
    },
  );
  it.each(["gtk2", "qt", "gnome3", "mac"])("is one where it is %s", async (flavour) => {
    expect((await told(["D a", "OK"], {}, flavour)).answer).toEqual({ text: "a" });
  });
  it("goes on where it does not know a command", async () => {
    const act: Act = ({ reply }) => {
      for (const line of ["OK", "ERR 536871187 Unknown IPC command", ...Array(5).fill("ERR 1")])
        reply?.(line);
      reply?.("D a");
      reply?.("OK");
      return {};
    };
    expect((await asked(pinentry, act)).answer).toEqual({ text: "a" });
  });
  it("that does not close in time is ended", async () => {
    const act: Act = { why: "limit", status: undefined };
    expect((await asked(pinentry, act)).answer).toEqual({ why: "limit" });
  });
  it.each([
    ["New passphrase for the age file", "Passphrase:"],
    ["Password of the OATH application", "Password:"],
    ["What is it", "Answer:"],
  ])("has a label for its field: %s", async (message, label) => {
    expect((await told(["OK"], { message })).heard).toContain(`SETPROMPT ${label}`);
  });
});
