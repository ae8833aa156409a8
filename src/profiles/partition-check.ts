/** What can be known to fail of a region before AWS is asked: AWS itself would only say that it does not know the key. */
import { arnOf } from "../aws/arn.ts";
import { type EndpointSettings, partitionOf } from "../aws/endpoints.ts";
import { partitionNamed, partitionOfRegion } from "../aws/partitions.ts";
import { AwsmfaError } from "../errors.ts";
import type { Profile } from "./profile.ts";
import { type RegionSetting, regionHint } from "./region.ts";

/**
 * Checks that the device can be known where the region is.
 * @throws AwsmfaError `bad-setting` if they are of two partitions, as far as both are known
 */
export function checkPartition(region: RegionSetting, serial: string, profile: Profile): void {
  const own = partitionNamed(arnOf(serial)?.partition);
  const called = partitionOfRegion(region.value);
  if (own === undefined || called === undefined || own === called) return;
  throw new AwsmfaError(
    "bad-setting",
    `the device ${serial} is of the partition ${own.id}, but the region ${region.value} is of ${called.id}`,
    `${regionHint(region, own.defaultRegion, profile)}\nor name a device of ${called.id}: --serial, or mfa_serial`,
  );
}

/**
 * Checks that the role can be assumed where the region is.
 * @throws AwsmfaError `bad-setting` if they are of two partitions, as far as both are known
 */
export function checkRolePartition(region: RegionSetting, role: string, profile: Profile): void {
  const own = partitionNamed(arnOf(role)?.partition);
  const called = partitionOfRegion(region.value);
  if (own === undefined || called === undefined || own === called) return;
  throw new AwsmfaError(
    "bad-setting",
    `the role ${role} is of the partition ${own.id}, but the region ${region.value} is of ${called.id}`,
    regionHint(region, own.defaultRegion, profile),
  );
}

/**
 * Checks that a role is in the partition of the device whose user is to assume it: nobody gets from one
 * partition into another.
 * @throws AwsmfaError `bad-setting`
 */
export function checkSamePartition(role: string, serial: string, { name }: Profile): void {
  const [own, users] = [arnOf(role)?.partition, arnOf(serial)?.partition];
  if (own === undefined || users === undefined || own === users) return;
  throw new AwsmfaError(
    "bad-setting",
    `the role ${role} is of the partition ${own}, but the device ${serial} is of ${users}`,
    `no user of ${users} can assume it: name another source_profile for ${name}, or correct role_arn`,
  );
}

/** The error for dual stack where there is none; botocore calls it EndpointVariantError. */
export function noDualStack(settings: EndpointSettings, { name }: Profile): AwsmfaError {
  return new AwsmfaError(
    "bad-setting",
    `the partition ${partitionOf(settings).id} has no dual-stack addresses, which use_dualstack_endpoint asks for`,
    `take use_dualstack_endpoint out of ${name} in the config file, and AWS_USE_DUALSTACK_ENDPOINT out of the environment`,
  );
}
