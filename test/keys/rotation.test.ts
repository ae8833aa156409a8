import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rotation } from "../../src/keys/record.ts";
import { type Standing, type Step, after, nextStep, stepsFrom } from "../../src/keys/rotation.ts";

const [OLD, NEW, STRANGER] = ["AKIAOLD", "AKIANEW", "AKIASTRANGER"];
/** The id of a key that is made. */
const MADE = "AKIAMADE";
const AT = 1_000_000;
const NOTED: Rotation = { profile: "jane", from: OLD, known: [OLD], at: AT };

const key = (id: string, active = true, created = 0) => ({ id, active, created });

/** How things stand before a rotation, but for what is told. */
function standing(other: Partial<Standing> = {}): Standing {
  const nothing = { next: undefined, record: undefined, proved: new Set<string>() };
  return { current: OLD, listed: [key(OLD)], deleting: false, ...nothing, ...other };
}

const told = (step: Step): string => [step.do, ...Object.values(step).slice(1)].join(" ");
const proved = (...ids: readonly string[]) => new Set(ids);
const DONE: Rotation = { ...NOTED, to: NEW };
const both = [key(OLD), key(NEW)];
const over = [key(OLD, false), key(NEW)];

describe("the next step", () => {
  it.each<[title: string, Partial<Standing>, step: string]>([
    ["of a new rotation", {}, "create"],
    ["with no room", { listed: [key(OLD), key(STRANGER)] }, `stop no-room ${STRANGER}`],
    [
      "with no room for an inactive key",
      { listed: [key(STRANGER, false), key(OLD)] },
      `stop no-room ${STRANGER}`,
    ],
    ["of a key that AWS does not list", { listed: [key(STRANGER)] }, `stop not-listed ${OLD}`],
    ["of a key of nobody", { listed: [] }, `stop not-listed ${OLD}`],
    [
      "with a key that a killed run asked for",
      { record: NOTED, listed: [key(OLD), key(NEW, true, AT + 20_000)] },
      `clear ${NEW}`,
    ],
    [
      "with a key that was there before",
      { record: { ...NOTED, known: [OLD, NEW] }, listed: [key(OLD), key(NEW, true, AT)] },
      `stop no-room ${NEW}`,
    ],
    [
      "with a key that somebody made later",
      { record: NOTED, listed: [key(OLD), key(NEW, true, AT + 130_000)] },
      `stop no-room ${NEW}`,
    ],
    [
      "with a record of another key",
      { record: { ...NOTED, from: STRANGER }, listed: [key(OLD), key(NEW, true, AT)] },
      `stop no-room ${NEW}`,
    ],
    ["of a run that was killed before it asked", { record: NOTED }, "create"],
    ["with a key in its section", { next: NEW, listed: both }, `prove ${NEW}`],
    ["with a key that the list does not have yet", { next: NEW }, `prove ${NEW}`],
    [
      "with a key that works",
      { next: NEW, listed: both, proved: proved(NEW) },
      `swap ${OLD} ${NEW}`,
    ],
    [
      "with a key that was made inactive",
      { next: NEW, listed: [key(OLD), key(NEW, false)] },
      `stop next-inactive ${NEW}`,
    ],
    ["with a key that is in its place already", { next: OLD }, "tidy"],
    [
      "after a swap in an earlier run",
      { current: NEW, record: DONE, listed: both },
      `prove ${NEW}`,
    ],
    [
      "after a swap",
      { current: NEW, record: DONE, listed: both, proved: proved(NEW) },
      `deactivate ${OLD}`,
    ],
    ["with the old key inactive", { current: NEW, record: DONE, listed: over }, `prove ${NEW}`],
    [
      "with the old key inactive and all proved",
      { current: NEW, record: DONE, listed: over, proved: proved(NEW) },
      "finish",
    ],
    [
      "where the old key is to go",
      { current: NEW, record: DONE, listed: over, proved: proved(NEW), deleting: true },
      `delete ${OLD}`,
    ],
    ["with the old key gone", { current: NEW, record: DONE, listed: [key(NEW)] }, "finish"],
  ])("%s", (_title, other, step) => {
    expect(told(nextStep(standing(other)))).toBe(step);
  });
});

it.each([
  [false, ["create", "prove", "swap", "deactivate", "prove", "finish"]],
  [true, ["create", "prove", "swap", "deactivate", "prove", "delete", "finish"]],
])("all steps, the old key deleted: %s", (deleting, steps) => {
  expect(stepsFrom(standing({ deleting }), NEW).map((step) => step.do)).toEqual(steps);
});

/** Any standing, sensible or not. */
const anyStanding: fc.Arbitrary<Standing> = fc.record({
  current: fc.constantFrom(OLD, NEW),
  next: fc.constantFrom(undefined, OLD, NEW, STRANGER),
  listed: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(OLD, NEW, STRANGER),
      active: fc.boolean(),
      created: fc.constantFrom(0, AT, undefined),
    }),
    { selector: ({ id }) => id, maxLength: 2 },
  ),
  record: fc.constantFrom(undefined, NOTED, DONE, { ...DONE, to: STRANGER }),
  proved: fc.subarray([OLD, NEW, STRANGER]).map((ids) => new Set(ids)),
  deleting: fc.boolean(),
});

describe("from any standing, a rotation", () => {
  it("ends after a few steps", () => {
    fc.assert(
      fc.property(anyStanding, (from) => {
        expect(stepsFrom(from, MADE).length).toBeLessThan(10);
      }),
    );
  });

  it("never touches the key that the profile has, and makes none beyond two", () => {
    fc.assert(
      fc.property(anyStanding, (from) => {
        let now = from;
        for (const step of stepsFrom(from, MADE)) {
          if (step.do === "deactivate" || step.do === "delete" || step.do === "clear")
            expect(step.id).not.toBe(now.current);
          if (step.do === "create") expect(now.listed.length).toBeLessThan(2);
          // What takes the place of a key has been proved, and so has what an old key goes for.
          if (step.do === "swap") expect([...now.proved]).toContain(step.to);
          if (step.do === "deactivate" || step.do === "delete")
            expect([...now.proved]).toContain(now.current);
          now = after(now, step, MADE);
        }
      }),
    );
  });

  it("goes on in the same way if it is killed after any step, for what was proved is proved again", () => {
    fc.assert(
      fc.property(anyStanding, fc.nat(6), (from, at) => {
        const steps = stepsFrom(from, MADE);
        const before = steps.slice(0, at).reduce((now, step) => after(now, step, MADE), from);
        const again = stepsFrom({ ...before, proved: new Set() }, MADE).filter(
          ({ do: what }) => what !== "prove",
        );
        const rest = steps.slice(at).filter(({ do: what }) => what !== "prove");
        expect(again).toEqual(rest.length === 0 ? again : rest);
      }),
    );
  });
});
