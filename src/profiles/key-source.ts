/** Where the long-term key of a profile is: in AWS's files, in a store, or printed by a program. Pure. */
import { isKeyId, isTemporaryKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import type { Credentials } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import { type Profile, longTermKey } from "./profile.ts";

/** The stores that a key can be moved to. */
export const KEY_STORES = ["keychain", "age"] as const;

/** One of them. */
export type KeyStore = (typeof KEY_STORES)[number];

/** The setting of a key that was moved: its store. SDKs pass over it. */
export const STORE = "awsmfa_key_store";
/** The other one: its id, which is no secret. */
export const STORED_ID = "awsmfa_key_id";

/** A key, as far as it is known without opening or running anything. */
export type UserKey =
  /** In AWS's files, or in the environment. */
  | { readonly in: "hand"; readonly accessKeyId: string; readonly credentials: Credentials }
  | { readonly in: KeyStore; readonly accessKeyId: string }
  /** Printed by the profile's own `credential_process`; its id is known when it has been run. */
  | { readonly in: "process"; readonly accessKeyId: undefined; readonly command: string };

/**
 * The key of a profile. What stands in AWS's files wins, as for every SDK.
 * @throws AwsmfaError `bad-setting` for half a mark of a moved key, and what {@link longTermKey} throws
 */
export function userKey(profile: Profile): UserKey {
  const { name, settings } = profile;
  if (isMoved(settings)) return storedKey(name, settings);
  const command = printing(settings);
  if (command !== undefined) return { in: "process", accessKeyId: undefined, command };
  const credentials = longTermKey(profile);
  return { in: "hand", accessKeyId: credentials.accessKeyId, credentials };
}

/** Whether it is a temporary one, as the environment may have. */
export function isTemporary(key: UserKey): boolean {
  return key.in === "hand" && key.credentials.sessionToken !== undefined;
}

/** The id of a profile's long-term key, wherever that is; empty where there is none, or none that is known yet. */
export function keyIdOf(settings: Profile["settings"]): string {
  return settings.get(isMoved(settings) ? STORED_ID : "aws_access_key_id") ?? "";
}

/** Whether the key was moved out of AWS's files. */
export function isMoved(settings: Profile["settings"]): boolean {
  return settings.has(STORE) && hasNone(settings);
}

/** The `credential_process` of somebody else that an SDK would take the profile's credentials from; `undefined` if another thing goes first. */
export function printing(settings: Profile["settings"]): string | undefined {
  const others = ["role_arn", "login_session", "web_identity_token_file"];
  const isOther = others.some((key) => settings.has(key)) || isSignedIn(settings);
  const command = settings.get("credential_process")?.trim();
  const isNone = isOther || !hasNone(settings) || settings.get("manager") === "awsmfa";
  return isNone || !command ? undefined : command;
}

function isSignedIn(settings: Profile["settings"]): boolean {
  return [...settings.keys()].some((key) => key.startsWith("sso_"));
}

function hasNone(settings: Profile["settings"]): boolean {
  return !settings.get("aws_access_key_id") && !settings.get("aws_secret_access_key");
}

function storedKey(name: string, settings: Profile["settings"]): UserKey {
  const [text = "", accessKeyId = ""] = [settings.get(STORE), settings.get(STORED_ID)];
  const store = KEY_STORES.find((each) => each === text);
  const again = `or put the key into the file again: aws configure --profile ${typed(name)}`;
  if (store === undefined)
    throw new AwsmfaError(
      "bad-setting",
      `“${text}” (${STORE} of ${name}) is no store of access keys`,
      `stores: ${KEY_STORES.join(", ")}\n${again}`,
    );
  if (!isKeyId(accessKeyId) || isTemporaryKey(accessKeyId))
    throw new AwsmfaError(
      "bad-setting",
      `${STORED_ID} of ${name} is not the id of its long-term access key`,
      `set it: aws configure set ${STORED_ID} ID --profile ${typed(name)}\n${again}`,
    );
  return { in: store, accessKeyId };
}
