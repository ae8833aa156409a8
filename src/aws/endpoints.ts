/**
 * Which address a call goes to. Resolved here and handed to the SDK explicitly, because its `profile`
 * option takes the region of one profile and the endpoint of another (@aws-sdk 3.1169).
 */
import { consoleOf } from "./console.ts";
import {
  DEFAULT_PARTITION,
  LEGACY_STS_REGIONS,
  type Partition,
  globalRegion,
  partitionNamed,
  partitionOfRegion,
} from "./partitions.ts";

/** The services that are called. */
export type Service = "sts" | "iam" | "signin";

/** What a profile and the environment say of addresses. */
export interface EndpointSettings {
  /** The region of the profile or the environment, if any. */
  readonly region: string | undefined;
  /** The partition of a known ARN, such as the device's, for when the region does not tell. */
  readonly partition: string | undefined;
  /** An address that was configured for this service, `undefined` if none was or it is to be ignored. */
  readonly configured: (service: Service) => string | undefined;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
  /** `sts_regional_endpoints = legacy`: old regions share the global address of STS. */
  readonly legacySts: boolean;
}

/** An address and the region to sign for. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
}

/**
 * The endpoint of a service: the configured address, else AWS's own (botocore `endpoints.json` and the
 * services' endpoint rules). `undefined` where dual stack is wanted and the partition has none.
 */
export function endpointOf(service: Service, settings: EndpointSettings): Endpoint | undefined {
  const region = regionOf(settings);
  const partition = partitionOf(settings);
  const configured = settings.configured(service);
  if (configured === undefined && service === "sts" && isGlobalSts(settings))
    return { url: "https://sts.amazonaws.com", region: DEFAULT_PARTITION.defaultRegion };
  const host = hostOf(service, partition, region, settings);
  const url = configured ?? (host && `https://${host}`);
  if (url === undefined) return undefined;
  const { iam } = partition;
  const fips = settings.useFips && configured === undefined;
  const global = fips ? iam.fipsRegion : iam.region;
  return { url, region: service === "iam" ? global : region };
}

/** The partition to call: the region's; where there is no region, or one that nobody has heard of, the ARN's; else the commercial one. */
export function partitionOf({
  region,
  partition,
}: Pick<EndpointSettings, "region" | "partition">): Partition {
  const known = region === undefined ? undefined : partitionOfRegion(region);
  return known ?? partitionNamed(partition) ?? DEFAULT_PARTITION;
}

/** The region to call: the one that is set, else the default of the partition, for which `aws-global` and its kin stand too. */
export function regionOf(settings: Pick<EndpointSettings, "region" | "partition">): string {
  const partition = partitionOf(settings);
  const { region } = settings;
  return region === undefined || region === globalRegion(partition)
    ? partition.defaultRegion
    : region;
}

/** Whether STS is called at its global address, which has neither FIPS nor dual stack and is only in the commercial partition. */
function isGlobalSts({ region, useFips, useDualStack, legacySts }: EndpointSettings): boolean {
  if (region === undefined || useFips || useDualStack) return false;
  return (
    region === globalRegion(DEFAULT_PARTITION) || (legacySts && LEGACY_STS_REGIONS.includes(region))
  );
}

function hostOf(
  service: Service,
  partition: Partition,
  region: string,
  settings: EndpointSettings,
): string | undefined {
  if (service === "iam") return iamHost(partition, settings);
  return service === "signin"
    ? consoleOf(partition.id)?.federation
    : stsHost(partition, region, settings);
}

function stsHost(
  partition: Partition,
  region: string,
  { useFips, useDualStack }: EndpointSettings,
): string | undefined {
  const suffix = useDualStack ? partition.dualStackSuffix : partition.suffix;
  // GovCloud's plain address is its FIPS address, its dual-stack one is not.
  const plain = partition.id === "aws-us-gov" && !useDualStack;
  return suffix && `sts${useFips && !plain ? "-fips" : ""}.${region}.${suffix}`;
}

function iamHost(
  { iam }: Partition,
  { useFips, useDualStack }: EndpointSettings,
): string | undefined {
  if (useFips) return useDualStack ? iam.fipsDualStack : iam.fips;
  return useDualStack ? iam.dualStack : iam.plain;
}
