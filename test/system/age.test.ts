import { describe, expect, it } from "vitest";
import { systemAge } from "../../src/system/age.ts";

/** Age files by our library; with the program age in `test/e2e/age.test.ts`. */

const TEXT = "arn:aws:iam::123456789012:mfa/jané otpauth://totp/?secret=X\n";

describe("an age file", async () => {
  const file = await systemAge.encrypt("correct horse", TEXT);

  it("is armoured, and made as slow to try as age makes it", () => {
    expect(file).toMatch(
      /^-----BEGIN AGE ENCRYPTED FILE-----\n[\w+/=\n]+-----END AGE ENCRYPTED FILE-----\n$/,
    );
    const header = Buffer.from(file.split("\n").slice(1, -2).join(""), "base64").toString("latin1");
    expect(header).toMatch(/^age-encryption.org\/v1\n-> scrypt \S+ 18\n/);
    expect(header).not.toContain("otpauth");
  });
  it("opens with its passphrase", async () => {
    expect(await systemAge.decrypt("correct horse", file)).toEqual({ text: TEXT });
  });
  it("does not open with another one", async () => {
    expect(await systemAge.decrypt("correct hoarse", file)).toEqual({ wrong: "passphrase" });
  });
  it("opens unarmoured too", async () => {
    const bytes = Buffer.from(file.split("\n").slice(1, -2).join(""), "base64").toString("latin1");
    expect(await systemAge.decrypt("correct horse", bytes)).toEqual({ text: TEXT });
  });
  it.each([
    ["empty", ""],
    ["something else", "hello"],
    ["armour around nothing", "-----BEGIN AGE ENCRYPTED FILE-----\n"],
    ["cut short", file.slice(0, -60)],
  ])("is damaged: %s", async (_, text) => {
    expect(await systemAge.decrypt("correct horse", text)).toEqual({ wrong: "file" });
  });
});
