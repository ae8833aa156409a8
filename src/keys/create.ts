/** A second key for a user, made and written at once to a profile of its own. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Wanted } from "../sessions/get.ts";
import { typed } from "../words/typed.ts";
import { deleteKey } from "./changes.ts";
import { planImport, writeImport } from "./import.ts";
import type { KeyCalls } from "./key-calls.ts";
import { listKeys } from "./listed.ts";
import { proveKey } from "./prove.ts";
import { lostKey, noRoom } from "./rotation-errors.ts";

const UNKNOWN = { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey: "secret" };

/** Whether a key can be put into a profile, which must have none. @throws AwsmfaError `usage`, `key-in-use`, `foreign-section`, `split-key` */
export function checkNewProfile(as: string, { situation, profile }: Wanted): void {
  const plan = planImport(as, UNKNOWN, situation.files);
  if (plan.outcome === "imported") return;
  throw new AwsmfaError(
    "key-in-use",
    `${as} has an access key already`,
    `name another profile for it: awsmfa key create --as NAME --profile ${typed(profile.name)}\nor put a new key in its place: awsmfa key rotate --profile ${typed(as)}`,
  );
}

/**
 * Makes the key and writes it down; if that fails, it is deleted again.
 * @param as the profile that it is put into, with the region of the user's
 * @returns the id of the new key, and whether AWS takes it by now
 * @throws AwsmfaError `no-room-for-key`, `unsafe-edit`, `file-unwritable`, or what AWS's refusal means
 */
export async function createKey(
  as: string,
  wanted: Wanted,
  calls: KeyCalls,
  context: Context,
): Promise<{ readonly id: string; readonly works: boolean }> {
  const { situation, profile } = wanted;
  await context.files.checkWritable(situation.paths.credentials);
  const listed = await listKeys(calls);
  const [, second] = listed;
  if (second !== undefined) {
    const { accessKeyId } = wanted.plan.key;
    const other = listed.find(({ id }) => id !== accessKeyId) ?? second;
    const current = accessKeyId ?? listed.find(({ id }) => id !== other.id)?.id ?? "";
    throw await noRoom(other, current, profile.name, calls, situation.now);
  }
  const key = await calls.must("CreateAccessKey", (iam, connection) =>
    iam.createAccessKey(connection),
  );
  try {
    const plan = planImport(as, key, situation.files);
    await writeImport(plan, profile.settings.get("region"), situation.paths, context);
  } catch (error) {
    const gone = await deleteKey(key.accessKeyId, calls).then(
      () => true,
      () => false,
    );
    throw lostKey(error, key.accessKeyId, gone, profile.name);
  }
  const how = { patiently: true, serial: wanted.plan.serial };
  const { granted } = await proveKey(key, profile, situation, how, context);
  return { id: key.accessKeyId, works: granted };
}
