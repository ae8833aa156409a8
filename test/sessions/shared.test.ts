import { describe, expect, it } from "vitest";
import { AwsmfaError, type ErrorCode } from "../../src/errors.ts";
import type { Note, Taken } from "../../src/ports-process.ts";
import { ifFree, shared } from "../../src/sessions/shared.ts";
import { failureOf, fakeContext } from "../support/context.ts";

/** Turns as a test scripts them: `mine` or who has it, one for each time that it is asked for. */
function scripted(script: readonly string[], note?: Note) {
  const given: (string | undefined)[] = [];
  const taken = (who: string): Taken =>
    who === "mine"
      ? { mine: true, giveBack: (text) => void given.push(text) }
      : { mine: false, holder: who };
  const turns = script.map((who) => () => taken(who));
  const { context, debug } = fakeContext({ turns, note: () => note });
  return { context, given, debug };
}

/** Runs with `look` answering one after the other. */
async function run(
  script: readonly string[],
  looks: readonly (string | undefined)[],
  act: () => Promise<string> = async () => "made",
  note?: Note,
) {
  const { context, given, debug } = scripted(script, note);
  const answers = [...looks];
  const wanted = { path: "/turn", look: async () => answers.shift(), act };
  const result = await shared(wanted, context).catch((error: AwsmfaError) => error);
  return { result, given, debug, left: answers.length };
}

const fails = (code: ErrorCode) => async (): Promise<never> => {
  throw new AwsmfaError(code, "it failed", "do that");
};

describe("what many need", () => {
  it("is taken where it is there", async () =>
    expect(await run([], ["there"])).toMatchObject({ result: "there", given: [] }));
  it("is made by who has the turn, which is given back", async () =>
    expect(await run(["mine"], [undefined])).toMatchObject({ result: "made", given: [undefined] }));
  it("is not made where it came before the turn", async () =>
    expect(await run(["mine"], [undefined, "came"])).toMatchObject({
      result: "came",
      given: [undefined],
    }));
  it("is taken where it came while this one failed, but for Ctrl-C", async () => {
    const looks = [undefined, undefined, "came"];
    expect(await run(["mine"], looks, fails("no-code"))).toMatchObject({ result: "came" });
    expect(await run(["mine"], looks, fails("interrupted"))).toMatchObject({
      result: { code: "interrupted" },
    });
  });
  it("is waited for, and said once", async () => {
    const { result, given, debug } = await run(Array<string>(10).fill("7-a"), [undefined, "came"]);
    expect([result, given, debug]).toEqual(["came", [], ["another process is at it: 7-a"]]);
  });
  it("is made where the other one has gone without a word", async () =>
    expect(await run(["7-a", "mine"], [])).toMatchObject({ result: "made", given: [undefined] }));
  it("is given up with the one that was waited for", async () => {
    const note = { holder: "7-a", text: JSON.stringify(["it failed", "do that"]), age: 0 };
    const { result } = await run(["7-a", "mine"], [], undefined, note);
    expect(result).toMatchObject({
      code: "no-code",
      message: "another process tried at the same time: it failed",
      hint: "do that",
    });
  });
  it("is made although another one failed before", async () => {
    const note = { holder: "6-z", text: "[]", age: 0 };
    expect(await run(["7-a", "mine"], [], undefined, note)).toMatchObject({ result: "made" });
  });
  it.each<[ErrorCode, boolean]>([
    ["no-code", true],
    ["interrupted", true],
    ["wrong-code", true],
    ["unreachable", true],
    ["no-terminal", false],
    ["several-devices", false],
    ["usage", false],
    ["terminal-gone", false],
  ])("tells those who wait of %s: %s", async (code, tells) => {
    const { result, given } = await run(["mine"], [], fails(code));
    expect([(result as unknown as AwsmfaError).code, given]).toEqual([
      code,
      [tells ? '["it failed","do that"]' : undefined],
    ]);
  });
});

describe("what can wait", () => {
  it.each([
    ["mine", "made"],
    ["7-a", undefined],
  ])("where the turn is %s gives %s", async (who, result) => {
    const turns = await scripted([who]).context.turns();
    expect(await ifFree("/turn", async () => "made", turns)).toBe(result);
  });
  it("gives the turn back when it fails", async () => {
    const { context, given } = scripted(["mine"]);
    const turns = await context.turns();
    await failureOf(() => ifFree("/turn", fails("throttled"), turns));
    expect(given).toEqual(['["it failed","do that"]']);
  });
});
