import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { type Choice, chooseProfile, knownProfiles } from "../../src/profiles/choose.ts";
import { failureOf, keySection } from "../support/context.ts";

interface Given {
  readonly option?: string;
  readonly environment?: Choice["environment"];
  /** Sections of the credentials file: names with the example's key, or whole sections. */
  readonly keys?: readonly string[];
  readonly config?: string;
  /** `name<source`, with `!` before one that is fresh. */
  readonly sessions?: readonly string[];
}

function choice({ option, environment = {}, keys = [], config, sessions = [] }: Given): Choice {
  const credentials = keys.map((key) => (key.startsWith("[") ? key : keySection(key))).join("");
  return {
    option,
    environment,
    files: readAwsFiles(config, credentials),
    sessions: sessions.map((text) => {
      const [name = "", source = ""] = text.replace("!", "").split("<");
      return { name, source, fresh: text.startsWith("!") };
    }),
  };
}

const ALL = {
  AWSMFA_PROFILE: "b",
  AWS_PROFILE: "c",
  AWS_DEFAULT_PROFILE: "d",
  AWSMFA_SESSION: "e",
};
const FIVE = ["a", "b", "c", "d", "e", "default"];
const SESSION = "[a-mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_session_token = x\n";

describe("the profile that is meant", () => {
  it.each([
    ["--profile first", { option: "a", environment: ALL, keys: FIVE }, "a", "--profile"],
    ["then AWSMFA_PROFILE", { environment: ALL, keys: FIVE }, "b", "AWSMFA_PROFILE"],
    [
      "then AWS_PROFILE",
      { environment: { ...ALL, AWSMFA_PROFILE: "" }, keys: FIVE },
      "c",
      "AWS_PROFILE",
    ],
    [
      "then AWS_DEFAULT_PROFILE",
      { environment: { AWS_DEFAULT_PROFILE: "d", AWSMFA_SESSION: "e" }, keys: FIVE },
      "d",
      "AWS_DEFAULT_PROFILE",
    ],
    [
      "then AWSMFA_SESSION",
      { environment: { AWSMFA_SESSION: "e" }, keys: FIVE },
      "e",
      "AWSMFA_SESSION",
    ],
    [
      "a profile without a key, if named",
      { option: "a", config: "[profile a]\n" },
      "a",
      "--profile",
    ],
    [
      "the source of a session profile that is named",
      { option: "a-mfa", keys: ["a", SESSION], sessions: ["a-mfa<a"] },
      "a",
      "--profile",
    ],
    [
      "the source of a session profile of another name",
      { environment: { AWS_PROFILE: "today" }, keys: ["a"], sessions: ["!today<a"] },
      "a",
      "AWS_PROFILE",
    ],
    [
      "a profile that is only named as a session would be",
      { option: "a-mfa", keys: ["a", "a-mfa"] },
      "a-mfa",
      "--profile",
    ],
  ] satisfies [string, Given, string, string][])("%s", (_, given, name, by) => {
    expect(chooseProfile(choice(given))).toEqual({ name, by, named: true });
  });

  const fresh = "the only one with a fresh session";
  const only = "the only one with a long-term key";
  it.each([
    [
      "default with a key, before a fresh session",
      { keys: ["a", "default"], sessions: ["!a-mfa<a"] },
      "default",
      "it has a long-term key",
    ],
    [
      "the only fresh session, before the only key",
      { keys: ["a"], config: "[profile b]\n", sessions: ["!b-mfa<b"] },
      "b",
      fresh,
    ],
    [
      "the only fresh session of several keys",
      { keys: ["a", "b"], sessions: ["a-mfa<a", "!b-mfa<b"] },
      "b",
      fresh,
    ],
    [
      "two fresh sessions of one profile",
      { keys: ["a", "b"], sessions: ["!a-mfa<a", "!today<a"] },
      "a",
      fresh,
    ],
    ["the only key", { keys: ["a"] }, "a", only],
    ["the only key, with stale sessions", { keys: ["a"], sessions: ["a-mfa<a"] }, "a", only],
    [
      "the only key, beside LocalStack's",
      { keys: ["a", "[local]\naws_access_key_id = test\n"] },
      "a",
      only,
    ],
    [
      "the only key, beside temporary ones",
      { keys: ["a", "[t]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\n"] },
      "a",
      only,
    ],
    [
      "the only key, beside one with a token",
      { keys: ["a", `${keySection("t")}aws_session_token = x\n`] },
      "a",
      only,
    ],
    ["the only key, default without one", { keys: ["a", "[default]\n"] }, "a", only],
    [
      "the only key, default with LocalStack's",
      { keys: ["a", "[default]\naws_access_key_id = test\n"] },
      "a",
      only,
    ],
    ["the only key, in the config file", { config: keySection("profile a") }, "a", only],
    [
      "the only key that is no session of ours",
      { keys: ["a", "a-mfa"], sessions: ["a-mfa<a"] },
      "a",
      only,
    ],
  ] satisfies [string, Given, string, string][])("%s", (_, given, name, by) => {
    expect(chooseProfile(choice(given))).toEqual({ name, by, named: false });
  });

  it.each([
    ["two keys", { keys: ["a", "b"] }, ["a", "b"]],
    [
      "two fresh sessions of two keys",
      { keys: ["a", "b"], sessions: ["!a-mfa<a", "!b-mfa<b"] },
      ["a", "b"],
    ],
    ["no key", { config: "[profile a]\n" }, []],
    ["nothing", {}, []],
  ] satisfies [string, Given, string[]][])("cannot be told: %s", (_, given, candidates) => {
    expect(chooseProfile(choice(given))).toEqual({ candidates });
  });
});

describe("a profile that is not there", () => {
  const many = Array.from({ length: 14 }, (_, index) => `p${index}`);
  it.each([
    [
      { option: "x", keys: ["a", "b"] },
      "there is no profile “x” (named by --profile)",
      "name one with --profile: a, b",
    ],
    [
      { environment: { AWS_PROFILE: "x" }, keys: ["a", SESSION], sessions: ["a-mfa<a"] },
      "there is no profile “x” (named by AWS_PROFILE)",
      "name one with --profile: a",
    ],
    [
      { option: "" },
      "there is no profile “” (named by --profile)",
      "put an access key in place: aws configure",
    ],
    [
      { option: "gone-mfa", keys: ["a"], sessions: ["gone-mfa<gone"] },
      "there is no profile “gone” (named by --profile)",
      "name one with --profile: a",
    ],
    [
      { option: "x", keys: many },
      "there is no profile “x” (named by --profile)",
      `name one with --profile: ${many.slice(0, 12).join(", ")} and 2 more`,
    ],
  ] satisfies [Given, string, string][])("%#", async (given, message, hint) => {
    expect(await failureOf(() => chooseProfile(choice(given)))).toEqual({
      code: "unknown-profile",
      message,
      hint,
    });
  });

  it("is told with twelve others whole", () => {
    const { files, sessions } = choice({ keys: many.slice(0, 12) });
    expect(knownProfiles(files, sessions)).toBe(
      `name one with --profile: ${many.slice(0, 12).join(", ")}`,
    );
  });
});
