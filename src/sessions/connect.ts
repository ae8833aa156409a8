/** How a session's calls reach AWS: address, proxy, and the file of certificate authorities. */
import type { Service } from "../aws/endpoints.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context, Environment } from "../ports.ts";
import type { Connection, Credentials } from "../ports-aws.ts";
import { type CaBundle, caBundleOf, certificatesOf } from "../profiles/ca-bundle.ts";
import { connectionOf } from "../profiles/connection.ts";
import type { Profile } from "../profiles/profile.ts";
import { ownEnvironment } from "./saved.ts";
import type { Situation } from "./situation.ts";

/** Who calls, and when by AWS's clock. */
export interface Caller {
  readonly profile: Profile;
  readonly credentials: Credentials;
  /** The device, if known. */
  readonly serial: string | undefined;
  /** The ARN of the role that is to be assumed, if one is: its partition counts as the device's does. */
  readonly role?: string;
  /** AWS's clock less this machine's, in milliseconds. */
  readonly clockOffset: number;
}

/**
 * The connection to a service. What the environment says is read as it was before `env` changed it.
 * @throws AwsmfaError `bad-setting`, `file-unreadable`
 */
export async function connectTo(
  service: Service,
  caller: Caller,
  { files }: Pick<Situation, "files">,
  context: Context,
): Promise<Connection> {
  const environment: Environment = ownEnvironment(context.environment);
  const connection: Connection = {
    ...connectionOf(service, { ...caller, files, environment }),
    tell: (outcome) => context.debug(`${service}: ${outcome}`),
  };
  const { endpoint, proxy } = connection;
  if (proxy !== undefined) context.debug(`proxy: ${proxy.url} (${proxy.variable})`);
  const bundle = caBundleOf(caller.profile, environment, context.home);
  // Where nothing speaks TLS, as with an emulator, the file is not looked at.
  if (bundle === undefined || ![endpoint, proxy?.url ?? ""].some(isHttps)) return connection;
  context.debug(`certificate authorities: ${bundle.path} (${bundle.by})`);
  return { ...connection, ca: await readCertificates(bundle, context) };
}

function isHttps(url: string): boolean {
  return /^https:/i.test(url);
}

/** The error for a file that cannot be read says what named it. */
async function readCertificates(bundle: CaBundle, { files }: Context): Promise<string> {
  try {
    return certificatesOf(bundle, await files.read(bundle.path));
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code !== "file-unreadable") throw error;
    const message = `${error.message} (${bundle.by} names it)`;
    throw new AwsmfaError(error.code, message, error.hint, { cause: error.cause });
  }
}
