import { describe, expect, it } from "vitest";
import type { CodeAnswer, CodeRequest, CodeSource } from "../../src/codes/code-source.ts";
import {
  CODE_SOURCES,
  checkSources,
  chosenSources,
  errorWithoutCode,
  fetchCode,
} from "../../src/codes/codes.ts";
import { NOW, failureOf, fakeContext } from "../support/context.ts";

const { context: PORTS } = fakeContext();
const REQUEST: CodeRequest = {
  profile: "work",
  serial: "GAHT12345678",
  settings: new Map(),
  given: { option: undefined, variable: undefined },
  refused: 0,
  now: () => NOW,
  opened: new Map(),
  objection: async () => undefined,
};

/** A source that cannot be tried (a text), or that answers. */
function source(name: string, does: string | CodeAnswer, tried: string[] = []): CodeSource {
  return {
    name,
    unattended: false,
    asks: true,
    stands: () => true,
    obstacle: async () => (typeof does === "string" ? does : undefined),
    async code() {
      tried.push(name);
      if (typeof does === "string") throw new Error("it cannot be tried");
      return does;
    },
  };
}

describe("the table", () => {
  it("names each source once, the given code first", () => {
    const names = CODE_SOURCES.map(({ name }) => name);
    expect(names).toEqual(["given", "stored", "command", "yubikey", "prompt", "dialog"]);
  });
});

describe("the sources to try", () => {
  it.each([
    ["all", undefined, undefined, ["given", "stored", "command", "yubikey", "prompt", "dialog"]],
    ["--source alone", "prompt", undefined, ["prompt"]],
    ["--source before the setting", "given", "prompt", ["given"]],
    ["the setting, after what is given", undefined, "prompt", ["given", "prompt"]],
    ["a list with commas", undefined, "prompt, given,prompt", ["given", "prompt"]],
    ["a list with blanks", undefined, " prompt  given ", ["given", "prompt"]],
    [
      "an empty list is none",
      undefined,
      " , ",
      ["given", "stored", "command", "yubikey", "prompt", "dialog"],
    ],
  ])("%s", (_, option, setting, names) => {
    expect(chosenSources(option, setting).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ["phone", undefined, "usage", "“phone” (--source) is no source of codes"],
    ["", undefined, "usage", "“” (--source) is no source of codes"],
    [undefined, "prompt phone", "bad-setting", "“phone” (awsmfa_source) is no source of codes"],
    [undefined, "Prompt", "bad-setting", "“Prompt” (awsmfa_source) is no source of codes"],
  ])("unknown: %j, %j", async (option, setting, code, message) => {
    expect(await failureOf(() => chosenSources(option, setting))).toEqual({
      code,
      message,
      hint: "sources: given, stored, command, yubikey, prompt, dialog",
    });
  });
});

describe("the way to a code", () => {
  const nothing = { reason: "b has none", hint: "wait" };
  it.each<[string, [string, string | CodeAnswer][], unknown, string[], string[]]>([
    [
      "the first that has one",
      [
        ["a", "no"],
        ["b", { code: "492039" }],
        ["c", { code: "1" }],
      ],
      { code: "492039", source: "b" },
      ["b"],
      [],
    ],
    [
      "another after one that has none",
      [
        ["b", nothing],
        ["c", { code: "492039" }],
      ],
      { code: "492039", source: "c" },
      ["b", "c"],
      ["b has none"],
    ],
    [
      "the third, with each reason said once",
      [
        ["b", nothing],
        ["a", { reason: "a broke" }],
        ["c", { code: "492039" }],
      ],
      { code: "492039", source: "c" },
      ["b", "a", "c"],
      ["b has none", "a broke"],
    ],
    [
      "none can be tried",
      [
        ["a", "no"],
        ["b", "nor this"],
      ],
      { unhad: { obstacles: ["no", "nor this"], failures: [], asks: true } },
      [],
      [],
    ],
    [
      "none has one",
      [
        ["a", "no"],
        ["b", nothing],
        ["c", "no"],
      ],
      { unhad: { obstacles: ["no", "no"], failures: [nothing], asks: true } },
      ["b"],
      [],
    ],
    ["no source", [], { unhad: { obstacles: [], failures: [], asks: false } }, [], []],
  ])("%s", async (_, sources, expected, tried, news) => {
    const [order, said]: [string[], string[]] = [[], []];
    const list = sources.map(([name, does]) => source(name, does, order));
    expect(await fetchCode(list, REQUEST, PORTS, (line) => said.push(line))).toEqual(expected);
    expect([order, said]).toEqual([tried, news]);
  });
});

describe("whether any source can be tried", () => {
  it.each<[string, (string | CodeAnswer)[]]>([
    ["one of two", ["no", { code: "1" }]],
    ["one that will have none, which is not known before", [{ reason: "none" }]],
  ])("yes: %s", async (_, sources) => {
    const list = sources.map((does, index) => source(String(index), does));
    await expect(checkSources(list, REQUEST, PORTS)).resolves.toBeUndefined();
  });

  it("no: none", async () => {
    const list = [source("a", "no code was given"), source("b", "there is no terminal")];
    expect(await failureOf(() => checkSources(list, REQUEST, PORTS))).toEqual({
      code: "no-terminal",
      message:
        "a new session for work takes a code, and nobody can be asked for one: there is no terminal",
      hint: "awsmfa login --profile work    or, with a code at hand: --code 123456",
    });
  });
});

describe("no code in words", () => {
  it("where nobody would be asked", () => {
    const unhad = { obstacles: ["work has no mfa_process"], failures: [], asks: false };
    const { code, message, hint } = errorWithoutCode(unhad, "work");
    expect([code, message, hint]).toEqual([
      "no-code",
      "a new session for work takes a code, and there is none: work has no mfa_process",
      "awsmfa login --profile work --source prompt    or, with a code at hand: --code 123456",
    ]);
  });
  it.each([
    [
      "what was tried",
      ["no"],
      [{ reason: "a is empty" }, { reason: "b broke", hint: "mend b" }],
      "no-code",
      "a is empty; b broke",
      "awsmfa login --profile work",
    ],
    [
      "with the first one's hint",
      [],
      [{ reason: "a is empty", hint: "wait" }, { reason: "b" }],
      "no-code",
      "a is empty; b",
      "wait",
    ],
    [
      "nothing left",
      [],
      [],
      "no-terminal",
      "a new session for work takes a code, and nobody can be asked for one: no source is left",
      "awsmfa login --profile work    or, with a code at hand: --code 123456",
    ],
  ])("%s", (_, obstacles, failures, code, message, hint) => {
    const error = errorWithoutCode({ obstacles, failures, asks: true }, "work");
    expect([error.code, error.message, error.hint]).toEqual([code, message, hint]);
  });
});
