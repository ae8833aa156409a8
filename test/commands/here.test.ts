import { describe, expect, it } from "vitest";
import { json, run, words } from "../../src/commands/here.ts";
import {
  CREDENTIALS,
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const FRESH = filesWith([exampleSession()]);
const OVER = filesWith([exampleSession({ expires: NOW - 1000 })]);
const TWO = { [CREDENTIALS]: keySection("a") + keySection("b") };

async function here(given: FakeOptions, profile?: string) {
  const { context, effects } = fakeContext({ ...given, nobody: "there is no terminal" });
  const options = { json: true, ...(profile === undefined ? {} : { profile }) };
  const result = await run(options, context);
  expect(effects).toEqual([]);
  return { data: words(result, viewAt()).data, value: json(result) };
}

describe("awsmfa alone", () => {
  it.each<[string, FakeOptions, string | undefined, string, string]>([
    [
      "with a session",
      { files: FRESH },
      undefined,
      "✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]",
      "eval $(awsmfa env)",
    ],
    [
      "in fish",
      { files: FRESH, environment: { SHELL: "fish" } },
      undefined,
      "✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]",
      "awsmfa env | source",
    ],
    ["without one", {}, undefined, "mfa.user · no session", "awsmfa login"],
    [
      "with one that is over",
      { files: OVER },
      undefined,
      "mfa.user · the session is over, or made with another access key",
      "awsmfa login",
    ],
    [
      "for a profile that is named",
      { files: TWO },
      "b",
      "b · no session",
      "awsmfa login --profile b",
    ],
    [
      "with several profiles",
      { files: TWO },
      undefined,
      "several profiles have an access key: a, b",
      "awsmfa login --profile NAME",
    ],
    [
      "with no files",
      { files: {} },
      undefined,
      "no profile has the access key of an IAM user yet",
      "awsmfa setup",
    ],
  ])("%s", async (_, given, profile, state, next) => {
    expect((await here(given, profile)).data).toBe(`${state}\n  next: ${next}\n`);
  });

  it.each<[string, FakeOptions, unknown]>([
    [
      "with a session",
      { files: FRESH },
      {
        profile: PROFILE,
        candidates: [],
        session: expect.objectContaining({
          profile: "mfa.user-mfa",
          fresh: true,
          secondsLeft: 43_200,
        }),
        next: "eval $(awsmfa env)",
      },
    ],
    [
      "with one that is over",
      { files: OVER },
      {
        profile: PROFILE,
        candidates: [],
        session: expect.objectContaining({ fresh: false, secondsLeft: 0 }),
        next: "awsmfa login",
      },
    ],
    ["without one", {}, { profile: PROFILE, candidates: [], session: null, next: "awsmfa login" }],
    [
      "with several profiles",
      { files: TWO },
      { profile: null, candidates: ["a", "b"], session: null, next: "awsmfa login --profile NAME" },
    ],
  ])("as JSON: %s", async (_, given, value) => {
    expect((await here(given)).value).toEqual(value);
  });

  it("names what it does not find", async () => {
    expect((await failureOf(() => here({}, "x"))).code).toBe("unknown-profile");
  });
});
