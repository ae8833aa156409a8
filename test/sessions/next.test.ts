import { describe, expect, it } from "vitest";
import { lookAround } from "../../src/sessions/look.ts";
import { loginCommand, nextCommands } from "../../src/sessions/next.ts";
import { promptWord } from "../../src/sessions/prompt-word.ts";
import {
  CREDENTIALS,
  type FakeOptions,
  NOW,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
} from "../support/context.ts";

const TWO = { [CREDENTIALS]: keySection("a") + keySection("b") };
const session = (source: string, other = {}) =>
  exampleSession({ source, name: `${source}-mfa`, ...other });

describe("what to type next", () => {
  it.each<[string, FakeOptions, string, string, string]>([
    [
      "the only profile",
      { files: { [CREDENTIALS]: keySection("a") } },
      "a",
      "eval $(awsmfa env)",
      "awsmfa login",
    ],
    [
      "one of two, which its session then tells",
      { files: TWO },
      "a",
      "eval $(awsmfa env)",
      "awsmfa login --profile a",
    ],
    [
      "one of two with sessions",
      { files: filesWith([session("b")], TWO) },
      "a",
      "eval $(awsmfa env --profile a)",
      "awsmfa login --profile a",
    ],
    [
      "one that AWS_PROFILE names",
      { files: TWO, environment: { AWS_PROFILE: "a" } },
      "a",
      "eval $(awsmfa env)",
      "awsmfa login",
    ],
    [
      "one beside the one that AWS_PROFILE names",
      { files: TWO, environment: { AWS_PROFILE: "b" } },
      "a",
      "eval $(awsmfa env --profile a)",
      "awsmfa login --profile a",
    ],
    [
      "one beside one that is not there",
      { files: TWO, environment: { AWS_PROFILE: "x" } },
      "a",
      "eval $(awsmfa env --profile a)",
      "awsmfa login --profile a",
    ],
    [
      "default",
      { files: { [CREDENTIALS]: keySection("a") + keySection("default") } },
      "default",
      "eval $(awsmfa env)",
      "awsmfa login",
    ],
    [
      "beside default",
      { files: { [CREDENTIALS]: keySection("a") + keySection("default") } },
      "a",
      "eval $(awsmfa env --profile a)",
      "awsmfa login --profile a",
    ],
    [
      "in fish",
      { files: TWO, environment: { SHELL: "/usr/bin/fish" } },
      "a",
      "awsmfa env | source",
      "awsmfa login --profile a",
    ],
    [
      "with a blank",
      { files: { [CREDENTIALS]: keySection("my own") + keySection("default") } },
      "my own",
      "eval $(awsmfa env --profile 'my own')",
      "awsmfa login --profile 'my own'",
    ],
  ])("%s", async (_, given, source, env, login) => {
    const { context } = fakeContext(given);
    const situation = await lookAround(context);
    const name = `${source}-mfa`;
    expect((await nextCommands({ name, source }, situation, context)).env).toBe(env);
    expect(loginCommand(source, situation, context)).toBe(login);
  });

  it("names the session profile", async () => {
    const { context } = fakeContext();
    const situation = await lookAround(context);
    const of = async (name: string) =>
      (await nextCommands({ name, source: "a" }, situation, context)).aws;
    expect([await of("a-mfa"), await of("my own-mfa")]).toEqual([
      "aws --profile a-mfa …",
      "aws --profile 'my own-mfa' …",
    ]);
  });
});

describe("the word for a shell's prompt", () => {
  const both = filesWith([session("a"), session("b", { expires: NOW + 660_000 })], TWO);
  it.each<[string, FakeOptions, string | undefined, number, string]>([
    ["the time left", { files: both }, "a", 0, "12h00m"],
    ["of another", { files: both }, "b", 0, "11m"],
    [
      "of what the environment names",
      { files: both, environment: { AWS_PROFILE: "b-mfa" } },
      undefined,
      0,
      "11m",
    ],
    ["over", { files: both }, "b", 660_000, "expired"],
    ["a moment before", { files: both }, "b", 659_000, "1s"],
    ["no session", { files: TWO }, "a", 0, ""],
    ["which profile cannot be told", { files: both }, undefined, 0, ""],
    ["no files", { files: {} }, undefined, 0, ""],
  ])("%s", async (_, given, option, later, word) => {
    const { context } = fakeContext(given);
    const situation = await lookAround(context);
    const now = NOW + later;
    expect(promptWord({ ...situation, now }, option, context.environment)).toBe(word);
  });

  it("of a profile that is not there is an error", async () => {
    const { context } = fakeContext();
    const situation = await lookAround(context);
    const failure = await failureOf(() => promptWord(situation, "x", {}));
    expect(failure.code).toBe("unknown-profile");
  });
});
