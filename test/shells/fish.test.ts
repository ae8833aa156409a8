import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fish } from "../../src/shells/fish.ts";
import type { Statement } from "../../src/shells/shell.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

const VALUES = [
  "AKIAIOSFODNN7EXAMPLE",
  SECRET,
  "FwoGZXIvYXdzEXAMPLE//////////wEaDH+x/y0=+a==",
  "2030-01-01T00:00:00Z",
  "",
  " ",
  "a  b",
  "\t",
  "a\tb",
  "\n",
  "a\n",
  "a\n\n \nb",
  "a\r\n",
  "-n",
  "--",
  "~",
  "~root",
  "*",
  "?",
  "[a]",
  "{a,b}",
  "**",
  "'",
  "''",
  "it's",
  '"',
  "\\",
  "\\\\",
  "a\\",
  "\\'",
  "\\n",
  "%self",
  "%",
  "$HOME",
  "$$",
  "(echo a)",
  "$(echo a)",
  ";",
  "a; false",
  "a & b | c",
  "^",
  "<a >b",
  "# a",
  "!",
  "é",
  "ā È ё",
  "日本語",
  "🔑",
  "e\u0301",
  "\u00a0",
  "\u202ea",
  "\ufeff",
  "\ue000\uf600\uf6ff",
  "\u0001\u0007\u007f\u0080\u0085\u009f",
  "\u001b[31m",
  "\u0001a",
  "\n7f",
];

const has = spawnSync("fish", ["--version"]).error === undefined;
const test = it.skipIf(!has);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "awsmfa-fish-"));
  for (const name of ["a", "b", "aZ", "x y", "-n"]) writeFileSync(join(folder, name), "");
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `script` in the folder, whose file `text` holds the text; universal variables last as long as the folder. */
function run(text: string, script: string, locale = "C.UTF-8") {
  writeFileSync(join(folder, "text"), text);
  const done = spawnSync("fish", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, "config"),
      XDG_DATA_HOME: join(folder, "data"),
      LC_ALL: locale,
      GONE: "1",
      KEPT: "1",
    },
    timeout: 30_000,
  });
  return { printed: done.stdout, complaints: done.stderr };
}

/** What the values have become once fish has run the text. */
function through(values: readonly string[], way: string, locale?: string): (string | undefined)[] {
  const text = fish.say([
    { unset: "GONE" },
    ...values.map((value, index) => ({ set: `V${index}`, value })),
    { unset: "NEVER_SET" },
  ]);
  const { printed, complaints } = run(text, `${way}; set -gx STATUS $status; env -0`, locale);
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

const WAYS = [
  "cat text | source",
  "eval (cat text)",
  "source text",
  "set -g IFS ''; eval (cat text)",
];

describe("fish", () => {
  test.each(WAYS)("takes every value by %s (needs fish)", (way) => {
    expect(through(VALUES, way)).toEqual(VALUES);
  });

  test("takes every value in the C locale (needs fish)", () => {
    expect(through(VALUES, "cat text | source", "C")).toEqual(VALUES);
  });

  test.each(WAYS.slice(0, 2))("takes whatever there is by %s (needs fish)", (way) => {
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
        expect(through(values, way)).toEqual(values);
      }),
      { numRuns: 5 },
    );
  });

  test.each(WAYS)("hears of a failure by %s (needs fish)", (way) => {
    const heard = run(fish.fail(3), `${way}; or echo failed:$status; echo went on`);
    expect(heard).toEqual({ printed: "failed:3\nwent on\n", complaints: "" });
  });

  test("ends with status 0 whatever its last statement is (needs fish)", () => {
    const after = (statements: readonly Statement[]) =>
      run(fish.say(statements), "cat text | source; echo $status").printed;
    expect(after([{ unset: "NEVER_SET" }])).toBe("0\n");
    expect(after([{ unset: "GONE" }])).toBe("0\n");
    expect(after([{ set: "A", value: "" }])).toBe("0\n");
    expect(after([])).toBe("0\n");
  });

  test("hides a universal variable behind the one that it sets (needs fish)", () => {
    const said = run(
      fish.say([{ set: "UNI", value: "new" }]),
      "set -Ux UNI old; cat text | source; env | grep UNI=; set -e -g UNI; echo $UNI; set -e -U UNI",
    );
    expect(said).toEqual({ printed: "UNI=new\nold\n", complaints: "" });
  });

  test("leaves a universal variable alone and says so (needs fish)", () => {
    const said = run(
      fish.say([{ unset: "UNI" }]),
      "set -Ux UNI old; set -gx UNI new; cat text | source; echo $status $UNI; set -e -U UNI",
    );
    expect(said).toEqual({
      printed: "0 old\n",
      complaints:
        "awsmfa: warning: UNI stays set, it is a universal variable; to remove it, type: set -e -U UNI\n",
    });
  });

  test("says nothing of a universal variable that programs do not see (needs fish)", () => {
    const said = run(
      fish.say([{ unset: "UNI" }]),
      "set -Uu UNI old; cat text | source; set -e -U UNI",
    );
    expect(said).toEqual({ printed: "", complaints: "" });
  });
});

describe("the text for fish", () => {
  it.each([
    ["a secret", SECRET, `set -gx A '${SECRET}';\n`],
    ["nothing", "", "set -gx A '';\n"],
    ["a quote", "it's", "set -gx A 'it\\'s';\n"],
    ["a backslash", "a\\", "set -gx A 'a\\\\';\n"],
    ["a line end", "a\n\tb", "set -gx A 'a'\\x0a\\x09'b';\n"],
  ])("of %s", (_, value, text) => {
    expect(fish.say([{ set: "A", value }])).toBe(text);
  });

  it("has a line a statement", () => {
    const text = fish.say([{ set: "A", value: "\n" }, { unset: "B" }]);
    expect(text.split("\n").map((line) => line.slice(0, 10))).toEqual([
      "set -gx A ",
      "set -e -g ",
      "",
    ]);
  });

  it("of a failure is one statement", () => {
    expect(fish.fail(130)).toBe("sh -c 'exit 130';\n");
  });
});
