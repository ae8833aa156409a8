/** The partitions of AWS, their regions and names (botocore `partitions.json` and `endpoints.json`). */

/** A partition: a part of AWS with accounts, regions and keys of its own. */
export interface Partition {
  readonly id: string;
  /** Which region names are its own. */
  readonly regions: RegExp;
  readonly suffix: string;
  readonly dualStackSuffix: string;
  /** The region to call when nobody said one. */
  readonly defaultRegion: string;
  /** IAM has one address a partition: its host name and the region to sign for. */
  readonly iam: { readonly host: string; readonly region: string };
}

const AWS: Partition = {
  id: "aws",
  regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  suffix: "amazonaws.com",
  dualStackSuffix: "api.aws",
  defaultRegion: "us-east-1",
  iam: { host: "iam.amazonaws.com", region: "us-east-1" },
};

/** Every partition. Where botocore gives IAM no address (eusc, iso-e), it is the regional form of the default region. */
export const PARTITIONS: readonly Partition[] = [
  AWS,
  partition(
    "aws-cn",
    /^cn-\w+-\d+$/,
    "amazonaws.com.cn",
    "api.amazonwebservices.com.cn",
    "cn-north-1",
  ),
  {
    ...partition("aws-us-gov", /^us-gov-\w+-\d+$/, "amazonaws.com", "api.aws", "us-gov-west-1"),
    iam: { host: "iam.us-gov.amazonaws.com", region: "us-gov-west-1" },
  },
  partition(
    "aws-eusc",
    /^eusc-de-\w+-\d+$/,
    "amazonaws.eu",
    "api.amazonwebservices.eu",
    "eusc-de-east-1",
  ),
  partition("aws-iso", /^us-iso-\w+-\d+$/, "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
  partition("aws-iso-b", /^us-isob-\w+-\d+$/, "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
  partition(
    "aws-iso-e",
    /^eu-isoe-\w+-\d+$/,
    "cloud.adc-e.uk",
    "api.cloud-aws.adc-e.uk",
    "eu-isoe-west-1",
  ),
  partition(
    "aws-iso-f",
    /^us-isof-\w+-\d+$/,
    "csp.hci.ic.gov",
    "api.aws.hci.ic.gov",
    "us-isof-south-1",
  ),
];

function partition(
  id: string,
  regions: RegExp,
  suffix: string,
  dualStackSuffix: string,
  region: string,
): Partition {
  return {
    id,
    regions,
    suffix,
    dualStackSuffix,
    defaultRegion: region,
    iam: { host: `iam.${region}.${suffix}`, region },
  };
}

/** The partition by its name in an ARN; the commercial one where the name is unknown or absent. */
export function partitionNamed(id: string | undefined): Partition {
  return PARTITIONS.find((candidate) => candidate.id === id) ?? AWS;
}

/** The partition that a region belongs to; the commercial one for a region that nobody has heard of. */
export function partitionOfRegion(region: string): Partition {
  return PARTITIONS.find((candidate) => candidate.regions.test(region)) ?? AWS;
}

/** Whether the text can be part of a host name, as a region must: nothing that could lead elsewhere. */
export function isRegion(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}
