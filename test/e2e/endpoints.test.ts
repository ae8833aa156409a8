import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { CLOSED, withoutNames } from "../support/net.ts";
import { CREDENTIALS } from "../support/onboarding.ts";
import { type Sandbox, sandbox, type Variables } from "../support/sandbox.ts";
import { errorText } from "../support/wording.ts";

/** Where calls go and which region they are signed for; where AWS's files are. */

/** A sandbox with this config for the profile, and more sections; `URL` stands for the local AWS. */
async function withConfig(settings: string, more = ""): Promise<Sandbox> {
  const box = await sandbox();
  const config = `[profile mfa.user-identity]\n${settings}\n\n${more}\n`;
  box.put(".aws/config", config.replaceAll("URL", box.url));
  return box;
}

const SERVICES = "[services here]\nsts =\n  endpoint_url = URL\niam =\n  endpoint_url = URL\n";

describe("the endpoint", () => {
  it.each([
    ["AWS_ENDPOINT_URL", "", "", { AWS_ENDPOINT_URL: "URL" }],
    [
      "AWS_ENDPOINT_URL_STS and _IAM",
      "",
      "",
      { AWS_ENDPOINT_URL_STS: "URL", AWS_ENDPOINT_URL_IAM: "URL" },
    ],
    [
      "AWS_ENDPOINT_URL_STS before AWS_ENDPOINT_URL",
      "",
      "",
      { AWS_ENDPOINT_URL: CLOSED, AWS_ENDPOINT_URL_STS: "URL", AWS_ENDPOINT_URL_IAM: "URL" },
    ],
    ["endpoint_url", "endpoint_url = URL", "", {}],
    [
      "AWS_ENDPOINT_URL before endpoint_url",
      `endpoint_url = ${CLOSED}`,
      "",
      { AWS_ENDPOINT_URL: "URL" },
    ],
    [
      "endpoint_url even with FIPS and dual stack in the environment",
      "endpoint_url = URL",
      "",
      { AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true" },
    ],
    ["a services section", "services = here", SERVICES, {}],
    [
      "a services section before endpoint_url",
      `endpoint_url = ${CLOSED}\nservices = here`,
      SERVICES,
      {},
    ],
  ])("by %s", async (_title, settings, more, env) => {
    const box = await withConfig(settings, more);
    const here = Object.entries(env).map(([name, value]) => [name, value.replace("URL", box.url)]);
    const variables = { ...withoutNames(box), ...Object.fromEntries(here) } as Variables;
    const { status, stderr } = await box.run(["login", "--code", box.code()], { env: variables });
    expect([status, box.calls("GetSessionToken")], stderr).toEqual([0, 1]);
  });
  it.each([
    ["the profile's region", "region = us-west-2", {}, "https://sts.us-west-2.amazonaws.com"],
    ["no region", "", {}, "https://sts.us-east-1.amazonaws.com"],
    [
      "legacy",
      "region = eu-west-1\nsts_regional_endpoints = legacy",
      {},
      "https://sts.amazonaws.com",
    ],
    [
      "regional in the environment",
      "region = eu-west-1\nsts_regional_endpoints = legacy",
      { AWS_STS_REGIONAL_ENDPOINTS: "regional" },
      "https://sts.eu-west-1.amazonaws.com",
    ],
    ["aws-global", "region = aws-global", {}, "https://sts.amazonaws.com"],
    [
      "FIPS",
      "region = us-east-2\nuse_fips_endpoint = true",
      {},
      "https://sts-fips.us-east-2.amazonaws.com",
    ],
    [
      "FIPS in the environment",
      "region = us-east-2",
      { AWS_USE_FIPS_ENDPOINT: "true" },
      "https://sts-fips.us-east-2.amazonaws.com",
    ],
    [
      "dual stack",
      "region = eu-west-1",
      { AWS_USE_DUALSTACK_ENDPOINT: "true" },
      "https://sts.eu-west-1.api.aws",
    ],
    [
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
      "region = eu-west-1\nendpoint_url = URL",
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: CLOSED },
      "https://sts.eu-west-1.amazonaws.com",
    ],
    [
      "ignore_configured_endpoint_urls",
      "region = eu-west-1\nignore_configured_endpoint_urls = true",
      { AWS_ENDPOINT_URL: CLOSED },
      "https://sts.eu-west-1.amazonaws.com",
    ],
  ])("is AWS's own for %s", async (_title, settings, env, host) => {
    const box = await withConfig(`${settings}\nmfa_serial = ${EXAMPLE_SERIAL}`);
    const run = (): ReturnType<Sandbox["run"]> =>
      box.run("login --code 123456", { env: { ...withoutNames(box), ...env } });
    const unreachable = {
      status: 6,
      stdout: "",
      stderr: errorText(
        `AWS could not be reached: no host is named ${host.replace("https://", "")} (ENOTFOUND)`,
        "check the network, the region and AWS_ENDPOINT_URL, then try again",
        "the code was not used",
      ),
    };
    expect(await run()).toEqual(unreachable);
    // The code has not left, so it may be given again.
    expect(await run()).toEqual(unreachable);
    expect(box.world.requests).toEqual([]);
  });
});

describe("another partition", () => {
  const CN = "arn:aws-cn:iam::123456789012:mfa/mfa.user";
  it.each([
    ["", {}, "sts.cn-north-1.amazonaws.com.cn"],
    ["region = cn-northwest-1", {}, "sts.cn-northwest-1.amazonaws.com.cn"],
    ["region = cn-new-1", {}, "sts.cn-new-1.amazonaws.com.cn"],
  ])("is called for its device: %j", async (settings, env, host) => {
    const box = await withConfig(`${settings}\nmfa_serial = ${CN}`);
    const { stderr } = await box.run("login --code 123456", {
      env: { ...withoutNames(box), ...env },
    });
    expect(stderr).toContain(`AWS could not be reached: no host is named ${host} (ENOTFOUND)`);
  });
  it.each([
    [
      "region = us-west-2",
      {},
      "us-west-2",
      "aws configure set region cn-north-1 --profile mfa.user-identity",
    ],
    [
      "",
      { AWS_REGION: "eu-west-1" },
      "eu-west-1",
      "set AWS_REGION to a region such as cn-north-1, or unset it",
    ],
  ])("is not that of its device: %j %j", async (settings, env, region, hint) => {
    const box = await withConfig(`${settings}\nmfa_serial = ${CN}`);
    const outcome = await box.run("login --code 123456", { env: { ...withoutNames(box), ...env } });
    expect(outcome).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        `the device ${CN} is of the partition aws-cn, but the region ${region} is of aws`,
        hint,
        "or name a device of aws: --serial, or mfa_serial",
      ),
    });
  });
});

describe("the region", () => {
  it.each([
    ["of the profile", "region = eu-west-1", { AWS_REGION: "" }, "eu-west-1"],
    [
      "of AWS_REGION",
      "region = eu-west-1",
      { AWS_REGION: "us-west-1", AWS_DEFAULT_REGION: "us-east-2" },
      "us-west-1",
    ],
    ["of AWS_DEFAULT_REGION", "", { AWS_DEFAULT_REGION: "us-east-2" }, "us-east-2"],
    ["where none is set", "", {}, "us-east-1"],
    ["where it is aws-global", "region = aws-global", {}, "us-east-1"],
  ])("%s", async (_title, settings, env, region) => {
    const box = await withConfig(settings);
    await box.run(["login", "--code", box.code()], { env });
    expect(box.world.requests.map((seen) => [seen.action, seen.region, seen.outcome])).toEqual([
      ["ListMFADevices", "us-east-1", "ok"],
      ["GetSessionToken", region, "ok"],
    ]);
  });
  it("is that of the device's partition where none is set", async () => {
    const serial = "arn:aws-us-gov:iam::123456789012:mfa/mfa.user";
    const user = {
      ...EXAMPLE_USER,
      partition: "aws-us-gov",
      devices: [{ serial, secret: EXAMPLE_SECRET }],
    };
    const config = `[profile mfa.user-identity]\nmfa_serial = ${serial}\n`;
    const files = { ".aws/credentials": CREDENTIALS, ".aws/config": config };
    const box = await sandbox({ world: createWorld({ users: [user] }), files });
    await box.run(["login", "--code", box.code(serial)]);
    expect(box.world.requests).toEqual([
      expect.objectContaining({
        action: "GetSessionToken",
        region: "us-gov-west-1",
        outcome: "ok",
      }),
    ]);
  });
});

describe("the files", () => {
  it("may be elsewhere, with ~ and variables in their paths", async () => {
    const box = await sandbox({
      files: { "keys/mine": CREDENTIALS, "keys/my config": "[profile other]\n" },
    });
    const env = {
      AWS_SHARED_CREDENTIALS_FILE: "~/keys/mine",
      AWS_CONFIG_FILE: "$HOME/${KEYS}/my config",
      KEYS: "keys",
    };
    const { status } = await box.run(["login", "--code", box.code()], { env });
    expect([status, box.list("keys"), box.list(".aws")]).toEqual([0, ["mine", "my config"], []]);
    expect(box.get("keys/mine")).toContain("[mfa.user-identity-mfa]");
    expect(box.get("keys/my config")).toContain(
      "[profile other]\n\n[profile mfa.user-identity-mfa]\n",
    );
    await box.run("logout -p mfa.user-identity", { env });
    expect([box.get("keys/mine"), box.get("keys/my config")]).toEqual([
      CREDENTIALS,
      "[profile other]\n",
    ]);
  });
});
