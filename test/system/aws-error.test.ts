import { describe, expect, it } from "vitest";
import type { RefusalKind } from "../../src/ports-aws.ts";
import { refusalOf } from "../../src/system/aws-error.ts";

const meta = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const page = (statusCode: number, type = "text/html") => ({
  ...meta(statusCode),
  $response: { statusCode, headers: { "content-type": type } },
});
const failure = (parts: object) => Object.assign(new Error("text"), parts);

describe("an answer", () => {
  it.each<[string, object, RefusalKind, string]>([
    ["AWS's no", { name: "AccessDenied", ...meta(403) }, "refused", "AccessDenied"],
    ["throttling", { name: "Throttling", ...meta(400) }, "throttled", "Throttling"],
    [
      "throttling",
      { name: "ThrottlingException", ...meta(400) },
      "throttled",
      "ThrottlingException",
    ],
    [
      "throttling",
      { name: "RequestLimitExceeded", ...meta(503) },
      "throttled",
      "RequestLimitExceeded",
    ],
    [
      "throttling",
      { name: "TooManyRequestsException", ...meta(400) },
      "throttled",
      "TooManyRequestsException",
    ],
    ["throttling", { name: "Whatever", ...meta(429) }, "throttled", "Whatever"],
    ["a quota of IAM", { name: "LimitExceeded", ...meta(409) }, "refused", "LimitExceeded"],
    ["AWS's trouble", { name: "InternalFailure", ...meta(500) }, "trouble", "InternalFailure"],
    [
      "AWS's trouble",
      { name: "ServiceUnavailable", ...meta(503) },
      "trouble",
      "ServiceUnavailable",
    ],
    ["a status alone", { name: "Unknown", ...meta(502) }, "trouble", "HTTP 502"],
    ["a page with such a status", { name: "Unknown", ...page(503) }, "not-aws", "Page"],
    ["a page that cannot be parsed", { name: "Error", ...page(200) }, "not-aws", "Page"],
    [
      "a page of XHTML",
      { name: "Unknown", ...page(403, "application/xhtml+xml") },
      "not-aws",
      "Page",
    ],
    ["a redirection", { name: "Unknown", ...meta(302) }, "not-aws", "Page"],
    ["a network that wants a sign-in", { name: "Unknown", ...meta(511) }, "not-aws", "Page"],
    [
      "a wrong address",
      { name: "NotFound", message: "Unknown", ...meta(404) },
      "not-aws",
      "Foreign",
    ],
    ["no XML", { name: "Error", ...page(200, "text/xml") }, "not-aws", "Malformed"],
    ["no XML", { name: "SyntaxError", $response: { statusCode: 200 } }, "not-aws", "Malformed"],
    [
      "an end that cannot be read",
      {
        name: "TypeError",
        message: "Invalid RFC3339 timestamp format soon\n  Deserialization",
        ...meta(200),
      },
      "not-aws",
      "Expiration",
    ],
  ])("%s", (_, parts, kind, code) => {
    // The date of what is not AWS tells nothing of AWS's clock.
    const clockOffset = "name" in parts && parts.name === code ? 7 : undefined;
    expect(refusalOf(failure(parts), 7)).toMatchObject({ kind, code, clockOffset });
  });

  it("has its status and the first line of its text", () => {
    const parts = { name: "AccessDenied", message: "no\n  to see the raw response", ...meta(403) };
    expect(refusalOf(failure(parts), undefined)).toEqual({
      kind: "refused",
      code: "AccessDenied",
      message: "no",
      status: 403,
      clockOffset: undefined,
    });
  });
});

describe("no answer", () => {
  const SELF = { code: "DEPTH_ZERO_SELF_SIGNED_CERT" };
  it.each<[string, object, RefusalKind, string]>([
    ["no such name", { code: "ENOTFOUND", syscall: "getaddrinfo" }, "unsent", "ENOTFOUND"],
    ["no name server", { code: "EAI_AGAIN", syscall: "getaddrinfo" }, "unsent", "EAI_AGAIN"],
    ["nobody there", { code: "ECONNREFUSED", syscall: "connect" }, "unsent", "ECONNREFUSED"],
    ["no way", { code: "ENETUNREACH", syscall: "connect" }, "unsent", "ENETUNREACH"],
    [
      "no way, by the system's limit",
      { code: "ETIMEDOUT", syscall: "connect" },
      "unsent",
      "ETIMEDOUT",
    ],
    ["several addresses", { code: "ETIMEDOUT", errors: [] }, "unsent", "ETIMEDOUT"],
    [
      "no connection, by the SDK's limit",
      { name: "TimeoutError", message: "the request socket did not establish a connection" },
      "unsent",
      "ETIMEDOUT",
    ],
    [
      "cut off before it was secure",
      {
        code: "ECONNRESET",
        message: "Client network socket disconnected before secure TLS connection was established",
      },
      "unsent",
      "ECONNRESET",
    ],
    ["signed by itself", SELF, "untrusted", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["over", { code: "CERT_HAS_EXPIRED" }, "untrusted", "CERT_HAS_EXPIRED"],
    [
      "of another",
      { code: "ERR_TLS_CERT_ALTNAME_INVALID" },
      "untrusted",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    [
      "of an unknown authority",
      { code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" },
      "untrusted",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    ],
    [
      "no TLS",
      { code: "EPROTO", message: "ssl3_get_record:wrong version number" },
      "untrusted",
      "EPROTO",
    ],
    [
      "reset before it was secure",
      { code: "ECONNRESET", syscall: "read", unsent: true },
      "unsent",
      "ECONNRESET",
    ],
    ["TLS that is not agreed upon", { code: "EPROTO", unsent: true }, "untrusted", "EPROTO"],
    ["TLS that broke later", { code: "EPROTO", message: "bad record mac" }, "cut", "EPROTO"],
    ["our time is over", { name: "TimeoutError", code: "ETIMEDOUT" }, "silent", "ETIMEDOUT"],
    ["reset", { name: "TimeoutError", code: "ECONNRESET", syscall: "read" }, "cut", "ECONNRESET"],
    ["closed", { name: "TimeoutError", code: "ECONNRESET" }, "cut", "ECONNRESET"],
    ["cut short", { code: "ECONNRESET", ...meta(200) }, "cut", "ECONNRESET"],
    ["a broken pipe", { code: "EPIPE", syscall: "write" }, "cut", "EPIPE"],
    ["no HTTP", { code: "HPE_INVALID_CONSTANT" }, "not-aws", "HPE_INVALID_CONSTANT"],
  ])("%s", (_, parts, kind, code) => {
    expect(refusalOf(failure(parts), 7)).toMatchObject({ kind, code, clockOffset: undefined });
  });

  it.each([new TypeError("x is not a function"), new Error("a bug"), {}])(
    "what is neither is a bug: %s",
    (bug) => {
      expect(() => refusalOf(bug, undefined)).toThrow(bug);
    },
  );
});
