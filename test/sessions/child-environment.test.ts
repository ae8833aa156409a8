import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import {
  childEnvironment,
  childStatements,
  endpointStatements,
} from "../../src/sessions/child-environment.ts";
import { exampleSession, keySection } from "../support/context.ts";

/** The environment of programs that are run with a session. */

const SESSION = exampleSession();
const CARRIED = { settings: new Map([["region", "eu-west-1"]]), services: new Map() };
const ADDRESS = { uri: "http://127.0.0.1:1/credentials", token: "t0ken" };

const RIVALS: Environment = {
  AWS_PROFILE: "other",
  AWS_DEFAULT_PROFILE: "other",
  AWS_SECURITY_TOKEN: "old",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:2/",
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x",
  AWS_CONTAINER_AUTHORIZATION_TOKEN: "old-token",
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/x",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/x",
  AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/x",
  AWS_ROLE_SESSION_NAME: "x",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "old-secret",
  AWSMFA_CODE: "123456",
  PATH: "/bin",
};

function withKeys(environment: Environment): Environment {
  return childEnvironment(childStatements(SESSION, CARRIED, environment), environment);
}

function withEndpoint(
  environment: Environment,
  credentials = "",
  config = "",
  platform = "linux",
): Environment {
  const files = readAwsFiles(config, credentials);
  const where = { environment, platform };
  const told = endpointStatements(ADDRESS, SESSION, CARRIED, where, files);
  return childEnvironment(told, environment);
}

/** The names of the variables, ours apart. */
const names = (environment: Environment): string[] =>
  Object.keys(environment)
    .filter((name) => !name.startsWith("AWSMFA_S"))
    .toSorted();

describe("with keys", () => {
  it("nothing is left that quarrels with them, and nothing else is lost", () => {
    const child = withKeys(RIVALS);
    expect(names(child)).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_CREDENTIAL_EXPIRATION",
      "AWS_DEFAULT_REGION",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "PATH",
    ]);
    expect(child["AWS_ACCESS_KEY_ID"]).toBe(SESSION.credentials.accessKeyId);
    expect(child["AWSMFA_SESSION"]).toBe(SESSION.source);
  });
  it("no secret is in what is kept of before", () =>
    expect(withKeys(RIVALS)["AWSMFA_SAVED"]).not.toMatch(/old-|FwoG/));
  it("an endpoint of an outer exec is gone, and what that hid is there again", () => {
    const child = withKeys(withEndpoint({ PATH: "/bin" }, keySection("default")));
    expect(child).not.toHaveProperty("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    expect(child).not.toHaveProperty("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    expect(child).not.toHaveProperty("AWS_SHARED_CREDENTIALS_FILE");
  });
});

describe("with an endpoint", () => {
  it("there are no keys: they would win", () => {
    const child = withEndpoint(RIVALS);
    expect(names(child)).toEqual([
      "AWS_CONTAINER_AUTHORIZATION_TOKEN",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_DEFAULT_REGION",
      "AWS_REGION",
      "PATH",
    ]);
    expect(child["AWS_CONTAINER_AUTHORIZATION_TOKEN"]).toBe("t0ken");
    expect(child["AWSMFA_SAVED"]).not.toMatch(/old-|t0ken/);
  });
  it.each([
    ["keys in [default]", keySection("default"), "", ["AWS_SHARED_CREDENTIALS_FILE"]],
    ["a process in [default]", "", "[default]\ncredential_process = x\n", ["AWS_CONFIG_FILE"]],
    ["sso in [default]", "", "[default]\nsso_session = x\n", ["AWS_CONFIG_FILE"]],
    ["only a region in [default]", "", "[default]\nregion = x\n", []],
    ["keys elsewhere", keySection("work"), "", []],
  ])("a file with %s is hidden, since that would win", (_, credentials, config, hidden) => {
    const child = withEndpoint({}, credentials, config);
    expect(names(child).filter((name) => name.endsWith("_FILE"))).toEqual(hidden);
    for (const name of hidden) expect(child[name]).toBe("/dev/null");
  });
  it("is hidden on Windows by its own nothing", () =>
    expect(
      withEndpoint({}, keySection("default"), "", "win32")["AWS_SHARED_CREDENTIALS_FILE"],
    ).toBe("NUL"));
});
