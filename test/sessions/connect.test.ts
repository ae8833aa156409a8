import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { connectTo } from "../../src/sessions/connect.ts";
import { failureOf, fakeContext, HOME } from "../support/context.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIBexample\n-----END CERTIFICATE-----\n";
const CREDENTIALS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s" };

/** The connection to STS of a profile with these settings, and what `--debug` says. */
async function connect(settings: Readonly<Record<string, string>>, environment: Environment = {}) {
  const unreadable = [`${HOME}/locked.pem`];
  const files = { [`${HOME}/ca.pem`]: PEM, [`${HOME}/locked.pem`]: PEM };
  const fake = fakeContext({ environment, files, unreadable });
  const profile = { name: "a", settings: new Map(Object.entries(settings)) };
  const caller = { profile, credentials: CREDENTIALS, serial: undefined, clockOffset: 7 };
  const situation = { files: readAwsFiles(undefined, undefined) };
  const connection = await connectTo("sts", caller, situation, fake.context);
  return { connection, debug: fake.debug };
}

describe("a connection", () => {
  it("is plain where nothing else is set", async () => {
    const { connection, debug } = await connect({ region: "eu-west-1" });
    expect({ ...connection, tell: undefined }).toEqual({
      endpoint: "https://sts.eu-west-1.amazonaws.com",
      region: "eu-west-1",
      credentials: CREDENTIALS,
      clockOffset: 7,
    });
    expect(debug).toEqual([]);
  });

  it("has a proxy and authorities, and says so without the password", async () => {
    const environment = { HTTPS_PROXY: "http://u:s3cret@proxy:3128" };
    const { connection, debug } = await connect({ ca_bundle: "~/ca.pem" }, environment);
    expect([connection.proxy?.login, connection.ca]).toEqual(["u:s3cret", PEM]);
    expect(debug).toEqual([
      "proxy: http://proxy:3128 (HTTPS_PROXY)",
      `certificate authorities: ${HOME}/ca.pem (ca_bundle of a)`,
    ]);
  });

  it.each<[string, Environment, string | undefined]>([
    ["http://localhost:4566", {}, undefined],
    ["http://localhost:4566", { HTTP_PROXY: "http://proxy" }, undefined],
    ["http://localhost:4566", { HTTP_PROXY: "https://proxy" }, PEM],
    ["HTTPS://localhost:4566", {}, PEM],
  ])("has authorities where TLS is spoken: %s %j", async (url, environment, ca) => {
    const settings = { endpoint_url: url, ca_bundle: `${HOME}/ca.pem` };
    expect((await connect(settings, environment)).connection.ca).toBe(ca);
  });

  it("leaves out what env has set", async () => {
    const environment = {
      AWS_REGION: "cn-north-1",
      AWS_CA_BUNDLE: "/nowhere",
      AWSMFA_SAVED: "AWS_REGION@cn-north-1=us-west-1+AWS_CA_BUNDLE@%2Fnowhere",
    };
    const { connection } = await connect({}, environment);
    expect([connection.region, connection.ca]).toEqual(["us-west-1", undefined]);
  });

  it("is none where the authorities cannot be read", async () => {
    const failure = await failureOf(() => connect({ ca_bundle: "~/locked.pem" }));
    expect(failure.code).toBe("file-unreadable");
    expect(failure.message).toMatch(/ \(ca_bundle of a names it\)$/);
  });
});
