import { afterEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../src/ports.ts";
import { systemSts } from "../../src/system/sts.ts";
import { EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import type { Answer, Fault } from "../local-aws/http.ts";
import { type ServedWorld, serveWorld } from "../local-aws/server.ts";
import { CREDENTIALS, connectionTo } from "../local-aws/support.ts";
import { codeOf } from "../local-aws/totp.ts";
import type { Knobs } from "../local-aws/world.ts";

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

const fault = (intercepted: Fault): Case => ({ knobs: { intercept: () => intercepted } });

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

  it("in AWS's words, with a status of 503", async () => {
    const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>later</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
    const { result, outcomes } = await call(fault(page(503, body, { "content-type": "text/xml" })));
    expect(result).toMatchObject({ kind: "refused", code: "ServiceUnavailable", status: 503 });
    expect(outcomes).toEqual(["replaced"]);
  });
});

describe("an answer that is not AWS's", () => {
  const html = "<!DOCTYPE html><html><body>Sign in</body></html>";
  it.each<[string, Answer, number]>([
    ["a sign-in page", page(200, html), 200],
    [
      "a sign-in page with a clock of its own",
      page(200, html, { date: "Thu, 01 Jan 1970 00:00:00 GMT" }),
      200,
    ],
    ["nothing", page(200, ""), 200],
    ["a text", page(200, "ok", { "content-type": "text/plain" }), 200],
    [
      "a result without credentials",
      page(200, "<GetSessionTokenResponse><GetSessionTokenResult/></GetSessionTokenResponse>"),
      200,
    ],
    ["half a page", page(200, "<html><bo"), 200],
    ["a redirection", page(302, "", { location: "http://portal.example/" }), 302],
    ["a page that says 503", page(503, html), 503],
    ["a page that says 407", page(407, html), 407],
    ["a page that says 511", page(511, html), 511],
    ["nothing, with 502", page(502, ""), 502],
  ])("%s, asked once", async (_, answer, status) => {
    const { result, outcomes } = await call(fault(answer));
    expect(result).toMatchObject({ granted: false, kind: "not-aws", status });
    expect(result.clockOffset).toBeUndefined();
    expect(outcomes).toEqual(["replaced"]);
  });
});

describe("no answer", () => {
  it.each(["drop", "lose"] as const)("%s, asked once", async (cut) => {
    const { result, outcomes } = await call(fault(cut));
    expect(result).toMatchObject({ granted: false, kind: "unreachable", code: "ECONNRESET" });
    expect(result).toMatchObject({ status: undefined, clockOffset: undefined });
    expect(outcomes).toEqual([cut]);
  });

  it("nobody listens", async () => {
    served = await serveWorld(exampleWorld());
    const { url } = served;
    await served.close();
    const request = { serial: EXAMPLE_SERIAL, code: "123456", durationSeconds: 900 };
    expect(await systemSts.getSessionToken(connectionTo(url), request)).toMatchObject({
      kind: "unreachable",
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
    [
      "cut off",
      { intercept: () => "drop" },
      { granted: false, kind: "unreachable", code: "ECONNRESET" },
    ],
  ])("%s", async (_, knobs, expected) => {
    served = await serveWorld(exampleWorld(knobs));
    expect(await systemSts.getCallerIdentity(connectionTo(served.url))).toMatchObject(expected);
  });
});
