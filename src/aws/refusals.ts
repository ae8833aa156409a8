/**
 * What AWS's refusals mean. AWS documents no texts, so stable fragments are matched, never sentences;
 * sources of each are observed answers of STS and IAM.
 */
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import type { AwsRefusal, Connection } from "../ports.ts";
import { typed } from "../words/typed.ts";
import { isProxyFailure, proxyWords } from "./proxy-words.ts";

/** What was being done, for the words of an error. */
export interface Attempt {
  readonly profile: string;
  readonly accessKeyId: string;
  /** The call, such as `sts:GetSessionToken`. */
  readonly call: string;
  readonly endpoint: string;
  /** The device, for calls that send a code. */
  readonly serial?: string;
  readonly proxy?: Connection["proxy"] | undefined;
}

/** The literal code of a refusal. */
export function codeOfRefusal(refusal: AwsRefusal): ErrorCode {
  if (isProxyFailure(refusal.code)) return "proxy-failed";
  if (refusal.kind !== "refused") return "unreachable";
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
  if (code === "AccessDenied" || code === "AccessDeniedException") return "access-denied";
  return "aws-refused";
}

/** A refusal in words, with what to type next. Secrets do not occur in what AWS answers to these calls. */
export function errorOfRefusal(refusal: AwsRefusal, attempt: Attempt): AwsmfaError {
  const code = codeOfRefusal(refusal);
  const [message, hint] = wordsOf(code, refusal, attempt);
  return new AwsmfaError(code, message, hint, { cause: `${refusal.code}: ${refusal.message}` });
}

function wordsOf(
  code: ErrorCode,
  refusal: AwsRefusal,
  attempt: Attempt,
): [message: string, hint: string] {
  const { profile, accessKeyId, serial = "the device", call } = attempt;
  switch (code) {
    case "wrong-code":
      return [
        `AWS refused the code for ${serial}: it is wrong, too old, or was used before`,
        `wait for the next code, then: awsmfa login --profile ${typed(profile)}`,
      ];
    case "wrong-serial":
      return [
        `AWS does not accept ${serial} as an MFA device of this user (or it is a security key, or not active)`,
        `leave out --serial and mfa_serial to have it looked up: awsmfa login --profile ${typed(profile)}`,
      ];
    case "unknown-key":
      return [
        `AWS does not know the access key ${accessKeyId} of ${profile}: deleted, inactive, or of another partition`,
        `put a valid key in place: aws configure --profile ${typed(profile)}`,
      ];
    case "wrong-secret":
      return [
        `the secret access key of ${profile} does not belong to ${accessKeyId}`,
        `enter the pair again: aws configure --profile ${typed(profile)}`,
      ];
    case "wrong-clock":
      return [
        `this machine's clock is too far from AWS's${by(refusal.clockOffset)}`,
        "set the clock, then try again",
      ];
    case "temporary-keys":
      return [
        `the keys of ${profile} are temporary; a session needs the long-term access key of an IAM user`,
        `put the long-term key in place: aws configure --profile ${typed(profile)}`,
      ];
    case "access-denied":
      return deniedWords(call, refusal, profile);
    case "proxy-failed":
      if (attempt.proxy !== undefined) return proxyWords(refusal, attempt.proxy, attempt.endpoint);
      return unreachableWords(refusal, attempt);
    case "unreachable":
      return unreachableWords(refusal, attempt);
    default:
      return [
        `AWS refused ${call} (${refusal.code}): ${refusal.message}`,
        `try again: awsmfa login --profile ${typed(profile)}`,
      ];
  }
}

function deniedWords(call: string, refusal: AwsRefusal, profile: string): [string, string] {
  if (call === "iam:ListMFADevices")
    return [
      `${profile} may not look up its MFA devices (iam:ListMFADevices is denied)`,
      `name the device: awsmfa login --profile ${typed(profile)} --serial arn:aws:iam::ACCOUNT:mfa/NAME (or mfa_serial in its profile)`,
    ];
  return [`AWS denied ${call}: ${refusal.message}`, "ask who manages the account"];
}

function unreachableWords(
  refusal: AwsRefusal,
  { endpoint, call, serial, proxy }: Attempt,
): [string, string] {
  const lost = serial === undefined ? "" : "; the code may have been used, so take the next one";
  if (refusal.kind === "not-aws")
    return [
      `${endpoint} answered ${call}, but not as AWS does${refusal.status === undefined ? "" : ` (HTTP ${refusal.status})`}`,
      proxy === undefined
        ? "a sign-in page of the network or a proxy may be in between: open a web page, then try again"
        : `the proxy ${proxy.url} (${proxy.variable}) may have answered: look at it, or name the host in NO_PROXY`,
    ];
  return [
    `AWS could not be reached at ${endpoint} (${refusal.code})`,
    refusal.status === undefined && isBeforeSending(refusal.code)
      ? "check the network, the region and AWS_ENDPOINT_URL, then try again"
      : `check the network, then try again${lost}`,
  ];
}

/** Network errors that come before a byte of the request left: the code was not used. */
export function isBeforeSending(code: string): boolean {
  if (isProxyFailure(code)) return true;
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code);
}

function by(offset: number | undefined): string {
  if (offset === undefined) return "";
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return ` (${minutes} min ${offset > 0 ? "behind" : "ahead"})`;
}
