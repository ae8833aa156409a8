import { afterEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../src/ports-aws.ts";
import { systemSts } from "../../src/system/sts.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER, exampleWorld } from "../local-aws/example.ts";
import type { Fault, FaultName } from "../local-aws/faults.ts";
import type { Answer } from "../local-aws/http.ts";
import { type ServedWorld, serveWorld } from "../local-aws/server.ts";
import { CREDENTIALS, connectionTo } from "../local-aws/support.ts";
import { codeOf } from "../local-aws/totp.ts";
import { type Knobs, createWorld } from "../local-aws/world.ts";

const MINUTE = 60_000;
let served: ServedWorld | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await served?.close();
});

interface Case extends Partial<Connection> {
  readonly knobs?: Partial<Knobs>;
  readonly serial?: string;
  readonly code?: string;
  readonly durationSeconds?: number;
}

/** GetSessionToken over HTTP, with the right code unless told otherwise. */
async function call({ knobs, serial, code, durationSeconds, ...other }: Case = {}) {
  const world = exampleWorld(knobs);
  served = await serveWorld(world);
  const result = await systemSts.getSessionToken(connectionTo(served.url, other), {
    serial: serial ?? EXAMPLE_SERIAL,
    code: code ?? codeOf(world, EXAMPLE_SERIAL, Date.now()),
    durationSeconds: durationSeconds ?? 900,
  });
  return { result, world, outcomes: world.requests.map(({ outcome }) => outcome) };
}

function page(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { "content-type": "text/html", ...headers }, body };
}

const answering = (intercepted: Fault): Case => ({ knobs: { intercept: () => intercepted } });

describe("a role that is assumed", () => {
  const arn = "arn:aws:iam::123456789012:role/admin";
  const request = { arn, sessionName: "jane", externalId: "x:1", durationSeconds: 7200 };

  it.each<[string, boolean, string]>([
    ["with a code", true, "ok"],
    ["without, where the role wants one", false, "AccessDenied"],
  ])("%s", async (_, withCode, outcome) => {
    const role = { arn, externalId: "x:1", maxSessionDuration: 7200 };
    const world = createWorld({ users: [EXAMPLE_USER], roles: [role] });
    served = await serveWorld(world);
    const code = codeOf(world, EXAMPLE_SERIAL, Date.now());
    const mfa = withCode ? { serial: EXAMPLE_SERIAL, code } : undefined;
    const result = await systemSts.assumeRole(connectionTo(served.url), { ...request, mfa });
    expect(world.requests.map((seen) => seen.outcome)).toEqual([outcome]);
    const { accessKeyId, expires, role: assumed } = world.sessions[0] ?? {};
    expect(assumed?.name).toBe(withCode ? "jane" : undefined);
    expect(result).toMatchObject(
      withCode
        ? { granted: true, value: { credentials: { accessKeyId }, expires } }
        : { granted: false, kind: "refused", code: "AccessDenied" },
    );
  });
});

describe("a session that is granted", () => {
  it("comes with its end and AWS's clock", async () => {
    const { result, world, outcomes } = await call({ region: "eu-central-1" });
    const session = world.sessions[0];
    expect(result).toEqual({
      granted: true,
      value: {
        credentials: {
          accessKeyId: session?.accessKeyId,
          secretAccessKey: session?.secretAccessKey,
          sessionToken: session?.token,
        },
        expires: session?.expires,
      },
      clockOffset: expect.any(Number),
    });
    expect([outcomes, world.requests[0]?.region]).toEqual([["ok"], "eu-central-1"]);
  });

  it.each([20, -20])("after one more call where the clock is %i min off", async (minutes) => {
    const { result, outcomes } = await call({ knobs: { clockOffset: minutes * MINUTE } });
    expect(outcomes).toEqual(["SignatureDoesNotMatch", "ok"]);
    expect(result.granted && Math.round((result.clockOffset ?? 0) / MINUTE)).toBe(minutes);
  });

  it("at once where it is known how far the clock is off", async () => {
    const clockOffset = 20 * MINUTE;
    const { result, outcomes } = await call({ knobs: { clockOffset }, clockOffset });
    expect([result.granted, outcomes]).toEqual([true, ["ok"]]);
  });
});

describe("a session that is refused", () => {
  it.each<[string, Case, string, number, string]>([
    [
      "a wrong code",
      { code: "000000" },
      "AccessDenied",
      403,
      "MultiFactorAuthentication failed with invalid MFA one time pass code.",
    ],
    [
      "a wrong serial",
      { serial: "GAHT12345678" },
      "AccessDenied",
      403,
      "unable to validate MFA code.  Please verify",
    ],
    [
      "an unknown key",
      { credentials: { ...CREDENTIALS, accessKeyId: "AKIAI44QH8DHBEXAMPLE" } },
      "InvalidClientTokenId",
      403,
      "The security token included in the request is invalid",
    ],
    [
      "a wrong secret",
      { credentials: { ...CREDENTIALS, secretAccessKey: "x" } },
      "SignatureDoesNotMatch",
      403,
      "The request signature we calculated",
    ],
    [
      "another partition",
      { region: "cn-north-1" },
      "InvalidClientTokenId",
      403,
      "The security token",
    ],
    ["a code that is too short", { code: "12345" }, "ValidationError", 400, "tokenCode"],
    [
      "a duration that is too long",
      { durationSeconds: 129_601 },
      "ValidationError",
      400,
      "durationSeconds",
    ],
  ])("%s, asked once", async (_, given, code, status, text) => {
    const { result, outcomes } = await call(given);
    expect(result).toEqual({
      granted: false,
      kind: "refused",
      code,
      status,
      message: expect.stringContaining(text),
      clockOffset: expect.any(Number),
    });
    expect(outcomes).toEqual([code]);
  });
});

describe("faults", () => {
  const LOST = { clockOffset: undefined };
  it.each<[FaultName, object]>([
    ["500", { kind: "trouble", code: "InternalFailure", status: 500 }],
    ["503", { kind: "trouble", code: "ServiceUnavailable", status: 503 }],
    ["500-empty", { kind: "trouble", code: "HTTP 500", status: 500, ...LOST }],
    ["502-empty", { kind: "trouble", code: "HTTP 502", status: 502, ...LOST }],
    ["503-empty", { kind: "trouble", code: "HTTP 503", status: 503, ...LOST }],
    ["drop", { kind: "cut", code: "ECONNRESET", status: undefined, ...LOST }],
    ["reset", { kind: "cut", code: "ECONNRESET", status: undefined, ...LOST }],
    ["lose", { kind: "cut", code: "ECONNRESET", status: undefined, ...LOST }],
    ["lose-reset", { kind: "cut", code: "ECONNRESET", status: undefined, ...LOST }],
    ["cut", { kind: "cut", code: "ECONNRESET", status: 200, ...LOST }],
    ["cut-chunked", { kind: "cut", code: "ECONNRESET", status: 200, ...LOST }],
    ["html-200", { kind: "not-aws", code: "Page", status: 200, ...LOST }],
    ["html-302", { kind: "not-aws", code: "Page", status: 302, ...LOST }],
    ["html-403", { kind: "not-aws", code: "Page", status: 403, ...LOST }],
    ["html-503", { kind: "not-aws", code: "Page", status: 503, ...LOST }],
    ["html-511", { kind: "not-aws", code: "Page", status: 511, ...LOST }],
    ["no-result", { kind: "not-aws", code: "NoResult", status: 200 }],
    ["malformed", { kind: "not-aws", code: "Malformed", status: 200 }],
    ["expiry-unreadable", { kind: "not-aws", code: "Expiration", status: 200 }],
  ])("%s, asked once", async (fault, expected) => {
    const { result, outcomes } = await call({ knobs: { faults: [{ fault }] } });
    expect(result).toMatchObject({ granted: false, ...expected });
    expect(outcomes).toEqual([fault]);
  });

  it("throttled, asked again: the code was not looked at", async () => {
    const { result, outcomes } = await call({
      knobs: { faults: [{ fault: "throttled", times: 2 }] },
    });
    expect([result.granted, outcomes]).toEqual([true, ["throttled", "throttled", "ok"]]);
  });

  it("throttled, four times at most", async () => {
    const { result, outcomes } = await call({ knobs: { faults: [{ fault: "throttled" }] } });
    expect(result).toMatchObject({ kind: "throttled", code: "Throttling", status: 400 });
    expect(outcomes).toEqual(Array(4).fill("throttled"));
  });

  it("a session without an end is granted as such", async () => {
    const { result } = await call({ knobs: { faults: [{ fault: "expiry-missing" }] } });
    expect(result.granted && result.value.expires).toBeNaN();
  });
});

describe("an answer that is not AWS's", () => {
  it.each<[string, Answer, string]>([
    ["nothing", page(200, ""), "Page"],
    ["a text", page(200, "ok", { "content-type": "text/plain" }), "Malformed"],
    ["half a page", page(200, "<html><bo"), "Page"],
    [
      "a page with a clock",
      page(200, "<html></html>", { date: "Thu, 01 Jan 1970 00:00:00 GMT" }),
      "Page",
    ],
    ["a wrong address", { status: 404, headers: {}, body: "" }, "Foreign"],
  ])("%s, asked once", async (_, answer, code) => {
    const { result, outcomes } = await call(answering(answer));
    expect(result).toMatchObject({ granted: false, kind: "not-aws", code, clockOffset: undefined });
    expect(outcomes).toEqual(["replaced"]);
  });
});

describe("no answer", () => {
  it("nobody listens", async () => {
    served = await serveWorld(exampleWorld());
    const { url } = served;
    await served.close();
    const request = { serial: EXAMPLE_SERIAL, code: "123456", durationSeconds: 900 };
    expect(await systemSts.getSessionToken(connectionTo(url), request)).toMatchObject({
      kind: "unsent",
      code: "ECONNREFUSED",
    });
  });
});

describe("the environment", () => {
  it.each([
    ["AWS_PROFILE", "nobody"],
    ["AWS_ENDPOINT_URL", "http://127.0.0.1:1"],
    ["AWS_REGION", "cn-north-1"],
    ["AWS_MAX_ATTEMPTS", "5"],
    ["AWS_SESSION_TOKEN", "x"],
    ["AWS_USE_DUALSTACK_ENDPOINT", "true"],
    ["AWS_USE_FIPS_ENDPOINT", "true"],
    ["AWS_CONFIG_FILE", "/nonexistent"],
  ])("has no say: %s", async (name, value) => {
    vi.stubEnv(name, value);
    const { result, outcomes } = await call();
    expect([result.granted, outcomes]).toEqual([true, ["ok"]]);
  });
});

describe("whose key it is", () => {
  const portal = page(200, "<html></html>");
  it.each<[string, Partial<Knobs>, object]>([
    ["a user's", {}, { granted: true, value: "arn:aws:iam::123456789012:user/mfa.user" }],
    ["where the clock is off", { clockOffset: 1_200_000 }, { granted: true }],
    [
      "a sign-in page",
      { intercept: () => portal },
      { granted: false, kind: "not-aws", status: 200 },
    ],
    ["cut off", { intercept: () => "drop" }, { granted: false, kind: "cut", code: "ECONNRESET" }],
  ])("%s", async (_, knobs, expected) => {
    served = await serveWorld(exampleWorld(knobs));
    expect(await systemSts.getCallerIdentity(connectionTo(served.url))).toMatchObject(expected);
  });
});
