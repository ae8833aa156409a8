/** Whom the trust policies of roles let in, and who somebody is in a role. */

import type { Caller } from "./callers.ts";
import type { Role } from "./role.ts";
import { arnOf } from "./world.ts";

/** The ARN of whoever calls: a user, or a role's session. */
export function callerArn({ user, session }: Pick<Caller, "user" | "session">): string {
  if (session?.role === undefined) return arnOf(user);
  const { role, name } = session.role;
  const [, account, path] = /^(.*):role\/(.+)$/.exec(role.arn) ?? [];
  return `${account?.replace(":iam:", ":sts:")}:assumed-role/${path?.split("/").at(-1)}/${name}`;
}

/** When the code of a call was given, milliseconds by AWS's clock; `undefined` for none. */
export type CodeGiven = number | undefined;

/** Whether a role's trust policy lets a caller in. */
export function isTrusted(
  role: Role,
  caller: Caller,
  externalId: string | undefined,
  codeGiven: CodeGiven,
  awsNow: number,
): boolean {
  const own = caller.session?.role?.role.arn ?? arnOf(caller.user);
  const account = own.replace(/:(?:role|user)\/.*/, ":root");
  if (!role.trusts.some((each) => each === own || each === account)) return false;
  if (role.externalId !== undefined && role.externalId !== externalId) return false;
  if (role.mfa && codeGiven === undefined) return false;
  const age = codeGiven === undefined ? Number.POSITIVE_INFINITY : (awsNow - codeGiven) / 1000;
  return role.mfaAge === undefined || age <= role.mfaAge;
}
