import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typed } from "../../src/words/typed.ts";

const sh = (line: string): string => spawnSync("sh", ["-c", line], { encoding: "utf8" }).stdout;
const hasShell = sh("printf yes") === "yes";

describe("a word as a person types it", () => {
  it.each([
    ["mfa.user", "mfa.user"],
    ["work-mfa", "work-mfa"],
    ["a/b:c@d%e+f=g,h_i", "a/b:c@d%e+f=g,h_i"],
    ["my profile", "'my profile'"],
    ["it's", "'it'\\''s'"],
    ["$HOME", "'$HOME'"],
    ["a;b", "'a;b'"],
    ["~", "'~'"],
    ["*", "'*'"],
    ["Zoë", "'Zoë'"],
    ["", "''"],
  ])("%j: %s", (word, text) => {
    expect(typed(word)).toBe(text);
  });

  it.skipIf(!hasShell)("comes back from sh", () => {
    const word = fc.string({ unit: "grapheme-ascii", maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 20 }), (words) => {
        expect(sh(`printf '<%s>' ${words.map(typed).join(" ")}`)).toBe(
          words.map((each) => `<${each}>`).join(""),
        );
      }),
      { numRuns: 10 },
    );
  });
});
