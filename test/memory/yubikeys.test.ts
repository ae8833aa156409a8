import { describe, expect, it } from "vitest";
import { memoryText, readMemory } from "../../src/memory/memory.ts";
import { isTouchWanted, isYubiKeyUsed, withTouch, withYubiKey } from "../../src/memory/yubikeys.ts";

const NOTHING = readMemory(undefined);
const ONE = { serial: "GAHT12345678", key: "13371337" };

describe("YubiKeys that were used", () => {
  it("are remembered by the device, and read again", () => {
    const memory = withYubiKey(NOTHING, ONE);
    expect(readMemory(memoryText(memory))).toEqual(memory);
    expect([isYubiKeyUsed(memory, ONE.serial), isYubiKeyUsed(memory, "other")]).toEqual([
      true,
      false,
    ]);
    expect(isYubiKeyUsed(memory, undefined)).toBe(false);
  });
  it("are nothing where there is none", () => {
    expect(memoryText(NOTHING)).not.toContain("yubikeys");
    expect(isYubiKeyUsed(NOTHING, ONE.serial)).toBe(false);
  });
  it("one a device: the last", () => {
    const other = { ...ONE, key: "22223333" };
    const memory = withYubiKey(withYubiKey(NOTHING, ONE), other);
    expect(memory.yubikeys).toEqual([other]);
    expect(withYubiKey(memory, other)).toBe(memory);
  });
  it("the last 200", () => {
    let memory = NOTHING;
    for (let at = 0; at < 210; at += 1) memory = withYubiKey(memory, { serial: `${at}`, key: "1" });
    expect([memory.yubikeys?.length, memory.yubikeys?.[0]?.serial]).toEqual([200, "10"]);
  });
  it("are forgotten one by one where they make no sense", () => {
    const text = JSON.stringify({ yubikeys: [1, null, { serial: "x" }, { ...ONE, key: 1 }, ONE] });
    expect(readMemory(text).yubikeys).toEqual([ONE]);
  });
});

describe("a touch that is wanted", () => {
  const { serial } = ONE;
  const wanted = withTouch(NOTHING, serial, true);
  it("is remembered by the device, and read again", () => {
    expect([isTouchWanted(NOTHING, serial), isTouchWanted(wanted, serial)]).toEqual([false, true]);
    expect(readMemory(memoryText(wanted))).toEqual(wanted);
    expect(isTouchWanted(wanted, "other")).toBe(false);
  });
  it("is forgotten", () => {
    expect(isTouchWanted(withTouch(wanted, serial, false), serial)).toBe(false);
  });
  it("changes nothing where it is known", () => {
    expect(withTouch(wanted, serial, true)).toBe(wanted);
    expect(withTouch(NOTHING, serial, false)).toBe(NOTHING);
  });
  it("makes sense as a text only", () => {
    expect(readMemory(JSON.stringify({ touch: [1, null, serial] })).touch).toEqual([serial]);
  });
});
