import { describe, expect, it } from "vitest";
import { readMemory } from "../../src/memory/memory.ts";
import { isUnsaved, withUnsaved } from "../../src/memory/unsaved.ts";

const NOTHING = readMemory(undefined);
const one = { profile: "work", serial: "GAHT12345678" };

describe("a device that is not to be saved", () => {
  it.each([
    ["the same", one, true],
    ["of another profile", { ...one, profile: "home" }, false],
    ["another", { ...one, serial: "GAHT87654321" }, false],
  ])("%s", (_, asked, expected) => {
    expect(isUnsaved(withUnsaved(NOTHING, one), asked)).toBe(expected);
  });

  it("is remembered once", () => {
    expect(withUnsaved(withUnsaved(NOTHING, one), { ...one }).unsaved).toEqual([one]);
  });

  it("is forgotten when there are very many", () => {
    let memory = NOTHING;
    for (let profile = 0; profile < 201; profile += 1)
      memory = withUnsaved(memory, { ...one, profile: `p${profile}` });
    expect(memory.unsaved).toHaveLength(200);
    expect(isUnsaved(memory, { ...one, profile: "p0" })).toBe(false);
    expect(isUnsaved(memory, { ...one, profile: "p200" })).toBe(true);
  });
});
