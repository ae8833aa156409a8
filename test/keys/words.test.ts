import { describe, expect, it } from "vitest";
import { ageStanding, ageWords, useWords } from "../../src/keys/words.ts";
import { NOW } from "../support/context.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("an age", () => {
  it.each([
    [0, "0 s"],
    [3 * HOUR + 300_000, "3 h 5 min"],
    [DAY, "1 day"],
    [412 * DAY + HOUR, "412 days"],
    // AWS's clock may be ahead of this machine's.
    [-HOUR, "0 s"],
  ])("%s ms ago: %s", (ago, words) => {
    expect(ageWords(NOW - ago, NOW)).toBe(words);
  });

  it.each([undefined, Number.NaN])("that nobody tells: %s", (at) => {
    expect(ageWords(at, NOW)).toBe("–");
  });

  it.each([
    [89, "good"],
    [90, "soon"],
    [364, "soon"],
    [365, "wrong"],
  ])("%s days are %s", (days, standing) => {
    expect(ageStanding(NOW - days * DAY, NOW)).toBe(standing);
  });

  it("that nobody tells is well", () => {
    expect(ageStanding(undefined, NOW)).toBe("good");
  });
});

describe("a last use", () => {
  const at = NOW - 2 * DAY;
  it.each([
    [undefined, "unknown"],
    [{ at: undefined, service: undefined, region: undefined }, "never"],
    [{ at, service: "sts", region: "us-east-1" }, "2 days ago, sts in us-east-1"],
    [{ at, service: "iam", region: undefined }, "2 days ago, iam"],
    [{ at, service: undefined, region: undefined }, "2 days ago"],
  ])("%o", (use, words) => {
    expect(useWords(use, NOW)).toBe(words);
  });
});
