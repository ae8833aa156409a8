/** The address that signs a role's session in to the console. */
import { attemptOf } from "../aws/attempt.ts";
import { consolePage, loginAddress } from "../aws/console.ts";
import { partitionNamed } from "../aws/partitions.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Connection, Credentials } from "../ports-aws.ts";
import { configuredEndpoint } from "../profiles/connection.ts";
import type { Profile } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import { connectTo } from "./connect.ts";
import { type ConsolePlace, consolePlace } from "./console-place.ts";
import { ownEnvironment } from "./saved.ts";
import type { Situation } from "./situation.ts";

/** Whose session it is. */
export interface Federated {
  readonly profile: Profile;
  /** Of a role: with those of sts:GetSessionToken AWS refuses (IAM user guide, custom identity broker). */
  readonly credentials: Credentials;
  /** AWS's clock less this machine's, in milliseconds. */
  readonly clockOffset: number;
}

/**
 * Gets a sign-in token of AWS and makes the address of it. The address is a secret, good for 15 minutes; the
 * console's session then lasts as long as the role's, since no other duration is asked for: AWS refuses one for
 * a role that was assumed by a session.
 * @throws AwsmfaError `bad-setting`, or what AWS's answer is
 */
export async function federatedAddress(
  federated: Federated,
  service: string | undefined,
  situation: Situation,
  context: Context,
): Promise<string> {
  const { profile } = federated;
  const place = federablePlace(profile, situation, context);
  const serial = place.region === undefined ? profile.settings.get("role_arn") : undefined;
  const connection = await connectTo("signin", { ...federated, serial }, situation, context);
  checkPrivate(connection, profile);
  const result = await (await context.signin()).getSigninToken(connection);
  if (result.granted)
    return loginAddress(
      connection.endpoint,
      result.value,
      consolePage(place.hosts, place.region, service),
    );
  if (result.kind === "refused")
    throw new AwsmfaError(
      "aws-refused",
      `AWS gives no console to the session of ${profile.name} (HTTP ${result.status}): it may be over, or not a role's`,
      `get a new one, then try again: awsmfa login --force --profile ${typed(profile.name)}`,
    );
  throw errorOfRefusal(
    result,
    attemptOf(connection, { profile: profile.name, call: "getSigninToken" }),
  );
}

/**
 * The console that a role's session can be signed in to, found before a code is spent for the session. Where STS
 * is somebody else's, as with an emulator, its credentials are not AWS's to see.
 * @throws AwsmfaError `bad-setting`
 */
export function federablePlace(
  profile: Profile,
  { files }: Situation,
  context: Context,
): ConsolePlace {
  const place = consolePlace(profile, profile.settings.get("role_arn"), context);
  const environment = ownEnvironment(context.environment);
  const endpoint = (service: "sts" | "signin"): string | undefined =>
    configuredEndpoint(service, profile, files, environment);
  const sts = endpoint("sts");
  if (sts === undefined || endpoint("signin") !== undefined) return place;
  const { suffix, dualStackSuffix } = partitionNamed(place.partition) ?? {};
  const host = URL.canParse(sts) ? new URL(sts).hostname : "";
  if ([suffix, dualStackSuffix].some((own) => own !== undefined && host.endsWith(`.${own}`)))
    return place;
  throw new AwsmfaError(
    "bad-setting",
    `the session of ${profile.name} is not AWS's own (${host || "an odd endpoint"}), and no console is known for it`,
    "name the address of its sign-in: export AWS_ENDPOINT_URL_SIGNIN=URL",
  );
}

/** The secrets themselves are sent, so nobody in between may read. */
function checkPrivate({ endpoint }: Connection, { name }: Profile): void {
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === "https:" || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) return;
  throw new AwsmfaError(
    "bad-setting",
    `the session of ${name} would go to ${endpoint} for all to read: its secrets are sent there`,
    "name an https address: AWS_ENDPOINT_URL_SIGNIN, or signin in the services section",
  );
}
