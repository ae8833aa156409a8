import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sh } from "../../src/shells/sh.ts";

const KEY = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const TOKEN = "FwoGZXIvYXdzEXAMPLE//////////wEaDH+x/y0=+a==";
const TIME = "2030-01-01T00:00:00Z";

/** Values that people have. */
const ORDINARY = [
  KEY,
  SECRET,
  TOKEN,
  TIME,
  "us-west-2",
  "https://localhost:4566/",
  "a b c",
  "50%,@x",
  "büro",
];

/** Values that try to become something else on their way. */
const NASTY = [
  "",
  " ",
  "  ",
  "a  b",
  " a",
  "a ",
  "\t",
  "a\tb",
  "\n",
  "a\n",
  "a\n\n\n",
  "\na",
  "a\n \nb",
  "a\r\n",
  "x\n",
  "-n",
  "-e",
  "--",
  "-v x",
  "-v*",
  "-*",
  "--  ",
  "- -",
  "~",
  "~root",
  "a:~",
  "a ~ ~root",
  "=ls",
  "=nosuchcommand",
  "a =ls =nosuchcommand",
  "*",
  "?",
  "[a-z]*",
  "[",
  "a[b",
  "[!a]",
  "a*",
  "** *",
  "{a,b}",
  "a{1..3}",
  "@(a|b)",
  "+(a)",
  "!(a)",
  "a#b",
  "# a",
  "a^b",
  "a~b",
  "<1-9>",
  "!",
  "!!",
  "!ls",
  "a!b!",
  "'",
  "''",
  "'a'",
  '"',
  'it\'s "it"',
  "\\",
  "\\\\",
  "a\\",
  "\\n",
  "\\040",
  "\\c",
  "a\\\nb",
  "%",
  "%%",
  "%s",
  "%d x",
  "% ",
  "$HOME",
  "${HOME}",
  "$(echo a)",
  "$'a'",
  "`echo a`",
  ";",
  "a; false;",
  "a && b || c",
  "a & b",
  "(a)",
  "<a >b",
  "é",
  "ā È ё",
  "日本語",
  "🔑",
  "🔑 \t🔑\n",
  "e\u0301",
  "\u00a0",
  "a\u3000b",
  "\u202ea",
  "\ufeff",
  "\ue000\uf6ff",
  "\u0001\u0007\u007f\u0080\u0085\u009f",
  "\u001b[31m",
  "0 1",
  " 1",
  "\t7",
];

const ALL = [...ORDINARY, ...NASTY];

/** The shells, each with how it starts without the person's own files. */
const SHELLS: readonly (readonly [string, ...string[]])[] = [
  ["sh"],
  ["bash", "--norc", "--noprofile"],
  ["dash"],
  ["zsh", "-f"],
  ["ksh93"],
  ["mksh"],
  ["yash", "--norcfile"],
  ["busybox", "sh"],
];

const has = (shell: string): boolean => spawnSync(shell, ["--help"]).error === undefined;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "awsmfa-sh-"));
  // Names that a pattern in the text would find.
  for (const name of [
    "a",
    "b",
    "aZ",
    "ab",
    "ls",
    "V0='a';",
    "V9='aZ';",
    "040",
    "x y",
    "-n",
    "printf",
  ]) {
    writeFileSync(join(folder, name), "");
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `script` in the folder and gives back what it printed, both streams. */
function run(command: readonly string[], script: string, locale = "C.UTF-8") {
  const [program, ...options] = command;
  const done = spawnSync(program!, [...options, "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: "/home/me", LC_ALL: locale, GONE: "1", KEPT: "1" },
    timeout: 30_000,
  });
  return { printed: done.stdout, complaints: done.stderr };
}

const UNQUOTED = "eval $(cat text)";

/** What the values have become once the shell has run the text; `before` is run first. */
function through(
  command: readonly string[],
  values: readonly string[],
  { before = ":", way = UNQUOTED, locale = "C.UTF-8" } = {},
): (string | undefined)[] {
  const text = sh.say([
    { unset: "GONE" },
    ...values.map((value, index) => ({ set: `V${index}`, value })),
    { unset: "NEVER_SET" },
  ]);
  writeFileSync(join(folder, "text"), text);
  const script = `${before}\n${way}\nSTATUS=$?; export STATUS; env -0; true`;
  const { printed, complaints } = run(command, script, locale);
  const environment = new Map(
    printed
      .split("\0")
      .map((entry) => [entry.split("=", 1)[0], entry.slice(entry.indexOf("=") + 1)]),
  );
  expect({
    complaints,
    status: environment.get("STATUS"),
    gone: environment.get("GONE"),
    kept: environment.get("KEPT"),
  }).toEqual({ complaints: "", status: "0", gone: undefined, kept: "1" });
  return values.map((_, index) => environment.get(`V${index}`));
}

describe.each(SHELLS.map((command) => [command[0], command] as const))("%s", (name, command) => {
  const test = it.skipIf(!has(name));
  const title = (text: string): string => `${text} (needs ${name})`;

  test.each([
    ["unquoted", UNQUOTED],
    ["quoted", 'eval "$(cat text)"'],
    ["by back-quotes", "eval `cat text`"],
    ["from a file", ". ./text"],
    ["from stdin", ". /dev/stdin < text"],
  ])(title("takes every value %s"), (_, way) => {
    expect(through(command, ALL, { way })).toEqual(ALL);
  });

  test.each(["set -u", "set -e", "set -f", "set -eu", "IFS=", "IFS='\n'", "IFS=' '", "unset IFS"])(
    title("takes every value after %j"),
    (before) => {
      expect(through(command, ALL, { before })).toEqual(ALL);
    },
  );

  test(title("takes every value in the C locale"), () => {
    // yash itself refuses what its locale does not know.
    const values = name === "yash" ? ALL.filter((value) => /^[ -~\n\t]*$/.test(value)) : ALL;
    expect(through(command, values, { locale: "C" })).toEqual(values);
  });

  // A separator among the characters of a plain value is beyond us when the eval is unquoted.
  test.each([
    ["IFS=:", [KEY, SECRET, TOKEN, "us-west-2", "a  :b", "a*:"]],
    ["IFS=,", [KEY, SECRET, TOKEN, TIME, "us-west-2", "a  ,b", "a*,"]],
    ["IFS=/", [KEY, TIME, "us-west-2", "a b"]],
    ["IFS='|;&!#~'", ORDINARY],
  ])(title("takes keys after %j"), (before, values) => {
    expect(through(command, values, { before })).toEqual(values);
    expect(through(command, ALL, { before, way: 'eval "$(cat text)"' })).toEqual(ALL);
  });

  test(title("takes whatever there is"), () => {
    const nasty = fc.constantFrom(..." \t\n\r'\"\\`$*?[]{}()~=!#%&;|<>^-,x0é🔑");
    const value = fc.oneof(
      fc.string({ unit: nasty, maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: "binary-ascii", maxLength: 12 }),
    );
    const environment = fc.array(
      value.map((text) => text.replaceAll("\0", "")),
      { minLength: 1, maxLength: 200, size: "max" },
    );
    fc.assert(
      fc.property(environment, (values) => {
        expect(through(command, values)).toEqual(values);
      }),
      { numRuns: 5 },
    );
  });

  test.each(["eval $(cat text)", 'eval "$(cat text)"', ". ./text", "eval `cat text`"])(
    title("hears of a failure from %s"),
    (way) => {
      writeFileSync(join(folder, "text"), sh.fail(3));
      expect(run(command, `${way} || echo failed:$?`)).toEqual({
        printed: "failed:3\n",
        complaints: "",
      });
      expect(run(command, `set -e; ${way}; echo went on`)).toEqual({ printed: "", complaints: "" });
    },
  );
});

describe("options of bash", () => {
  it
    .skipIf(!has("bash"))
    .each([
      "shopt -s nullglob",
      "shopt -s failglob",
      "shopt -s nullglob extglob dotglob nocaseglob globstar",
      "shopt -s failglob extglob",
      "set -o posix",
      "set -o history; set -H",
    ])("takes every value after %s (needs bash)", (before) => {
    expect(through(["bash", "--norc"], ALL, { before })).toEqual(ALL);
  });
});

describe("options of zsh", () => {
  it
    .skipIf(!has("zsh"))
    .each([
      "setopt sh_word_split",
      "setopt glob_subst",
      "setopt glob_subst extended_glob",
      "setopt glob_subst extended_glob null_glob",
      "setopt glob_subst ksh_glob brace_ccl magic_equal_subst",
      "setopt glob_subst csh_null_glob sh_file_expansion",
      "setopt nomatch bang_hist rc_quotes",
      "setopt interactive_comments csh_junkie_quotes csh_junkie_history",
      "emulate sh",
      "emulate ksh",
      "emulate csh",
    ])("takes every value after %s (needs zsh)", (before) => {
    expect(through(["zsh", "-f"], ALL, { before })).toEqual(ALL);
  });
});

describe("options of ksh", () => {
  it.skipIf(!has("ksh93")).each(["set -o noglob", "set -o globstar", "set -B"])(
    "takes every value after %s (needs ksh93)",
    (before) => {
      expect(through(["ksh93"], ALL, { before })).toEqual(ALL);
    },
  );
});

describe("the text", () => {
  it.each([
    ["a key", KEY, `export A='${KEY}';\n`],
    ["a secret", SECRET, `export A='${SECRET}';\n`],
    ["a token", TOKEN, `export A='${TOKEN}';\n`],
    [
      "an address",
      "https://sts.us-west-2.amazonaws.com",
      "export A='https://sts.us-west-2.amazonaws.com';\n",
    ],
    ["a path with a blank", "/Users/me/My Certs/ca.pem", "export A='/Users/me/My Certs/ca.pem';\n"],
    ["nothing", "", "export A='';\n"],
    ["a name with an umlaut", "büro", "export A='büro';\n"],
    ["two blanks", "a  b", "export A=\"`printf 'a\\040\\040b'`\";\n"],
    ["a percent sign among others", "5%*", "export A=\"`printf '5\\045\\052'`\";\n"],
    ["bytes of UTF-8", "ü*", "export A=\"`printf '\\303\\274\\052'`\";\n"],
    ["a line end at the end", "a\n", 'export A="`printf \'a\\012x\'`"; A="${A%x}";\n'],
  ])("of %s", (_, value, text) => {
    expect(sh.say([{ set: "A", value }])).toBe(text);
  });

  it("has a line a statement", () => {
    const text = sh.say([{ set: "A", value: "1" }, { unset: "B" }, { set: "C", value: "\n\n" }]);
    expect(text.split("\n").map((line) => line.slice(0, 9))).toEqual([
      "export A=",
      "unset B;",
      "export C=",
      "",
    ]);
  });

  it("of nothing is empty", () => {
    expect(sh.say([])).toBe("");
  });

  it("of a failure is one statement", () => {
    expect(sh.fail(130)).toBe("(exit 130);\n");
  });

  it("keeps terminal control characters off the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const text = sh.say([{ set: "A", value: value.replaceAll("\0", "") }]);
        expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
