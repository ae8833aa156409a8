import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { longTermKey, profileNamed, profileNames } from "../../src/profiles/profile.ts";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { failureOf } from "../support/context.ts";

const TOKEN = "take the session token out of [work] by hand\n";
const KEY = { aws_access_key_id: EXAMPLE_KEY.id, aws_secret_access_key: EXAMPLE_KEY.secret };

describe("the names of profiles", () => {
  it.each([
    ["none", "", "", []],
    ["the credentials file first", "[profile b]\n[default]\n", "[a]\n[b]\n", ["a", "b", "default"]],
    ["each once", "[profile a]\n", "[a]\n[a]\n", ["a"]],
    ["no section of another kind", "[services a]\n[plain]\n[DEFAULT]\n", "[DEFAULT]\n", []],
  ])("%s", (_, config, credentials, names) => {
    expect(profileNames(readAwsFiles(config, credentials))).toEqual(names);
  });
});

describe("a profile by its name", () => {
  it.each([
    [
      "of both files",
      "[profile a]\nregion = r\n",
      "[a]\noutput = o\n",
      { region: "r", output: "o" },
    ],
    [
      "with the credentials file's word before the config file's",
      "[profile a]\nregion = config\n",
      "[a]\nregion = credentials\n",
      { region: "credentials" },
    ],
    ["of the config file alone", "[profile a]\nregion = r\n", "", { region: "r" }],
    ["of the credentials file alone", "", "[a]\nregion = r\n", { region: "r" }],
    ["with keys in small letters", "[profile a]\nREGION = r\n", "", { region: "r" }],
    ["with a block", "[profile a]\ns3 =\n  x = 1\n", "", { s3: "\nx = 1" }],
    ["with nothing in it", "", "[a]\n", {}],
    ["of no file", "[a]\n", "[b]\n", undefined],
  ])("%s", (_, config, credentials, settings) => {
    const profile = profileNamed(readAwsFiles(config, credentials), "a");
    expect(profile && Object.fromEntries(profile.settings)).toEqual(settings);
  });
});

describe("the long-term key of a profile", () => {
  it.each([
    ["an IAM user's", KEY],
    ["of another shape, as of LocalStack", { ...KEY, aws_access_key_id: "test" }],
    ["beside SSO settings", { ...KEY, sso_start_url: "https://example.com" }],
    ["with an empty token", { ...KEY, aws_session_token: "" }],
  ])("%s", (_, settings: Record<string, string>) => {
    expect(longTermKey({ name: "work", settings: new Map(Object.entries(settings)) })).toEqual({
      accessKeyId: settings["aws_access_key_id"],
      secretAccessKey: EXAMPLE_KEY.secret,
    });
  });

  it.each([
    [
      "nothing",
      {},
      "no-keys",
      "work has no access key",
      "put one in place: aws configure --profile work",
    ],
    [
      "an id alone",
      { aws_access_key_id: EXAMPLE_KEY.id },
      "no-keys",
      "work has an access key id but no secret access key",
      "put one in place: aws configure --profile work",
    ],
    [
      "an id that swallows the line below it",
      { aws_access_key_id: `${EXAMPLE_KEY.id}\naws_secret_access_key = x` },
      "bad-setting",
      "the access key id of work goes on in the line below it, which begins with a blank",
      "take away the blanks that the line begins with",
    ],
    [
      "a secret that swallows the header below it",
      { aws_access_key_id: EXAMPLE_KEY.id, aws_secret_access_key: `${EXAMPLE_KEY.secret}\n[z]` },
      "bad-setting",
      "the secret access key of work goes on in the line below it, which begins with a blank",
      "take away the blanks that the line begins with",
    ],
    [
      "a secret alone",
      { aws_secret_access_key: EXAMPLE_KEY.secret },
      "no-keys",
      "work has no access key",
      "put one in place: aws configure --profile work",
    ],
    [
      "empty keys",
      { aws_access_key_id: "", aws_secret_access_key: "" },
      "no-keys",
      "work has no access key",
      "put one in place: aws configure --profile work",
    ],
    [
      "Identity Center",
      { sso_session: "corp" },
      "sso-profile",
      "work signs in with IAM Identity Center, which asks for MFA itself",
      "aws sso login --profile work",
    ],
    [
      "the console's session",
      { login_session: "arn:aws:iam::123456789012:user/work" },
      "sso-profile",
      "work signs in with the AWS console's session, which asks for MFA itself",
      "aws login --profile work",
    ],
    [
      "a key in quotes",
      { ...KEY, aws_access_key_id: `"${EXAMPLE_KEY.id}"` },
      "bad-setting",
      "the access key id of work has characters that no key has: quotes, or a remark behind it",
      "write the bare key: aws configure --profile work",
    ],
    [
      "a role with a source",
      { role_arn: "arn:aws:iam::123456789012:role/admin", source_profile: "home" },
      "role-profile",
      "work assumes the role arn:aws:iam::123456789012:role/admin and has no access key of its own",
      "name the profile of the user: --profile home",
    ],
    [
      "a role without one",
      { role_arn: "arn:aws:iam::123456789012:role/admin" },
      "role-profile",
      "work assumes the role arn:aws:iam::123456789012:role/admin and has no access key of its own",
      "name the profile of the user: --profile NAME",
    ],
    ...(
      [
        ["a temporary key", { ...KEY, aws_access_key_id: "ASIAIOSFODNN7EXAMPLE" }, ""],
        ["a token", { ...KEY, aws_session_token: "FwoG" }, TOKEN],
        ["a token by its old name", { ...KEY, aws_security_token: "FwoG" }, TOKEN],
      ] as const
    ).map(
      ([title, settings, token]) =>
        [
          title,
          settings,
          "temporary-keys",
          "the keys of work are temporary; a session needs the long-term access key of an IAM user",
          `${token}put the long-term key in place: aws configure --profile work`,
        ] as const,
    ),
  ] as const)("is not there: %s", async (_, settings, code, message, hint) => {
    const profile = { name: "work", settings: new Map(Object.entries(settings)) };
    expect(await failureOf(() => longTermKey(profile))).toEqual({ code, message, hint });
  });
});
