/** Which AWS a profile talks to: region and endpoint, from its settings and the environment. */
import { arnOf } from "../aws/arn.ts";
import { type EndpointSettings, type Service, endpointOf } from "../aws/endpoints.ts";
import { isRegion } from "../aws/partitions.ts";
import { AwsmfaError } from "../errors.ts";
import type { Connection, Credentials, Environment } from "../ports.ts";
import type { AwsFiles } from "./aws-files.ts";
import { nestedOf, settingsOf } from "./ini.ts";
import { servicesNameOf } from "./names.ts";
import type { Profile } from "./profile.ts";
import { typed } from "../words/typed.ts";

/** The region of the profile, else of the environment, if any. The JavaScript SDK would ignore `AWS_DEFAULT_REGION`. */
export function regionOfProfile(
  { settings }: Pick<Profile, "settings">,
  environment: Environment,
): string | undefined {
  return (
    settings.get("region") ||
    environment["AWS_REGION"] ||
    environment["AWS_DEFAULT_REGION"] ||
    undefined
  );
}

/**
 * How to reach a service for a profile.
 * @param serial the device, if known: its partition decides where no region is set
 * @throws AwsmfaError `bad-setting` for a region or an address that cannot be one
 */
export function connectionOf(
  service: Service,
  {
    profile,
    files,
    environment,
    credentials,
    serial,
    clockOffset,
  }: {
    readonly profile: Profile;
    readonly files: AwsFiles;
    readonly environment: Environment;
    readonly credentials: Credentials;
    readonly serial: string | undefined;
    readonly clockOffset: number;
  },
): Connection {
  const settings: EndpointSettings = {
    region: regionOfProfile(profile, environment),
    partition: serial === undefined ? undefined : arnOf(serial)?.partition,
    configured: (wanted) => configuredEndpoint(wanted, profile, files, environment),
    useFips: isOn(
      environment["AWS_USE_FIPS_ENDPOINT"] ?? profile.settings.get("use_fips_endpoint"),
    ),
    useDualStack: isOn(
      environment["AWS_USE_DUALSTACK_ENDPOINT"] ?? profile.settings.get("use_dualstack_endpoint"),
    ),
  };
  const { url, region } = endpointOf(service, settings);
  checkRegion(settings.region, profile);
  checkAddress(url, profile);
  return { endpoint: url, region, credentials, clockOffset };
}

/**
 * The address that was configured for a service: `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, the profile's
 * `services` section, its `endpoint_url`, in this order (AWS SDKs and Tools Reference, service-specific endpoints).
 */
export function configuredEndpoint(
  service: Service,
  profile: Profile,
  files: AwsFiles,
  environment: Environment,
): string | undefined {
  if (
    isOn(
      environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ??
        profile.settings.get("ignore_configured_endpoint_urls"),
    )
  )
    return undefined;
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment["AWS_ENDPOINT_URL"] ||
    serviceEndpoints(profile, files).get(service) ||
    profile.settings.get("endpoint_url") ||
    undefined
  );
}

/** The addresses in the `[services …]` section that the profile names, by the service's key there. */
export function serviceEndpoints({ settings }: Profile, { config }: AwsFiles): Map<string, string> {
  const wanted = settings.get("services");
  if (!wanted) return new Map();
  const section = config.sections.findLast(({ name }) => servicesNameOf(name) === wanted);
  const blocks = section === undefined ? undefined : settingsOf(config, section.name);
  const urls = [...(blocks ?? [])].map(
    ([service, block]) => [service, nestedOf(block)?.get("endpoint_url")] as const,
  );
  return new Map(urls.filter((entry): entry is readonly [string, string] => Boolean(entry[1])));
}

function checkRegion(region: string | undefined, { name }: Profile): void {
  if (region === undefined || isRegion(region)) return;
  throw new AwsmfaError(
    "bad-setting",
    `“${region}” cannot be a region`,
    `aws configure set region us-east-1 --profile ${typed(name)}`,
  );
}

function checkAddress(url: string, { name }: Profile): void {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  if (protocol === "https:" || protocol === "http:") return;
  throw new AwsmfaError(
    "bad-setting",
    `the endpoint “${url}” of ${name} is not an http or https address`,
    "look at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file",
  );
}

function isOn(setting: string | undefined): boolean {
  return setting?.toLowerCase() === "true";
}
