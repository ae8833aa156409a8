import { describe, expect, it } from "vitest";
import type { CodeRequest } from "../../src/codes/code-source.ts";
import { prompt } from "../../src/codes/prompt.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { NOW, type Answer, failureOf, fakeContext } from "../support/context.ts";

const REQUEST: CodeRequest = {
  profile: "work",
  serial: "arn:aws:iam::123456789012:mfa/staff/jane",
  settings: new Map(),
  given: { option: undefined, variable: undefined },
  refused: 0,
  now: () => NOW,
  opened: new Map(),
  objection: async (code) =>
    code === "111111" ? { reason: "111 111 was used 3 s ago", hint: "wait" } : undefined,
};

describe("the code that is typed", () => {
  it.each<[string, Answer[], string[], unknown]>([
    ["at once", ["492 039"], [], { code: "492039" }],
    [
      "not six digits at first",
      ["", "49203", "492039"],
      ["six digits, please", "six digits, please"],
      { code: "492039" },
    ],
    [
      "a spent one at first",
      ["111 111", "492039"],
      ["111 111 was used 3 s ago; wait"],
      { code: "492039" },
    ],
    ["Ctrl-D", [undefined], [], { reason: "no code was entered", gaveUp: true }],
    [
      "Ctrl-D after a mistake",
      ["x", undefined],
      ["six digits, please"],
      { reason: "no code was entered", gaveUp: true },
    ],
  ])("%s", async (_, answers, objections, expected) => {
    const fake = fakeContext({ answers });
    expect(await prompt.code(REQUEST, fake.context)).toEqual(expected);
    expect(fake.objections).toEqual(objections);
    expect(new Set(fake.questions)).toEqual(new Set(["MFA code for jane (work):"]));
  });

  it("ends with Ctrl-C", async () => {
    const fake = fakeContext({ answers: [new AwsmfaError("interrupted", "interrupted")] });
    const failure = await failureOf(() => prompt.code(REQUEST, fake.context));
    expect(failure.code).toBe("interrupted");
  });

  it.each([
    [undefined, undefined],
    ["there is no terminal", "there is no terminal"],
  ])("cannot be tried: %s", async (nobody, obstacle) => {
    const { context } = fakeContext(nobody === undefined ? {} : { nobody });
    expect(await prompt.obstacle(REQUEST, context)).toBe(obstacle);
  });
});
