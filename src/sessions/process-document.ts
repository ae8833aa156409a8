/** What a `credential_process` prints, and when: the fast path decides by it too. */
import { isoOf } from "../words/instants.ts";
import type { Session } from "./session.ts";

/** With less left a session is renewed if nobody need be asked, in seconds: as long before its end as botocore asks for another (`RefreshableCredentials`). */
export const RENEW_FROM = 900;

/** With less left a session is as good as over, in seconds. */
export const LEAST_TO_HAND_OUT = 60;

/** The document, version 1 (AWS SDKs and Tools Reference Guide, Process credential provider). */
export interface ProcessDocument {
  readonly Version: 1;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  /** ISO 8601, UTC. */
  readonly Expiration: string;
}

/** A session as an SDK reads it from a `credential_process`. */
export function processDocument({ credentials, expires }: Session): ProcessDocument {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: isoOf(expires),
  };
}

/** The document as text, as `--json` writes it. */
export function processText(session: Session): string {
  return `${JSON.stringify(processDocument(session), undefined, 2)}\n`;
}
