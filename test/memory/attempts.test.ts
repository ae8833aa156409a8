import { describe, expect, it } from "vitest";
import { pauseLeft, withFailure, withoutFailures } from "../../src/memory/attempts.ts";
import { type Memory, memoryText, readMemory } from "../../src/memory/memory.ts";
import { wasTold, withTold } from "../../src/memory/told.ts";

const NOTHING = readMemory(undefined);
const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

/** The memory after so many failures, each as soon as it may be. */
function after(failures: number, why: "unreached" | "refused"): { memory: Memory; now: number } {
  let [memory, now] = [NOTHING, NOW];
  for (let each = 0; each < failures; each += 1) {
    now += pauseLeft(memory, "work", now);
    memory = withFailure(memory, "work", why, now);
  }
  return { memory, now };
}

describe("the pause after failures", () => {
  it.each([
    ["unreached", 1, 1],
    ["unreached", 2, 2],
    ["unreached", 4, 8],
    ["unreached", 9, 15],
    ["refused", 1, 5],
    ["refused", 3, 20],
    ["refused", 500, 240],
  ] as const)("%s, %i in a row: %i min", (why, failures, minutes) => {
    const { memory, now } = after(failures, why);
    expect(pauseLeft(memory, "work", now)).toBe(minutes * MINUTE);
    expect(pauseLeft(memory, "work", now + minutes * MINUTE)).toBe(0);
    expect(pauseLeft(memory, "another", now)).toBe(0);
  });

  it("is over with a success", () => {
    const { memory, now } = after(3, "refused");
    expect(pauseLeft(withoutFailures(memory, "work"), "work", now)).toBe(0);
  });

  it("is none by a clock that was set back", () => {
    const { memory, now } = after(3, "refused");
    expect(pauseLeft(memory, "work", now - MINUTE)).toBe(0);
  });

  it("survives in the file, and a strange one is forgotten", () => {
    const { memory, now } = after(2, "refused");
    expect(pauseLeft(readMemory(memoryText(memory)), "work", now)).toBeGreaterThan(0);
    expect(readMemory('{"attempts":[{"profile":"work"},7],"told":[{"profile":1}]}')).toEqual(
      NOTHING,
    );
  });
});

describe("what a person was told", () => {
  const session = { profile: "work", expires: NOW };
  it("is remembered for one session, not for the next", () => {
    const memory = readMemory(memoryText(withTold(NOTHING, session)));
    expect(wasTold(memory, session)).toBe(true);
    expect(wasTold(memory, { ...session, expires: NOW + 1 })).toBe(false);
    expect(withTold(memory, { ...session, expires: NOW + 1 }).told).toHaveLength(1);
  });
});
