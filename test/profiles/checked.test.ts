import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../../src/errors.ts";
import { checkBytesAfterPut, checkBytesAfterRemove } from "../../src/profiles/bytes-check.ts";
import { checkedPut, checkedRemove } from "../../src/profiles/checked.ts";
import { checkMeaning, checkOthers, checkPut, checkRemove } from "../../src/profiles/checks.ts";
import { readIni, settingsOf } from "../../src/profiles/ini.ts";
import { readAgain } from "../../src/profiles/second-reader.ts";

/** Why a check refuses, without the words around it; `undefined` if it does not. */
function refusal(check: () => unknown): string | undefined {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code !== "unsafe-edit") throw error;
    return /failed: (.*); nothing was written$/.exec(error.message)?.[1] ?? error.message;
  }
  return undefined;
}

const BEFORE = "# c\n[p]\nx = 1\n\n[n]\na = 1\nu = 5\n# in\nb = 2\n\n[q]\ny = 1\n";
const WANTED = { put: new Map([["a", "9"]]), drop: ["b"] };
const GOOD = "# c\n[p]\nx = 1\n\n[n]\na = 9\nu = 5\n# in\n\n[q]\ny = 1\n";
const BYTES = "bytes of others would change";

describe("the bytes of others, after a put", () => {
  const bytes = (after: string, before: string | undefined = BEFORE) =>
    refusal(() =>
      checkBytesAfterPut(
        before === undefined ? before : readIni(before),
        readIni(after),
        "n",
        WANTED,
      ),
    );
  it.each<[string, string, string | undefined]>([
    ["a right edit", GOOD, undefined],
    ["a comment before the section", GOOD.replace("# c", "# d"), BYTES],
    ["a value before the section", GOOD.replace("x = 1", "x = 2"), BYTES],
    ["a line end after the section", GOOD.slice(0, -1), BYTES],
    ["a byte after the section", `${GOOD} `, BYTES],
    ["a comment inside", GOOD.replace("# in", "# on"), BYTES],
    ["a user's key inside", GOOD.replace("u = 5", "u=5"), BYTES],
    ["a user's key inside is gone", GOOD.replace("u = 5\n", ""), BYTES],
    ["a line added inside", GOOD.replace("u = 5", "u = 5\nv = 6"), BYTES],
    ["the header", GOOD.replace("[n]", "[n] "), BYTES],
    ["the section is gone", GOOD.replace("[n]", "[m]"), "it would not stand there once"],
    ["the section stands twice", `${GOOD}[n]\n`, "it would not stand there once"],
  ])("%s", (_, after, reason) => {
    expect(bytes(after)).toBe(reason);
  });

  it.each<[string, string | undefined, string, string | undefined]>([
    ["a right new section", "[p]\n", "[p]\n\n[n]\na = 9\n", undefined],
    ["a right new section below an unfinished line", "[p]", "[p]\n[n]\na = 9\n", undefined],
    ["a right new file", undefined, "[n]\na = 9\n", undefined],
    ["no line end before it", "[p]\n", "[p]\n[n]\na = 9\n", BYTES],
    ["two line ends before it", "[p]\n", "[p]\n\n\n[n]\na = 9\n", BYTES],
    ["a line end in a new file", undefined, "\n[n]\na = 9\n", BYTES],
    ["no line end in an empty file", "", "[n]\na = 9\n", BYTES],
    ["text behind it", "[p]\n", "[p]\n\n[n]\na = 9\n\n[q]\n", BYTES],
    ["a section behind it", "[p]\n", "[p]\n\n[n]\na = 9\n[q]\n", BYTES],
    ["more in it", "[p]\n", "[p]\n\n[n]\na = 9\nc = 1\n", BYTES],
    ["the text before it", "[p]\n", "[q]\n\n[n]\na = 9\n", BYTES],
  ])("%s", (_, before, after, reason) => {
    expect(
      refusal(() =>
        checkBytesAfterPut(
          before === undefined ? before : readIni(before),
          readIni(after),
          "n",
          WANTED,
        ),
      ),
    ).toBe(reason);
  });

  it("a line end below a finished line", () => {
    expect(bytes("[n]\nu = 5\n\na = 9\n", "[n]\nu = 5\n")).toBe(BYTES);
  });

  it.each<[string, string, string | undefined]>([
    ["a line end below an unfinished line", "[n]\nu = 5\na = 9\n", undefined],
    ["two line ends there", "[n]\nu = 5\n\na = 9\n", BYTES],
  ])("%s", (_, after, reason) => {
    expect(bytes(after, "[n]\nu = 5")).toBe(reason);
  });
});

describe("the bytes of others, after a removal", () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    ["a right removal", BEFORE, "# c\n[p]\nx = 1\n\n[q]\ny = 1\n", undefined],
    ["the line end may stay", BEFORE, "# c\n[p]\nx = 1\n\n\n[q]\ny = 1\n", undefined],
    ["a right removal of all", "[n]\na=1\n", undefined, undefined],
    ["nothing to remove", "[p]\n", "[p]\n", undefined],
    ["nothing to remove, yet changed", "[p]\n", "[p]", BYTES],
    ["two line ends are gone", BEFORE, "# c\n[p]\nx = 1\n[q]\ny = 1\n", BYTES],
    ["a comment is gone", BEFORE, "[p]\nx = 1\n\n[q]\ny = 1\n", BYTES],
    ["the next section is gone", BEFORE, "# c\n[p]\nx = 1\n\n", BYTES],
    ["a value is another", BEFORE, "# c\n[p]\nx = 2\n\n[q]\ny = 1\n", BYTES],
    ["the section is still there", BEFORE, BEFORE, BYTES],
    ["lines are glued", "# c\n[n]\na=1\n# d\n", "# c# d\n", BYTES],
    ["the file would go with others' text", "[p]\n\n[n]\n", undefined, BYTES],
    ["an empty file would go", "\n[n]\n", undefined, BYTES],
  ])("%s", (_, before, after, reason) => {
    expect(refusal(() => checkBytesAfterRemove(readIni(before), after, "n"))).toBe(reason);
  });
});

describe("the settings of the other sections", () => {
  it.each<[string, string, string | undefined]>([
    ["a right edit", GOOD, undefined],
    ["other blanks, the same settings", GOOD.replace("x = 1", "x=1"), undefined],
    ["a value", GOOD.replace("y = 1", "y = 2"), "[q] would change"],
    ["a key more", GOOD.replace("x = 1", "x = 1\nz = 1"), "[p] would change"],
    ["a key less", GOOD.replace("y = 1\n", ""), "[q] would change"],
    ["a section more", `${GOOD}[r]\n`, "another section would be lost or made"],
    [
      "a section swallowed by a value",
      GOOD.replace("[q]", "  [q]").replace("# in\n\n", ""),
      "another section would be lost or made",
    ],
    [
      "a header glued to a comment",
      GOOD.replace("# in\n\n[q]", "# in[q]"),
      "another section would be lost or made",
    ],
    ["sections in another order", "[q]\ny = 1\n[p]\nx = 1\n[n]\n", "[p] would be lost"],
    ["the text is gone", "", "another section would be lost or made"],
  ])("%s", (_, after, reason) => {
    expect(refusal(() => checkOthers(readIni(BEFORE), readIni(after), "n"))).toBe(reason);
  });

  it("a header that became a value's continuation by a removal", () => {
    const before = "[p]\nx = 1\n[n]\n  [q]\n";
    expect(refusal(() => checkOthers(readIni(before), readIni("[p]\nx = 1\n  [q]\n"), "n"))).toBe(
      "another section would be lost or made",
    );
    expect(refusal(() => checkedRemove(before, "n"))).toBe("another section would be lost or made");
  });
});

describe("what the section means", () => {
  const meaning = (
    section: string,
    put: Record<string, string>,
    drop: string[] = [],
    before = "",
  ) =>
    refusal(() =>
      checkMeaning(readIni(before), readIni(section), "n", {
        put: new Map(Object.entries(put)),
        drop,
      }),
    );
  const wrong = (key: string) => `${key} would not read back as it was meant`;

  it.each<[string, string, Record<string, string>, string | undefined]>([
    ["a right section", "[n]\na = 1\ns3 =\n    k = v\n", { a: "1", s3: "\nk = v" }, undefined],
    ["another value", "[n]\na = 2\n", { a: "1" }, wrong("a")],
    ["a missing key", "[n]\na = 1\n", { a: "1", b: "2" }, wrong("b")],
    ["a key too many", "[n]\na = 1\nb = 2\n", { a: "1" }, wrong("another key")],
    ["a line without =", "[n]\na = 1\nb\n", { a: "1" }, wrong("another key")],
    ["a colon instead of =", "[n]\na: 1\n", { a: "1" }, wrong("another key")],
    ["quotes lost", "[n]\na = x\n", { a: `"x"` }, wrong("a")],
    ["quotes added, as ini would write", `[n]\na = "x=="\n`, { a: "x==" }, wrong("a")],
    ["; escaped, as ini would write", "[n]\na = x\\;y\n", { a: "x;y" }, wrong("a")],
    ["a comment lost", "[n]\na = x\n", { a: "x # y" }, wrong("a")],
    ["a block in line", "[n]\ns3 = k = v\n", { s3: "\nk = v" }, wrong("s3")],
    ["a block flattened", "[n]\ns3 =\nk = v\n", { s3: "\nk = v" }, wrong("s3")],
    [
      "a block below another key",
      "[n]\ns3 =\na =\n    k = v\n",
      { s3: "\nk = v", a: "" },
      wrong("s3"),
    ],
    ["a value of a block", "[n]\ns3 =\n    k = w\n", { s3: "\nk = v" }, wrong("s3")],
    ["no section", "[m]\na = 1\n", { a: "1" }, "it would not be found"],
  ])("%s", (_, section, put, reason) => {
    expect(meaning(section, put)).toBe(reason);
  });

  it.each<[string, string, string | undefined]>([
    ["what was there stays, what was dropped goes", "[n]\nu: 5\na = 9\n", undefined],
    ["a dropped key is there", "[n]\nu: 5\na = 9\nb = 2\n", wrong("b")],
    ["a user's key is gone", "[n]\na = 9\n", wrong("another key")],
    ["a user's key is another", "[n]\nu: 6\na = 9\n", wrong("another key")],
  ])("%s", (_, after, reason) => {
    expect(meaning(after, { a: "9" }, ["b"], "[n]\nu: 5\nA = 1\nb = 2\n")).toBe(reason);
  });

  it("an error says that nothing was written, and what to look at", () => {
    expect(() =>
      checkMeaning(readIni(""), readIni(""), "n", { put: new Map(), drop: [] }),
    ).toThrowError(
      expect.objectContaining({
        code: "unsafe-edit",
        message: "a check of the edit of [n] failed: it would not be found; nothing was written",
        hint: "look for odd lines around [n] in the file; if it is in order, please report a bug",
      }),
    );
  });
});

describe("all checks together", () => {
  it.each<[string, string, string | undefined]>([
    ["a right edit", GOOD, undefined],
    ["a byte of others", `${GOOD}\n`, BYTES],
    ["a swallowed section", GOOD.replace("[q]", "  [q]").replace("# in\n\n", ""), BYTES],
    ["a wrong value", GOOD.replace("a = 9", "a = 8"), "a would not read back as it was meant"],
    [
      "a key not dropped",
      GOOD.replace("# in\n", "# in\nb = 2\n"),
      "b would not read back as it was meant",
    ],
  ])("after a put: %s", (_, after, reason) => {
    expect(refusal(() => checkPut(BEFORE, after, "n", WANTED))).toBe(reason);
  });

  it.each<[string, string, string | undefined, string | undefined]>([
    ["a right edit", "[n]\n[q]\n", "[q]\n", undefined],
    ["a byte of others", "[n]\n[q]\n", "[q]", BYTES],
    [
      "a swallowed section",
      "[p]\nx = 1\n[n]\n  [q]\n",
      "[p]\nx = 1\n  [q]\n",
      "another section would be lost or made",
    ],
  ])("after a removal: %s", (_, before, after, reason) => {
    expect(refusal(() => checkRemove(before, after, "n"))).toBe(reason);
  });
});

describe("the second reader alone tells", () => {
  const again = (section: string) =>
    Object.fromEntries(
      [...readAgain(section)].map(([key, { value, block }]) => [
        key,
        block.size > 0 ? Object.fromEntries(block) : value,
      ]),
    );
  it.each<[string, Record<string, unknown>]>([
    ["[a.b]\na = x;y # z\n; c\n# d\n", { a: "x;y # z" }],
    [`[n]\na = "q"\nb = 'q'\nc = a\\;b\n`, { a: `"q"`, b: "'q'", c: "a\\;b" }],
    ["[n]\na = true\nb = null\nc =\n", { a: "true", b: "null", c: "" }],
    ["[n]\nrole[] = a\nrole[] = b\n", { "role[]": "b" }],
    ["[n]\nRegion = R\n", { region: "R" }],
    [
      "[n]\r\ns3 =\r\n  k = 1\r\n# c\r\n  l = 2\r\na =\r\n  k = 3\r\n",
      { s3: { k: "1", l: "2" }, a: { k: "3" } },
    ],
    ["[n]\n  a = 1\n  b = 2\n    k = 3\n  c = 4\n", { a: "1", b: { k: "3" }, c: "4" }],
    ["[n]\na = 1\n[p]\nb = 2\n", { a: "1", "[p]": "true", b: "2" }],
    ["[n]\na = x%000041y\n", { a: "x%000041y" }],
  ])("%j", (section, found) => {
    expect(again(section)).toEqual(found);
  });

  it("__proto__ and U+2028", () => {
    expect([...readAgain("[n]\n__proto__ = a\u00e2\u0080\u00a8b\n")]).toEqual([
      ["__proto__", { value: "a\u2028b", block: new Map() }],
    ]);
  });
});

describe("checked edits", () => {
  it.each([
    "a#b",
    "x ; y",
    "x # y",
    `"quoted"`,
    "'single'",
    "'",
    "true",
    "null",
    "FwoG+/==",
    "a=b",
    "[x]",
    "a\\;b",
    "größe 𝒳",
    "%41",
    '\nk = v;w\n__proto__ = "q"',
    "",
  ])("let the value %j through, and it comes back", (value) => {
    for (const key of ["a", "key[]", "__proto__", "0"]) {
      const put = new Map([[key, value]]);
      const text = checkedPut("[p]\nx=1", "mfa.user", put);
      expect(settingsOf(readIni(text), "mfa.user")).toEqual(put);
      expect(checkedPut(text, "mfa.user", put)).toBe(text);
      expect(checkedRemove(text, "mfa.user")).toBe("[p]\nx=1");
    }
  });

  it("set a key that was written with a colon", () => {
    expect(checkedPut("[n]\nu: 1\na: 1\nb: 2\n", "n", new Map([["a", "2"]]), ["b"])).toBe(
      "[n]\nu: 1\na = 2\n",
    );
  });

  it("refuse to make a user's odd line part of our value", () => {
    expect(refusal(() => checkedPut("[n]\n  odd\n", "n", new Map([["a", "1"]])))).toBe(BYTES);
  });

  it("refuse to swallow an indented section", () => {
    expect(refusal(() => checkedPut("[n]\n  [p]\n", "n", new Map([["a", "1"]])))).toBe(BYTES);
  });

  it("either refuse or do what they say, on any text", () => {
    const lines = [
      "[p]",
      "[n]",
      "  [n]",
      "\t[q]",
      "a = 1",
      "  b : 2",
      "s3 =",
      "  k = v",
      "# c",
      "  ; d",
      "",
      "bare",
      "  odd",
      "A = \u00e9",
      "= x",
      'a.b[] = "x',
    ];
    const text = fc
      .array(
        fc
          .tuple(fc.constantFrom(...lines), fc.constantFrom("\n", "\r\n", "\r"))
          .map((parts) => parts.join("")),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(""));
    const puts = fc
      .dictionary(fc.constantFrom("a", "b", "s3", "z"), fc.constantFrom("1", "x;y", "", "\nk = v"))
      .map((all) => new Map(Object.entries(all)));
    fc.assert(
      fc.property(text, puts, fc.subarray(["a", "b", "c"]), (before, put, drop) => {
        let after: string;
        try {
          after = checkedPut(before, "n", put, drop);
        } catch (error) {
          expect(["unsafe-edit", "foreign-section"]).toContain((error as AwsmfaError).code);
          return;
        }
        const settings = settingsOf(readIni(after), "n");
        for (const [key, value] of put) expect(settings?.get(key)).toBe(value);
        for (const key of drop) if (!put.has(key)) expect(settings?.has(key)).toBe(false);
        expect(checkedPut(after, "n", put, drop)).toBe(after);
      }),
      { numRuns: 1500 },
    );
  });
});
