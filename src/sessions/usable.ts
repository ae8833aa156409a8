/** Whether what AWS issued is a session that can be kept: an emulator's answer, or a spoiled one, may be none. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { SESSION_SECONDS } from "../aws/limits.ts";
import { USED_CODE } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { IssuedSession } from "../ports-aws.ts";

/** Below this a session is of no use, whatever it was asked for; milliseconds. */
const LEAST = 60_000;

/** How far an end may be beyond the longest session: AWS's `Date` header and its clock need not agree to the second; milliseconds. */
const SLACK = 15 * 60_000;

/**
 * The session, if it makes sense.
 * @param now milliseconds by AWS's clock
 * @throws AwsmfaError `not-aws`
 */
export function usableSession(issued: IssuedSession, endpoint: string, now: number): IssuedSession {
  const what = whyUnusable(issued, now);
  if (what === undefined) return issued;
  throw new AwsmfaError(
    "not-aws",
    `${endpoint} gave ${what}; nothing was written`,
    `check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers\n${USED_CODE}`,
  );
}

function whyUnusable({ credentials, expires }: IssuedSession, now: number): string | undefined {
  if (isLongTermKey(credentials.accessKeyId)) return "a long-term access key for a session";
  if (Object.values(credentials).some((text) => !/^[\x21-\x7e]+$/.test(text)))
    return "a session whose keys hold what no key of AWS holds";
  if (Number.isNaN(expires)) return "a session without an end";
  if (expires <= now) return "a session that is over already";
  if (expires < now + LEAST) return "a session that is over within a minute";
  if (expires > now + SESSION_SECONDS.most * 1000 + SLACK)
    return "a session that lasts longer than AWS lets one last";
  return undefined;
}
