import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  configSectionOf,
  profileOfConfigSection,
  servicesNameOf,
} from "../../src/profiles/names.ts";

describe("the profile of a header, as botocore tells it", () => {
  it.each<[string, string | undefined]>([
    ["default", "default"],
    ["profile default", "default"],
    ["profile dev", "dev"],
    ["profile  two", "two"],
    ["profile\ttab", "tab"],
    ["profile dev ", "dev"],
    [`profile "q n"`, "q n"],
    ["profile 'two words'", "two words"],
    [`profile 'it'"'"'s'`, "it's"],
    ["profile a#b", "a#b"],
    ["profile a\\ b", "a b"],
    [`profile "a\\"b\\\\c\\d"`, `a"b\\c\\d`],
    ["profile ''", ""],
    ["profile x''y", "xy"],
    ["profile größe", "größe"],
    ["profile a\u00a0b", "a\u00a0b"],
    ["profile __proto__", "__proto__"],
    ["profilex dev", "dev"],
    ["profile-x dev", "dev"],
    ["profile", undefined],
    ["profile a b", undefined],
    ["profile it's", undefined],
    [`profile "open`, undefined],
    ["profile open\\", undefined],
    [" profile dev", undefined],
    ["Profile dev", undefined],
    ["dev", undefined],
    ["DEFAULT", undefined],
    ["sso-session x", undefined],
    ["services x", undefined],
  ])("%j", (header, profile) => {
    expect(profileOfConfigSection(header)).toBe(profile);
  });
});

describe("the header for a profile", () => {
  it.each([
    ["default", "default"],
    ["dev", "profile dev"],
    ["a#b", "profile a#b"],
    ["mfa.user@example.com", "profile mfa.user@example.com"],
    ["two words", "profile 'two words'"],
    ["it's", `profile 'it'"'"'s'`],
    ["a\\b", "profile 'a\\b'"],
    ["", "profile ''"],
  ])("%j", (profile, header) => {
    expect(configSectionOf(profile)).toBe(header);
  });

  it("reads back as the profile, whatever its name", () => {
    const nasty = fc.string({ unit: fc.constantFrom(..."ab '\"\\\t\n#;]é") });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: "grapheme" })), (profile) => {
        expect(profileOfConfigSection(configSectionOf(profile))).toBe(profile);
      }),
    );
  });
});

it.each<[string, string | undefined]>([
  ["services local", "local"],
  ["services 'my local'", "my local"],
  ["services", undefined],
  ["profile services", undefined],
])("the name of a services section: %j", (header, name) => {
  expect(servicesNameOf(header)).toBe(name);
});
