import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { elvish } from "../../src/shells/elvish.ts";
import type { Shell } from "../../src/shells/shell.ts";
import { tcsh } from "../../src/shells/tcsh.ts";
import { which } from "../support/tools.ts";

const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
const VALUES = [
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "FwoGZXIvYXdzEXAMPLE//////////wEaDH+x/y0=+a==",
  "",
  " ",
  "a  b",
  "a\tb",
  "-n",
  "~root",
  "*",
  "/*",
  "[a]",
  "{a,b}",
  "it's",
  "a\\",
  "!!",
  "a!b",
  "$HOME",
  "`id`",
  "$(id)",
  "; false",
  "%d",
  "é 日本語 🔑",
  "\x01\x1b\x7f",
  ASCII,
  ...ASCII,
];

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "awsmfa-shells-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the text by the person's line, then a command; the shell's output and status. */
function told(shell: Shell, text: string, then: string): { output: string; status: number | null } {
  const file = join(folder, "text");
  writeFileSync(file, text);
  const flags = shell.name === "tcsh" ? ["-f"] : ["-norc"];
  const words = [...flags, "-c", `${shell.line(`cat ${file}`)}\n${then}`];
  const env = { PATH: process.env["PATH"], HOME: folder, LC_ALL: "C.UTF-8", GONE: "here" };
  const { stdout, status } = spawnSync(shell.name, words, { encoding: "utf8", env, cwd: folder });
  return { output: stdout, status };
}

describe.each([tcsh, elvish])("$name", (shell) => {
  const real = it.skipIf(which(shell.name) === undefined);

  real.each(VALUES)(`gives %j to ${shell.name}'s children`, (value) => {
    const { output } = told(shell, shell.say([{ set: "A", value }]), "env printenv A");
    expect(output).toBe(`${value}\n`);
  });

  real(`takes a variable away, one after the other (${shell.name})`, () => {
    const text = shell.say([{ unset: "GONE" }, { set: "A", value: "a *" }, { unset: "NEVER_SET" }]);
    const { output, status } = told(shell, text, "sh -c 'echo \"$A ${GONE-gone}\"'");
    expect({ output, status }).toEqual({ output: "a * gone\n", status: 0 });
  });

  real(`fails where the program failed (${shell.name})`, () => {
    expect(told(shell, shell.fail(3), shell.name === "tcsh" ? "exit $status" : "echo on")).toEqual({
      output: "",
      status: shell.name === "tcsh" ? 3 : 2,
    });
  });
});

describe("a line end", () => {
  it.each(["a\nb", "a\r\n"])("in %j is refused for tcsh, with what to type", (value) => {
    expect(() => tcsh.say([{ set: "A", value }])).toThrow(
      expect.objectContaining({
        code: "bad-setting",
        message: "A cannot be exported to tcsh: its value holds a line end",
        hint: "use another shell or format: awsmfa env --shell json",
      }),
    );
  });

  it.skipIf(which("elvish") === undefined)("comes through in elvish", () => {
    const { output } = told(elvish, elvish.say([{ set: "A", value: "a\n\nb" }]), "env printenv A");
    expect(output).toBe("a\n\nb\n");
  });
});
