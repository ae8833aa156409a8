import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { pause } from "../../src/codes/pause.ts";
import { fakeContext } from "../support/context.ts";

const { clock } = fakeContext().context;
const never = { sleep: () => new Promise<void>(() => undefined) };

describe("a pause", () => {
  it("leaves nothing on the signal, however many there are", async () => {
    const { signal } = new AbortController();
    for (let time = 0; time < 20; time += 1) await pause(1000, clock, signal);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
  it("ends with the signal", async () => {
    const over = new AbortController();
    const paused = pause(1000, never, over.signal);
    over.abort();
    await paused;
    await pause(1000, never, over.signal);
    expect(getEventListeners(over.signal, "abort")).toEqual([]);
  });
  it("needs no signal", async () => {
    await pause(1000, clock, undefined);
  });
});
