import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fish } from "../../src/shells/fish.ts";
import type { Statement } from "../../src/shells/shell.ts";
import { ALL, SECRET, anyEnvironment } from "../support/awkward.ts";
import { FISH, useRealShells } from "../support/shell.ts";

const test = it.skipIf(FISH.missing);
const real = useRealShells();

/** With its configuration, which here is empty: without one fish keeps no universal variables. */
const CONFIGURED = { ...FISH, flags: [] };
const run = (text: string, script: string) => {
  const { printed, complaints } = real.run(CONFIGURED, text, script);
  return { printed, complaints };
};
const through = (values: readonly string[], way: string, locale?: string) =>
  real.through(CONFIGURED, fish, values, { way, ...(locale === undefined ? {} : { locale }) });

const WAYS = [
  "cat text | source",
  "eval (cat text)",
  "source text",
  "set -g IFS ''; eval (cat text)",
];

describe("fish", () => {
  test.each(WAYS)("takes every value by %s (needs fish)", (way) => {
    expect(through(ALL, way)).toEqual(ALL);
  });

  test("takes every value in the C locale (needs fish)", () => {
    expect(through(ALL, "cat text | source", "C")).toEqual(ALL);
  });

  test.each(WAYS.slice(0, 2))("takes whatever there is by %s (needs fish)", (way) => {
    fc.assert(
      fc.property(anyEnvironment(), (values) => {
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
