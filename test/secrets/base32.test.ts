import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base32Of } from "../../src/secrets/base32.ts";

const GOOD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

describe("base32Of", () => {
  it.each([
    ["as it is", GOOD],
    ["in groups, as AWS shows it", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"],
    ["in small letters", GOOD.toLowerCase()],
    ["with dashes", "JBSW-Y3DP-EHPK-3PXP-JBSW-Y3DP-EHPK-3PXP"],
    ["with a line end", `${GOOD}\r\n`],
    ["over lines, with a no-break space", "JBSWY3DPEHPK3PXP\n\u00a0JBSWY3DPEHPK3PXP"],
    ["with padding that it does not need", `${GOOD}======`],
  ])("reads a secret %s", (_, text) => {
    expect(base32Of(text)).toEqual({ base32: GOOD });
  });
  it.each([
    ["", "there is nothing in it"],
    [" \n", "there is nothing in it"],
    ["492 039", "it is a code; the secret is the long text behind the QR code"],
    ["JBSW1", "character 5 of 5 is none of A–Z and 2–7 (blanks not counted)"],
    ["JB SWé", "character 5 of 5 is none of A–Z and 2–7 (blanks not counted)"],
    ["JBSWY3DPEHPK3PX", "it has 15 characters; AWS's have 64, and none has less than 16"],
    [GOOD.slice(0, 17), "it has 17 characters: a character is missing or too much"],
    [GOOD.slice(0, 27), "it has 27 characters: a character is missing or too much"],
    [`${GOOD.slice(0, 17)}Q`, undefined],
    [
      `${GOOD.slice(0, 17)}B`,
      "its end cannot be right: a character is missing or too much, or the last one is wrong",
    ],
  ])("says of %j what is wrong", (text, wrong) => {
    expect(base32Of(text)).toEqual(wrong === undefined ? { base32: text } : { wrong });
  });

  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  /** Base32 by its definition, five bits a character. */
  const encoded = (bytes: Uint8Array): string => {
    const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
    const groups = bits.match(/.{1,5}/g) ?? [];
    return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
  };
  it("takes the encoding of whatever bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 70 }), (bytes) => {
        expect(base32Of(encoded(bytes))).toEqual({ base32: encoded(bytes) });
      }),
    );
  });
  it("never shows what it was given", () => {
    const text = fc.stringMatching(/^[A-Z2-7]{8,40}[018=é]?[A-Z2-7]{0,9}$/);
    fc.assert(
      fc.property(text, (given) => {
        const { wrong } = { wrong: "", ...base32Of(given) };
        const pieces = [...given]
          .map((_, at) => given.slice(at, at + 6))
          .filter((piece) => piece.length === 6);
        expect(pieces.filter((piece) => wrong.includes(piece))).toEqual([]);
      }),
    );
  });
});
