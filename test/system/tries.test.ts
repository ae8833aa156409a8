import { describe, expect, it } from "vitest";
import type { RefusalKind } from "../../src/ports-aws.ts";
import { LIMITS, type Tried, pauseBefore } from "../../src/system/tries.ts";

const FIRST: Tried = { tries: 1, withCode: false, signedAnew: false, left: 20_000, chance: 0 };

function pause(
  kind: RefusalKind,
  other: Partial<Tried> = {},
  code = "",
  status?: number,
  message = "",
) {
  const refusal = { kind, code, message, status, clockOffset: undefined };
  return pauseBefore(refusal, { ...FIRST, ...other }, LIMITS);
}

describe("another try", () => {
  it.each<[string, RefusalKind, string, number | undefined, boolean, boolean]>([
    ["throttled", "throttled", "Throttling", 400, true, true],
    ["AWS's trouble", "trouble", "InternalFailure", 500, true, false],
    ["nobody there", "unsent", "ECONNREFUSED", undefined, true, true],
    ["no name server", "unsent", "EAI_AGAIN", undefined, true, true],
    ["no such name", "unsent", "ENOTFOUND", undefined, false, false],
    ["silence", "silent", "ETIMEDOUT", undefined, true, false],
    ["cut off", "cut", "ECONNRESET", undefined, true, false],
    ["a gateway's page", "not-aws", "Page", 502, true, false],
    ["a sign-in page", "not-aws", "Page", 200, false, false],
    ["a redirection", "not-aws", "Page", 302, false, false],
    ["no XML", "not-aws", "Malformed", 200, false, false],
    ["a certificate", "untrusted", "CERT_HAS_EXPIRED", undefined, false, false],
    ["a no", "refused", "AccessDenied", 403, false, false],
  ])("%s: %s %s %s: without a code %s, with one %s", (_, kind, code, status, without, withCode) => {
    expect([false, true].map((has) => pause(kind, { withCode: has }, code, status))).toEqual([
      without ? 125 : undefined,
      withCode ? 125 : undefined,
    ]);
  });

  it.each([
    ["EPROXYANSWER", "502 Bad Gateway", true],
    ["EPROXYANSWER", "503", true],
    ["EPROXYANSWER", "302 Found", false],
    ["EPROXYCONNECT", "ECONNREFUSED", true],
    ["EPROXYCONNECT", "ECONNRESET", true],
    ["EPROXYCONNECT", "ENOTFOUND", false],
    ["EPROXYCONNECT", "SELF_SIGNED_CERT_IN_CHAIN", false],
    ["EPROXYTIMEOUT", "no answer", true],
    ["EPROXYAUTH", "407", false],
    ["EPROXYDENIED", "403", false],
  ])("after a proxy's %s, %s, with a code: %s", (code, message, again) => {
    const found = pause("proxy", { withCode: true }, code, undefined, message);
    expect(found).toBe(again ? 125 : undefined);
  });

  it("is made three times, after pauses that grow", () => {
    const pauses = (chance: number) => [1, 2, 3, 4].map((tries) => pause("cut", { tries, chance }));
    expect(pauses(0)).toEqual([125, 250, 500, undefined]);
    expect(pauses(1)).toEqual([250, 500, 1000, undefined]);
  });

  it("is not made where its pause would use up the time", () => {
    expect([126, 125, 0, -1].map((left) => pause("cut", { left }))).toEqual([
      125,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(["Signature expired: x", "Signature not yet current: x"])(
    "is made at once, with a code too, and once, where AWS says: %s",
    (message) => {
      const refusal = {
        kind: "refused",
        code: "SignatureDoesNotMatch",
        message,
        status: 403,
        clockOffset: 9,
      } as const;
      const again = (signedAnew: boolean) =>
        pauseBefore(refusal, { ...FIRST, withCode: true, signedAnew }, LIMITS);
      expect([again(false), again(true)]).toEqual([0, undefined]);
    },
  );
});
