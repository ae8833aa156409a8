import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOfStep } from "../../src/secrets/one-time-code.ts";
import { type Algorithm, USUAL, secondsLeft, stepAt } from "../../src/secrets/totp-secret.ts";
import { which } from "../support/tools.ts";

const NAMELESS = { ...USUAL, issuer: undefined, account: undefined };

/** The secrets of RFC 6238 appendix B, as corrected by its errata: 20, 32 and 64 bytes of ASCII digits. */
const SECRETS: Record<Algorithm, string> = {
  SHA1: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  SHA256: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA",
  SHA512:
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA",
};

describe("codeOfStep", () => {
  it.each<[number, Algorithm, string]>([
    [59, "SHA1", "94287082"],
    [59, "SHA256", "46119246"],
    [59, "SHA512", "90693936"],
    [1_111_111_109, "SHA1", "07081804"],
    [1_111_111_109, "SHA256", "68084774"],
    [1_111_111_109, "SHA512", "25091201"],
    [20_000_000_000, "SHA1", "65353130"],
    [20_000_000_000, "SHA256", "77737706"],
    [20_000_000_000, "SHA512", "47863826"],
  ])("is RFC 6238's at %i s with %s", (seconds, algorithm, code) => {
    const secret = { ...NAMELESS, base32: SECRETS[algorithm], digits: 8, algorithm };
    expect(codeOfStep(secret, stepAt(secret, seconds * 1000))).toBe(code);
  });

  const oathtool = which("oathtool");
  it.skipIf(oathtool === undefined)("is oathtool's for whatever secret (needs oathtool)", () => {
    const secret = fc.record({
      base32: fc.stringMatching(/^[A-Z2-7]{16}([A-Z2-7]{8}){0,6}$/),
      digits: fc.constantFrom(6, 7, 8),
      period: fc.constantFrom(15, 30, 60),
      algorithm: fc.constantFrom<Algorithm[]>("SHA1", "SHA256", "SHA512"),
      issuer: fc.constant(undefined),
      account: fc.constant(undefined),
    });
    fc.assert(
      fc.property(secret, fc.integer({ min: 0, max: 4_000_000_000 }), (value, seconds) => {
        const { algorithm, digits, period, base32 } = value;
        const words = [
          `--totp=${algorithm}`,
          `--digits=${digits}`,
          `--time-step-size=${period}s`,
          `--now=@${seconds}`,
        ];
        const said = execFileSync("oathtool", [...words, "-b", "-"], {
          input: base32,
          encoding: "utf8",
        });
        expect(codeOfStep(value, stepAt(value, seconds * 1000))).toBe(said.trim());
      }),
      { numRuns: 30 },
    );
  });
});

describe("a step", () => {
  it.each([
    [0, 30, 0, 30],
    [1, 30, 0, 30],
    [29_000, 30, 0, 1],
    [29_999, 30, 0, 1],
    [30_000, 30, 1, 30],
    [89_001, 60, 1, 31],
  ])("at %i ms with a period of %i s", (now, period, step, left) => {
    expect([stepAt({ period }, now), secondsLeft({ period }, now)]).toEqual([step, left]);
  });
});
