/** The partitions of AWS, their regions and names (botocore 1.43: `partitions.json`, IAM's endpoint rules). */

/** A partition: a part of AWS with accounts, regions and keys of its own. */
export interface Partition {
  readonly id: string;
  /** Which region names are its own. */
  readonly regions: RegExp;
  readonly suffix: string;
  /** `undefined` where there are no dual-stack addresses (botocore refuses to make one up too). */
  readonly dualStackSuffix: string | undefined;
  /** The region to call when nobody said one. */
  readonly defaultRegion: string;
  /** IAM has one address a partition: the region to sign for, and the host names. */
  readonly iam: IamAddress;
}

/** The host names of IAM in a partition: plain, for FIPS, for dual stack, and for both; the regions to sign for. */
export interface IamAddress {
  readonly region: string;
  readonly fipsRegion: string;
  readonly plain: string;
  readonly fips: string;
  readonly dualStack: string | undefined;
  readonly fipsDualStack: string | undefined;
}

const AWS = partition(
  "aws",
  /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  "amazonaws.com",
  "api.aws",
  "us-east-1",
  {
    plain: "iam.amazonaws.com",
    dualStack: "iam.global.api.aws",
    fipsDualStack: "iam-fips.global.api.aws",
  },
);

/** Every partition. */
export const PARTITIONS: readonly Partition[] = [
  AWS,
  partition(
    "aws-cn",
    /^cn-\w+-\d+$/,
    "amazonaws.com.cn",
    "api.amazonwebservices.com.cn",
    "cn-north-1",
    { dualStack: "iam.global.api.amazonwebservices.com.cn", fipsRegion: "cn-northwest-1" },
  ),
  partition("aws-us-gov", /^us-gov-\w+-\d+$/, "amazonaws.com", "api.aws", "us-gov-west-1", {
    plain: "iam.us-gov.amazonaws.com",
    fips: "iam.us-gov.amazonaws.com",
    dualStack: "iam.us-gov.api.aws",
    fipsDualStack: "iam.us-gov.api.aws",
  }),
  partition(
    "aws-eusc",
    /^eusc-de-\w+-\d+$/,
    "amazonaws.eu",
    "api.amazonwebservices.eu",
    "eusc-de-east-1",
  ),
  partition("aws-iso", /^us-iso-\w+-\d+$/, "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1", {
    fips: "iam-fips.us-iso-east-1.c2s.ic.gov",
  }),
  partition("aws-iso-b", /^us-isob-\w+-\d+$/, "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1", {
    fips: "iam-fips.us-isob-east-1.sc2s.sgov.gov",
  }),
  partition("aws-iso-e", /^eu-isoe-\w+-\d+$/, "cloud.adc-e.uk", undefined, "eu-isoe-west-1"),
  partition("aws-iso-f", /^us-isof-\w+-\d+$/, "csp.hci.ic.gov", undefined, "us-isof-south-1"),
];

/** A partition whose IAM addresses have the regular form but for those given. */
function partition(
  id: string,
  regions: RegExp,
  suffix: string,
  dualStackSuffix: string | undefined,
  region: string,
  irregular: Partial<IamAddress> = {},
): Partition {
  const iam = {
    region,
    fipsRegion: region,
    plain: `iam.${region}.${suffix}`,
    fips: `iam-fips.${suffix}`,
    dualStack: dualStackSuffix && `iam.${dualStackSuffix}`,
    fipsDualStack: dualStackSuffix && `iam-fips.${dualStackSuffix}`,
  };
  return {
    id,
    regions,
    suffix,
    dualStackSuffix,
    defaultRegion: region,
    iam: { ...iam, ...irregular },
  };
}

/** The partition by its name in an ARN; `undefined` for one that nobody has heard of. */
export function partitionNamed(id: string | undefined): Partition | undefined {
  return PARTITIONS.find((candidate) => candidate.id === id);
}

/** The partition that a region belongs to; `undefined` for a region that nobody has heard of. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find(
    (candidate) => candidate.regions.test(region) || region === globalRegion(candidate),
  );
}

/** The name that stands for a whole partition in place of a region (botocore `partitions.json`): `aws-global`. */
export function globalRegion({ id }: Partition): string {
  return `${id}-global`;
}

/** The commercial partition, where nothing tells another one (botocore: `aws.partition`). */
export const DEFAULT_PARTITION = AWS;

/**
 * The regions that botocore sends to the global address where `sts_regional_endpoints` is `legacy`
 * (botocore 1.43, args.py `LEGACY_GLOBAL_STS_REGIONS`).
 */
export const LEGACY_STS_REGIONS: readonly string[] = [
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "aws-global",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

/** Whether the text can be part of a host name, as a region must: nothing that could lead elsewhere. */
export function isRegion(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}
