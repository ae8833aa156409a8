import { describe, expect, it } from "vitest";
import {
  consoleOf,
  consolePage,
  isServiceName,
  loginAddress,
  signInPage,
} from "../../src/aws/console.ts";
import { PARTITIONS } from "../../src/aws/partitions.ts";

/** The console's addresses. */

const hosts = (partition: string) =>
  consoleOf(partition) ?? { federation: "", signIn: "", console: "" };

describe("the pages of a partition", () => {
  it.each([
    [
      "aws",
      "eu-west-1",
      "us-east-1.signin.aws.amazon.com",
      "console.aws.amazon.com",
      "signin.aws.amazon.com",
    ],
    ["aws-cn", "cn-north-1", "signin.amazonaws.cn", "console.amazonaws.cn", "signin.amazonaws.cn"],
    [
      "aws-us-gov",
      "us-gov-west-1",
      "signin.amazonaws-us-gov.com",
      "console.amazonaws-us-gov.com",
      "signin.amazonaws-us-gov.com",
    ],
    [
      "aws-eusc",
      "eusc-de-east-1",
      "eusc-de-east-1.signin.amazonaws-eusc.eu",
      "console.amazonaws-eusc.eu",
      "signin.amazonaws-eusc.eu",
    ],
  ])("%s", (partition, region, federation, page, users) => {
    expect(hosts(partition).federation).toBe(federation);
    expect(consolePage(hosts(partition), region, undefined)).toBe(
      `https://${region}.${page}/console/home?region=${region}`,
    );
    expect(signInPage(hosts(partition), "123456789012", region, undefined)).toBe(
      `https://123456789012.${users}/console?region=${region}`,
    );
  });
  it("are not known of those that are not public", () => {
    const unknown = PARTITIONS.map(({ id }) => id).filter((id) => consoleOf(id) === undefined);
    expect(unknown).toEqual(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"]);
    expect(consoleOf("constructor")).toBeUndefined();
  });
});

describe("the page of a service", () => {
  it.each([
    ["ec2", "ec2"],
    ["sfn", "states"],
    ["ssm", "systems-manager"],
    ["constructor", "constructor"],
  ])("%s", (service, path) => {
    expect(consolePage(hosts("aws"), "us-west-2", service)).toBe(
      `https://us-west-2.console.aws.amazon.com/${path}/home?region=us-west-2`,
    );
    expect(signInPage(hosts("aws"), "jane", "us-west-2", service)).toBe(
      `https://jane.signin.aws.amazon.com/console/${path}?region=us-west-2`,
    );
  });
  it("needs no region", () => {
    expect(consolePage(hosts("aws"), undefined, "s3")).toBe(
      "https://console.aws.amazon.com/s3/home",
    );
    expect(signInPage(hosts("aws"), "123456789012", undefined, undefined)).toBe(
      "https://123456789012.signin.aws.amazon.com/console",
    );
  });
  it.each(["ec2", "s3", "systems-manager"])("%s can be a name", (name) =>
    expect(isServiceName(name)).toBe(true),
  );
  it.each(["", "EC2", "../x", "a/b", "a?b", "a#b", "-a", "a b", "x.example.com"])(
    "“%s” cannot be one",
    (name) => expect(isServiceName(name)).toBe(false),
  );
});

it("the address that signs in names the token, the page and who made it", () => {
  const page = "https://console.aws.amazon.com/s3/home?region=a";
  const url = new URL(loginAddress("https://signin.amazonaws.cn/", "to+k/en=", page));
  expect(`${url.origin}${url.pathname}`).toBe("https://signin.amazonaws.cn/federation");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    Action: "login",
    Issuer: "awsmfa",
    Destination: page,
    SigninToken: "to+k/en=",
  });
});
