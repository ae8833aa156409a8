import { describe, expect, it } from "vitest";
import { memoryText, readMemory } from "../../src/memory/memory.ts";
import {
  isNoted,
  sentAt,
  spaced,
  spentCode,
  spentWords,
  withSpent,
} from "../../src/memory/spent.ts";
import { NOW, fakeContext } from "../support/context.ts";

const { digest } = fakeContext().context;
const SERIAL = "GAHT12345678";
const memoryOf = async (code: string, at = NOW) =>
  withSpent(readMemory(undefined), await spentCode(SERIAL, code, at, digest));

describe("a code that was sent", () => {
  it.each([
    ["at once", SERIAL, "492039", 0, NOW],
    ["two minutes later but for a moment", SERIAL, "492039", 119_999, NOW],
    ["two minutes later", SERIAL, "492039", 120_000, undefined],
    ["by a clock that was set back a little", SERIAL, "492039", -60_000, NOW],
    ["by a clock that was set back far", SERIAL, "492039", -120_000, undefined],
    ["of another device", "GAHT87654321", "492039", 0, undefined],
    ["another code", SERIAL, "492038", 0, undefined],
  ])("is known: %s", async (_, serial, code, later, expected) => {
    const memory = await memoryOf("492039");
    expect(await sentAt(memory, serial, code, NOW + later, digest)).toBe(expected);
  });

  it("is not in what is remembered of it", async () => {
    expect(JSON.stringify(await memoryOf("492039"))).not.toContain("492039");
  });

  it("has another hash each time", async () => {
    const [one, other] = [await memoryOf("492039"), await memoryOf("492039")];
    expect(one.spent[0]?.hash).not.toBe(other.spent[0]?.hash);
  });

  it("makes older ones be forgotten", async () => {
    const first = await spentCode(SERIAL, "111111", NOW, digest);
    const second = await spentCode(SERIAL, "222222", NOW + 119_999, digest);
    const third = await spentCode(SERIAL, "333333", NOW + 120_000, digest);
    const memory = [first, second, third].reduce(withSpent, readMemory(undefined));
    expect(memory.spent).toEqual([second, third]);
  });
});

describe("a computed code", () => {
  const noted = (step: number, serial = SERIAL, code = "492039") =>
    spentCode(serial, code, NOW, digest, step);
  it.each([
    ["by its step", SERIAL, "000000", 7, NOW],
    ["by what it is, if somebody types it", SERIAL, "492039", undefined, NOW],
    ["but not by another step", SERIAL, "000000", 8, undefined],
    ["nor for another device", "GAHT87654321", "000000", 7, undefined],
  ])("is known %s", async (_, serial, code, step, expected) => {
    const memory = withSpent(readMemory(undefined), await noted(7));
    expect(await sentAt(memory, serial, code, NOW, digest, step)).toBe(expected);
  });
  it("is noted by whoever comes first", async () => {
    const [first, second] = [await noted(7), await noted(7)];
    const memory = withSpent(withSpent(readMemory(undefined), first), second);
    expect([isNoted(memory, first), isNoted(memory, second)]).toEqual([true, false]);
    expect(memory.spent).toEqual([first]);
  });
  it("of another device or step is another one", async () => {
    const all = [await noted(7), await noted(8), await noted(7, "GAHT87654321")];
    expect(all.reduce(withSpent, readMemory(undefined)).spent).toEqual(all);
  });
  it("keeps its step in the file", async () => {
    const memory = withSpent(readMemory(undefined), await noted(7));
    expect(readMemory(memoryText(memory))).toEqual(memory);
  });
});

describe("a spent code in words", () => {
  it.each([
    [
      12_000,
      NOW + 13_000,
      "492 039 was used 12 s ago; AWS takes a code once",
      "the next one shows in 17 s",
    ],
    [0, NOW, "492 039 was used 0 s ago; AWS takes a code once", "the next one shows in 30 s"],
    [
      -4000,
      NOW + 29_999,
      "492 039 was used 0 s ago; AWS takes a code once",
      "the next one shows in 1 s",
    ],
    [
      29_600,
      NOW + 30_000,
      "492 039 was used 30 s ago; AWS takes a code once",
      "the next one shows in 30 s",
    ],
  ])("%d ms ago", (ago, now, reason, hint) => {
    expect(spentWords("492039", ago, now)).toEqual({ reason, hint });
  });

  it("stands as devices show it", () => {
    expect(spaced("002039")).toBe("002 039");
  });
});
