import { describe, expect, it } from "vitest";
import { type EndpointSettings, endpointOf, regionOf } from "../../src/aws/endpoints.ts";

function settings(other: Partial<EndpointSettings> = {}): EndpointSettings {
  return {
    region: undefined,
    partition: undefined,
    configured: () => undefined,
    useFips: false,
    useDualStack: false,
    legacySts: false,
    ...other,
  };
}

/** A service's host in four variants: plain, FIPS, dual stack, both. */
function hosts(service: "sts" | "iam", region: string): (string | undefined)[] {
  return [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].map(([useFips = false, useDualStack = false]) =>
    endpointOf(service, settings({ region, useFips, useDualStack }))?.url.replace("https://", ""),
  );
}

/**
 * STS of botocore 1.43.11: plain, FIPS, dual stack, both (`create_client("sts", …)` with each Config).
 * Partitions without dual stack there have two addresses (EndpointVariantError).
 */
const STS: Readonly<Record<string, readonly (string | undefined)[]>> = {
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
  "eu-isoe-west-1": [
    "sts.eu-isoe-west-1.cloud.adc-e.uk",
    "sts-fips.eu-isoe-west-1.cloud.adc-e.uk",
    undefined,
    undefined,
  ],
  "us-isof-east-1": [
    "sts.us-isof-east-1.csp.hci.ic.gov",
    "sts-fips.us-isof-east-1.csp.hci.ic.gov",
    undefined,
    undefined,
  ],
};

describe("STS", () => {
  it.each(Object.entries(STS))("%s", (region, expected) => {
    expect(hosts("sts", region)).toEqual(expected);
    expect(endpointOf("sts", settings({ region }))?.region).toBe(region);
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
  it.each<[string, (string | undefined)[]]>([
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
      ["iam.eu-isoe-west-1.cloud.adc-e.uk", "iam-fips.cloud.adc-e.uk", undefined, undefined],
    ],
    [
      "us-isof-south-1",
      ["iam.us-isof-south-1.csp.hci.ic.gov", "iam-fips.csp.hci.ic.gov", undefined, undefined],
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
    ["aws-cn-global", undefined, "cn-north-1"],
    ["aws-us-gov-global", "aws", "us-gov-west-1"],
    ["xx-new-1", undefined, "xx-new-1"],
  ])("%s, with a device of %s: %s", (region, partition, expected) => {
    expect(regionOf({ region, partition })).toBe(expected);
  });
});

describe("the global address of STS", () => {
  const global = { url: "https://sts.amazonaws.com", region: "us-east-1" };
  const regional = { url: "https://sts.eu-west-1.amazonaws.com", region: "eu-west-1" };
  const fips = { url: "https://sts-fips.us-east-1.amazonaws.com", region: "us-east-1" };
  it.each<[string, Partial<EndpointSettings>, object]>([
    ["is that of old regions where it is legacy", { region: "eu-west-1", legacySts: true }, global],
    ["is not where it is regional", { region: "eu-west-1" }, regional],
    [
      "is not that of new regions",
      { region: "eu-south-1", legacySts: true },
      { url: "https://sts.eu-south-1.amazonaws.com", region: "eu-south-1" },
    ],
    [
      "is not that of other partitions",
      { region: "cn-north-1", legacySts: true },
      { url: "https://sts.cn-north-1.amazonaws.com.cn", region: "cn-north-1" },
    ],
    [
      "is not taken without a region",
      { legacySts: true },
      { url: "https://sts.us-east-1.amazonaws.com", region: "us-east-1" },
    ],
    ["is that of aws-global", { region: "aws-global" }, global],
    ["has no FIPS", { region: "aws-global", useFips: true }, fips],
    ["has no FIPS by legacy", { region: "us-east-1", useFips: true, legacySts: true }, fips],
    [
      "has no dual stack",
      { region: "us-east-1", useDualStack: true, legacySts: true },
      { url: "https://sts.us-east-1.api.aws", region: "us-east-1" },
    ],
    [
      "is not taken where another is configured",
      { region: "eu-west-1", legacySts: true, configured: () => "http://here" },
      { url: "http://here", region: "eu-west-1" },
    ],
  ])("%s", (_title, other, expected) => {
    expect(endpointOf("sts", settings(other))).toEqual(expected);
  });
});

describe("a region that nobody has heard of", () => {
  it.each([
    ["sts", undefined, "https://sts.xx-new-1.amazonaws.com", "xx-new-1"],
    ["sts", "aws-cn", "https://sts.xx-new-1.amazonaws.com.cn", "xx-new-1"],
    ["iam", "aws-cn", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ] as const)("%s is in the partition of the device: %s", (service, partition, url, region) => {
    const given = settings({ region: "xx-new-1", partition });
    expect(endpointOf(service, given)).toEqual({ url, region });
  });
});
