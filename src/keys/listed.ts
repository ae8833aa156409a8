/** The user's access keys as AWS lists them, each with its last use. */
import type { KeyUse, ListedKey } from "../ports-aws.ts";
import type { KeyCalls } from "./key-calls.ts";

/** A key with its last use; `undefined` where AWS did not tell. */
export interface UsedKey extends ListedKey {
  readonly use: KeyUse | undefined;
}

/** The keys of the user. @throws AwsmfaError */
export function listKeys(calls: KeyCalls): Promise<readonly ListedKey[]> {
  return calls.must("ListAccessKeys", (iam, connection) => iam.listAccessKeys(connection));
}

/** When a key was last used, or `undefined` where that is denied. */
export async function useOf(id: string, calls: KeyCalls): Promise<KeyUse | undefined> {
  const result = await calls.ask("GetAccessKeyLastUsed", (iam, connection) =>
    iam.getAccessKeyLastUsed(connection, id),
  );
  return result.granted ? result.value : undefined;
}

/** The keys of the user with their last uses. @throws AwsmfaError */
export async function usedKeys(calls: KeyCalls): Promise<readonly UsedKey[]> {
  const used: UsedKey[] = [];
  for (const key of await listKeys(calls)) used.push({ ...key, use: await useOf(key.id, calls) });
  return used;
}
