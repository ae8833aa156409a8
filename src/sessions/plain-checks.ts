/** What the fast path lets through: profiles that nothing is to be said about. Each throws at the slightest doubt. */
import { isKeyId, isTemporaryKey } from "../aws/access-keys.ts";
import { arnOf, isSecurityKey, isSerial, isUser } from "../aws/arn.ts";
import { isExternalId, isRoleArn, isRoleSessionName } from "../aws/role.ts";
import { serialSetting } from "../devices/serial.ts";
import { KEY_STORES, STORE, STORED_ID, isMoved, keyIdOf } from "../profiles/key-source.ts";
import { doubt } from "../profiles/plain.ts";

type Settings = ReadonlyMap<string, string>;

/** Lets only a role through that nothing is to be said about, of the partition of its user's device. */
export function checkPlainRole(settings: Settings, login: Settings): void {
  const [arn = "", id, name] = ["role_arn", "external_id", "role_session_name"].map((key) =>
    settings.get(key),
  );
  const serial = serialSetting(settings) ?? serialSetting(login);
  if (!isRoleArn(arn) || (id && !isExternalId(id)) || (name && !isRoleSessionName(name)))
    throw doubt();
  if (serial && (arnOf(serial)?.partition ?? arn.split(":")[1]) !== arn.split(":")[1])
    throw doubt();
  checkPlainSettings(settings, [...OTHERS.slice(1), ...NO_ROLES]);
}

/** Settings that say that a role is assumed in another way. */
const NO_ROLES = ["credential_source", "web_identity_token_file", "aws_access_key_id", STORE];

/** Lets only a profile through that can log in and says nothing about where its session is kept. */
export function checkPlainLogin(settings: Settings): void {
  const id = keyIdOf(settings);
  const isThere = isMoved(settings)
    ? KEY_STORES.some((store) => store === settings.get(STORE))
    : settings.get("aws_secret_access_key");
  if (!isThere || isTemporaryKey(id) || !isKeyId(id)) throw doubt();
  checkPlainSettings(settings, OTHERS);
}

function checkPlainSettings(settings: Settings, others: readonly string[]): void {
  const serial = serialSetting(settings);
  if (
    others.some((key) => settings.has(key)) ||
    USED.some((key) => settings.get(key)?.includes("\n"))
  )
    throw doubt();
  if (serial && (!isSerial(serial) || isSecurityKey(serial) || isUser(serial))) throw doubt();
}

/** Settings that take the full program. */
const OTHERS = [
  "role_arn",
  "aws_session_token",
  "aws_security_token",
  "awsmfa_session_profile",
  "services",
];

/** Settings that are used here or carried over, and are no blocks. */
const USED = [
  "aws_access_key_id",
  "aws_secret_access_key",
  STORE,
  STORED_ID,
  "mfa_serial",
  "aws_mfa_device",
  "region",
  "output",
  "ca_bundle",
  "endpoint_url",
  "use_fips_endpoint",
  "use_dualstack_endpoint",
];
