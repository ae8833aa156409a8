import { describe, expect, it } from "vitest";
import { encode } from "../../src/profiles/bytes.ts";
import { entriesOf, nestedOf, readIni, settingsOf } from "../../src/profiles/ini.ts";
import { problemsOf } from "../../src/profiles/problems.ts";

/** Every section with its entries, in the order of the file. */
function read(text: string) {
  const ini = readIni(encode(text));
  return ini.sections.map((section) => [
    section.name,
    ...entriesOf(ini, section).map(({ key, value }) => `${key}=${value}`),
  ]);
}

describe("a section is read as botocore reads it", () => {
  it.each<[string, string, string[][]]>([
    ["a dot in a name", "[mfa.user-identity]\na = 1\n", [["mfa.user-identity", "a=1"]]],
    [
      "a name that begins another",
      "[mfa]\na=1\n[mfa.user]\na=2\n",
      [
        ["mfa", "a=1"],
        ["mfa.user", "a=2"],
      ],
    ],
    ["; and # in a value", "[p]\na = abc;def\nb = abc#def\n", [["p", "a=abc;def", "b=abc#def"]]],
    [
      "no comment behind a value",
      "[p]\na = abc ; c\nb = x # c\nc = x\t# d\n",
      [["p", "a=abc ; c", "b=x # c", "c=x\t# d"]],
    ],
    [
      "quotes are part of a value",
      `[p]\na = "quoted"\nb = 'single'\n`,
      [["p", `a="quoted"`, "b='single'"]],
    ],
    ["brackets in a key", "[p]\nrole[] = a\n", [["p", "role[]=a"]]],
    ["true, false, null", "[p]\na=true\nb=false\nc=null\n", [["p", "a=true", "b=false", "c=null"]]],
    ["an empty value", "[p]\ne =\nf = 1\n", [["p", "e=", "f=1"]]],
    [
      "__proto__ as a section and a key",
      "[__proto__]\n__proto__ = 1\n[b]\n",
      [["__proto__", "__proto__=1"], ["b"]],
    ],
    ["constructor as a name", "[constructor]\ntostring = 1\n", [["constructor", "tostring=1"]]],
    ["a block", "[p]\ns3 =\n  a = 1\n  b = 2\nr = x\n", [["p", "s3=\na = 1\nb = 2", "r=x"]]],
    ["a continued value", "[p]\na = 1\n  echo hi\n", [["p", "a=1\necho hi"]]],
    ["a comment inside a block", "[p]\ns3 =\n  # c\n  a = 1\n", [["p", "s3=\na = 1"]]],
    [
      "an empty line inside a block",
      "[p]\ns3 =\n  a = 1\n\n  b = 2\n",
      [["p", "s3=\na = 1\n\nb = 2"]],
    ],
    ["blanks in a name", "[ p ]\na=1\n", [[" p ", "a=1"]]],
    ["a name with two blanks", "[profile  two]\n", [["profile  two"]]],
    ["a comment behind a header", "[p] # comment\na=1\n[q]; c\n", [["p", "a=1"], ["q"]]],
    ["a header up to its last bracket", "[p] # c ]\n", [["p] # c "]]],
    ["an indented header", "[o]\n  [p]\n  a=1\n", [["o"], ["p", "a=1"]]],
    [
      "an indented header below a key is its value",
      "[o]\na=1\n  [p]\nb=2\n",
      [["o", "a=1\n[p]", "b=2"]],
    ],
    [
      "an indented header below a key as much indented",
      "[o]\n  a=1\n  [p]\n  b=2\n",
      [
        ["o", "a=1"],
        ["p", "b=2"],
      ],
    ],
    ["an indented header below a comment", "[o]\n# c\n  [p]\n", [["o"], ["p"]]],
    ["a key with a colon", "[p]\na: 1\nb : x=y\n", [["p", "a=1", "b=x=y"]]],
    ["a key with capitals", "[p]\nRegion = R\n", [["p", "region=R"]]],
    ["a backslash", "[p]\na = x\\;y\n", [["p", "a=x\\;y"]]],
    ["U+2028 in a value", "[p]\na = x\u2028y\n", [["p", "a=x\u2028y"]]],
    [
      "an ARN as a name",
      "[arn:aws:iam::1:user/u@example.com]\n",
      [["arn:aws:iam::1:user/u@example.com"]],
    ],
    ["numbers as names, in the order of the file", "[9]\n[0]\n", [["9"], ["0"]]],
    ["line ends of Windows", "[p]\r\na = 1\r\n  more\r\n[q]\r\n", [["p", "a=1\nmore"], ["q"]]],
    ["line ends of the old Macintosh", "[p]\ra = 1\r  more\r[q]\r", [["p", "a=1\nmore"], ["q"]]],
    [
      "mixed line ends",
      "[p]\na=1\r\n[q]\rb=2",
      [
        ["p", "a=1"],
        ["q", "b=2"],
      ],
    ],
    ["no final line end", "[p]\na=1", [["p", "a=1"]]],
    ["= and % in a value", "[p]\na = %(x)s==\n", [["p", "a=%(x)s=="]]],
    ["UTF-8", "[prüfung]\nschlüssel = größe\n", [["prüfung", "schlüssel=größe"]]],
    ["separators as blanks, as in Python", "[p]\na =\u001f x\u001c\n", [["p", "a=x"]]],
    ["blanks of Unicode", "[p]\n\u00a0[q]\na\u2003=\u3000x\u00a0\n", [["p"], ["q", "a=x"]]],
    [
      "default and profile default",
      "[default]\na=1\n[profile default]\na=2\n",
      [
        ["default", "a=1"],
        ["profile default", "a=2"],
      ],
    ],
    ["an unclosed header is a key or nothing", "[o]\n[p = 1\n[q\n[]\n", [["o", "[p=1"]]],
    ["nothing", "", []],
  ])("%s", (_, text, sections) => {
    expect(read(text)).toEqual(sections);
  });
});

describe("a file that botocore gives up is read none the less, and the reason is known", () => {
  it.each<[string, string, string[][], { line: number; reason: string }[]]>([
    [
      "a byte order mark",
      "\ufeff[p]\na=1\n",
      [["p", "a=1"]],
      [{ line: 1, reason: "the file begins with a byte order mark" }],
    ],
    [
      "a repeated key",
      "[p]\na=1\nA=2\n",
      [["p", "a=1", "a=2"]],
      [{ line: 3, reason: "a stands here again in [p]" }],
    ],
    [
      "a repeated section",
      "[p]\n[q]\n[p]\n",
      [["p"], ["q"], ["p"]],
      [{ line: 3, reason: "the section [p] stands here again" }],
    ],
    [
      "a line without =",
      "[p]\nbare\na=1\n",
      [["p", "a=1"]],
      [{ line: 2, reason: "a line without =" }],
    ],
    [
      "a line without = ends the value above",
      "[p]\na=1\nbare\n  [q]\n",
      [["p", "a=1"], ["q"]],
      [{ line: 3, reason: "a line without =" }],
    ],
    [
      "a line without a key",
      "[p]\n= 1\n",
      [["p"]],
      [{ line: 2, reason: "a line without a key before =" }],
    ],
    [
      "a line before any section",
      "a=1\n\n# c\n  [p]\n",
      [["p"]],
      [{ line: 1, reason: "a line before the first section" }],
    ],
    [
      "an unclosed header",
      "[p\r\n[q]\r\n",
      [["q"]],
      [{ line: 1, reason: "a line before the first section" }],
    ],
    [
      "a block with a bad line",
      "[p]\ns3 =\n  a = 1\n  b\n",
      [["p", "s3=\na = 1\nb"]],
      [{ line: 2, reason: "the block below s3 has a line without =" }],
    ],
    [
      "a block of [DEFAULT] with a bad line",
      "[DEFAULT]\na=\n  b\n[p]\n",
      [["DEFAULT", "a=\nb"], ["p"]],
      [{ line: 2, reason: "the block below a has a line without =" }],
    ],
  ])("%s", (_, text, sections, problems) => {
    expect(read(text)).toEqual(sections);
    expect(problemsOf(readIni(encode(text)))).toEqual(problems);
  });

  it("bytes that are not UTF-8", () => {
    const ini = readIni("[p]\n# \u00e9\na = \u00e9t\u00e9\n");
    expect(settingsOf(ini, "p")).toEqual(new Map([["a", "\ufffdt\ufffd"]]));
    expect(problemsOf(ini)).toEqual(
      [2, 3].map((line) => ({ line, reason: "bytes that are not UTF-8" })),
    );
  });

  it.each([
    "",
    "# c\n",
    "[p]\n",
    "[p]\na = \ufffd",
    "[DEFAULT]\n[DEFAULT]\n",
    "[DEFAULT]\na=\n  b\n",
    "[DEFAULT]\na=\n  b\n[p]\na=1\n",
    "[p]\na=1\n[q]\na=1\n",
  ])("nothing wrong: %j", (text) => {
    expect(problemsOf(readIni(encode(text)))).toEqual([]);
  });
});

describe("settings", () => {
  const settings = (text: string, name: string) => {
    const found = settingsOf(readIni(encode(text)), name);
    return found && [...found].map(([key, value]) => `${key}=${value}`);
  };

  it.each<[string, string, string, string[] | undefined]>([
    ["the last of a repeated key wins", "[p]\na=1\nb=1\na=2\n", "p", ["a=2", "b=1"]],
    ["repeated sections are merged", "[p]\na=1\nb=1\n[q]\nc=1\n[p]\na=2\n", "p", ["a=2", "b=1"]],
    ["[DEFAULT] is beneath every section", "[p]\na=1\n[DEFAULT]\na=0\nd=0\n", "p", ["a=1", "d=0"]],
    ["[DEFAULT] is no section", "[DEFAULT]\na=0\n", "DEFAULT", undefined],
    ["an empty section is one", "[p]\n", "p", []],
    ["a section that is not there", "[p]\n", "q", undefined],
    ["__proto__ is not there by itself", "[p]\n", "__proto__", undefined],
  ])("%s", (_, text, name, expected) => {
    expect(settings(text, name)).toEqual(expected);
  });
});

describe("blocks", () => {
  it.each<[string, string, [string, string][] | undefined]>([
    ["an ordinary value", "a = 1", undefined],
    [
      "lines",
      "\na = 1\nB=2=3",
      [
        ["a", "1"],
        ["B", "2=3"],
      ],
    ],
    ["lines that are none are left out", "\na\n\nb =\n", [["b", ""]]],
    ["the last of a repeated key wins", "\na = 1\na = 2", [["a", "2"]]],
    ["__proto__", "\n__proto__ = 1", [["__proto__", "1"]]],
    [
      "all line ends of Python",
      "\na = 1\u2028b = 2\u000bc = 3",
      [
        ["a", "1"],
        ["b", "2"],
        ["c", "3"],
      ],
    ],
  ])("%s", (_, value, expected) => {
    expect(nestedOf(value)).toEqual(expected && new Map(expected));
  });
});

describe("offsets", () => {
  it("cover whole lines, line ends and continuation lines included", () => {
    const text = "# c\r\n[p] # d\r\na = 1\r\n\r\n  2\r\n# e\r\n\r\n[q]\r\n";
    const ini = readIni(text);
    const slices = ini.sections.map(({ start, bodyStart, end }) => [
      text.slice(start, bodyStart),
      text.slice(bodyStart, end),
    ]);
    expect(slices).toEqual([
      ["[p] # d\r\n", "a = 1\r\n\r\n  2\r\n# e\r\n\r\n"],
      ["[q]\r\n", ""],
    ]);
    const [first] = ini.sections;
    const entries = first ? entriesOf(ini, first) : [];
    expect(entries.map(({ start, end }) => text.slice(start, end))).toEqual([
      "a = 1\r\n\r\n  2\r\n",
    ]);
  });

  it("are linear work on many indented brackets", () => {
    const ini = readIni(`[p]\na =\n${"  [x]\n".repeat(100_000)}[q]\n`);
    expect(ini.sections.map(({ name }) => name)).toEqual(["p", "q"]);
  });
});
