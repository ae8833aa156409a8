import fc from "fast-check";
import { expect, it } from "vitest";
import type { RefusalKind } from "../../src/ports-aws.ts";
import { type Taken, codeTaken } from "../../src/aws/taken.ts";
import { LIMITS, pauseBefore } from "../../src/system/tries.ts";

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

it("what is sent again with its code is what AWS surely did not take", () => {
  const kinds: readonly RefusalKind[] = [
    "refused",
    "throttled",
    "trouble",
    "not-aws",
    "unsent",
    "untrusted",
    "silent",
    "cut",
  ];
  const refusals = fc.record({
    kind: fc.constantFrom(...kinds),
    code: fc.constantFrom("AccessDenied", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "HTTP 503"),
    message: fc.constantFrom(WRONG_CODE, WRONG_SERIAL, SKEW, ""),
    status: fc.constantFrom(200, 403, 503, undefined),
  });
  fc.assert(
    fc.property(refusals, fc.nat(5), fc.boolean(), (parts, tries, signedAnew) => {
      const refusal = { ...parts, clockOffset: undefined };
      const tried = { tries, withCode: true, signedAnew, left: 30_000, chance: 0 };
      if (pauseBefore(refusal, tried, LIMITS) !== undefined) expect(codeTaken(refusal)).toBe("no");
    }),
  );
});
