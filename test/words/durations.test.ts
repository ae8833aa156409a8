import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsOf, wordOfSeconds, wordsOfSeconds } from "../../src/words/durations.ts";

describe("a duration as typed", () => {
  it.each([
    ["45m", 2700],
    ["12h", 43_200],
    ["1h30m", 5400],
    ["1h30m15s", 5415],
    ["1h15s", 3615],
    ["90s", 90],
    ["3600", 3600],
    ["0", 0],
    ["0h0m0s", 0],
    ["007", 7],
    ["90m", 5400],
    ["999999999", 999_999_999],
    ["1000000000", undefined],
    ["1000000h", undefined],
    ["", undefined],
    ["h", undefined],
    ["1", 1],
    ["-1", undefined],
    ["1.5h", undefined],
    ["30m1h", undefined],
    ["1h1h", undefined],
    ["1H", undefined],
    ["1 h", undefined],
    [" 1h", undefined],
    ["1h ", undefined],
    ["1h\n", undefined],
    ["1h30", undefined],
    ["1d", undefined],
    ["12hours", undefined],
    ["0x10", undefined],
    ["1e3", undefined],
    ["１h", undefined],
    ["Infinity", undefined],
  ])("%j: %s", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it("comes back from hours, minutes and seconds", () => {
    const unit = fc.option(fc.nat(999_999), { nil: undefined });
    fc.assert(
      fc.property(unit, unit, unit, (hours, minutes, seconds) => {
        const parts = [hours, minutes, seconds].map((part, index) =>
          part === undefined ? "" : `${part}${"hms"[index]}`,
        );
        const sum = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
        expect(secondsOf(parts.join(""))).toBe(parts.join("") === "" ? undefined : sum);
      }),
    );
  });

  it("is understood as the short word says it, rounded down to its last unit", () => {
    fc.assert(
      fc.property(fc.nat(999_999 * 60), (seconds) => {
        const again = secondsOf(wordOfSeconds(seconds)) ?? Number.NaN;
        expect(again).toBe(seconds < 60 ? seconds : seconds - (seconds % 60));
      }),
    );
  });
});

describe("a duration in words", () => {
  it.each([
    [33_120, "9 h 12 min", "9h12m"],
    [43_200, "12 h", "12h00m"],
    [43_199, "11 h 59 min", "11h59m"],
    [3600, "1 h", "1h00m"],
    [3661, "1 h 1 min", "1h01m"],
    [3599, "59 min", "59m"],
    [660, "11 min", "11m"],
    [119, "1 min", "1m"],
    [60, "1 min", "1m"],
    [59, "59 s", "59s"],
    [40.9, "40 s", "40s"],
    [0, "0 s", "0s"],
    [-5, "0 s", "0s"],
    [129_600, "36 h", "36h00m"],
  ])("%d s: %s, %s", (seconds, words, word) => {
    expect([wordsOfSeconds(seconds), wordOfSeconds(seconds)]).toEqual([words, word]);
  });
});
