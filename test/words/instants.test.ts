import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochOf, isoOf, localDate, localTime } from "../../src/words/instants.ts";
import { NOW } from "../support/context.ts";

const HOUR = 3_600_000;

describe("an instant in ISO 8601", () => {
  it.each([
    [0, "1970-01-01T00:00:00Z"],
    [999, "1970-01-01T00:00:00Z"],
    [1000, "1970-01-01T00:00:01Z"],
    [NOW + 43_200_000, "2026-11-22T16:20:00Z"],
    [NOW + 1999, "2026-11-22T04:20:01Z"],
  ])("%d: %s", (epoch, text) => {
    expect(isoOf(epoch)).toBe(text);
  });

  it.each([
    ["2026-11-22T16:20:00Z", NOW + 12 * HOUR],
    ["2026-11-22T16:20:00.5Z", NOW + 12 * HOUR + 500],
    ["2026-11-22T17:20:00+01:00", NOW + 12 * HOUR],
    ["2026-11-22T11:20:00-05:00", NOW + 12 * HOUR],
    ["2026-11-22T16:20:00", undefined],
    ["2026-11-22 16:20:00Z", undefined],
    ["2026-11-22", undefined],
    ["2026-13-22T16:20:00Z", undefined],
    ["2026-11-22T25:20:00Z", undefined],
    ["Sun, 22 Nov 2026 16:20:00 GMT", undefined],
    ["1795364400", undefined],
    ["2026-11-22T16:20:00Z\n", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j is read as %s", (text, epoch) => {
    expect(epochOf(text)).toBe(epoch);
  });

  it("comes back, to the second", () => {
    const latest = Date.UTC(9999, 11, 31);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: latest }), (epoch) => {
        expect(epochOf(isoOf(epoch))).toBe(epoch - (epoch % 1000));
      }),
    );
  });
});

// The tests' local time is UTC; NOW is a Sunday, 04:20.
describe("an instant in local time", () => {
  it.each([
    [12 * HOUR, "16:20"],
    [20 * HOUR - 1, "00:19"],
    [20 * HOUR, "Mon 00:20"],
    [36 * HOUR, "Mon 16:20"],
    [6 * 24 * HOUR - 60_000, "Sat 04:19"],
    [6 * 24 * HOUR, "2026-11-28 04:20"],
    [40 * 24 * HOUR, "2027-01-01 04:20"],
    [0, "04:20"],
    [-HOUR, "03:20"],
    [-24 * HOUR, "Sat 04:20"],
    [-300 * 24 * HOUR, "2026-01-26 04:20"],
  ])("in %d ms: %s", (ahead, text) => {
    expect(localTime(NOW + ahead, NOW)).toBe(text);
  });
});

it.each([
  [Date.UTC(2026, 0, 2, 3), "2026-01-02"],
  [Date.UTC(2024, 11, 31, 23, 59), "2024-12-31"],
  [0, "1970-01-01"],
])("the day of %s is %s", (epoch, text) => expect(localDate(epoch)).toBe(text));
