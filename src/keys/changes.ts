/** Access keys changed at AWS. */
import type { KeyCalls } from "./key-calls.ts";

/** Deletes a key; one that is gone already is no error: a try before this one may have done it. @throws AwsmfaError */
export async function deleteKey(id: string, calls: KeyCalls): Promise<void> {
  const result = await calls.ask("DeleteAccessKey", (iam, connection) =>
    iam.deleteAccessKey(connection, id),
  );
  if (!result.granted && result.code !== "NoSuchEntity")
    throw await calls.error(result, "DeleteAccessKey");
}

/** Makes a key active or inactive. @throws AwsmfaError */
export async function setActive(id: string, active: boolean, calls: KeyCalls): Promise<void> {
  await calls.must("UpdateAccessKey", (iam, connection) =>
    iam.updateAccessKey(connection, id, active),
  );
}
