import { describe, expect, it } from "vitest";
import { type CodeRequest, digitsOf } from "../../src/codes/code-source.ts";
import { given } from "../../src/codes/given.ts";
import { NOW, failureOf, fakeContext } from "../support/context.ts";

function request(
  option?: string,
  variable?: string,
  other: Partial<CodeRequest> = {},
): CodeRequest {
  return {
    profile: "work",
    serial: "GAHT12345678",
    settings: new Map(),
    given: { option, variable },
    refused: 0,
    now: () => NOW,
    opened: new Map(),
    objection: async () => undefined,
    ...other,
  };
}

describe("six digits", () => {
  it.each([
    ["492039", "492039"],
    ["492 039", "492039"],
    [" 49-20 39\n", "492039"],
    ["002039", "002039"],
    ["49203", undefined],
    ["4920390", undefined],
    ["49203a", undefined],
    ["４９２０３９", undefined],
    ["+492039", undefined],
    ["", undefined],
  ])("of %j: %s", (text, digits) => {
    expect(digitsOf(text)).toBe(digits);
  });
});

describe("why the given code cannot be tried", () => {
  it.each([
    ["nothing was given", undefined, undefined, 0, "no code was given"],
    ["an empty variable", undefined, "", 0, "no code was given"],
    ["an option", "492039", undefined, 0, undefined],
    ["a variable", undefined, "492039", 0, undefined],
    ["an option that was refused", "492039", undefined, 1, "the code that was given is used up"],
    ["a variable that was refused", undefined, "492039", 1, "the code that was given is used up"],
  ])("%s", async (_, option, variable, refused, obstacle) => {
    const { context } = fakeContext();
    const asked = request(option, variable, { refused });
    expect(await given.obstacle(asked, context)).toBe(obstacle);
  });
});

describe("the given code", () => {
  it.each([
    ["of --code", "492 039", undefined, undefined, "492039"],
    ["of --code, before AWSMFA_CODE", "492039", "111111", undefined, "492039"],
    ["of AWSMFA_CODE", undefined, "492-039", undefined, "492039"],
    ["of standard input", "-", "111111", "492 039", "492039"],
  ])("%s", async (_, option, variable, input, code) => {
    const { context } = fakeContext(input === undefined ? {} : { input });
    expect(await given.code(request(option, variable), context)).toEqual({ code });
  });

  it.each([
    ["12345", undefined, undefined, "usage", "the code of --code has not six digits"],
    ["", undefined, undefined, "usage", "the code of --code has not six digits"],
    [undefined, "abc", undefined, "usage", "the code of AWSMFA_CODE has not six digits"],
    ["-", undefined, "abc", "no-code", "the code of standard input has not six digits"],
    ["-", undefined, "", "no-code", "the code of standard input has not six digits"],
  ])("cannot be: %j %j %j", async (option, variable, input, code, message) => {
    const { context } = fakeContext(input === undefined ? {} : { input });
    expect(await failureOf(() => given.code(request(option, variable), context))).toEqual({
      code,
      message,
      hint: "awsmfa login --code 123456",
    });
  });

  it("is none where standard input is at its end", async () => {
    const answer = await given.code(request("-"), fakeContext().context);
    expect(answer).toEqual({ reason: "standard input held no code" });
  });

  it("is not taken against an objection", async () => {
    const objection = { reason: "492 039 was used", hint: "wait" };
    const asked = request("492039", undefined, { objection: async () => objection });
    expect(await given.code(asked, fakeContext().context)).toEqual(objection);
  });
});
