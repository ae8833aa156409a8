import { describe, expect, it } from "vitest";
import { codeOfRefusal } from "../../src/aws/codes-of-refusals.ts";
import { errorOfRefusal } from "../../src/aws/refusals.ts";
import type { ErrorCode } from "../../src/errors.ts";
import type { AwsRefusal } from "../../src/ports-aws.ts";

function refusal(code: string, message = "", other: Partial<AwsRefusal> = {}): AwsRefusal {
  return { kind: "refused", code, message, status: 403, clockOffset: undefined, ...other };
}

const SERIAL = "arn:aws:iam::123456789012:mfa/mfa.user";
const STS = {
  profile: "work",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  call: "sts:GetSessionToken",
  endpoint: "https://sts.us-east-1.amazonaws.com",
  serial: SERIAL,
};
const LOST = "the code may have been used, so take the next one";
const IAM = {
  profile: "work",
  accessKeyId: STS.accessKeyId,
  call: "iam:ListMFADevices",
  endpoint: "https://iam.amazonaws.com",
};

const PROXY = { url: "http://proxy:3128", variable: "HTTP_PROXY", login: "jane:p4ss" };

describe("what AWS's answers mean", () => {
  it.each([
    [
      "AccessDenied",
      "MultiFactorAuthentication failed with invalid MFA one time pass code.",
      "wrong-code",
    ],
    [
      "AccessDenied",
      "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
      "wrong-code",
    ],
    [
      "AccessDenied",
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
      "wrong-serial",
    ],
    ["AccessDenied", "Cannot call GetSessionToken with session credentials", "temporary-keys"],
    [
      "AccessDenied",
      "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
      "access-denied",
    ],
    [
      "AccessDenied",
      "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/admin",
      "role-refused",
    ],
    [
      "AccessDenied",
      "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: iam:ListMFADevices on resource: user jane with an explicit deny in an identity-based policy",
      "access-denied",
    ],
    ["AccessDeniedException", "", "access-denied"],
    [
      "ValidationError",
      "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
      "aws-refused",
    ],
    [
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      "role-duration",
    ],
    [
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      "role-chained",
    ],
    [
      "InvalidClientTokenId",
      "The security token included in the request is invalid",
      "unknown-key",
    ],
    [
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
      "unknown-key",
    ],
    ["ExpiredToken", "The security token included in the request is expired", "temporary-keys"],
    ["ExpiredTokenException", "", "temporary-keys"],
    [
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
      "wrong-secret",
    ],
    [
      "InvalidSignatureException",
      "The request signature we calculated does not match",
      "wrong-secret",
    ],
    [
      "SignatureDoesNotMatch",
      "Signature expired: 20261122T040000Z is now earlier than 20261122T041500Z (20261122T043000Z - 15 min.)",
      "wrong-clock",
    ],
    [
      "SignatureDoesNotMatch",
      "Signature not yet current: 20261122T050000Z is still later than 20261122T043500Z (20261122T042000Z + 15 min.)",
      "wrong-clock",
    ],
    [
      "InvalidSignatureException",
      "Signature expired: 20261122T040000Z is now earlier than 20261122T042500Z",
      "wrong-clock",
    ],
    [
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      "wrong-clock",
    ],
    [
      "RegionDisabledException",
      "STS is not activated in this region for account:123456789012.",
      "aws-refused",
    ],
    ["toString", "", "aws-refused"],
  ] satisfies [string, string, ErrorCode][])("%s %s: %s", (code, message, expected) => {
    expect(codeOfRefusal(refusal(code, message))).toBe(expected);
  });

  it.each([
    ["throttled", "throttled"],
    ["trouble", "unreachable"],
    ["not-aws", "not-aws"],
    ["unsent", "unreachable"],
    ["untrusted", "untrusted-certificate"],
    ["silent", "unreachable"],
    ["cut", "unreachable"],
  ] as const)("%s is %s, whatever the text says", (kind, expected) => {
    const text = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    expect(codeOfRefusal(refusal("AccessDenied", text, { kind }))).toBe(expected);
  });
});

describe("a refusal in words", () => {
  it.each([
    [
      "a wrong code",
      refusal("AccessDenied", "invalid MFA one time pass code"),
      STS,
      "wrong-code",
      `AWS refused the code for ${SERIAL}: it is wrong, too old, or was used before`,
      "wait for the next code, then: awsmfa login --profile work",
    ],
    [
      "a wrong serial number",
      refusal("AccessDenied", "unable to validate MFA code"),
      STS,
      "wrong-serial",
      `AWS does not accept ${SERIAL} as an MFA device of this user (or it is a security key, or not active)`,
      "leave out --serial and mfa_serial to have it looked up: awsmfa login --profile work",
    ],
    [
      "an unknown key",
      refusal("InvalidClientTokenId"),
      STS,
      "unknown-key",
      "AWS does not know the access key AKIAIOSFODNN7EXAMPLE of work: deleted, inactive, or of another partition",
      "put a valid key in place: aws configure --profile work",
    ],
    [
      "a wrong secret",
      refusal("SignatureDoesNotMatch", "The request signature we calculated does not match"),
      STS,
      "wrong-secret",
      "the secret access key of work does not belong to AKIAIOSFODNN7EXAMPLE",
      "enter the pair again: aws configure --profile work",
    ],
    [
      "a clock behind",
      refusal("SignatureDoesNotMatch", "Signature expired: …", { clockOffset: 20 * 60_000 }),
      STS,
      "wrong-clock",
      "this machine's clock is too far from AWS's (20 min behind)",
      "set the clock, then try again",
    ],
    [
      "a clock ahead",
      refusal("RequestTimeTooSkewed", "", { clockOffset: -90 * 60_000 }),
      STS,
      "wrong-clock",
      "this machine's clock is too far from AWS's (1 h 30 min ahead)",
      "set the clock, then try again",
    ],
    [
      "a clock that is off by nobody knows how much",
      refusal("RequestTimeTooSkewed"),
      STS,
      "wrong-clock",
      "this machine's clock is too far from AWS's",
      "set the clock, then try again",
    ],
    [
      "temporary keys",
      refusal("AccessDenied", "Cannot call GetSessionToken with session credentials"),
      STS,
      "temporary-keys",
      "the keys of work are temporary; a session needs the long-term access key of an IAM user",
      "put the long-term key in place: aws configure --profile work",
    ],
    [
      "a denied look-up",
      refusal("AccessDenied", "not authorized"),
      IAM,
      "access-denied",
      "work may not look up its MFA devices (iam:ListMFADevices is denied)",
      "name the device: awsmfa login --profile work --serial arn:aws:iam::ACCOUNT:mfa/NAME (or mfa_serial in its profile)",
    ],
    [
      "another denied call",
      refusal("AccessDenied", "because it is so"),
      STS,
      "access-denied",
      "AWS denied sts:GetSessionToken: because it is so",
      "ask who manages the account",
    ],
    [
      "what has no words of its own",
      refusal("PackedPolicyTooLarge", "too large"),
      STS,
      "aws-refused",
      "AWS refused sts:GetSessionToken (PackedPolicyTooLarge): too large",
      "try again: awsmfa login --profile work",
    ],
    [
      "throttling",
      refusal("Throttling", "Rate exceeded", { kind: "throttled", status: 400 }),
      STS,
      "throttled",
      "AWS turned sts:GetSessionToken away: the account makes too many calls just now (Throttling)",
      "try again in a minute\nthe code was not used",
    ],
    [
      "a page through a proxy",
      refusal("Page", "", { kind: "not-aws", status: 200 }),
      { ...IAM, proxy: PROXY },
      "not-aws",
      "https://iam.amazonaws.com answered iam:ListMFADevices with a web page, not as AWS does (HTTP 200)",
      "the proxy http://proxy:3128 (HTTP_PROXY) may have answered: look at it, or name the host in NO_PROXY",
    ],
    [
      "a proxy's refusal",
      refusal("EPROXYDENIED", "403 Forbidden", { kind: "proxy", status: undefined }),
      { ...STS, proxy: PROXY },
      "proxy-failed",
      "the proxy http://proxy:3128 (HTTP_PROXY) does not let us through to sts.us-east-1.amazonaws.com (403 Forbidden)",
      "ask who runs the proxy; if sts.us-east-1.amazonaws.com can be reached without the proxy, name it in NO_PROXY\nthe code was not used",
    ],
    [
      "AWS's own trouble",
      refusal("ServiceUnavailable", "", { kind: "trouble", status: 503 }),
      STS,
      "unreachable",
      "AWS has trouble of its own with sts:GetSessionToken (ServiceUnavailable, HTTP 503)",
      `try again in a minute, or see https://health.aws.amazon.com/health/status\n${LOST}`,
    ],
    [
      "AWS's own trouble, without a word of AWS's",
      refusal("HTTP 502", "", { kind: "trouble", status: 502 }),
      IAM,
      "unreachable",
      "AWS has trouble of its own with iam:ListMFADevices (HTTP 502)",
      "try again in a minute, or see https://health.aws.amazon.com/health/status",
    ],
  ] as const)("%s", (_, given, attempt, code, message, hint) => {
    const error = errorOfRefusal(given, attempt);
    expect([error.code, error.message, error.hint]).toEqual([code, message, hint]);
    expect(error.cause).toBe(`${given.code}: ${given.message}`);
  });
});

describe("a wrong code where the clock is off", () => {
  const wrong = (clockOffset: number, platform: string) =>
    errorOfRefusal(refusal("AccessDenied", "invalid MFA one time pass code", { clockOffset }), {
      ...STS,
      platform,
    }).hint;
  const NEXT = "wait for the next code, then: awsmfa login --profile work";
  it.each([
    [0, "linux", NEXT],
    [30_000, "linux", NEXT],
    [
      31_000,
      "linux",
      `this machine's clock is 31 s behind AWS's, so codes computed on it are wrong; set the clock: sudo timedatectl set-ntp true\nfrom a telephone: ${NEXT}`,
    ],
    [
      -600_000,
      "darwin",
      `this machine's clock is 10 min ahead of AWS's, so codes computed on it are wrong; set the clock: sudo sntp -sS time.apple.com\nfrom a telephone: ${NEXT}`,
    ],
  ])("by %i ms, on %s", (offset, platform, hint) => {
    expect(wrong(offset, platform)).toBe(hint);
  });
});
