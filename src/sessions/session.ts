/** A session: temporary credentials, a user's that were made with a code or a role's, and the section that holds them. */
import { isLongTermKey } from "../aws/access-keys.ts";
import type { Credentials } from "../ports-aws.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { entriesOf, settingsOf } from "../profiles/ini.ts";
import { epochOf, isoOf } from "../words/instants.ts";

/** The value of `manager` in a section that this program wrote and may rewrite; awsume respects it too. */
export const MANAGER = "awsmfa";

/** A session with what freshness and `status` need to know of it. */
export interface Session {
  /** The profile that it is for: that of the key that made it, or the role's. */
  readonly source: string;
  /** The session profile: the section's name in the credentials file. */
  readonly name: string;
  readonly credentials: Required<Credentials>;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly expires: number;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly issued: number;
  /** The id of the access key that made it; for a role's session of the one at the end of its chain. */
  readonly sourceKey: string;
  /** The device whose code made it; empty for a role's session that took none. */
  readonly serial: string;
  /** The ARN of the role, for a role's session. */
  readonly role?: string;
}

/** The settings of a session's section in the credentials file, in the order in which they are written. */
export function sectionOf(session: Session): Map<string, string> {
  return new Map([
    ["aws_access_key_id", session.credentials.accessKeyId],
    ["aws_secret_access_key", session.credentials.secretAccessKey],
    ["aws_session_token", session.credentials.sessionToken],
    ["x_security_token_expires", isoOf(session.expires)],
    ["manager", MANAGER],
    ["awsmfa_source_profile", session.source],
    ["awsmfa_source_key", session.sourceKey],
    ...(session.serial === "" ? [] : [["awsmfa_serial", session.serial] as const]),
    ...(session.role === undefined ? [] : [["awsmfa_role", session.role] as const]),
    ["awsmfa_issued", isoOf(session.issued)],
  ]);
}

/** The session in a section, or `undefined` if the section is not ours or a part is missing or odd. */
export function sessionOf(
  name: string,
  settings: ReadonlyMap<string, string>,
): Session | undefined {
  const [
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expires,
    manager,
    source,
    sourceKey,
    serial,
    issued,
    role,
  ] = KEYS.map((key) => settings.get(key));
  const [end, start] = [epochOf(expires), epochOf(issued)];
  if (
    manager !== MANAGER ||
    isLongTermKey(accessKeyId ?? "") ||
    end === undefined ||
    start === undefined
  )
    return undefined;
  if (!accessKeyId || !secretAccessKey || !sessionToken || !source || !sourceKey) return undefined;
  if (!serial && !role) return undefined;
  return {
    source,
    name,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    expires: end,
    issued: start,
    sourceKey,
    serial: serial ?? "",
    ...(role && { role }),
  };
}

const KEYS = [
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "x_security_token_expires",
  "manager",
  "awsmfa_source_profile",
  "awsmfa_source_key",
  "awsmfa_serial",
  "awsmfa_issued",
  "awsmfa_role",
] as const;

/** All sessions of ours in the credentials file, in its order. */
export function sessionsIn({ credentials }: AwsFiles): Session[] {
  const names = credentials.holding("awsmfa_source_profile").map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const settings = settingsOf(credentials, name);
    return (settings && sessionOf(name, settings)) ?? [];
  });
}

/** Whether a section of an AWS file bears our mark in its own text; what `[DEFAULT]` lends it does not count. */
export function isOurs(file: AwsFiles["credentials"], name: string): boolean {
  const sections = file.named(name);
  return (
    sections.length > 0 &&
    sections.every((section) =>
      entriesOf(file, section).some(({ key, value }) => key === "manager" && value === MANAGER),
    )
  );
}
