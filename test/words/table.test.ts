import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableLines } from "../../src/words/table.ts";
import { widthOf } from "../../src/words/width.ts";

describe("columns", () => {
  it.each([
    ["nothing", [], []],
    ["one cell", [["a"]], ["a"]],
    [
      "of different widths",
      [
        ["a", "bb", "c"],
        ["aaa", "b", "c"],
      ],
      ["a    bb  c", "aaa  b   c"],
    ],
    [
      "no blanks at the end",
      [
        ["a", ""],
        ["b", "long"],
      ],
      ["a", "b  long"],
    ],
    ["rows of different lengths", [["a"], ["bb", "c"]], ["a", "bb  c"]],
    [
      "of wide characters, which take two columns",
      [
        ["日本", "x"],
        ["abcd", "x"],
        ["a", "x"],
      ],
      ["日本  x", "abcd  x", "a     x"],
    ],
    [
      "of accents in two characters",
      [
        ["e\u0301", "x"],
        ["ab", "x"],
      ],
      ["e\u0301   x", "ab  x"],
    ],
    [
      "of coloured cells, whose escapes take none",
      [
        ["\u001b[32mok\u001b[39m", "x"],
        ["wrong", "x"],
      ],
      ["\u001b[32mok\u001b[39m     x", "wrong  x"],
    ],
    [
      "of bars",
      [
        ["██░", "x"],
        ["abc", "x"],
      ],
      ["██░  x", "abc  x"],
    ],
  ])("%s", (_, rows, lines) => {
    expect(tableLines(rows)).toEqual(lines);
  });

  it("line up whatever the cells are", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "日", "é", "😀", "-"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const starts = tableLines(cells.map((text) => [text, "|"])).map((line) =>
          widthOf(line.slice(0, line.lastIndexOf("|"))),
        );
        expect(new Set(starts)).toEqual(new Set([Math.max(...cells.map(widthOf)) + 2]));
      }),
    );
  });
});

describe("the width of a text", () => {
  it.each([
    ["", 0],
    ["abc", 3],
    ["日本", 4],
    ["😀", 2],
    ["👩‍🚀", 2],
    ["é", 1],
    ["e\u0301", 1],
    ["\u001b[1mbold\u001b[22m", 4],
    ["█░–·✔", 5],
  ])("%j: %i", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});
