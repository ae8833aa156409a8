import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cmd } from "../../src/shells/cmd.ts";
import { powershell } from "../../src/shells/powershell.ts";
import type { Shell, Statement } from "../../src/shells/shell.ts";
import { ALL, KEY, SECRET, TIME, TOKEN, anyEnvironment } from "../support/awkward.ts";

/** The shells that no test can run: their texts are held by files, and by readers of what Microsoft documents. */

const golden = (name: string): string =>
  readFileSync(new URL(`../fixtures/shells/${name}`, import.meta.url), "utf8");
const set = (name: string, value: string): Statement => ({ set: name, value });
const statements = (bundle: string, url: string, saved: string, session: string): Statement[] => [
  { unset: "AWS_PROFILE" },
  set("AWS_ACCESS_KEY_ID", KEY.replace("AKIA", "ASIA")),
  set("AWS_SECRET_ACCESS_KEY", SECRET),
  set("AWS_SESSION_TOKEN", TOKEN),
  set("AWS_CREDENTIAL_EXPIRATION", TIME),
  set("AWS_CA_BUNDLE", bundle),
  set("AWS_ENDPOINT_URL", url),
  set("AWSMFA_SAVED", saved),
  set("AWSMFA_SESSION", session),
];
const SAVED = "AWS_PROFILE=b%C3%BCro+AWS_ACCESS_KEY_ID";
const valueOf = (shell: Shell, value: string): string => shell.say([set("A", value)]);

describe("powershell", () => {
  it("says a session", () => {
    const text = powershell.say(
      statements(
        "C:\\Program Files\\it's $env:PATH\\%TEMP%\\[a]*?&|<>^!.pem",
        ' "a`n"  ;{b}#c@(d) ',
        SAVED,
        "büro ’n’🔑\r\nx",
      ),
    );
    expect(text).toBe(golden("powershell.ps1"));
  });

  it.each([
    ["nothing", "", "''"],
    ["a quote", "it's", "'it''s'"],
    [
      "quotes of typographers",
      "‘’‚‛",
      "'' + [char]0x2018 + [char]0x2019 + [char]0x201a + [char]0x201b",
    ],
    ["a line end", "a\nb", "'a' + [char]0x000a + 'b'"],
    ["what begins beyond ASCII", "é", "'' + [char]0x00e9"],
    ["a dollar", "$HOME `n", "'$HOME `n'"],
  ])("quotes %s", (_, value, quoted) => {
    expect(valueOf(powershell, value)).toBe(`$env:A = ${quoted}\n`);
  });

  /** By about_Quoting_Rules and about_Operators: a text, joined with characters by their UTF-16 units. */
  function read(text: string): string {
    expect(text).toMatch(
      /^\$env:A = '(?:[ -&(-~]|'')*'(?: \+ (?:\[char\]0x[0-9a-f]{4}|'(?:[ -&(-~]|'')*'))*\n$/,
    );
    const parts =
      text.slice("$env:A = ".length, -1).match(/\[char\]0x[0-9a-f]{4}|'(?:[^']|'')*'/g) ?? [];
    return parts
      .map((part) =>
        part.startsWith("'")
          ? part.slice(1, -1).replaceAll("''", "'")
          : String.fromCharCode(Number.parseInt(part.slice(-4), 16)),
      )
      .join("");
  }

  it.each(ALL)("says %j, in ASCII", (value) => {
    expect(read(valueOf(powershell, value))).toBe(value);
  });

  it("says whatever there is", () => {
    const environments = fc.property(anyEnvironment(), (values) => {
      expect(values.map((value) => read(valueOf(powershell, value)))).toEqual(values);
    });
    fc.assert(environments, { numRuns: 20 });
  });

  it("is told of a failure by an error that ends the statement, and by the status", () => {
    expect(powershell.fail(3)).toBe(
      "$global:LASTEXITCODE = 3; throw 'awsmfa env failed with status 3'\n",
    );
  });

  it("has a line of its own", () => {
    expect(powershell.line("awsmfa env")).toBe("awsmfa env | Invoke-Expression");
  });

  it("runs nothing where there is nothing to say", () => {
    expect(powershell.say([])).toBe("");
  });
});

describe("cmd", () => {
  it("says a session", () => {
    const bundle = "C:\\Program Files\\it's %TEMP%\\[a]*?&|<>^(.pem";
    const text = cmd.say(statements(bundle, " 'a'  ;{b}#c@(d) ", SAVED, "work"));
    expect(text).toBe(golden("cmd.txt"));
  });

  it.each(ALL)("says %j as it is, or not at all", (value) => {
    const said = /^[\t !#-~]*$/.test(value);
    if (said) expect(valueOf(cmd, value)).toBe(`set "A=${value}"\ncd .\n`);
    else expect(() => valueOf(cmd, value)).toThrow("A cannot be exported to cmd: its value holds ");
  });

  it.each([
    ["a\nb", "a line end"],
    ["a\rb", "a line end"],
    ['a"b', "a double quote"],
    ["büro", "more than ASCII"],
    ["a\x1ab", "more than ASCII"],
  ])("refuses %j, with what to type", (value, what) => {
    expect(() => valueOf(cmd, value)).toThrow(
      expect.objectContaining({
        code: "bad-setting",
        message: `A cannot be exported to cmd: its value holds ${what}`,
        hint: "use another shell or format: awsmfa env --shell json",
      }),
    );
  });

  it("is told of a failure by a program's status, which for does not tell", () => {
    expect(cmd.fail(3)).toBe("cmd /c exit 3\n");
  });

  it("has a line of its own, with quotes that cmd knows", () => {
    expect(cmd.line("awsmfa env --profile 'my own'")).toBe(
      `for /f "delims=" %i in ('awsmfa env --profile "my own"') do @%i`,
    );
  });

  it("runs nothing where there is nothing to say", () => {
    expect(cmd.say([])).toBe("");
  });
});
