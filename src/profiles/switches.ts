/** Settings of a profile that a variable overrides, with few values. */
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import { typed } from "../words/typed.ts";
import type { Profile } from "./profile.ts";

/** A setting, the variable that overrides it, and the values that it can have. */
interface Choice {
  readonly key: string;
  readonly variable: string;
  readonly values: readonly [string, string];
}

/** The settings that are on or off (AWS SDKs and Tools Reference). */
const SWITCHES = {
  fips: switched("use_fips_endpoint"),
  dualStack: switched("use_dualstack_endpoint"),
  ignoreEndpoints: switched("ignore_configured_endpoint_urls"),
} as const;

/**
 * Whether a setting is on: by its variable, else by the profile, else it is off.
 * @throws AwsmfaError `bad-setting` for what is neither true nor false: botocore would take it for false, the
 * JavaScript SDK refuses it, and whoever writes `use_fips_endpoint = yes` does not mean no
 */
export function isOn(
  name: keyof typeof SWITCHES,
  profile: Profile,
  environment: Environment,
): boolean {
  return chosen(SWITCHES[name], profile, environment) === "true";
}

/**
 * Whether `sts_regional_endpoints` is `legacy`; the default is `regional`.
 * @throws AwsmfaError `bad-setting` for another value, as botocore (InvalidSTSRegionalEndpointsConfigError)
 */
export function isLegacySts(profile: Profile, environment: Environment): boolean {
  const choice: Choice = {
    key: "sts_regional_endpoints",
    variable: "AWS_STS_REGIONAL_ENDPOINTS",
    values: ["regional", "legacy"],
  };
  return chosen(choice, profile, environment) === "legacy";
}

function switched(key: string): Choice {
  return { key, variable: `AWS_${key.toUpperCase()}`, values: ["true", "false"] };
}

/** An empty value is none. */
function chosen(
  { key, variable, values }: Choice,
  { name, settings }: Profile,
  environment: Environment,
): string | undefined {
  const override = environment[variable];
  const text = override || settings.get(key);
  if (!text) return undefined;
  if (values.includes(text.toLowerCase())) return text.toLowerCase();
  throw new AwsmfaError(
    "bad-setting",
    `${override ? variable : `${key} of ${name}`} is “${text}”, which is neither ${values.join(" nor ")}`,
    override
      ? `set ${variable} to ${values.join(" or ")}, or unset it`
      : `aws configure set ${key} ${values[0]} --profile ${typed(name)}`,
  );
}
