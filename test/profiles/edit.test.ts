import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../../src/errors.ts";
import { encode } from "../../src/profiles/bytes.ts";
import { putSection, removeSection } from "../../src/profiles/edit.ts";
import { readIni, settingsOf } from "../../src/profiles/ini.ts";

/** Puts settings into the section `n`. */
function put(text: string | undefined, settings: Record<string, string>, drop?: string[]) {
  return putSection(text, "n", new Map(Object.entries(settings)), drop);
}

function failure(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof AwsmfaError) return [error.code, error.message, error.hint];
    throw error;
  }
  return undefined;
}

describe("a new section goes to the very end, with one line end before it", () => {
  it.each<[string, string | undefined, string]>([
    ["no file", undefined, "[n]\na = 1\n"],
    ["an empty file", "", "\n[n]\na = 1\n"],
    ["a final line end", "[p]\nx=1\n", "[p]\nx=1\n\n[n]\na = 1\n"],
    ["no final line end", "[p]\nx=1", "[p]\nx=1\n[n]\na = 1\n"],
    ["empty lines at the end", "[p]\n\n\n", "[p]\n\n\n\n[n]\na = 1\n"],
    ["Windows", "[p]\r\nx=1\r\n", "[p]\r\nx=1\r\n\r\n[n]\r\na = 1\r\n"],
    ["old Macintosh", "[p]\rx=1\r", "[p]\rx=1\r\r[n]\ra = 1\r"],
    [
      "mixed: the first line end is the file's own",
      "[p]\r\nx=1\n",
      "[p]\r\nx=1\n\r\n[n]\r\na = 1\r\n",
    ],
    ["only a byte order mark", "\u00ef\u00bb\u00bf", "\u00ef\u00bb\u00bf\n[n]\na = 1\n"],
    ["an open block above", "[p]\ns3 =\n  x = 1", "[p]\ns3 =\n  x = 1\n[n]\na = 1\n"],
  ])("%s", (_, text, expected) => {
    expect(put(text, { a: "1" })).toBe(expected);
    expect(removeSection(expected, "n")).toBe(text);
  });

  it.each<[string, Record<string, string>, string]>([
    ["nothing", {}, "[n]\n"],
    ["an empty value", { a: "", b: "1" }, "[n]\na =\nb = 1\n"],
    ["a block", { s3: "\nk = v\nk2 = v2", b: "1" }, "[n]\ns3 =\n    k = v\n    k2 = v2\nb = 1\n"],
    [
      "a block with an empty line",
      { s3: "\nk = v\n\nk2=v2" },
      "[n]\ns3 =\n    k = v\n\n    k2=v2\n",
    ],
    ["UTF-8", { a: "ü" }, "[n]\na = \u00c3\u00bc\n"],
  ])("with %s", (_, settings, expected) => {
    expect(put(undefined, settings)).toBe(expected);
    expect(put(expected, settings)).toBe(expected);
    expect(settingsOf(readIni(expected), "n")).toEqual(new Map(Object.entries(settings)));
  });

  it("under a name in UTF-8, which is then found", () => {
    const text = putSection("[p]\n", "größe", new Map([["a", "1"]]));
    expect(text).toBe(`[p]\n\n[${encode("größe")}]\na = 1\n`);
    expect(removeSection(text, "größe")).toBe("[p]\n");
  });
});

describe("in a section that is there, only our lines change", () => {
  it.each<[string, string, Record<string, string>, string[], string]>([
    ["the same value", "[n]\na=1 \n", { a: "1" }, [], "[n]\na=1 \n"],
    ["another value", "[n]\na=1\nb=2\n", { a: "3" }, [], "[n]\na = 3\nb=2\n"],
    [
      "a missing key goes behind the last",
      "[n]\nb=2\n\n# about p\n[p]\n",
      { a: "1" },
      [],
      "[n]\nb=2\na = 1\n\n# about p\n[p]\n",
    ],
    [
      "a missing key behind a block",
      "[n]\ns3 =\n  x=1\n\n  y=2\n\n[p]\n",
      { a: "1" },
      [],
      "[n]\ns3 =\n  x=1\n\n  y=2\na = 1\n\n[p]\n",
    ],
    [
      "a missing key in an empty section",
      "[n]\n# c\n[p]\n",
      { a: "1" },
      [],
      "[n]\na = 1\n# c\n[p]\n",
    ],
    ["a missing key below an unfinished line", "[n]\nb=2", { a: "1" }, [], "[n]\nb=2\na = 1\n"],
    ["a missing key below an unfinished header", "[n]", { a: "1" }, [], "[n]\na = 1\n"],
    [
      "comments and others' keys stay",
      "[n] # c\n; d\nx = 9\n\na=1\n# e\ny: 8\n",
      { a: "2" },
      [],
      "[n] # c\n; d\nx = 9\n\na = 2\n# e\ny: 8\n",
    ],
    ["a dropped key", "[n]\na=1\n# c\nb=2\nc=3\n", { a: "1" }, ["b", "x"], "[n]\na=1\n# c\nc=3\n"],
    ["a dropped block", "[n]\ns3 =\n  x=1\n# c\n  y=1\nb=2\n", {}, ["s3"], "[n]\nb=2\n"],
    ["put wins over drop", "[n]\na=1\n", { a: "1" }, ["a"], "[n]\na=1\n"],
    ["a repeated key: the last stays", "[n]\na=1\nb=2\nA=3\n", { a: "3" }, [], "[n]\nb=2\nA=3\n"],
    [
      "a repeated key: the last is set",
      "[n]\na=1\nb=2\na=3\n",
      { a: "1" },
      [],
      "[n]\nb=2\na = 1\n",
    ],
    ["a repeated key of others stays", "[n]\nb=1\nb=2\n", { a: "1" }, [], "[n]\nb=1\nb=2\na = 1\n"],
    [
      "a value becomes a block",
      "[n]\ns3 = x\nb=2\n",
      { s3: "\nk = v" },
      [],
      "[n]\ns3 =\n    k = v\nb=2\n",
    ],
    ["a block becomes a value", "[n]\ns3 =\n  k = v\nb=2\n", { s3: "x" }, [], "[n]\ns3 = x\nb=2\n"],
    [
      "the line end of the line stays",
      "[n]\r\na=1\nb=2\r\n",
      { a: "2", b: "3" },
      [],
      "[n]\r\na = 2\nb = 3\r\n",
    ],
    ["an unfinished last line stays one", "[n]\na=1", { a: "2" }, [], "[n]\na = 2"],
    [
      "an unfinished last line as a block",
      "[n]\r\na=1",
      { a: "\nk = v" },
      [],
      "[n]\r\na =\r\n    k = v",
    ],
    [
      "the indent stays",
      "  [n]\n  a=1\n  [p]\n",
      { a: "2", b: "3" },
      [],
      "  [n]\n  a = 2\n  b = 3\n  [p]\n",
    ],
    ["a tab as indent", "[n]\n\ta=1\n", { a: "\nk = v" }, [], "[n]\n\ta =\n\t    k = v\n"],
    ["a byte that is not UTF-8", "[n]\nx=\u00e9\na=1\n", { a: "2" }, [], "[n]\nx=\u00e9\na = 2\n"],
  ])("%s", (_, text, settings, drop, expected) => {
    expect(put(text, settings, drop)).toBe(expected);
    expect(put(expected, settings, drop)).toBe(expected);
  });
});

describe("a removed section takes its line end along and leaves the rest", () => {
  it.each<[string, string, string | undefined]>([
    ["the whole file", "[n]\na=1\n", undefined],
    ["the whole file, without a final line end", "[n]\na=1", undefined],
    ["no such section", "[p]\n", "[p]\n"],
    ["nothing is left but was before", "\n[n]\na=1\n", ""],
    ["a byte order mark is left", "\u00ef\u00bb\u00bf[n]\n", "\u00ef\u00bb\u00bf"],
    ["a section behind, at the top", "[n]\na=1\n\n[p]\n", "\n[p]\n"],
    ["a section behind, close", "[p]\nx=1\n[n]\na=1\n[q]\n", "[p]\nx=1\n[q]\n"],
    ["a section behind a blank line", "[p]\nx=1\n\n[n]\na=1\n\n[q]\n", "[p]\nx=1\n\n[q]\n"],
    ["what was added to an unfinished line", "[p]\nx=1\n[n]\na=1\n\n[q]\n", "[p]\nx=1\n[q]\n"],
    [
      "comments inside go, those below stay",
      "[p]\n\n[n]\n# in\na=1\n# below\n\n[q]\n",
      "[p]\n# below\n\n[q]\n",
    ],
    ["comments of a section without settings stay", "[p]\n\n[n]\n# below\n", "[p]\n# below\n"],
    ["another line end than the file's", "[p]\r\nx=1\n[n]\r\n", "[p]\r\nx=1"],
    ["a lone return before", "[p]\nx=1\r[n]\n[q]\n", "[p]\nx=1\r[q]\n"],
  ])("%s", (_, text, expected) => {
    expect(removeSection(text, "n")).toBe(expected);
  });
});

describe("what could not be read back is refused, and says why", () => {
  const value = (text: string) => failure(() => put("[p]\n", { a: text }))?.[1];
  it.each<[string, string]>([
    ["x\ny", "has more than one line"],
    ["x\r", "has more than one line"],
    [" x", "begins or ends with a blank"],
    ["x\t", "begins or ends with a blank"],
    ["\ufeffx", "begins or ends with a blank"],
    ["x\u0085", "begins or ends with a blank"],
    ["x\u0000y", "holds a character that would not come back"],
    ["x\u001b[1my", "holds a character that would not come back"],
    ["x\u2028y", "holds a character that would not come back"],
    ["x\ufffd", "holds a character that would not come back"],
    ["x\ud800", "holds a character that would not come back"],
    ["\n", "is an empty block"],
    ["\nk = v\n", "is an empty block"],
    ["\n\n", "is an empty block"],
    ["\nk", "has a line that is no setting"],
    ["\n[k] = v", "has a line that is no setting"],
    ["\n# k = v", "has a line that is no setting"],
    ["\n= v", "has a line that is no setting"],
    ["\n k = v", "has a line that begins or ends with a blank"],
    ["\nk = v\r\nl = w", "has a line that has more than one line"],
  ])("the value %j", (text, reason) => {
    expect(value(text)).toBe(`the value of a for [n] ${reason}; nothing was written`);
  });

  it.each([
    "a;b # c",
    `"q"`,
    "'",
    "=",
    "==",
    ":",
    "[x]",
    "#x",
    ";x",
    "a\tb",
    "true",
    "%",
    "\\",
    "𝒳",
    "",
  ])("but not the value %j", (text) => {
    expect(settingsOf(readIni(put("[p]\n", { a: text })), "n")?.get("a")).toBe(text);
  });

  it.each(["", "a b", "a=b", "a:b", "[a", "#a", ";a", "A", "a\n", "a\u0000", "\u00a0a", "a\ufffd"])(
    "the key %j",
    (key) => {
      expect(failure(() => put("", { [key]: "1" }))?.[1]).toMatch(
        /cannot be a key in \[n\]; nothing was written$/,
      );
    },
  );

  it.each(["a#b", "key[]", "__proto__", "schlüssel", "a;b"])("but not the key %j", (key) => {
    const text = putSection("[p]\n", "n", new Map([[key, "1"]]));
    expect(settingsOf(readIni(text), "n")).toEqual(new Map([[key, "1"]]));
  });

  it.each(["", "DEFAULT", "a]b", "a\nb", "a\u0000", "a\ufffd", "\ud800"])("the name %j", (name) => {
    expect(failure(() => putSection("", name, new Map()))?.[1]).toMatch(
      /cannot be the name of a section; nothing was written$/,
    );
  });

  it.each(["__proto__", " p ", "a[b", "p # c", "default", "profile 'a b'", "größe"])(
    "but not the name %j",
    (name) => {
      const text = putSection("[p]\n", name, new Map([["a", "1"]]));
      expect(settingsOf(readIni(text), name)).toEqual(new Map([["a", "1"]]));
    },
  );

  it("a value is not told, its key is", () => {
    expect(
      failure(() =>
        put("", { aws_secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n" }),
      ),
    ).toEqual([
      "unsafe-edit",
      "the value of aws_secret_access_key for [n] has more than one line; nothing was written",
      "correct aws_secret_access_key where it comes from, then run the command again",
    ]);
  });

  it.each([
    ["put", () => put("[n]\n[p]\n[n]\n", {})],
    ["remove", () => removeSection("[n]\n[p]\n[n]\n", "n")],
  ])("a section that stands twice (%s)", (_, act) => {
    expect(failure(act)).toEqual([
      "foreign-section",
      "section [n] stands twice in this file; awsmfa changes neither",
      "remove one of the two [n] by hand, then run the command again",
    ]);
  });

  it.each([
    ["put", () => put("[n]\na=1\n  [p]\n  x=1\n", { a: "2" })],
    ["drop", () => put("[n]\na=1\n  [p]\n  x=1\n", {}, ["a"])],
    ["remove", () => removeSection("[n]\na=1\n  [p]\n  x=1\n", "n")],
  ])("an indented header that would go with our value (%s)", (_, act) => {
    expect(failure(act)).toEqual([
      "unsafe-edit",
      "an indented section header stands below a in [n]; nothing was written",
      "remove the blanks before that header by hand, then run the command again",
    ]);
  });
});

describe("a setting of ours behind a colon, which some programs do not read", () => {
  it.each<[string, string, string]>([
    ["the same value", "[n]\na: 1\n# c\nb = 2\n", "[n]\na = 1\n# c\nb = 2\n"],
    ["another value", "[n]\na:0\nb = 2\n", "[n]\na = 1\nb = 2\n"],
    ["indented", "[n]\n  a:1\nb = 2", "[n]\n  a = 1\nb = 2"],
  ])("is written with an equals sign: %s", (_, text, expected) => {
    expect(put(text, { a: "1", b: "2" })).toBe(expected);
  });
  it("of others stays", () => {
    expect(put("[n]\nc: 1\n", { a: "1" })).toBe("[n]\nc: 1\na = 1\n");
  });
});

describe("logging out gives the file back byte for byte", () => {
  const someSettings = fc.dictionary(
    fc.constantFrom("a", "b", "s3", "__proto__"),
    fc.constantFrom("1", "x;y", "", "==", "\nk = v\nl = w"),
  );
  const edits = fc.array(fc.tuple(someSettings, fc.subarray(["a", "b", "c"])), {
    minLength: 1,
    maxLength: 3,
  });
  const line = fc.constantFrom(
    "[p]",
    "[q]",
    "  [r]",
    "a=1",
    "  b = 2",
    "s3 =",
    "# c",
    "",
    "  ",
    "bare",
    "[",
    "\u00e9",
    "\u00ef\u00bb\u00bf",
  );
  const someText = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r", "")).map((parts) => parts.join("")))
    .map((parts) => parts.join(""));
  const anything = fc.oneof(
    someText,
    someText,
    fc.array(fc.integer({ min: 0, max: 255 })).map((codes) => String.fromCharCode(...codes)),
  );

  it("after any edits of any text", () => {
    fc.assert(
      fc.property(fc.option(anything, { nil: undefined }), edits, (before, all) => {
        const after = all.reduce<string | undefined>(
          (now, [settings, drop]) => put(now, settings, drop),
          before,
        );
        expect(removeSection(after ?? "", "n")).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  it("with what was added behind the section meanwhile, on lines of its own", () => {
    const added = fc.constantFrom("[z]\nx=1\n", "\n[z]\n", "# c\n[z]");
    fc.assert(
      fc.property(anything, someSettings, added, (before, settings, lines) => {
        const eol = /\r\n|\n|\r/.exec(before)?.[0] ?? "\n";
        const more = lines.replaceAll("\n", eol);
        const left = removeSection(put(before, settings) + more, "n");
        expect([before + more, before + eol + more]).toContain(left);
        const names = (text: string) => readIni(text).sections.map(({ name }) => name);
        expect(names(left ?? "")).toEqual([...names(before), "z"]);
      }),
      { numRuns: 2000 },
    );
  });

  const folder = new URL("../fixtures/files/", import.meta.url);
  it.each(readdirSync(folder))("in %s", (file) => {
    const before = readFileSync(new URL(file, folder), "latin1");
    const after = put(before, { aws_session_token: "FwoG==", s3: "\nk = v" });
    expect(after.startsWith(before)).toBe(true);
    expect(removeSection(put(after, { aws_session_token: "IQoJ=" }, ["s3"]), "n")).toBe(before);
  });
});
