import { describe, expect, it } from "vitest";
import { keyIdOf, printing, userKey } from "../../src/profiles/key-source.ts";
import { failureOf } from "../support/context.ts";

/** Where a profile's long-term key is, by its settings. */

const ID = "AKIAIOSFODNN7EXAMPLE";
const OTHER = "AKIAI44QH8DHBEXAMPLE";
const profileOf = (settings: Record<string, string>) => ({
  name: "work",
  settings: new Map(Object.entries(settings)),
});
const FILE = { aws_access_key_id: ID, aws_secret_access_key: "secret" };
const MOVED = { awsmfa_key_store: "age", awsmfa_key_id: OTHER };
const PROCESS = { credential_process: "printer --all" };
const hand = {
  in: "hand",
  accessKeyId: ID,
  credentials: { accessKeyId: ID, secretAccessKey: "secret" },
};

describe("the key of a profile is", () => {
  it.each<[string, Record<string, string>, unknown, string]>([
    ["in the file", FILE, hand, ID],
    ["in a store", MOVED, { in: "age", accessKeyId: OTHER }, OTHER],
    [
      "in the keychain",
      { ...MOVED, awsmfa_key_store: "keychain" },
      { in: "keychain", accessKeyId: OTHER },
      OTHER,
    ],
    ["that of the file, whatever was moved before", { ...MOVED, ...FILE }, hand, ID],
    ["that of the file, which every SDK takes first", { ...PROCESS, ...FILE }, hand, ID],
    [
      "in a store, whatever a program prints",
      { ...PROCESS, ...MOVED },
      { in: "age", accessKeyId: OTHER },
      OTHER,
    ],
    [
      "printed by a program",
      PROCESS,
      { in: "process", accessKeyId: undefined, command: "printer --all" },
      "",
    ],
  ])("%s", (_title, settings, key, id) => {
    const profile = profileOf(settings);
    expect([userKey(profile), keyIdOf(profile.settings)]).toEqual([key, id]);
  });

  it.each([
    [
      "a store that is none",
      { ...MOVED, awsmfa_key_store: "vault" },
      "bad-setting",
      "“vault” (awsmfa_key_store of work) is no store of access keys",
    ],
    [
      "no id",
      { awsmfa_key_store: "age" },
      "bad-setting",
      "awsmfa_key_id of work is not the id of its long-term access key",
    ],
    [
      "a temporary id",
      { ...MOVED, awsmfa_key_id: "ASIAIOSFODNN7EXAMPLE" },
      "bad-setting",
      "awsmfa_key_id of work is not the id of its long-term access key",
    ],
    [
      "half a key in the file",
      { ...MOVED, aws_access_key_id: ID },
      "no-keys",
      "work has an access key id but no secret access key",
    ],
    [
      "a session's own process",
      { ...PROCESS, manager: "awsmfa" },
      "no-keys",
      "work has no access key",
    ],
    [
      "a process beside SSO",
      { ...PROCESS, sso_session: "x" },
      "sso-profile",
      "work signs in with IAM Identity Center, which asks for MFA itself",
    ],
    ["an empty process", { credential_process: " " }, "no-keys", "work has no access key"],
  ])("not told by %s", async (_title, settings, code, message) =>
    expect(await failureOf(() => userKey(profileOf(settings)))).toMatchObject({ code, message }),
  );

  it.each([
    ["a role", { role_arn: "r" }],
    ["a web identity", { web_identity_token_file: "f" }],
    ["a console session", { login_session: "s" }],
    ["a key", FILE],
  ])("not printed where %s goes first", (_title, settings) =>
    expect(printing(profileOf({ ...PROCESS, ...settings }).settings)).toBeUndefined(),
  );
});
