import { describe, expect, it } from "vitest";
import { isUtf16, readableText } from "../../src/profiles/encoding.ts";
import { failureOf } from "../support/context.ts";

describe("UTF-16", () => {
  it.each([
    ["\u00ff\u00fe[\u0000p\u0000]\u0000", true],
    ["\u00fe\u00ff\u0000[\u0000p\u0000]", true],
    ["\u00ff\u00fe", true],
    ["[\u0000p\u0000]", true],
    ["\u0000[\u0000p", true],
    ["\u0000\u0001\u00ff\n[p]\n", false],
    ["a\u0000b", false],
    ["", false],
    ["[", false],
    ["[p]\n# a\u0000b", false],
    ["\u0000\u0000\u0000", false],
    ["\u00ef\u00bb\u00bf[p]\n", false],
    ["\u00fc\u00fe[p]\n", false],
  ])("%j: %s", (text, expected) => {
    expect(isUtf16(text)).toBe(expected);
  });

  it("is refused, with the way out", async () => {
    expect(await failureOf(() => readableText("[\u0000p\u0000", "/a b"))).toEqual({
      code: "file-unreadable",
      message: "cannot read /a b: it is UTF-16, and AWS's files are UTF-8",
      hint: "make a copy in UTF-8: (umask 077; iconv -f UTF-16 -t UTF-8 '/a b' > '/a b'.utf8)\nlook at it, then put it in place: mv '/a b'.utf8 '/a b'",
    });
  });

  it.each([undefined, "", "[p]\n"])("%j is not", (text) => {
    expect(readableText(text, "/f")).toBe(text);
  });
});
