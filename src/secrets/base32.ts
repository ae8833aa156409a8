/** Base32 (RFC 4648 section 6) as people copy it: in groups, in small letters, with or without padding. */

/** The secret in its one form, or what is wrong with the text, as the end of a sentence that does not show it. */
export type Base32 =
  | { readonly base32: string; readonly wrong?: never }
  | { readonly wrong: string };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Ten bytes, the shortest that authenticator apps are given; AWS's have forty (64 characters). */
const LEAST = 16;
/** Bits of the last character that stand for nothing, by the length modulo eight; other lengths there are none. */
const SPARE: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [2, 2],
  [4, 4],
  [5, 1],
  [7, 3],
]);

/** Reads a secret: blanks, dashes and padding left out, letters made capital. */
export function base32Of(text: string): Base32 {
  const base32 = text.replace(/[\s-]/g, "").replace(/=+$/, "").toUpperCase();
  const wrong = objectionTo(base32);
  return wrong === undefined ? { base32 } : { wrong };
}

function objectionTo(base32: string): string | undefined {
  if (base32 === "") return "there is nothing in it";
  if (/^\d{6,8}$/.test(base32))
    return "it is a code; the secret is the long text behind the QR code";
  const odd = base32.search(/[^A-Z2-7]/);
  if (odd >= 0)
    return `character ${odd + 1} of ${base32.length} is none of A–Z and 2–7 (blanks not counted)`;
  if (base32.length < LEAST)
    return `it has ${base32.length} characters; AWS's have 64, and none has less than ${LEAST}`;
  const spare = SPARE.get(base32.length % 8);
  const cut = "a character is missing or too much";
  if (spare === undefined) return `it has ${base32.length} characters: ${cut}`;
  const last = ALPHABET.indexOf(base32.at(-1) ?? "");
  return last % 2 ** spare === 0
    ? undefined
    : `its end cannot be right: ${cut}, or the last one is wrong`;
}
