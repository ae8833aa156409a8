import { describe, expect, it } from "vitest";
import { isLongTermKey, isTemporaryKey } from "../../src/aws/access-keys.ts";

describe("an access key's id", () => {
  it.each([
    ["AKIAIOSFODNN7EXAMPLE", "long-term"],
    ["ASIAIOSFODNN7EXAMPLE", "temporary"],
    [`AKIA${"A".repeat(124)}`, "long-term"],
    [`AKIA${"A".repeat(125)}`, "neither"],
    [`AKIA${"A".repeat(11)}`, "neither"],
    ["akiaiosfodnn7example", "neither"],
    ["AIDAIOSFODNN7EXAMPLE", "neither"],
    ["AKIAIOSFODNN7EXAMPL!", "neither"],
    ["AKIAIOSFODNN7EXAMPLE\n", "neither"],
    [" AKIAIOSFODNN7EXAMPLE", "neither"],
    ["test", "neither"],
    ["", "neither"],
  ])("%j: %s", (id, kind) => {
    expect([isLongTermKey(id), isTemporaryKey(id)]).toEqual([
      kind === "long-term",
      kind === "temporary",
    ]);
  });
});
