import { expect, it } from "vitest";
import type { RefusalKind } from "../../src/ports.ts";
import { type Taken, codeTaken } from "../../src/aws/taken.ts";

const WRONG_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const WRONG_SERIAL = "MultiFactorAuthentication failed, unable to validate MFA code.";
const SKEW = "Signature expired: 20261122T040000Z is now earlier than 20261122T041500Z";

it.each<[RefusalKind, string, string, Taken]>([
  ["unsent", "ECONNREFUSED", "", "no"],
  ["unsent", "EAI_AGAIN", "", "no"],
  ["unsent", "ENOTFOUND", "", "no"],
  ["unsent", "ENETUNREACH", "", "no"],
  ["unsent", "ETIMEDOUT", "", "no"],
  ["untrusted", "CERT_HAS_EXPIRED", "", "no"],
  ["throttled", "Throttling", "Rate exceeded", "no"],
  ["silent", "ETIMEDOUT", "", "maybe"],
  ["cut", "ECONNRESET", "", "maybe"],
  ["cut", "EPIPE", "", "maybe"],
  ["trouble", "InternalFailure", "", "maybe"],
  ["trouble", "HTTP 503", "", "maybe"],
  ["not-aws", "Page", "", "maybe"],
  ["not-aws", "Malformed", "", "maybe"],
  ["not-aws", "NoResult", "", "maybe"],
  ["not-aws", "Expiration", "", "maybe"],
  ["refused", "AccessDenied", WRONG_CODE, "yes"],
  ["refused", "AccessDenied", WRONG_SERIAL, "maybe"],
  ["refused", "AccessDenied", "with an explicit deny", "maybe"],
  ["refused", "AccessDenied", "Cannot call GetSessionToken with session credentials", "no"],
  ["refused", "ExpiredToken", "", "no"],
  ["refused", "InvalidClientTokenId", "", "no"],
  ["refused", "SignatureDoesNotMatch", "The request signature we calculated", "no"],
  ["refused", "SignatureDoesNotMatch", SKEW, "no"],
  ["refused", "ValidationError", "'durationSeconds' failed", "no"],
  ["refused", "RegionDisabledException", "", "no"],
  ["refused", "SomethingNew", "", "maybe"],
])("%s, %s %s: the code was taken: %s", (kind, code, message, expected) => {
  expect(codeTaken({ kind, code, message, status: 0, clockOffset: undefined })).toBe(expected);
});
