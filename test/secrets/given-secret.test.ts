import { describe, expect, it } from "vitest";
import { givenSecret } from "../../src/secrets/given-secret.ts";
import { type Answer, type FakeOptions, failureOf, fakeContext } from "../support/context.ts";

/** A secret that is typed, piped, in a file or in a picture. */

const BASE32 = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const URI = `otpauth://totp/AWS:jane?secret=${BASE32}`;
const PNG = "\u0089PNG\r\n\u001a\n…";
const FAILURE = "holds no TOTP secret:";

function given(file: string | undefined, options: FakeOptions) {
  const fake = fakeContext({ files: {}, ...options });
  return { fake, secret: () => givenSecret(file, "Secret of jane:", fake.context) };
}

describe("a secret", () => {
  it.each<[string, string | undefined, FakeOptions]>([
    ["typed", undefined, { answers: [BASE32] }],
    ["piped", undefined, { piped: `${BASE32}\n` }],
    ["piped, named -", "-", { piped: URI }],
    ["in a file", "seed.txt", { files: { "seed.txt": ` ${BASE32.toLowerCase()}\r\n` } }],
    [
      "in a file with a byte order mark",
      "seed.txt",
      { files: { "seed.txt": `\u00ef\u00bb\u00bf${URI}` } },
    ],
    [
      "among other lines, as password stores have it",
      undefined,
      { piped: `hunter2\nuser: jane\n${URI}\n` },
    ],
    ["in a picture", "qr.png", { files: { "qr.png": PNG }, pictured: URI }],
    ["in a picture that is piped", undefined, { piped: PNG, pictured: URI }],
    ["in a file although something is piped", "seed", { files: { seed: BASE32 }, piped: "no" }],
  ])("%s", async (_, file, options) => {
    expect(await given(file, options).secret()).toMatchObject({ base32: BASE32, digits: 6 });
  });

  it("is asked for again, told what is wrong but not what was typed", async () => {
    const answers: Answer[] = ["JBSWY3DPEHPK3PX1", "", BASE32];
    const { fake, secret } = given(undefined, { answers });
    await secret();
    expect(fake.effects).toEqual(["ask hidden"]);
    expect(fake.questions).toEqual(Array(3).fill("Secret of jane:"));
    expect(fake.objections).toEqual([
      `what was typed ${FAILURE} character 16 of 16 is none of A–Z and 2–7 (blanks not counted)`,
      `what was typed ${FAILURE} there is nothing in it`,
    ]);
  });

  it.each<[string, string | undefined, FakeOptions, string, string]>([
    ["no file", "none", {}, "file-unreadable", "there is no file none"],
    [
      "an empty file",
      "f",
      { files: { f: "" } },
      "bad-secret",
      `f ${FAILURE} there is nothing in it`,
    ],
    [
      "nothing piped",
      undefined,
      { piped: "" },
      "bad-secret",
      `standard input ${FAILURE} there is nothing in it`,
    ],
    [
      "a JPEG",
      "a.jpg",
      { files: { "a.jpg": "\u00ff\u00d8\u00ff\u00e0" } },
      "bad-secret",
      `a.jpg ${FAILURE} it is a JPEG picture`,
    ],
    ["a GIF", "a", { files: { a: "GIF89a" } }, "bad-secret", `a ${FAILURE} it is a GIF picture`],
    [
      "a picture of something else",
      "a.png",
      { files: { "a.png": PNG } },
      "bad-secret",
      `a.png ${FAILURE} there is none`,
    ],
    [
      "a QR code of something else",
      "a.png",
      { files: { "a.png": PNG }, pictured: "https://example.com" },
      "bad-secret",
      `the QR code in a.png ${FAILURE} it is neither base32 nor an otpauth:// URI`,
    ],
    ["Ctrl-D", undefined, { answers: [undefined] }, "bad-secret", "no secret was entered"],
    [
      "nobody",
      undefined,
      { nobody: "--no-input was given" },
      "no-terminal",
      "nobody can be asked for the secret: --no-input was given",
    ],
  ])("cannot be had: %s", async (_, file, options, code, message) => {
    expect(await failureOf(given(file, options).secret)).toMatchObject({ code, message });
  });
});
