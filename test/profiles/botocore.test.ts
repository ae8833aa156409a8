/** Our reader against botocore's: where botocore accepts a file, both must find the same; where not, we must say so. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/profiles/bytes.ts";
import { checkedPut } from "../../src/profiles/checked.ts";
import { readIni } from "../../src/profiles/ini.ts";
import { configSectionOf } from "../../src/profiles/names.ts";
import { botocore, hasBotocore, ours } from "../support/botocore.ts";
import { CORPUS } from "../support/corpus.ts";

function compareAll(texts: readonly string[]): number {
  const answers = botocore(texts);
  for (const [index, text] of texts.entries())
    expect({ text, answer: ours(text) }).toEqual({ text, answer: answers[index] });
  return answers.filter((answer) => answer !== null).length;
}

const NASTY_LINES = [
  "[default]",
  "[profile a]",
  "[profile 'b c']",
  `[profile "d"]`,
  "[ p ]",
  "[p] # c ]",
  "[q]; c",
  "[__proto__]",
  "[profile __proto__]",
  "[]",
  "[]]",
  "[p",
  "[DEFAULT]",
  "  [in]",
  "\t[in]",
  "[in] x = [y]",
  "\u00a0[wide]",
  "[services s]",
  "[services 't u']",
  "[profile it's]",
  "a = 1",
  "b: 2",
  "c=",
  "A = 3",
  "d = x ; y",
  'e = "q"',
  "f\t=\tx#y",
  "__proto__ = 1",
  "s3 =",
  "  g = 4",
  "    h = 5",
  "\ti: 6",
  "  bare",
  "bare",
  "= v",
  ":",
  "  = v",
  "  [c] = d",
  "# comment",
  "  ; comment",
  "#[x]",
  "",
  "   ",
  "\t",
  "é = ü",
  "\u2003j = 7\u3000",
  "k = \u2028x",
  "l = \u001cx",
  "m = [n]",
  "o[] = 1",
  "%(a)s = %(b)s",
  "\u0085q = 8",
  "r = \\;",
  "\ufeff",
  "s = true",
  "\u000c[ff]",
];
const nastyLine = fc
  .tuple(fc.constantFrom(...NASTY_LINES), fc.constantFrom("\n", "\n", "\n", "\r\n", "\r"))
  .map((parts) => parts.join(""));
/** Mostly files that botocore accepts: distinct lines below a first header. */
const nastyText = fc
  .tuple(
    fc.constantFrom("[first]\n", "[first]\n", "[first]\r\n", "# c\n[first]\n", ""),
    fc.uniqueArray(nastyLine, { maxLength: 9 }),
    fc.constantFrom("", "", "last = 1"),
  )
  .map(([head, lines, tail]) => encode(head + lines.join("") + tail));

describe.skipIf(!hasBotocore)("as botocore reads (needs python3 with botocore)", () => {
  it("files as people have them, as they are recorded", () => {
    const recorded = Object.fromEntries(CORPUS.map(({ name, read }) => [name, read]));
    const answers = botocore(CORPUS.map(({ text }) => text));
    expect(Object.fromEntries(CORPUS.map(({ name }, at) => [name, answers[at]]))).toEqual(recorded);
  });

  it("files made of nasty lines, accepted and refused ones", () => {
    const texts = fc.sample(nastyText, { numRuns: 6000, seed: Date.now() });
    const accepted = compareAll(texts);
    expect(accepted).toBeGreaterThan(600);
    expect(accepted).toBeLessThan(5400);
  });

  it("files made of any bytes below a header", () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 });
    const soup = fc.string({ unit: fc.constantFrom(..."[]=:#; \t\n\rab\\'\"") });
    const any = fc.oneof(
      bytes.map((codes) => String.fromCharCode(...codes)),
      soup,
    );
    compareAll(
      fc.sample(
        any.map((text) => `[first]\n${text}`),
        { numRuns: 1500, seed: Date.now() },
      ),
    );
  });

  it("what the editor writes, under the names of any profile", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abAB09 .,@+=-_'\"\\#;/é["), minLength: 1 });
    const value = word.map((text) => text.trim());
    const edits = fc.sample(fc.tuple(nastyText, word, value), { numRuns: 600, seed: Date.now() });
    const written = edits.flatMap(([text, profile, one]) => {
      const name = configSectionOf(profile);
      if (readIni(text).sections.some((section) => section.name === name)) return [];
      return [
        {
          text: checkedPut(
            text,
            name,
            new Map([
              ["x", one],
              ["s3", "\nk = v"],
            ]),
          ),
          profile,
          one,
        },
      ];
    });
    for (const [index, answer] of botocore(written.map(({ text }) => text)).entries()) {
      const { profile, one } = written[index] ?? { profile: "", one: "" };
      if (answer === null) continue;
      const settings = answer[0].find(([name]) => name === configSectionOf(profile))?.[1];
      expect(answer[1][0]).toContain(profile);
      expect(settings).toEqual(
        expect.arrayContaining([
          ["x", one],
          ["s3", [["k", "v"]]],
        ]),
      );
    }
  });
});
