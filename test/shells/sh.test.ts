import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sh } from "../../src/shells/sh.ts";
import {
  ALL,
  AWKWARD,
  KEY,
  ORDINARY,
  SECRET,
  TIME,
  TOKEN,
  anyEnvironment,
} from "../support/awkward.ts";
import { POSIX_SHELLS, type Telling, type TestShell, useRealShells } from "../support/shell.ts";

const real = useRealShells();

const through = (shell: TestShell, values: readonly string[], telling?: Telling) =>
  real.through(shell, sh, values, telling);

describe.each(POSIX_SHELLS)("$name", (shell) => {
  const { name } = shell;
  const test = it.skipIf(shell.missing);
  const title = (text: string): string => `${text} (needs ${name})`;

  test.each([
    ["unquoted", "eval $(cat text)"],
    ["quoted", 'eval "$(cat text)"'],
    ["by back-quotes", "eval `cat text`"],
    ["from a file", ". ./text"],
    ["from stdin", ". /dev/stdin < text"],
  ])(title("takes every value %s"), (_, way) => {
    expect(through(shell, AWKWARD, { way })).toEqual(AWKWARD);
  });

  test(title("takes every character"), () => {
    expect(through(shell, ALL)).toEqual(ALL);
  });

  test.each(["set -u", "set -e", "set -f", "set -eu", "IFS=", "IFS='\n'", "IFS=' '", "unset IFS"])(
    title("takes every value after %j"),
    (before) => {
      expect(through(shell, AWKWARD, { before })).toEqual(AWKWARD);
    },
  );

  test(title("takes every value in the C locale"), () => {
    // yash itself refuses what its locale does not know.
    const values =
      name === "yash" ? AWKWARD.filter((value) => /^[ -~\n\t]*$/.test(value)) : AWKWARD;
    expect(through(shell, values, { locale: "C" })).toEqual(values);
  });

  // A separator among the characters of a plain value is beyond us when the eval is unquoted.
  test.each([
    ["IFS=:", [KEY, SECRET, TOKEN, "us-west-2", "a  :b", "a*:"]],
    ["IFS=,", [KEY, SECRET, TOKEN, TIME, "us-west-2", "a  ,b", "a*,"]],
    ["IFS=/", [KEY, TIME, "us-west-2", "a b"]],
    ["IFS='|;&!#~'", ORDINARY],
  ])(title("takes keys after %j"), (before, values) => {
    expect(through(shell, values, { before })).toEqual(values);
    expect(through(shell, AWKWARD, { before, way: 'eval "$(cat text)"' })).toEqual(AWKWARD);
  });

  test(title("takes whatever there is"), () => {
    fc.assert(
      fc.property(anyEnvironment(), (values) => {
        expect(through(shell, values)).toEqual(values);
      }),
      { numRuns: 5 },
    );
  });

  test.each(["eval $(cat text)", 'eval "$(cat text)"', ". ./text", "eval `cat text`"])(
    title("hears of a failure from %s"),
    (way) => {
      const failed = real.run(shell, sh.fail(3), `${way} || echo failed:$?`);
      expect(failed).toEqual({ printed: "failed:3\n", complaints: "", status: 0 });
      const ended = real.run(shell, sh.fail(3), `set -e; ${way}; echo went on`);
      expect(ended).toEqual({ printed: "", complaints: "", status: 3 });
    },
  );
});

const named = (name: string) => POSIX_SHELLS.find((shell) => shell.name === name)!;
const [BASH, ZSH, KSH] = [named("bash"), named("zsh"), named("ksh93")];
const inBash = it.skipIf(BASH.missing);
const inZsh = it.skipIf(ZSH.missing);
const inKsh93 = it.skipIf(KSH.missing);

describe("options of bash", () => {
  inBash.each([
    "shopt -s nullglob",
    "shopt -s failglob",
    "shopt -s nullglob extglob dotglob nocaseglob globstar",
    "shopt -s failglob extglob",
    "set -o posix",
    "set -o history; set -H",
  ])("takes every value after %s (needs bash)", (before) => {
    expect(through(BASH, AWKWARD, { before })).toEqual(AWKWARD);
  });
});

describe("options of zsh", () => {
  inZsh.each([
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
    expect(through(ZSH, AWKWARD, { before })).toEqual(AWKWARD);
  });
});

describe("options of ksh", () => {
  inKsh93.each(["set -o noglob", "set -o globstar", "set -B"])(
    "takes every value after %s (needs ksh93)",
    (before) => {
      expect(through(KSH, AWKWARD, { before })).toEqual(AWKWARD);
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
