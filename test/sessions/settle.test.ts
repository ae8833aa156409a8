import { describe, expect, it } from "vitest";
import { lookAround } from "../../src/sessions/look.ts";
import { settleProfile } from "../../src/sessions/settle.ts";
import {
  CREDENTIALS,
  type FakeOptions,
  MEMORY,
  failureOf,
  fakeContext,
  keySection,
} from "../support/context.ts";

const TWO = { [CREDENTIALS]: keySection("a") + keySection("b") };
const LAST = { ...TWO, [MEMORY]: '{"lastProfile": "b"}' };

interface Ask {
  readonly always?: boolean;
  readonly among?: readonly string[];
}

async function settle(given: FakeOptions, option?: string, ask: Ask = {}) {
  const fake = fakeContext(given);
  const situation = await lookAround(fake.context);
  const all = { always: false, question: "Which?", ...ask };
  const { name, settings } = await settleProfile(situation, option, fake.context, all);
  return { name, keys: settings.size, questions: fake.questions, debug: fake.debug };
}

describe("the profile of a command", () => {
  it.each<[string, FakeOptions, string | undefined, Ask, string, string[]]>([
    ["by --profile", { files: TWO }, "b", {}, "b", []],
    ["by --profile, though asking is wanted", { files: TWO }, "b", { always: true }, "b", []],
    [
      "by the environment, though asking is wanted",
      { files: TWO, environment: { AWS_PROFILE: "b" } },
      undefined,
      { always: true },
      "b",
      [],
    ],
    ["the only one", { files: { [CREDENTIALS]: keySection("a") } }, undefined, {}, "a", []],
    [
      "the only one, asked for",
      { files: { [CREDENTIALS]: keySection("a") }, answers: ["a"] },
      undefined,
      { always: true },
      "a",
      ["Which? a"],
    ],
    [
      "of several, by a question",
      { files: TWO, answers: ["b"] },
      undefined,
      {},
      "b",
      ["Which? a | b"],
    ],
    ["the last one first", { files: LAST, answers: ["a"] }, undefined, {}, "a", ["Which? b | a"]],
    [
      "among those that are handed in",
      { files: LAST, answers: ["x"] },
      undefined,
      { always: true, among: ["x", "b"] },
      "x",
      ["Which? b | x"],
    ],
  ])("%s", async (_, given, option, ask, name, questions) => {
    expect(await settle(given, option, ask)).toMatchObject({ name, questions });
  });

  it("is named with the reason for --debug", async () => {
    expect((await settle({ files: TWO }, "a")).debug).toEqual(["profile: a (--profile)"]);
  });

  it("has its settings", async () => {
    expect((await settle({ files: TWO }, "a")).keys).toBe(2);
  });
});

describe("no profile", () => {
  const name = "name it with --profile: a, b";
  it.each<[string, FakeOptions, string, string]>([
    [
      "nobody to ask",
      { files: TWO, nobody: "there is no terminal" },
      "which profile is meant cannot be told, and nobody can be asked: there is no terminal",
      name,
    ],
    ["Ctrl-D", { files: TWO, answers: [undefined] }, "which profile is meant cannot be told", name],
    [
      "no keys",
      { files: { [CREDENTIALS]: "[a]\n[b]\n" } },
      "no profile has the access key of an IAM user",
      "put an access key in place: aws configure",
    ],
    [
      "no files",
      { files: {} },
      "no profile has the access key of an IAM user",
      "put an access key in place: aws configure",
    ],
  ])("%s", async (_, given, message, hint) => {
    expect(await failureOf(() => settle(given))).toEqual({ code: "no-profile", message, hint });
  });

  it("of the name", async () => {
    expect((await failureOf(() => settle({ files: TWO }, "x"))).code).toBe("unknown-profile");
  });
});
