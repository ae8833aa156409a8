import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretOf, uriOf } from "../../src/secrets/otpauth.ts";
import type { TotpSecret } from "../../src/secrets/totp-secret.ts";
import { failureOf } from "../support/context.ts";

const BASE32 = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const USUAL: TotpSecret = {
  base32: BASE32,
  digits: 6,
  period: 30,
  algorithm: "SHA1",
  issuer: undefined,
  account: undefined,
};

describe("secretOf", () => {
  it.each<[string, string, Partial<TotpSecret>]>([
    ["base32 alone", ` ${BASE32.toLowerCase()}\n`, {}],
    [
      "the URI of AWS's console",
      `otpauth://totp/Amazon%20Web%20Services:jane@123456789012?secret=${BASE32}&issuer=Amazon%20Web%20Services`,
      { issuer: "Amazon Web Services", account: "jane@123456789012" },
    ],
    [
      "the URI of AWS's API",
      `otpauth://totp/jane@company?secret=${BASE32}`,
      { account: "jane@company" },
    ],
    [
      "blanks not encoded",
      `otpauth://totp/Amazon Web Services:jane?secret=${BASE32}`,
      { issuer: "Amazon Web Services", account: "jane" },
    ],
    [
      "a colon encoded",
      `otpauth://totp/Big%3A%20jane?secret=${BASE32}`,
      { issuer: "Big", account: "jane" },
    ],
    [
      "an issuer in both places",
      `otpauth://totp/Old:jane?secret=${BASE32}&issuer=New`,
      { issuer: "New", account: "jane" },
    ],
    ["no label", `otpauth://totp/?secret=${BASE32}`, {}],
    ["no path", `otpauth://totp?secret=${BASE32}`, {}],
    ["a label that is badly encoded", `otpauth://totp/50%?secret=${BASE32}`, { account: "50%" }],
    ["a secret in small letters", `OTPAUTH://TOTP/?secret=${BASE32.toLowerCase()}`, {}],
    ["digits", `otpauth://totp/?secret=${BASE32}&digits=8`, { digits: 8 }],
    ["a period", `otpauth://totp/?secret=${BASE32}&period=60`, { period: 60 }],
    ["an algorithm", `otpauth://totp/?secret=${BASE32}&algorithm=sha256`, { algorithm: "SHA256" }],
    [
      "an algorithm with a dash",
      `otpauth://totp/?secret=${BASE32}&algorithm=SHA-512`,
      { algorithm: "SHA512" },
    ],
    [
      "what is given empty",
      `otpauth://totp/?secret=${BASE32}&digits=&period=&algorithm=&issuer=`,
      {},
    ],
    ["what it does not know", `otpauth://totp/?secret=${BASE32}&image=x&counter=7`, {}],
  ])("reads %s", (_, text, other) => {
    expect(secretOf(text, "it")).toEqual({ ...USUAL, ...other });
  });

  it.each([
    [
      "otpauth-migration://offline?data=AAAA",
      "it is an export of Google Authenticator, which holds several secrets",
    ],
    [
      `otpauth://hotp/?secret=${BASE32}&counter=1`,
      "it is for codes by counter (hotp); AWS takes those by time (totp)",
    ],
    [`otpauth://steam/?secret=${BASE32}`, "its URI does not begin with otpauth://totp/"],
    [`https://totp/?secret=${BASE32}`, "it is neither base32 nor an otpauth:// URI"],
    ["otpauth:", "its URI does not begin with otpauth://totp/"],
    ["otpauth://totp/jane", "there is nothing in it"],
    [
      "otpauth://totp/?secret=JBSW1",
      "character 5 of 5 is none of A–Z and 2–7 (blanks not counted)",
    ],
    [`otpauth://totp/?secret=${BASE32}&digits=5`, "its “digits” is not between 6 and 8"],
    [`otpauth://totp/?secret=${BASE32}&digits=six`, "its “digits” is not between 6 and 8"],
    [`otpauth://totp/?secret=${BASE32}&period=0`, "its “period” is not between 5 and 600"],
    [`otpauth://totp/?secret=${BASE32}&period=1e2`, "its “period” is not between 5 and 600"],
    [
      `otpauth://totp/?secret=${BASE32}&algorithm=MD5`,
      "its “algorithm” is none of SHA1, SHA256, SHA512",
    ],
    ["", "there is nothing in it"],
  ])("refuses %s", async (text, why) => {
    expect(await failureOf(() => secretOf(text, "standard input"))).toEqual({
      code: "bad-secret",
      message: `standard input holds no TOTP secret: ${why}`,
      hint: "give what AWS shows as “secret key”, an otpauth:// URI, or a picture of the QR code",
    });
  });
});

describe("uriOf", () => {
  it("leaves out what is usual", () => {
    expect(uriOf(USUAL)).toBe(`otpauth://totp/?secret=${BASE32}`);
  });
  it("says what is not", () => {
    const odd = {
      ...USUAL,
      issuer: "A&B",
      account: "jane@1",
      digits: 8,
      period: 60,
      algorithm: "SHA512",
    } as const;
    expect(uriOf(odd)).toBe(
      `otpauth://totp/A%26B:jane%401?secret=${BASE32}&issuer=A%26B&algorithm=SHA512&digits=8&period=60`,
    );
  });
  it("is read as what it was", () => {
    const name = fc.option(
      fc
        .string({ unit: "grapheme", minLength: 1 })
        .filter((text) => text === text.trim() && !text.includes(":")),
      { nil: undefined },
    );
    const secret = fc.record({
      base32: fc.stringMatching(/^[A-Z2-7]{16}([A-Z2-7]{8}){0,6}$/),
      digits: fc.integer({ min: 6, max: 8 }),
      period: fc.integer({ min: 5, max: 600 }),
      algorithm: fc.constantFrom("SHA1", "SHA256", "SHA512"),
      issuer: name,
      account: name,
    });
    fc.assert(
      fc.property(secret, (value) => {
        expect(secretOf(uriOf(value as TotpSecret), "it")).toEqual(value);
      }),
    );
  });
  it("takes whatever text there is without a bug", () => {
    const parameters = fc.dictionary(
      fc.constantFrom("secret", "digits", "period", "algorithm", "issuer"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.string(), parameters, (label, values) => {
        const text = `otpauth://totp/${label}?${new URLSearchParams(values).toString()}`;
        const act = (): unknown => secretOf(text, "it");
        expect(act).toThrow(/^it holds no TOTP secret: /);
      }),
    );
  });
});
