/** An access key as text: the document that a `credential_process` prints, so that SDKs can read it too. */
import { isKeyId, isTemporaryKey } from "../aws/access-keys.ts";
import type { Credentials } from "../ports-aws.ts";
import { parsedJson } from "../words/json-text.ts";

/** What a text turned out to be; `temporary`: keys with an end. */
export type KeyRead =
  | { readonly key: Credentials; readonly wrong?: never }
  | { readonly key?: never; readonly wrong: "temporary" }
  /** Otherwise, as the end of a sentence, without a word of what it was. */
  | { readonly key?: never; readonly wrong: string };

/** The document, version 1 (AWS SDKs and Tools Reference Guide, Process credential provider), on one line. */
export function keyDocument({ accessKeyId, secretAccessKey }: Credentials): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
  });
}

/** Reads a document; nothing but a long-term key will do. */
export function keyIn(text: string): KeyRead {
  const value = parsedJson(text);
  if (typeof value !== "object" || value === null) return { wrong: "it is not a JSON document" };
  const { Version, AccessKeyId, SecretAccessKey, SessionToken } = value as Record<string, unknown>;
  if (Version !== 1) return { wrong: "its Version is not 1" };
  if (typeof AccessKeyId !== "string" || !isKeyId(AccessKeyId))
    return { wrong: "it has no AccessKeyId" };
  if (SessionToken || isTemporaryKey(AccessKeyId)) return { wrong: "temporary" };
  if (typeof SecretAccessKey !== "string" || !/^[\x21-\x7e]+$/.test(SecretAccessKey))
    return { wrong: "it has no SecretAccessKey" };
  return { key: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } };
}
