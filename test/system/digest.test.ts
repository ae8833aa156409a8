import { describe, expect, it } from "vitest";
import { systemDigest } from "../../src/system/digest.ts";

describe("salted hashes", () => {
  it("are SHA-256 of salt and text", async () => {
    // printf 'ab:492039' | sha256sum
    expect(await systemDigest.hash("ab", "492039")).toBe(
      "6d2bb9e23675b11bd4b7bf37bc6f7fa8bf131e219e8e426e993547da44fbb5a9",
    );
  });

  it.each([
    ["another salt", "ac", "492039"],
    ["another text", "ab", "492038"],
    ["the same letters in other places", "a", "b492039"],
  ])("differ with %s", async (_, salt, text) => {
    expect(await systemDigest.hash(salt, text)).not.toBe(await systemDigest.hash("ab", "492039"));
  });

  it("have a new salt of 128 bits each time", async () => {
    const salts = await Promise.all(Array.from({ length: 20 }, () => systemDigest.salt()));
    expect(new Set(salts).size).toBe(20);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
  });
});
