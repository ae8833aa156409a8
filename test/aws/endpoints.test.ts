import { describe, expect, it } from "vitest";
import { type EndpointSettings, endpointOf, regionOf } from "../../src/aws/endpoints.ts";

function settings(other: Partial<EndpointSettings> = {}): EndpointSettings {
  return {
    region: undefined,
    partition: undefined,
    configured: () => undefined,
    useFips: false,
    useDualStack: false,
    ...other,
  };
}

/** A service's host in four variants: plain, FIPS, dual stack, both. */
function hosts(service: "sts" | "iam", region: string): string[] {
  return [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].map(([useFips = false, useDualStack = false]) =>
    endpointOf(service, settings({ region, useFips, useDualStack })).url.replace("https://", ""),
  );
}

/**
 * STS of botocore 1.43.11: plain, FIPS, dual stack, both (`create_client("sts", …)` with each Config).
 * Partitions without dual stack there have two addresses.
 */
const STS: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": [
    "sts.us-east-1.amazonaws.com",
    "sts-fips.us-east-1.amazonaws.com",
    "sts.us-east-1.api.aws",
    "sts-fips.us-east-1.api.aws",
  ],
  "mx-central-1": [
    "sts.mx-central-1.amazonaws.com",
    "sts-fips.mx-central-1.amazonaws.com",
    "sts.mx-central-1.api.aws",
    "sts-fips.mx-central-1.api.aws",
  ],
  "cn-north-1": [
    "sts.cn-north-1.amazonaws.com.cn",
    "sts-fips.cn-north-1.amazonaws.com.cn",
    "sts.cn-north-1.api.amazonwebservices.com.cn",
    "sts-fips.cn-north-1.api.amazonwebservices.com.cn",
  ],
  "us-gov-west-1": [
    "sts.us-gov-west-1.amazonaws.com",
    "sts.us-gov-west-1.amazonaws.com",
    "sts.us-gov-west-1.api.aws",
    "sts-fips.us-gov-west-1.api.aws",
  ],
  "us-gov-east-1": [
    "sts.us-gov-east-1.amazonaws.com",
    "sts.us-gov-east-1.amazonaws.com",
    "sts.us-gov-east-1.api.aws",
    "sts-fips.us-gov-east-1.api.aws",
  ],
  "eusc-de-east-1": [
    "sts.eusc-de-east-1.amazonaws.eu",
    "sts-fips.eusc-de-east-1.amazonaws.eu",
    "sts.eusc-de-east-1.api.amazonwebservices.eu",
    "sts-fips.eusc-de-east-1.api.amazonwebservices.eu",
  ],
  "us-iso-west-1": [
    "sts.us-iso-west-1.c2s.ic.gov",
    "sts-fips.us-iso-west-1.c2s.ic.gov",
    "sts.us-iso-west-1.api.aws.ic.gov",
    "sts-fips.us-iso-west-1.api.aws.ic.gov",
  ],
  "us-isob-east-1": [
    "sts.us-isob-east-1.sc2s.sgov.gov",
    "sts-fips.us-isob-east-1.sc2s.sgov.gov",
    "sts.us-isob-east-1.api.aws.scloud",
    "sts-fips.us-isob-east-1.api.aws.scloud",
  ],
  "eu-isoe-west-1": ["sts.eu-isoe-west-1.cloud.adc-e.uk", "sts-fips.eu-isoe-west-1.cloud.adc-e.uk"],
  "us-isof-east-1": ["sts.us-isof-east-1.csp.hci.ic.gov", "sts-fips.us-isof-east-1.csp.hci.ic.gov"],
};

describe("STS", () => {
  it.each(Object.entries(STS))("%s", (region, expected) => {
    expect(hosts("sts", region).slice(0, expected.length)).toEqual(expected);
    expect(endpointOf("sts", settings({ region })).region).toBe(region);
  });
});

/** IAM of botocore 1.43.11, without FIPS and dual stack: host and region to sign for. */
const IAM = [
  ["us-east-1", "iam.amazonaws.com", "us-east-1"],
  ["eu-central-1", "iam.amazonaws.com", "us-east-1"],
  ["cn-north-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["us-gov-west-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"],
  ["us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"],
  ["eusc-de-east-1", "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"],
  ["us-iso-west-1", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"],
  ["us-isob-east-1", "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"],
  ["eu-isoe-west-1", "iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"],
  ["us-isof-east-1", "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"],
] as const;

describe("IAM", () => {
  it.each(IAM)("%s: %s, signed for %s", (region, host, signing) => {
    expect(endpointOf("iam", settings({ region }))).toEqual({
      url: `https://${host}`,
      region: signing,
    });
  });

  // IAM's endpoint rules of botocore 1.43.11: plain, FIPS, dual stack, both.
  it.each<[string, string[]]>([
    [
      "us-east-1",
      [
        "iam.amazonaws.com",
        "iam-fips.amazonaws.com",
        "iam.global.api.aws",
        "iam-fips.global.api.aws",
      ],
    ],
    [
      "cn-north-1",
      [
        "iam.cn-north-1.amazonaws.com.cn",
        "iam-fips.amazonaws.com.cn",
        "iam.global.api.amazonwebservices.com.cn",
        "iam-fips.api.amazonwebservices.com.cn",
      ],
    ],
    [
      "us-gov-west-1",
      [
        "iam.us-gov.amazonaws.com",
        "iam.us-gov.amazonaws.com",
        "iam.us-gov.api.aws",
        "iam.us-gov.api.aws",
      ],
    ],
    [
      "eusc-de-east-1",
      [
        "iam.eusc-de-east-1.amazonaws.eu",
        "iam-fips.amazonaws.eu",
        "iam.api.amazonwebservices.eu",
        "iam-fips.api.amazonwebservices.eu",
      ],
    ],
    [
      "us-iso-east-1",
      [
        "iam.us-iso-east-1.c2s.ic.gov",
        "iam-fips.us-iso-east-1.c2s.ic.gov",
        "iam.api.aws.ic.gov",
        "iam-fips.api.aws.ic.gov",
      ],
    ],
    [
      "us-isob-east-1",
      [
        "iam.us-isob-east-1.sc2s.sgov.gov",
        "iam-fips.us-isob-east-1.sc2s.sgov.gov",
        "iam.api.aws.scloud",
        "iam-fips.api.aws.scloud",
      ],
    ],
    [
      "eu-isoe-west-1",
      [
        "iam.eu-isoe-west-1.cloud.adc-e.uk",
        "iam-fips.cloud.adc-e.uk",
        "iam.api.cloud-aws.adc-e.uk",
        "iam-fips.api.cloud-aws.adc-e.uk",
      ],
    ],
    [
      "us-isof-south-1",
      [
        "iam.us-isof-south-1.csp.hci.ic.gov",
        "iam-fips.csp.hci.ic.gov",
        "iam.api.aws.hci.ic.gov",
        "iam-fips.api.aws.hci.ic.gov",
      ],
    ],
  ])("has addresses of its own for FIPS and dual stack: %s", (region, expected) => {
    expect(hosts("iam", region)).toEqual(expected);
  });
});

describe("a configured address", () => {
  const configured = (service: string): string => `http://localhost:4566/${service}`;
  it.each(["sts", "iam"] as const)("takes the place of AWS's own: %s", (service) => {
    const other = { configured, region: "eu-central-1", useFips: true, useDualStack: true };
    expect(endpointOf(service, settings(other))).toEqual({
      url: `http://localhost:4566/${service}`,
      region: service === "sts" ? "eu-central-1" : "us-east-1",
    });
  });
});

describe("the region", () => {
  it.each([
    ["us-west-2", undefined, "us-west-2"],
    ["us-west-2", "aws-cn", "us-west-2"],
    ["aws-global", undefined, "us-east-1"],
    ["aws-global", "aws-cn", "us-east-1"],
    [undefined, undefined, "us-east-1"],
    [undefined, "aws", "us-east-1"],
    [undefined, "aws-cn", "cn-north-1"],
    [undefined, "aws-us-gov", "us-gov-west-1"],
    [undefined, "aws-eusc", "eusc-de-east-1"],
    [undefined, "aws-iso", "us-iso-east-1"],
    [undefined, "aws-iso-b", "us-isob-east-1"],
    [undefined, "aws-iso-e", "eu-isoe-west-1"],
    [undefined, "aws-iso-f", "us-isof-south-1"],
    [undefined, "aws-moon", "us-east-1"],
  ])("%s, with a device of %s: %s", (region, partition, expected) => {
    expect(regionOf({ region, partition })).toBe(expected);
  });
});
