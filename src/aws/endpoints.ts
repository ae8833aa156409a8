/**
 * Which address a call goes to. Resolved here and handed to the SDK explicitly, because its `profile`
 * option takes the region of one profile and the endpoint of another (@aws-sdk 3.1169).
 */
import { type Partition, partitionNamed, partitionOfRegion } from "./partitions.ts";

/** The services that are called. */
export type Service = "sts" | "iam";

/** What a profile and the environment say of addresses. */
export interface EndpointSettings {
  /** The region of the profile or the environment, if any. */
  readonly region: string | undefined;
  /** The partition of a known ARN, such as the device's, for when there is no region. */
  readonly partition: string | undefined;
  /** An address that was configured for this service, `undefined` if none was or it is to be ignored. */
  readonly configured: (service: Service) => string | undefined;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
}

/** An address and the region to sign for. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
}

/** The endpoint of a service: the configured address, else AWS's own (botocore `endpoints.json`). */
export function endpointOf(service: Service, settings: EndpointSettings): Endpoint {
  const region = regionOf(settings);
  const partition = partitionOfRegion(region);
  const signing = service === "iam" ? partition.iam.region : region;
  const url =
    settings.configured(service) ?? `https://${hostOf(service, partition, region, settings)}`;
  return { url, region: signing };
}

/** The region to call: the one that is set, else the default of the partition. `aws-global` is the commercial default. */
export function regionOf(settings: Pick<EndpointSettings, "region" | "partition">): string {
  if (settings.region === undefined) return partitionNamed(settings.partition).defaultRegion;
  return settings.region === "aws-global" ? partitionNamed("aws").defaultRegion : settings.region;
}

function hostOf(
  service: Service,
  partition: Partition,
  region: string,
  settings: EndpointSettings,
): string {
  if (service === "iam") return iamHost(partition, settings);
  // GovCloud's plain address is its FIPS address, its dual-stack one is not.
  const plain = partition.id === "aws-us-gov" && !settings.useDualStack;
  const fips = settings.useFips && !plain ? "-fips" : "";
  return `sts${fips}.${region}.${settings.useDualStack ? partition.dualStackSuffix : partition.suffix}`;
}

function iamHost({ iam }: Partition, { useFips, useDualStack }: EndpointSettings): string {
  if (useFips) return useDualStack ? iam.fipsDualStack : iam.fips;
  return useDualStack ? iam.dualStack : iam.plain;
}
