import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import {
  configuredEndpoint,
  connectionOf,
  serviceEndpoints,
} from "../../src/profiles/connection.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { regionSetting } from "../../src/profiles/region.ts";
import { failureOf } from "../support/context.ts";

const CREDENTIALS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s" };

function given(config: string, environment: Environment = {}) {
  const files = readAwsFiles(`[profile a]\n${config}`, undefined);
  const profile = profileNamed(files, "a") ?? { name: "a", settings: new Map() };
  return { files, profile, environment };
}

function connect(
  service: "sts" | "iam",
  config: string,
  environment?: Environment,
  serial?: string,
) {
  return connectionOf(service, {
    ...given(config, environment),
    credentials: CREDENTIALS,
    serial,
    clockOffset: 5000,
  });
}

describe("the region of a profile", () => {
  it.each([
    ["AWS_REGION", "region = p\n", { AWS_REGION: "r", AWS_DEFAULT_REGION: "d" }, "r"],
    ["else AWS_DEFAULT_REGION", "region = p\n", { AWS_REGION: "", AWS_DEFAULT_REGION: "d" }, "d"],
    ["else its own", "region = p\n", { AWS_DEFAULT_REGION: "" }, "p"],
    ["an empty one is none", "region =\n", { AWS_DEFAULT_REGION: "d" }, "d"],
    ["none", "", {}, undefined],
  ])("%s", (_, config, environment, region) => {
    const { profile } = given(config);
    expect(regionSetting(profile, environment)?.value).toBe(region);
  });
});

const SERVICES = `services = local\nendpoint_url = http://profile
[services local]
sts =
  endpoint_url = http://services-sts
iam =
  region = x
`;

describe("the configured address", () => {
  it.each([
    ["http://jane:s3cret@localhost:4566/a@b", "http://localhost:4566/a@b"],
    ["https://j@n:e@host", "https://host"],
    ["http://localhost:4566/a@b", "http://localhost:4566/a@b"],
    ["http://localhost?a=//b@c", "http://localhost?a=//b@c"],
  ])("%s goes without its password, since it is shown", (url, shown) => {
    expect(connect("sts", `endpoint_url = ${url}\n`).endpoint).toBe(shown);
  });
  it.each([
    [
      "AWS_ENDPOINT_URL_STS first",
      { AWS_ENDPOINT_URL_STS: "http://one", AWS_ENDPOINT_URL: "http://all" },
      SERVICES,
      "http://one",
    ],
    [
      "then AWS_ENDPOINT_URL",
      { AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_IAM: "http://iam" },
      SERVICES,
      "http://all",
    ],
    ["then the services section", {}, SERVICES, "http://services-sts"],
    [
      "an empty variable is none",
      { AWS_ENDPOINT_URL_STS: "", AWS_ENDPOINT_URL: "" },
      SERVICES,
      "http://services-sts",
    ],
    [
      "then endpoint_url",
      {},
      "services = other\nendpoint_url = http://profile\n[services other]\ns3 =\n  endpoint_url = http://s3\n",
      "http://profile",
    ],
    ["then none", {}, "", undefined],
    [
      "none, if they are to be ignored by the environment",
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: "http://all" },
      SERVICES,
      undefined,
    ],
    [
      "none, if they are to be ignored by the profile",
      { AWS_ENDPOINT_URL: "http://all" },
      "ignore_configured_endpoint_urls = TRUE\n",
      undefined,
    ],
    [
      "one, if the environment overrides the profile",
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false", AWS_ENDPOINT_URL: "http://all" },
      "ignore_configured_endpoint_urls = true\n",
      "http://all",
    ],
  ])("%s", (_, environment: Environment, config, expected) => {
    const { profile, files } = given(config);
    expect(configuredEndpoint("sts", profile, files, environment)).toBe(expected);
  });

  it("of another service is not taken", () => {
    const { profile, files } = given(SERVICES);
    expect(configuredEndpoint("iam", profile, files, {})).toBe("http://profile");
    expect([...serviceEndpoints(profile, files)]).toEqual([["sts", "http://services-sts"]]);
  });
});

describe("the connection of a profile", () => {
  const CN = "arn:aws-cn:iam::123456789012:mfa/jane";
  it.each([
    [
      "sts",
      "region = eu-central-1\n",
      {},
      undefined,
      "https://sts.eu-central-1.amazonaws.com",
      "eu-central-1",
    ],
    ["iam", "region = eu-central-1\n", {}, undefined, "https://iam.amazonaws.com", "us-east-1"],
    ["sts", "", {}, undefined, "https://sts.us-east-1.amazonaws.com", "us-east-1"],
    ["sts", "", {}, CN, "https://sts.cn-north-1.amazonaws.com.cn", "cn-north-1"],
    ["sts", "", {}, "GAHT12345678", "https://sts.us-east-1.amazonaws.com", "us-east-1"],
    [
      "sts",
      "use_fips_endpoint = true\n",
      {},
      undefined,
      "https://sts-fips.us-east-1.amazonaws.com",
      "us-east-1",
    ],
    [
      "sts",
      "use_fips_endpoint = true\n",
      { AWS_USE_FIPS_ENDPOINT: "false" },
      undefined,
      "https://sts.us-east-1.amazonaws.com",
      "us-east-1",
    ],
    [
      "sts",
      "",
      { AWS_USE_DUALSTACK_ENDPOINT: "true" },
      undefined,
      "https://sts.us-east-1.api.aws",
      "us-east-1",
    ],
    [
      "sts",
      "endpoint_url = http://localhost:4566\n",
      {},
      undefined,
      "http://localhost:4566",
      "us-east-1",
    ],
  ] as const)("%s %j %j %s: %s, %s", (service, config, environment, serial, endpoint, region) => {
    expect(connect(service, config, environment, serial)).toEqual({
      endpoint,
      region,
      credentials: CREDENTIALS,
      clockOffset: 5000,
    });
  });

  const PROXY = { HTTPS_PROXY: "http://u:p@proxy:3128", NO_PROXY: "iam.amazonaws.com" };
  it("has the proxy", () => {
    const { profile, ...others } = given("region = us-west-2\n", PROXY);
    const rest = {
      profile,
      ...others,
      credentials: CREDENTIALS,
      serial: undefined,
      clockOffset: 0,
    };
    expect(connectionOf("sts", rest)).toMatchObject({
      proxy: { url: "http://proxy:3128", variable: "HTTPS_PROXY", login: "u:p" },
    });
    expect(connectionOf("iam", rest)).toMatchObject({ proxy: undefined });
  });

  const OTHER = "or name a device of aws: --serial, or mfa_serial";
  it.each<[string, Environment, string]>([
    ["region = us-west-2\n", {}, "aws configure set region cn-north-1 --profile a"],
    [
      "",
      { AWS_DEFAULT_REGION: "us-west-2" },
      "set AWS_DEFAULT_REGION to a region such as cn-north-1, or unset it",
    ],
    [
      "region = cn-north-1\n",
      { AWS_REGION: "us-west-2" },
      "set AWS_REGION to a region such as cn-north-1, or unset it",
    ],
  ])(
    "is not that of another partition than the device's: %j %j",
    async (config, environment, hint) => {
      expect(await failureOf(() => connect("sts", config, environment, CN))).toEqual({
        code: "bad-setting",
        message: `the device ${CN} is of the partition aws-cn, but the region us-west-2 is of aws`,
        hint: `${hint}\n${OTHER}`,
      });
    },
  );

  it.each([
    ["region = cn-north-1\n", CN],
    ["region = xx-nowhere-1\n", CN],
    ["region = us-west-2\n", "arn:aws-moon:iam::123456789012:mfa/jane"],
    ["region = us-west-2\n", "GAHT12345678"],
    ["region = us-west-2\nendpoint_url = http://localhost:4566\n", CN],
  ])("may be of another partition as far as is known: %j %s", (config, serial) => {
    expect(connect("sts", config, {}, serial).region).toMatch(/-1$|us-west-2/);
  });

  it("is none where there is no dual stack", async () => {
    const config = "region = eu-isoe-west-1\nuse_dualstack_endpoint = true\n";
    expect(await failureOf(() => connect("sts", config))).toEqual({
      code: "bad-setting",
      message:
        "the partition aws-iso-e has no dual-stack addresses, which use_dualstack_endpoint asks for",
      hint: "take use_dualstack_endpoint out of a in the config file, and AWS_USE_DUALSTACK_ENDPOINT out of the environment",
    });
  });

  const setRegion = "aws configure set region us-east-1 --profile a";
  const look = "look at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file";
  it.each([
    ["region = evil.example/\n", "“evil.example/” cannot be a region", setRegion],
    [
      "services = gone\n[services other]\n",
      "services of a is “gone”, but there is no section [services gone]",
      "write it in the config file, or take services out of a",
    ],
    ["region = us-east-1@evil.example\n", "“us-east-1@evil.example” cannot be a region", setRegion],
    ["region = US-EAST-1\n", "“US-EAST-1” cannot be a region", setRegion],
    [
      "endpoint_url = localhost:4566\n",
      "the endpoint “localhost:4566” of a is not an http or https address",
      look,
    ],
    [
      "endpoint_url = file:///etc/passwd\n",
      "the endpoint “file:///etc/passwd” of a is not an http or https address",
      look,
    ],
    [
      "endpoint_url = http://jane:a/b@c@host\n",
      "the endpoint “http://host” of a is not an http or https address",
      look,
    ],
    [
      "endpoint_url = http://\n",
      "the endpoint “http://” of a is not an http or https address",
      look,
    ],
    [
      "use_fips_endpoint = yes\n",
      "use_fips_endpoint of a is “yes”, which is neither true nor false",
      "aws configure set use_fips_endpoint true --profile a",
    ],
  ])("cannot be: %j", async (config, message, hint) => {
    expect(await failureOf(() => connect("sts", config))).toEqual({
      code: "bad-setting",
      message,
      hint,
    });
  });

  it.each([
    ["https://us:s3cret@sts.test:8443/a@b", "https://sts.test:8443/a@b"],
    ["http://us:s3@cret@sts.test", "http://sts.test"],
  ])("has no password: %s", (url, endpoint) => {
    const connection = connect("sts", `endpoint_url = ${url}\n`);
    expect(connection.endpoint).toBe(endpoint);
  });

  it("has no password where it cannot be", async () => {
    const { message } = await failureOf(() => connect("sts", "endpoint_url = ftp://us:s3cret@x\n"));
    expect(message).toBe("the endpoint “ftp://x” of a is not an http or https address");
  });
});
