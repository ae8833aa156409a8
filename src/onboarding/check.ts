/** A call that needs MFA where the account demands it: without a session and with one. */
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import type { Context, Paint } from "../ports.ts";
import type { AwsRefusal, AwsResult, Credentials } from "../ports-aws.ts";
import { connectTo } from "../sessions/connect.ts";
import type { Got } from "../sessions/get.ts";
import { secretOfKey } from "../sessions/key-secret.ts";

/** The call: it reads only, and AWS's example of a self-management policy denies it without MFA and allows it with. */
export const CALL = "iam:ListAccessKeys";

/** What AWS answered: it may be denied by an account that gives nobody that right. */
type Answer = "allowed" | "denied" | "unknown";

/** What the check showed. */
export interface Checked {
  readonly withoutMfa: Answer;
  readonly withMfa: Answer;
  /** Whether AWS knows the session, by sts:GetCallerIdentity, where the call itself did not show it. */
  readonly works: boolean | undefined;
}

/** Makes the call by the key alone, then by the session. Nothing is thrown for a refusal. @throws AwsmfaError `bad-setting`, `file-unreadable` */
export async function check(
  { profile, plan, situation, obtained }: Got,
  context: Context,
): Promise<Checked> {
  const { session, clockOffset } = obtained;
  const iam = await context.iam();
  const by = (service: "iam" | "sts", credentials: Credentials) =>
    connectTo(
      service,
      { profile, credentials, serial: session.serial, clockOffset },
      situation,
      context,
    );
  const key = await secretOfKey(plan.key, profile.name, context);
  const withoutMfa = answerOf(await iam.listAccessKeys(await by("iam", key)));
  const withMfa = answerOf(await iam.listAccessKeys(await by("iam", session.credentials)));
  if (withMfa === "allowed") return { withoutMfa, withMfa, works: true };
  const who = await (await context.sts()).getCallerIdentity(await by("sts", session.credentials));
  return { withoutMfa, withMfa, works: who.granted || (isRefusal(who) ? false : undefined) };
}

function answerOf(result: AwsResult<unknown>): Answer {
  if (result.granted) return "allowed";
  return codeOfRefusal(result) === "access-denied" ? "denied" : "unknown";
}

function isRefusal({ kind }: AwsRefusal): boolean {
  return kind === "refused";
}

/** The check in one line. */
export function checkLine({ withoutMfa, withMfa, works }: Checked, paint: Paint): string {
  const good = paint("good", "✔");
  const odd = paint("soon", "!");
  if (withMfa === "allowed" && withoutMfa === "denied")
    return `${good} ${CALL} is denied without MFA, and allowed with the session`;
  if (withMfa === "allowed")
    return withoutMfa === "allowed"
      ? `${good} ${CALL} is allowed with the session; no policy demands MFA for it`
      : `${good} ${CALL} is allowed with the session`;
  if (works === false) return `${odd} AWS does not take the session yet; try it in a minute`;
  if (works === undefined) return `${odd} AWS could not be reached for a check of the session`;
  return withMfa === "denied"
    ? `${good} AWS takes the session; ${CALL} is denied with it too: this user has no right to it`
    : `${good} AWS takes the session; ${CALL} could not be checked`;
}
