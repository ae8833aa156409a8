/** Which console belongs to a profile. */
import { arnOf } from "../aws/arn.ts";
import { type ConsoleHosts, consoleOf } from "../aws/console.ts";
import { partitionOf } from "../aws/endpoints.ts";
import { globalRegion, isRegion } from "../aws/partitions.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Profile } from "../profiles/profile.ts";
import { regionHint, regionSetting } from "../profiles/region.ts";
import { ownEnvironment } from "./saved.ts";

/** A console. */
export interface ConsolePlace {
  readonly hosts: ConsoleHosts;
  /** The partition's name. */
  readonly partition: string;
  /** The region to show, if one is set that is one. */
  readonly region: string | undefined;
}

/**
 * The console of a profile's partition.
 * @param arn of the role or the device: its partition counts where no region is set
 * @throws AwsmfaError `bad-setting` for a region that cannot be one, and where no console is known
 */
export function consolePlace(
  profile: Profile,
  arn: string | undefined,
  { environment }: Context,
): ConsolePlace {
  const setting = regionSetting(profile, ownEnvironment(environment));
  const region = setting?.value;
  if (setting !== undefined && !isRegion(setting.value))
    throw new AwsmfaError(
      "bad-setting",
      `“${setting.value}” cannot be a region`,
      regionHint(setting, "us-east-1", profile),
    );
  const partition = partitionOf({ region, partition: arnOf(arn ?? "")?.partition });
  const hosts = consoleOf(partition.id);
  if (hosts === undefined)
    throw new AwsmfaError(
      "bad-setting",
      `awsmfa does not know where the console of the partition ${partition.id} is`,
      "open the address that your organisation gave you",
    );
  const shown = region === globalRegion(partition) ? undefined : region;
  return { hosts, partition: partition.id, region: shown };
}
