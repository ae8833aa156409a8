/** The secret of a long-term key, got from where it is: for whatever is about to call AWS. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { UserKey } from "../profiles/key-source.ts";
import { keyIn, keyDocument } from "../secrets/key-document.ts";
import { typed } from "../words/typed.ts";

/** For a connection that is tried and not used: nothing is signed with it. */
export const UNSIGNED: Credentials = { accessKeyId: "", secretAccessKey: "" };

/** What the key of a program is kept by for the rest of a run. */
export const PRINTED = "credential_process ";

/**
 * The key with its secret. A store may ask for a passphrase or open a window, a program may ask too: once in a run.
 * @param profile the name of the profile whose key it is
 * @throws AwsmfaError `store-unusable`, `no-stored-key`, `key-process`, `temporary-keys`, `recursion`, `interrupted`
 */
export async function secretOfKey(
  key: UserKey,
  profile: string,
  context: Context,
): Promise<Credentials> {
  if (key.in === "hand") return key.credentials;
  const name = key.in === "process" ? `${PRINTED}${key.command}` : `access key ${key.accessKeyId}`;
  const known = keyIn(context.once.get(name) ?? "").key;
  if (known !== undefined) return known;
  const got =
    key.in === "process"
      ? await (await import("./key-process.ts")).printedKey(key.command, profile, context)
      : await fromStore(key, profile, context);
  context.once.set(name, keyDocument(got));
  return got;
}

/** Whether a key can be got now, as far as that can be told without asking. @throws AwsmfaError `store-unusable` */
export async function checkKey(key: UserKey, context: Context): Promise<void> {
  if (key.in === "hand" || key.in === "process") return;
  const { storedKeys } = await import("../secrets/stored-keys.ts");
  const obstacle = await storedKeys(key.in, context).obstacle();
  if (obstacle !== undefined)
    throw new AwsmfaError(
      "store-unusable",
      obstacle,
      "run it on a terminal, or set AWSMFA_PASSPHRASE_COMMAND to a command that prints the passphrase",
    );
}

async function fromStore(
  { in: store, accessKeyId }: Extract<UserKey, { in: "keychain" | "age" }>,
  profile: string,
  context: Context,
): Promise<Credentials> {
  const { storedKeys } = await import("../secrets/stored-keys.ts");
  const keys = storedKeys(store, context);
  context.debug(`the access key ${accessKeyId} is in ${keys.label}`);
  const key = await keys.get(accessKeyId);
  if (key !== undefined) return key;
  throw new AwsmfaError(
    "no-stored-key",
    `${keys.label} has no access key ${accessKeyId}, which is that of ${profile}`,
    `put the key into the file again: aws configure --profile ${typed(profile)}`,
  );
}
