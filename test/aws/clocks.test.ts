import { describe, expect, it } from "vitest";
import { offBy, offFromAws, settingTheClock, spoilsCodes } from "../../src/aws/clocks.ts";

it.each([
  [45_000, "45 s behind AWS's"],
  [-45_000, "45 s ahead of AWS's"],
])("%i ms: %s", (offset, words) => {
  expect(offFromAws(offset)).toBe(words);
});

describe("how far the clock is off", () => {
  it.each<[number | undefined, string | undefined]>([
    [undefined, undefined],
    [0, "0 s ahead"],
    [45_400, "45 s behind"],
    [-119_000, "119 s ahead"],
    [120_000, "2 min behind"],
    [20 * 60_000 - 900, "20 min behind"],
    [-90 * 60_000, "1 h 30 min ahead"],
    [40 * 86_400_000, "960 h behind"],
  ])("%s ms: %s", (offset, words) => {
    expect(offBy(offset)).toBe(words);
  });
});

it.each<[number | undefined, boolean]>([
  [undefined, false],
  [30_000, false],
  [-30_000, false],
  [30_001, true],
  [-30_001, true],
])("an offset of %s ms spoils computed codes: %s", (offset, spoils) => {
  expect(spoilsCodes(offset)).toBe(spoils);
});

it.each<[string | undefined, string]>([
  ["linux", "set the clock: sudo timedatectl set-ntp true"],
  ["darwin", "set the clock: sudo sntp -sS time.apple.com"],
  ["win32", "set the clock, as an administrator: w32tm /resync"],
  ["freebsd", "set the clock, then try again"],
  [undefined, "set the clock, then try again"],
])("on %s: %s", (platform, words) => {
  expect(settingTheClock(platform)).toBe(words);
});
