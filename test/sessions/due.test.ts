import { expect, it } from "vitest";
import { isDue } from "../../src/sessions/due.ts";
import { sideBySide } from "../../src/sessions/side-by-side.ts";
import { NOW, exampleSession } from "../support/context.ts";

const MINUTE = 60_000;

it.each([
  ["with half an hour and a second left", 720, 30 * MINUTE + 1000, 1800, false],
  ["with less than half an hour left", 720, 30 * MINUTE - 1000, 1800, true],
  ["that is over", 720, -MINUTE, 1800, true],
  ["of a quarter of an hour, at its beginning", 15, 15 * MINUTE, 1800, false],
  ["of a quarter of an hour, in its second half", 15, 7 * MINUTE, 1800, true],
  ["of twelve hours at its beginning, whatever is wanted", 720, 719 * MINUTE, 86_400, false],
  ["that begins tomorrow, since the clock was set back", 720, 36 * 60 * MINUTE, 1800, true],
  ["that begins a minute from now, since clocks differ", 720, 721 * MINUTE, 1800, false],
])("a session %s", (_title, minutes, left, within, due) => {
  const expires = NOW + left;
  const session = exampleSession({ expires, issued: expires - minutes * MINUTE });
  expect(isDue(session, within, NOW)).toBe(due);
});

it("does a few at a time, and gives the results in their order", async () => {
  let [running, most] = [0, 0];
  const results = await sideBySide([3, 1, 2, 0, 5, 4, 6, 7], async (item) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 2;
  });
  expect([results, most]).toEqual([[6, 2, 4, 0, 10, 8, 12, 14], 4]);
  expect(await sideBySide([], async () => 1)).toEqual([]);
});

it("finishes the others before it throws", async () => {
  const seen: number[] = [];
  const all = sideBySide([1, 2, 3, 4, 5, 6], async (item) => {
    if (item === 2) throw new Error("two");
    seen.push(item);
  });
  await expect(all).rejects.toThrow("two");
  expect(seen).toEqual([1, 3, 4, 5, 6]);
});
