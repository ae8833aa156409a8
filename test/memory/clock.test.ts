import { describe, expect, it } from "vitest";
import { clockOffset, rememberedClock } from "../../src/memory/clock.ts";
import { readMemory } from "../../src/memory/memory.ts";

const MINUTE = 60_000;
const clock = (now: number, uptime: number) => ({ now: () => now, uptime: () => uptime });
// Learned at 10 000 000, with the machine up for an hour.
const LEARNED = clock(10_000_000, 3_600_000);

describe("what is remembered of the clock", () => {
  it.each([
    [20 * MINUTE, { offset: 20 * MINUTE, started: 6_400_000 }],
    [-20 * MINUTE, { offset: -20 * MINUTE, started: 6_400_000 }],
    [3000, { offset: 3000, started: 6_400_000 }],
    [2999, undefined],
    [-2999, undefined],
    [0, undefined],
  ])("an offset of %d ms", (offset, remembered) => {
    expect(rememberedClock(offset, LEARNED)).toEqual(remembered);
  });
});

describe("AWS's clock", () => {
  const memory = {
    ...readMemory(undefined),
    clock: rememberedClock(20 * MINUTE, LEARNED),
  };
  it.each([
    ["at once", 0, 0, 20 * MINUTE],
    ["an hour later", 60 * MINUTE, 60 * MINUTE, 20 * MINUTE],
    ["with a clock that is slewed a little", 60 * MINUTE + 2999, 60 * MINUTE, 20 * MINUTE],
    ["with a clock that was set", 80 * MINUTE, 60 * MINUTE, 0],
    ["with a clock that was set a little", 60 * MINUTE + 3000, 60 * MINUTE, 0],
    ["with a clock that was set back", 40 * MINUTE, 60 * MINUTE, 0],
    ["after a restart", 60 * MINUTE, -3_590_000, 0],
  ])("%s", (_, passed, up, offset) => {
    expect(clockOffset(memory, clock(10_000_000 + passed, 3_600_000 + up))).toBe(offset);
  });

  it("is taken to be ours where nothing is known", () => {
    expect(clockOffset(readMemory(undefined), LEARNED)).toBe(0);
  });
});
