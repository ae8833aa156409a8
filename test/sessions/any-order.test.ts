import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/profiles/bytes.ts";
import { isUtf16 } from "../../src/profiles/encoding.ts";
import { type Pair, login, logout, memoryFiles } from "../support/logins.ts";

/** Logins and logouts of several profiles in any order, with edits of the user in between, over generated files. */

/** Session profiles: plain names, and some that a header has to quote. */
const NAMES = ["anna-mfa", "b c", "größe", "a#b", "work.x@example.com", "__proto__", "0"];

// What the user edits: it stands once, whatever is around it.
const EDITED = /(?<=edited-by-hand )\d+/;
const LINES = [
  "[default]",
  "[profile a] # mine",
  "[profile 'b d']",
  "  [indented]",
  "region = eu-west-1",
  "s3 =",
  "  addressing_style = path",
  "key: value",
  "bare",
  "[half",
  "# comment",
  "",
  "  \t",
  "é = ü",
  "\u2028",
  "\u0000",
  "\ufeff",
];
const end = fc.constantFrom("\n", "\n", "\r\n", "\r");
const line = fc.tuple(fc.constantFrom(...LINES), end).map((parts) => encode(parts.join("")));
const text = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.array(line, { maxLength: 4 }), end, fc.boolean())
  .map(([above, below, eol, ended]) => {
    const whole = `${above.join("")}# edited-by-hand 0${eol}${below.join("")}`;
    return ended ? whole : whole.replace(/(?:\r\n|\n|\r)$/, "");
  })
  .filter((whole) => !isUtf16(whole));
const file = fc.oneof({ weight: 6, arbitrary: text }, fc.constantFrom("", "\n", undefined));
const pair: fc.Arbitrary<Pair> = fc.record({ credentials: file, config: file });

/** A step: a session comes or is renewed, one goes, or the user edits both files. */
type Step = { readonly in: string } | { readonly out: string } | { readonly edit: number };
const name = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ in: name }),
  fc.record({ out: name }),
  fc.record({ edit: fc.nat({ max: 99_999 }) }),
);

function edited({ credentials, config }: Pair, number: number): Pair {
  const put = (old: string | undefined): string | undefined => old?.replace(EDITED, `${number}`);
  return { credentials: put(credentials), config: put(config) };
}

describe("logins and logouts in any order", () => {
  it("leave what the user wrote, to the byte, and nothing else", async () => {
    const run = async (before: Pair, steps: readonly Step[], last: readonly string[]) => {
      const files = memoryFiles(before);
      let users = before;
      for (const each of steps) {
        if ("in" in each) await login(files, "anna", { as: each.in, token: `${steps.length}==` });
        else if ("out" in each) await logout(files, each.out);
        else {
          users = edited(users, each.edit);
          files.set(edited(files.now(), each.edit));
        }
        for (const which of ["credentials", "config"] as const)
          expect(files.now()[which]?.startsWith(users[which] ?? "") ?? true).toBe(true);
      }
      for (const one of last) await logout(files, one);
      expect(files.now()).toEqual(users);
    };
    const order = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
    await fc.assert(fc.asyncProperty(pair, fc.array(step, { maxLength: 12 }), order, run), {
      numRuns: 300,
    });
  });

  it("all at once as well", async () => {
    const run = async (before: Pair, names: readonly string[]) => {
      const files = memoryFiles(before);
      for (const as of names) await login(files, "anna", { as });
      expect(await logout(files, ...NAMES)).toEqual(before);
    };
    await fc.assert(fc.asyncProperty(pair, fc.shuffledSubarray(NAMES), run), { numRuns: 300 });
  });

  it("a login with the same values changes no byte", async () => {
    const run = async (before: Pair, names: readonly string[]) => {
      const files = memoryFiles(before);
      for (const as of names) await login(files, "anna", { as });
      const once = files.now();
      for (const as of names.toReversed()) await login(files, "anna", { as });
      expect(files.now()).toEqual(once);
    };
    await fc.assert(fc.asyncProperty(pair, fc.shuffledSubarray(NAMES), run), { numRuns: 200 });
  });
});
