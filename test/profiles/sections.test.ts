import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/profiles/bytes.ts";
import { readIni } from "../../src/profiles/ini.ts";
import {
  type Section,
  allSections,
  sectionsHolding,
  sectionsNamed,
} from "../../src/profiles/sections.ts";

const line = fc.constantFrom(
  "[p]",
  "  [p]",
  "[p] # c",
  "[p] # c ]",
  "\t[q]",
  "[profile p]",
  "[]",
  "[p",
  "# [p]",
  "a = 1",
  "  b = [p]",
  "s3 =",
  "   x = mark",
  "mark = 1",
  "",
  "  ",
  "\u00a0[p]",
  "[é]",
);
const text = fc
  .tuple(
    fc.constantFrom("", "\u00ef\u00bb\u00bf"),
    fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 12 }),
  )
  .map(([start, lines]) => start + lines.map(([body, end]) => encode(body) + end).join(""));
const name = fc.constantFrom("p", "q", "p] # c ", "profile p", "é", "DEFAULT");

const bodyHas = (whole: string, { start, end }: Section, wanted: string): boolean =>
  whole.slice(start, end).includes(wanted);

describe("a section found without taking the file apart is the one that is found by taking it apart", () => {
  it("by its name", () =>
    fc.assert(
      fc.property(text, name, (whole, wanted) => {
        const all = allSections(whole).filter((section) => section.name === wanted);
        expect(sectionsNamed(whole, wanted) ?? all).toEqual(all);
        expect(readIni(whole).named(wanted)).toEqual(all);
      }),
      { numRuns: 2000 },
    ));

  it("by what it holds", () =>
    fc.assert(
      fc.property(text, (whole) => {
        const all = allSections(whole).filter((section) => bodyHas(whole, section, "mark"));
        expect(sectionsHolding(whole, "mark")).toEqual(all);
      }),
      { numRuns: 2000 },
    ));
});

it.each([
  ["at the start of a line", "[p]\na=1\n[q]\n", 1],
  ["twice", "[p]\n[q]\n[p]\n", 2],
  ["only in a comment", "# [p]\n", 0],
  ["only in a value", "[q]\na = [p]\n", 0],
  ["with brackets behind it", "[p] x]\n", 0],
])("a name %s is found directly", (_where, whole, count) =>
  expect(sectionsNamed(whole, "p")).toHaveLength(count),
);

it("an indented header leaves the question to the whole file", () =>
  expect(sectionsNamed("[q]\na = 1\n  [p]\n", "p")).toBeUndefined());
