import { describe, expect, it } from "vitest";
import { rememberedClock } from "../../src/memory/clock.ts";
import { memoryText, readMemory } from "../../src/memory/memory.ts";
import { clockAtHand } from "../../src/sessions/clock-at-hand.ts";

const MINUTE = 60_000;
const clock = (now: number, uptime: number) => ({ now: () => now, uptime: () => uptime });
const memory = {
  ...readMemory(undefined),
  clock: rememberedClock(20 * MINUTE, clock(10_000_000, 3_600_000)),
};

describe("AWS's clock", () => {
  it.each([
    ["as it is remembered", memoryText(memory), 20 * MINUTE],
    ["as ours where nothing is", memoryText(readMemory(undefined)), 0],
    [
      "as ours where there is only the word",
      memoryText({ ...readMemory("{}"), lastProfile: '"clock"' }),
      0,
    ],
    ["not where it was set since", memoryText(memory), undefined, 80 * MINUTE],
    ["not where it is written otherwise", JSON.stringify(memory), undefined],
    [
      "not where it is nonsense",
      '{\n  "clock": {\n    "offset": .,\n    "started": 1\n  },\n',
      undefined,
    ],
  ])("is read by the fast path %s", (_title, text, offset, passed = 0) => {
    const read = () => clockAtHand(text, clock(10_000_000 + passed, 3_600_000));
    if (offset === undefined) expect(read).toThrow("not plain");
    else expect(read()).toBe(offset);
  });
});
