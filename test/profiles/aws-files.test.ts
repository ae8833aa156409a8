import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { awsPaths, shortPath } from "../../src/profiles/aws-paths.ts";

describe("where AWS's files are", () => {
  it.each([
    ["by themselves", {}, "/home/jane/.aws/config", "/home/jane/.aws/credentials"],
    [
      "if set",
      { AWS_CONFIG_FILE: "/etc/aws/c", AWS_SHARED_CREDENTIALS_FILE: "/etc/aws/s" },
      "/etc/aws/c",
      "/etc/aws/s",
    ],
    [
      "if set to nothing",
      { AWS_CONFIG_FILE: "", AWS_SHARED_CREDENTIALS_FILE: "" },
      "/home/jane/.aws/config",
      "/home/jane/.aws/credentials",
    ],
    [
      "with ~",
      { AWS_CONFIG_FILE: "~/c", AWS_SHARED_CREDENTIALS_FILE: "~" },
      "/home/jane/c",
      "/home/jane",
    ],
    [
      "with variables",
      { AWS_CONFIG_FILE: "$DIR/c", AWS_SHARED_CREDENTIALS_FILE: "${DIR}x/s", DIR: "/data" },
      "/data/c",
      "/datax/s",
    ],
    [
      "with variables that lead home",
      { AWS_CONFIG_FILE: "$DIR/c", AWS_SHARED_CREDENTIALS_FILE: "a~/s", DIR: "~/data" },
      "/home/jane/data/c",
      "a~/s",
    ],
    [
      "with variables that are not there, which stay",
      { AWS_CONFIG_FILE: "/$NONE/c", AWS_SHARED_CREDENTIALS_FILE: "/${}/s" },
      "/$NONE/c",
      "/${}/s",
    ],
    [
      "with another's home, which is not ours to know",
      { AWS_CONFIG_FILE: "~bob/c", AWS_SHARED_CREDENTIALS_FILE: "s" },
      "~bob/c",
      "s",
    ],
  ])("%s", (_, environment, config, credentials) => {
    expect(awsPaths(environment, "/home/jane")).toEqual({ config, credentials });
  });
});

describe("the sections of profiles in the config file", () => {
  it.each([
    ["[default]\n[profile work]\n", { default: "default", work: "profile work" }],
    ["[work]\n[services x]\n[sso-session y]\n[DEFAULT]\n", {}],
    ["[profile work]\n[profile 'work']\n", { work: "profile 'work'" }],
    ["[profile 'my work']\n", { "my work": "profile 'my work'" }],
    ["[profile default]\n[default]\n", { default: "default" }],
    ["", {}],
  ])("%j", (config, expected) => {
    expect(Object.fromEntries(readAwsFiles(config, undefined).configSections())).toEqual(expected);
  });

  it("of files that are not there: none", () => {
    const files = readAwsFiles(undefined, undefined);
    expect([files.config.sections, files.credentials.sections]).toEqual([[], []]);
  });
});

describe("a path as people write it", () => {
  it.each([
    ["/home/jane/.aws/credentials", "/home/jane", "~/.aws/credentials"],
    ["/home/janet/.aws/credentials", "/home/jane", "/home/janet/.aws/credentials"],
    ["/etc/aws", "/home/jane", "/etc/aws"],
    ["/etc/aws", "", "/etc/aws"],
  ])("%s at home in %s: %s", (file, home, short) => {
    expect(shortPath(file, home)).toBe(short);
  });
});
