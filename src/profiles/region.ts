/** The region of a profile. */
import type { Environment } from "../ports.ts";
import { typed } from "../words/typed.ts";
import type { Profile } from "./profile.ts";

/** A region, and what set it. */
export interface RegionSetting {
  readonly value: string;
  /** A variable; `undefined` where the profile's `region` did. */
  readonly variable: string | undefined;
}

/**
 * The region that is set: `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's, in this order, as in the AWS CLI
 * (AWS SDKs and Tools Reference, AWS Region). The JavaScript SDK would ignore `AWS_DEFAULT_REGION`.
 */
export function regionSetting(
  { settings }: Pick<Profile, "settings">,
  environment: Environment,
): RegionSetting | undefined {
  const variable = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((name) => environment[name]);
  const value = variable === undefined ? settings.get("region") : environment[variable];
  return value ? { value, variable } : undefined;
}

/** How to set another region where this one was set. @param better a region that would do */
export function regionHint({ variable }: RegionSetting, better: string, { name }: Profile): string {
  return variable === undefined
    ? `aws configure set region ${better} --profile ${typed(name)}`
    : `set ${variable} to a region such as ${better}, or unset it`;
}
