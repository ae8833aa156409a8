/** Which AWS a profile talks to, and how: region, endpoint and proxy, from its settings and the environment. */
import { arnOf } from "../aws/arn.ts";
import { type EndpointSettings, type Service, endpointOf } from "../aws/endpoints.ts";
import { isRegion } from "../aws/partitions.ts";
import { proxyFor } from "../aws/proxy.ts";
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { Connection, Credentials } from "../ports-aws.ts";
import type { AwsFiles } from "./aws-files.ts";
import { nestedOf, settingsOf } from "./ini.ts";
import { servicesNameOf } from "./names.ts";
import type { Profile } from "./profile.ts";
import { checkPartition, checkRolePartition, noDualStack } from "./partition-check.ts";
import { type RegionSetting, regionSetting, regionHint } from "./region.ts";
import { isLegacySts, isOn } from "./switches.ts";

/**
 * How to reach a service for a profile.
 * @param serial the device, if known: its partition decides where no region is set
 * @param role the role that is to be assumed, if one is: then its partition decides
 * @throws AwsmfaError `bad-setting` for a region, an address or a proxy that cannot be one, or a device or
 * role that is of another partition than the region
 */
export function connectionOf(
  service: Service,
  {
    profile,
    files,
    environment,
    credentials,
    serial,
    role,
    clockOffset,
  }: {
    readonly profile: Profile;
    readonly files: AwsFiles;
    readonly environment: Environment;
    readonly credentials: Credentials;
    readonly serial: string | undefined;
    readonly role?: string;
    readonly clockOffset: number;
  },
): Connection {
  const region = regionSetting(profile, environment);
  checkRegion(region, profile);
  const settings: EndpointSettings = {
    region: region?.value,
    partition: arnOf(role ?? serial ?? "")?.partition,
    configured: (wanted) => configuredEndpoint(wanted, profile, files, environment),
    useFips: isOn("fips", profile, environment),
    useDualStack: isOn("dualStack", profile, environment),
    legacySts: isLegacySts(profile, environment),
  };
  if (region !== undefined && settings.configured(service) === undefined) {
    if (role !== undefined) checkRolePartition(region, role, profile);
    else if (serial !== undefined) checkPartition(region, serial, profile);
  }
  const endpoint = endpointOf(service, settings);
  if (endpoint === undefined) throw noDualStack(settings, profile);
  checkAddress(endpoint.url, profile);
  return {
    endpoint: withoutLogin(endpoint.url),
    region: endpoint.region,
    credentials,
    clockOffset,
    proxy: proxyFor(endpoint.url, environment),
  };
}

/**
 * The address that was configured for a service: `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, the profile's
 * `services` section, its `endpoint_url`, in this order (AWS SDKs and Tools Reference, service-specific endpoints).
 * @throws AwsmfaError `bad-setting` for a `services` section that is not there, as botocore (InvalidConfigError):
 * else the call would go elsewhere than was meant
 */
export function configuredEndpoint(
  service: Service,
  profile: Profile,
  files: AwsFiles,
  environment: Environment,
): string | undefined {
  if (isOn("ignoreEndpoints", profile, environment)) return undefined;
  const own = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  // It is sent the session's secrets, and no signature made with them: an address for all services will not do.
  if (service === "signin")
    return own || serviceEndpoints(withServices(profile, files), files).get(service);
  return (
    own ||
    environment["AWS_ENDPOINT_URL"] ||
    serviceEndpoints(withServices(profile, files), files).get(service) ||
    profile.settings.get("endpoint_url") ||
    undefined
  );
}

/** The addresses in the `[services …]` section that the profile names, by the service's key there. */
export function serviceEndpoints({ settings }: Profile, { config }: AwsFiles): Map<string, string> {
  const wanted = settings.get("services");
  if (!wanted) return new Map();
  const section = servicesSection(wanted, config);
  const blocks = section === undefined ? undefined : settingsOf(config, section.name);
  const urls = [...(blocks ?? [])].map(
    ([service, block]) => [service, nestedOf(block)?.get("endpoint_url")] as const,
  );
  return new Map(urls.filter((entry): entry is readonly [string, string] => Boolean(entry[1])));
}

function servicesSection(wanted: string, { sections }: AwsFiles["config"]) {
  return sections.findLast(({ name }) => servicesNameOf(name) === wanted);
}

/** The profile itself, if the section that it names is there. */
function withServices(profile: Profile, { config }: AwsFiles): Profile {
  const wanted = profile.settings.get("services");
  if (!wanted || servicesSection(wanted, config) !== undefined) return profile;
  throw new AwsmfaError(
    "bad-setting",
    `services of ${profile.name} is “${wanted}”, but there is no section [services ${wanted}]`,
    `write it in the config file, or take services out of ${profile.name}`,
  );
}

function checkRegion(region: RegionSetting | undefined, profile: Profile): void {
  if (region === undefined || isRegion(region.value)) return;
  throw new AwsmfaError(
    "bad-setting",
    `“${region.value}” cannot be a region`,
    regionHint(region, "us-east-1", profile),
  );
}

function checkAddress(url: string, { name }: Profile): void {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  if (protocol === "https:" || protocol === "http:") return;
  throw new AwsmfaError(
    "bad-setting",
    `the endpoint “${withoutLogin(url)}” of ${name} is not an http or https address`,
    "look at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file",
  );
}

/** An address without the user and the password in it: no call of AWS's uses them, and the address is shown. */
function withoutLogin(url: string): string {
  return URL.canParse(url)
    ? url.replace(/^([^/?#]*\/\/)[^/?#]*@/, "$1")
    : url.replace(/^([^/?#]*\/\/).*@/, "$1");
}
