import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { pause } from "../../src/codes/pause.ts";

/** A clock whose sleeps end by hand. */
function clock() {
  const ends: (() => void)[] = [];
  return { ends, sleep: () => new Promise<void>((done) => void ends.push(done)) };
}

it("ends with the sleep, and listens no longer", async () => {
  const { ends, sleep } = clock();
  const { signal } = new AbortController();
  const paused = pause(1000, { sleep }, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  ends[0]?.();
  await paused;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("ends with the signal", async () => {
  const { sleep } = clock();
  const over = new AbortController();
  const paused = pause(1000, { sleep }, over.signal);
  over.abort();
  await expect(paused).resolves.toBeUndefined();
  await expect(pause(1000, { sleep }, over.signal)).resolves.toBeUndefined();
});
