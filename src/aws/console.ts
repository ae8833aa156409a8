/** The AWS console: its hosts in each partition, and the addresses that lead into it. */

/** Where the console of a partition is. */
export interface ConsoleHosts {
  /** Makes sign-in tokens of temporary credentials (IAM user guide, "custom identity broker access"). */
  readonly federation: string;
  /** Below the account's name: the page where its users sign in. */
  readonly signIn: string;
  /** The console itself; a region may stand before it. */
  readonly console: string;
}

/** For the European Sovereign Cloud: AWS European Sovereign Cloud, service endpoints. */
const HOSTS: Readonly<Record<string, ConsoleHosts>> = {
  aws: {
    federation: "us-east-1.signin.aws.amazon.com",
    signIn: "signin.aws.amazon.com",
    console: "console.aws.amazon.com",
  },
  "aws-cn": {
    federation: "signin.amazonaws.cn",
    signIn: "signin.amazonaws.cn",
    console: "console.amazonaws.cn",
  },
  "aws-us-gov": {
    federation: "signin.amazonaws-us-gov.com",
    signIn: "signin.amazonaws-us-gov.com",
    console: "console.amazonaws-us-gov.com",
  },
  "aws-eusc": {
    federation: "eusc-de-east-1.signin.amazonaws-eusc.eu",
    signIn: "signin.amazonaws-eusc.eu",
    console: "console.amazonaws-eusc.eu",
  },
};

/** The hosts of a partition by its name; `undefined` for those whose console is not public. */
export function consoleOf(partition: string): ConsoleHosts | undefined {
  return Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined;
}

/** Names that services have with the AWS CLI and not in the console's addresses. */
const PATHS: Readonly<Record<string, string>> = {
  cfn: "cloudformation",
  logs: "cloudwatch",
  sfn: "states",
  stepfunctions: "states",
  ssm: "systems-manager",
};

/** Whether the text can be a service's name: nothing that could lead elsewhere in an address. */
export function isServiceName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text);
}

function pathOf(service: string): string {
  return Object.hasOwn(PATHS, service) ? (PATHS[service] ?? service) : service;
}

/** A page of the console: the service's, or the first one. @param region the one to show, if it is known */
export function consolePage(
  { console: host }: ConsoleHosts,
  region: string | undefined,
  service: string | undefined,
): string {
  const path = service === undefined ? "console" : pathOf(service);
  return region === undefined
    ? `https://${host}/${path}/home`
    : `https://${region}.${host}/${path}/home?region=${region}`;
}

/** The page where a user of an account signs in, and then is led to the service. @param account its number or alias */
export function signInPage(
  { signIn }: ConsoleHosts,
  account: string,
  region: string | undefined,
  service: string | undefined,
): string {
  const path = service === undefined ? "" : `/${pathOf(service)}`;
  const query = region === undefined ? "" : `?region=${region}`;
  return `https://${account}.${signIn}/console${path}${query}`;
}

/** The address that signs in whoever has it, for 15 minutes. @param endpoint of the federation, without its path */
export function loginAddress(endpoint: string, token: string, destination: string): string {
  const query = new URLSearchParams({
    Action: "login",
    Issuer: "awsmfa",
    Destination: destination,
    SigninToken: token,
  });
  return `${federationPath(endpoint)}?${query.toString()}`;
}

/** The path of an endpoint at which sign-in tokens are made and used. */
export function federationPath(endpoint: string): string {
  return `${endpoint.replace(/\/+$/, "")}/federation`;
}
