import { describe, expect, it } from "vitest";
import {
  PARTITIONS,
  isRegion,
  partitionNamed,
  partitionOfRegion,
} from "../../src/aws/partitions.ts";

/** Every region that botocore 1.43 lists in `endpoints.json`. */
const REGIONS: Readonly<Record<string, string>> = {
  aws: `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
    ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
    ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2
    eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1
    us-east-1 us-east-2 us-west-1 us-west-2`,
  "aws-cn": "cn-north-1 cn-northwest-1",
  "aws-us-gov": "us-gov-east-1 us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
  "aws-iso": "us-iso-east-1 us-iso-west-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-iso-e": "eu-isoe-west-1",
  "aws-iso-f": "us-isof-east-1 us-isof-south-1",
};
const ROWS = Object.entries(REGIONS).flatMap(([id, names]) =>
  names.split(/\s+/).map((region): [string, string] => [region, id]),
);

describe("the partition of a region", () => {
  it.each([
    ...ROWS,
    ...Object.keys(REGIONS).map((id): [string, string] => [`${id}-global`, id]),
    ["xx-nowhere-1", undefined],
    ["", undefined],
    ["local", undefined],
    ["us-gov", undefined],
  ])("%s: %s", (region, id) => {
    expect(partitionOfRegion(region)?.id).toBe(id);
  });

  it.each(ROWS)("%s is claimed by one partition only", (region) => {
    expect(PARTITIONS.filter(({ regions }) => regions.test(region))).toHaveLength(1);
  });
});

describe("a partition by its name", () => {
  it.each(Object.keys(REGIONS))("%s", (id) => {
    expect(partitionNamed(id)?.id).toBe(id);
  });
  it.each(["aws-moon", "", undefined])("%s: none", (id) => {
    expect(partitionNamed(id)).toBeUndefined();
  });
  it("has a default region of its own", () => {
    for (const { id, defaultRegion } of PARTITIONS)
      expect(partitionOfRegion(defaultRegion)?.id).toBe(id);
  });
});

describe("isRegion", () => {
  it.each([
    ["us-east-1", true],
    ["eusc-de-east-1", true],
    ["local", true],
    ["a", true],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["", false],
    ["us-east-1.evil.example", false],
    ["us-east-1/", false],
    ["us-east-1@evil", false],
    ["us-east-1#", false],
    ["us-east-1:443", false],
    ["us-east-1\n", false],
    ["US-EAST-1", false],
    ["-us-east-1", false],
    ["us-east-1-", false],
    ["us east 1", false],
  ])("%j: %s", (text, expected) => {
    expect(isRegion(text)).toBe(expected);
  });
});
