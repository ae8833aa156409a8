/**
 * The literal codes of calls that were not granted. AWS documents no texts, so stable fragments are matched,
 * never sentences; sources of each are observed answers of STS and IAM.
 */
import type { ErrorCode } from "../errors.ts";
import type { AwsRefusal, RefusalKind } from "../ports-aws.ts";

const CODES = {
  throttled: "throttled",
  trouble: "unreachable",
  "not-aws": "not-aws",
  proxy: "proxy-failed",
  unsent: "unreachable",
  untrusted: "untrusted-certificate",
  silent: "unreachable",
  cut: "unreachable",
} as const satisfies Partial<Record<RefusalKind, ErrorCode>>;

/** The literal code of a refusal. */
export function codeOfRefusal(refusal: AwsRefusal): ErrorCode {
  if (refusal.kind !== "refused") return CODES[refusal.kind];
  const { code, message } = refusal;
  if (/invalid MFA one time pass code/i.test(message)) return "wrong-code";
  if (/unable to validate MFA code/i.test(message)) return "wrong-serial";
  if (/Signature (?:expired|not yet current)/i.test(message) || code === "RequestTimeTooSkewed")
    return "wrong-clock";
  if (/session credentials/i.test(message)) return "temporary-keys";
  if (code === "ExpiredToken" || code === "ExpiredTokenException") return "temporary-keys";
  if (code === "InvalidClientTokenId" || code === "UnrecognizedClientException")
    return "unknown-key";
  if (code === "SignatureDoesNotMatch" || code === "InvalidSignatureException")
    return "wrong-secret";
  if (/DurationSeconds exceeds the MaxSessionDuration/i.test(message)) return "role-duration";
  if (/session limit for roles assumed by role chaining/i.test(message)) return "role-chained";
  if (/not authorized to perform: sts:AssumeRole\b/i.test(message)) return "role-refused";
  if (code === "AccessDenied" || code === "AccessDeniedException") return "access-denied";
  return "aws-refused";
}
