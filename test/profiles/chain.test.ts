import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { chainIfAny, chainOf } from "../../src/profiles/chain.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { failureOf, keySection } from "../support/context.ts";

const ARN = "arn:aws:iam::123456789012:role";

/** A profile with a role; `more` are lines beside it. */
function role(name: string, source: string, more = ""): string {
  return `[profile ${name}]\nrole_arn = ${ARN}/${name}\n${source && `source_profile = ${source}\n`}${more}`;
}

function chain(config: string, name: string, credentials = keySection("jane")) {
  const files = readAwsFiles(config, credentials);
  const profile = profileNamed(files, name);
  if (profile === undefined) throw new Error("no such profile");
  const sessions = [{ name: "jane-session", source: "jane" }];
  return {
    of: () => chainOf(profile, files, sessions),
    any: () => chainIfAny(profile, files, sessions),
  };
}

describe("the chain of a profile", () => {
  it.each<[string, string, string, string, string[], string | undefined]>([
    ["a user", "", keySection("jane"), "jane", [], "jane"],
    ["a role", role("a", "jane"), keySection("jane"), "a", ["a"], "jane"],
    [
      "a role of a role of a role",
      role("a", "b") + role("b", "c") + role("c", "jane"),
      keySection("jane"),
      "a",
      ["a", "b", "c"],
      "jane",
    ],
    ["a role that is its own source", role("a", "a"), keySection("a"), "a", ["a"], "a"],
    [
      "a source with keys and a role: its keys count",
      role("a", "b") + role("b", "jane"),
      keySection("b") + keySection("jane"),
      "a",
      ["a"],
      "b",
    ],
    [
      "keys beside a role with another source: the role counts",
      role("a", "jane"),
      keySection("a") + keySection("jane"),
      "a",
      ["a"],
      "jane",
    ],
    [
      "the session profile of a source means it",
      role("a", "jane-session"),
      keySection("jane"),
      "a",
      ["a"],
      "jane",
    ],
    [
      "and so where there is no session",
      role("a", "jane-mfa"),
      keySection("jane"),
      "a",
      ["a"],
      "jane",
    ],
    [
      "the environment",
      role("a", "", "credential_source = Environment\n"),
      "",
      "a",
      ["a"],
      undefined,
    ],
  ])("%s", (_, config, credentials, name, roles, user) => {
    const found = chain(config, name, credentials).of();
    expect([found.roles.map(({ profile }) => profile.name), found.user?.name]).toEqual([
      roles,
      user,
    ]);
  });

  it("has what is said of a role", () => {
    const more = "external_id = id/1\nrole_session_name = jane@work\n";
    expect(chain(role("a", "jane", more), "a").of().roles).toMatchObject([
      { arn: `${ARN}/a`, source: "jane", externalId: "id/1", sessionName: "jane@work" },
    ]);
  });

  it.each<[string, string, string, string, string]>([
    [
      "a loop",
      role("a", "b") + role("b", "c") + role("c", "b"),
      "role-loop",
      "the roles' source_profile settings go round in a circle: b → c → b",
      "let the last one name a profile with an access key: aws configure set source_profile NAME --profile c",
    ],
    [
      "a role that names itself, without keys",
      role("a", "a"),
      "role-loop",
      "the roles' source_profile settings go round in a circle: a → a",
      "let the last one name a profile with an access key: aws configure set source_profile NAME --profile a",
    ],
    [
      "a source that is not there",
      role("a", "gone"),
      "bad-setting",
      "source_profile of a is “gone”, and there is no such profile",
      "name the profile that has your access key: aws configure set source_profile NAME --profile a",
    ],
    [
      "no source",
      role("a", ""),
      "bad-setting",
      "a has a role, but neither source_profile nor credential_source to assume it with",
      "name the profile that has your access key: aws configure set source_profile NAME --profile a",
    ],
    [
      "two sources",
      role("a", "jane", "credential_source = Environment\n"),
      "bad-setting",
      "a has both source_profile and credential_source, and only one can assume its role",
      "take one of the two out of a in the config file",
    ],
    [
      "a source that nobody knows",
      role("a", "", "credential_source = Moon\n"),
      "bad-setting",
      "“Moon” (credential_source of a) is none: Environment, Ec2InstanceMetadata and EcsContainer are",
      "name the profile that has your access key in its place: aws configure set source_profile NAME --profile a",
    ],
    [
      "the machine",
      role("a", "", "credential_source = EcsContainer\n"),
      "role-profile",
      "a assumes its role as the machine that it runs on (EcsContainer), in which no MFA device has a part",
      "use it as it is: aws --profile a …\nor assume it as a user: in a, put source_profile = NAME in the place of credential_source",
    ],
    [
      "a web identity",
      role("a", "", "web_identity_token_file = /t\n"),
      "role-profile",
      "a assumes its role with a web identity, in which no MFA device has a part",
      "use it as it is: aws --profile a …",
    ],
    [
      "an ARN that is none",
      "[profile a]\nrole_arn = admin\nsource_profile = jane\n",
      "bad-setting",
      "“admin” (role_arn of a) is not the ARN of a role",
      "aws configure set role_arn arn:aws:iam::ACCOUNT:role/NAME --profile a",
    ],
    [
      "an external id that is none",
      role("a", "jane", "external_id = a b\n"),
      "bad-setting",
      "“a b” (external_id of a) is not an external id, which has no blanks",
      "aws configure set external_id ID --profile a",
    ],
    [
      "a session name that is none",
      role("a", "jane", "role_session_name = a b\n"),
      "bad-setting",
      "“a b” (role_session_name of a) is not 2 to 64 letters, digits and +=,.@-",
      "aws configure set role_session_name NAME --profile a",
    ],
  ])("is refused: %s", async (_, config, code, message, hint) => {
    const { of, any } = chain(config, "a");
    expect(await failureOf(of)).toEqual({ code, message, hint });
    expect(any()).toBeUndefined();
  });
});
