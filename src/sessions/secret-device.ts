/** The device that a command about secrets means. */
import { deviceLabel } from "../aws/arn.ts";
import type { Service } from "../aws/endpoints.ts";
import { findDevice } from "../devices/find.ts";
import { configuredSerial } from "../devices/serial.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Connection } from "../ports-aws.ts";
import { userKey } from "../profiles/key-source.ts";
import type { Profile } from "../profiles/profile.ts";
import { type StoredSecret, storedSecrets } from "../secrets/stored-secrets.ts";
import { typed } from "../words/typed.ts";
import { connectTo } from "./connect.ts";
import { secretOfKey } from "./key-secret.ts";
import { knownSerial, userOf } from "./known-serial.ts";
import { settleProfile } from "./settle.ts";
import type { Situation } from "./situation.ts";

/** What the options say of it. */
export interface DeviceOptions {
  /** `--profile` */
  readonly profile?: string;
  /** `--serial` */
  readonly serial?: string;
}

/** A device, and the profile that it was found by: none where the serial number was given. */
export interface SecretDevice {
  readonly serial: string;
  readonly profile: string | undefined;
}

/**
 * The device to store a secret for: `--serial`, else the profile's, looked up at AWS if it must be.
 * @throws AwsmfaError what has no profile, no key or no device
 */
export async function deviceToAdd(
  options: DeviceOptions,
  situation: Situation,
  context: Context,
): Promise<SecretDevice> {
  const named = givenSerial(options);
  if (named !== undefined && options.profile === undefined)
    return { serial: named, profile: undefined };
  const settled = await settleProfile(situation, options.profile, context, {
    always: false,
    question: "The secret of which profile?",
  });
  const profile = userOf(settled, situation);
  const set = named ?? configuredOf(settled, profile);
  const serial = set ?? knownSerial(profile, situation, []);
  return {
    serial: serial ?? (await lookUp(profile, situation, context)),
    profile: profile.name,
  };
}

/**
 * The stored secret that is meant: by `--serial`, by the profile, or the only one there is.
 * @param question asked where several are left
 * @throws AwsmfaError `no-secret`, and what has no profile
 */
export async function storedSecretFor(
  options: DeviceOptions,
  situation: Situation,
  context: Context,
  question: string,
): Promise<StoredSecret> {
  const stored = await storedSecrets(context);
  const named = givenSerial(options);
  if (stored.length === 0) throw withoutSecret(named, options.profile);
  if (named !== undefined) return withSerial(named, stored, options.profile);
  const among = stored.length === 1 && !isNamed(options, context) ? stored[0] : undefined;
  if (among !== undefined) return among;
  const settled = await settleProfile(situation, options.profile, context, {
    always: false,
    question,
  });
  const profile = userOf(settled, situation);
  const serial =
    configuredOf(settled, profile) ??
    knownSerial(profile, situation, stored) ??
    (await lookUp(profile, situation, context));
  return withSerial(serial, stored, profile.name);
}

/** What a role's profile says of the device, else its user's. */
function configuredOf(settled: Profile, user: Profile): string | undefined {
  return configuredSerial(settled, undefined) ?? configuredSerial(user, undefined);
}

/** Whether the profile was named, by option or variable. */
function isNamed({ profile }: DeviceOptions, { environment }: Context): boolean {
  const variables = ["AWSMFA_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"];
  return profile !== undefined || variables.some((name) => Boolean(environment[name]));
}

function givenSerial({ serial }: DeviceOptions): string | undefined {
  return serial === undefined
    ? undefined
    : configuredSerial({ name: "", settings: new Map() }, serial);
}

function withSerial(
  serial: string,
  stored: readonly StoredSecret[],
  profile: string | undefined,
): StoredSecret {
  const found = stored.find((secret) => secret.serial === serial);
  if (found === undefined) throw withoutSecret(serial, profile);
  return found;
}

function withoutSecret(serial: string | undefined, profile: string | undefined): AwsmfaError {
  const options = [
    ...(profile === undefined ? [] : ["--profile", typed(profile)]),
    ...(serial === undefined ? [] : ["--serial", typed(serial)]),
  ];
  return new AwsmfaError(
    "no-secret",
    serial === undefined ? "no secret is stored" : `no secret is stored for ${deviceLabel(serial)}`,
    ["awsmfa secret add", ...options].join(" "),
  );
}

async function lookUp(profile: Profile, situation: Situation, context: Context): Promise<string> {
  const { clockOffset } = situation;
  const credentials = await secretOfKey(userKey(profile), profile.name, context);
  const caller = { profile, credentials, serial: undefined, clockOffset };
  const connect = (service: Service): Promise<Connection> =>
    connectTo(service, caller, situation, context);
  const lookUps = { profile: profile.name, connect, learn: () => undefined };
  return (await findDevice(lookUps, context)).serial;
}
