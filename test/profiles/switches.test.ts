import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { isLegacySts, isOn } from "../../src/profiles/switches.ts";
import { failureOf } from "../support/context.ts";

function profile(settings: Readonly<Record<string, string>>) {
  return { name: "a b", settings: new Map(Object.entries(settings)) };
}

describe.each([
  ["fips", "use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"],
  ["dualStack", "use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"],
  ["ignoreEndpoints", "ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
] as const)("%s", (name, key, variable) => {
  it.each<[string | undefined, string | undefined, boolean]>([
    [undefined, undefined, false],
    ["true", undefined, true],
    ["True", undefined, true],
    ["false", undefined, false],
    ["", undefined, false],
    [undefined, "TRUE", true],
    ["true", "false", false],
    ["false", "true", true],
    ["true", "", true],
    ["nonsense", "true", true],
  ])("%s in the profile, %s in the environment: %s", (setting, value, expected) => {
    const settings = setting === undefined ? {} : { [key]: setting };
    expect(isOn(name, profile(settings), { [variable]: value })).toBe(expected);
  });

  it.each(["yes", "1", "on", " true"])("cannot be %j", async (text) => {
    expect(await failureOf(() => isOn(name, profile({ [key]: text }), {}))).toEqual({
      code: "bad-setting",
      message: `${key} of a b is “${text}”, which is neither true nor false`,
      hint: `aws configure set ${key} true --profile 'a b'`,
    });
    expect(await failureOf(() => isOn(name, profile({}), { [variable]: text }))).toEqual({
      code: "bad-setting",
      message: `${variable} is “${text}”, which is neither true nor false`,
      hint: `set ${variable} to true or false, or unset it`,
    });
  });
});

describe("sts_regional_endpoints", () => {
  it.each<[string | undefined, Environment, boolean]>([
    [undefined, {}, false],
    ["legacy", {}, true],
    ["regional", {}, false],
    ["legacy", { AWS_STS_REGIONAL_ENDPOINTS: "regional" }, false],
    ["regional", { AWS_STS_REGIONAL_ENDPOINTS: "legacy" }, true],
    ["legacy", { AWS_STS_REGIONAL_ENDPOINTS: "" }, true],
  ])("%s %j: %s", (setting, environment, expected) => {
    const settings = setting === undefined ? {} : { sts_regional_endpoints: setting };
    expect(isLegacySts(profile(settings), environment)).toBe(expected);
  });

  it("cannot be something else", async () => {
    const settings = profile({ sts_regional_endpoints: "global" });
    expect(await failureOf(() => isLegacySts(settings, {}))).toEqual({
      code: "bad-setting",
      message: "sts_regional_endpoints of a b is “global”, which is neither regional nor legacy",
      hint: "aws configure set sts_regional_endpoints regional --profile 'a b'",
    });
  });
});
