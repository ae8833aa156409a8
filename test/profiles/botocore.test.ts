/** Our reader against botocore's: where botocore accepts a file, both must find the same; where not, we must say so. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/profiles/bytes.ts";
import { checkedPut } from "../../src/profiles/checked.ts";
import { nestedOf, readIni, settingsOf } from "../../src/profiles/ini.ts";
import {
  configSectionOf,
  profileOfConfigSection,
  servicesNameOf,
} from "../../src/profiles/names.ts";
import { problemsOf } from "../../src/profiles/problems.ts";

const READ_ALL = `
import json, os, sys, tempfile
from botocore.configloader import raw_config_parse, build_profile_map
from botocore.exceptions import ConfigParseError
answers = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "config")
    for text in json.load(sys.stdin):
        with open(path, "wb") as file:
            file.write(text.encode("latin-1"))
        try:
            raw = raw_config_parse(path)
            built = build_profile_map(raw)
            names = [sorted(built["profiles"]), sorted(built["services"])]
            answers.append([[[name, list(map(list, values.items()))] for name, values in raw.items()], names])
        except ConfigParseError as error:
            answers.append(None)
json.dump([[[[name, [[key, list(map(list, value.items())) if isinstance(value, dict) else value]
    for key, value in values]] for name, values in answer[0]], answer[1]] if answer else None
    for answer in answers], sys.stdout)
`;

const missing = spawnSync("python3", ["-c", "import botocore.configloader"]).status !== 0;

type Setting = [key: string, value: string | [string, string][]];
type Answer = [sections: [string, Setting[]][], names: [profiles: string[], services: string[]]];

/** What botocore finds in each text; `null` where it refuses. One process for all. */
function botocore(texts: readonly string[]): (Answer | null)[] {
  const env = { ...process.env, PYTHONUTF8: "1" };
  const options = { env, input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1e9 } as const;
  return JSON.parse(execFileSync("python3", ["-c", READ_ALL], options)) as (Answer | null)[];
}

/** What we find, in botocore's form. */
function ours(text: string): Answer | null {
  const ini = readIni(text);
  if (problemsOf(ini).length > 0) return null;
  const names = [...new Set(ini.sections.map(({ name }) => name))].filter(
    (name) => name !== "DEFAULT",
  );
  const sections = names.map((name): [string, Setting[]] => {
    const settings = [...(settingsOf(ini, name) ?? [])];
    return [name, settings.map(([key, value]) => [key, spread(nestedOf(value)) ?? value])];
  });
  const all = (of: (name: string) => string | undefined) =>
    [...new Set(names.map(of).filter((name) => name !== undefined))].toSorted(byCodePoint);
  return [sections, [all(profileOfConfigSection), all(servicesNameOf)]];
}

function spread(block: Map<string, string> | undefined): [string, string][] | undefined {
  return block && [...block];
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

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

describe.skipIf(missing)("as botocore reads (needs python3 with botocore)", () => {
  it("files as people have them", () => {
    const folder = new URL("../fixtures/files/", import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "latin1"));
    expect(compareAll(texts)).toBe(texts.length - 3);
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
