import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { checkedPut } from "../../src/profiles/checked.ts";
import { settingsOf } from "../../src/profiles/ini.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { configEdit } from "../../src/sessions/copy.ts";

const NAMES = { name: "work-mfa", source: "work" };

/** The config file after a login for `work`. */
function copied(config: string, credentials = "[work]\n"): string {
  const files = readAwsFiles(config, credentials);
  const profile = profileNamed(files, "work");
  if (profile === undefined) throw new Error("no such profile");
  const { put, drop } = configEdit(profile, files, NAMES);
  return checkedPut(config, "profile work-mfa", put, drop);
}

/** The session's config section after it, without the mark. */
function settings(config: string, credentials?: string): Record<string, string> {
  const found = settingsOf(
    readAwsFiles(copied(config, credentials), "").config,
    "profile work-mfa",
  );
  const { manager, awsmfa_source_profile: source, ...rest } = Object.fromEntries(found ?? []);
  expect([manager, source]).toEqual(["awsmfa", "work"]);
  return rest;
}

describe("what a session profile takes over", () => {
  it.each([
    ["nothing, of nothing", "[profile work]\n", "[work]\n", {}],
    [
      "settings of both files",
      "[profile work]\nregion = eu-central-1\n",
      "[work]\noutput = json\n",
      { region: "eu-central-1", output: "json", awsmfa_copied: "region, output" },
    ],
    [
      "blocks",
      "[profile work]\ns3 =\n  max_concurrent_requests = 2\n  addressing_style = path\n",
      "[work]\n",
      {
        s3: "\nmax_concurrent_requests = 2\naddressing_style = path",
        awsmfa_copied: "s3",
      },
    ],
    [
      "what is said in UTF-8",
      "[profile work]\ndescription = Zo\u00c3\u00ab\n",
      "[work]\n",
      { description: "Zoë", awsmfa_copied: "description" },
    ],
  ])("%s", (_, config, credentials, expected) => {
    expect(settings(config, credentials)).toEqual(expected);
  });

  it.each([
    "role_arn",
    "source_profile",
    "credential_source",
    "credential_process",
    "web_identity_token_file",
    "login_session",
    "mfa_serial",
    "mfa_process",
    "sso_session",
    "sso_start_url",
    "sso_account_id",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_security_token",
    "aws_mfa_device",
    "aws_account_id",
    "awsmfa_source",
    "awsmfa_duration",
    "awsmfa_session_profile",
    "awsmfa_copied",
    "manager",
    "expiration",
    "x_security_token_expires",
  ])("not %s", (key) => {
    expect(settings(`[profile work]\n${key} = x\n`)).toEqual({});
  });
});

describe("a session profile that is there", () => {
  const before = copied("[profile work]\nregion = a\noutput = json\n");
  it.each([
    ["is the same a second time", (text: string) => text, undefined],
    [
      "is brought up to date",
      (text: string) => text.replace("region = a", "region = b"),
      { region: "b", output: "json", awsmfa_copied: "region, output" },
    ],
    [
      "loses what the source lost",
      (text: string) => text.replace("output = json\n", ""),
      { region: "a", awsmfa_copied: "region" },
    ],
    ["loses all of it", (text: string) => text.replace("region = a\noutput = json\n", ""), {}],
    [
      "keeps what the user added",
      (text: string) => `${text}cli_pager =\nretry_mode = standard\n`,
      {
        region: "a",
        output: "json",
        cli_pager: "",
        retry_mode: "standard",
        awsmfa_copied: "region, output",
      },
    ],
  ])("%s", (_, change, expected) => {
    const text = change(before);
    if (expected === undefined) expect(copied(text)).toBe(text);
    else expect(settings(text)).toEqual(expected);
  });
});
