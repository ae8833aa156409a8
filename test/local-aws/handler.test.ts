import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { EXAMPLE_SERIAL, exampleWorld } from "./example.ts";
import { handle } from "./handler.ts";
import type { Request, Response } from "./http.ts";
import { signedRequest } from "./sign.ts";
import { connectionTo } from "./support.ts";
import { acceptCode, codeOf } from "./totp.ts";
import type { World } from "./world.ts";
import { textIn } from "./xml.ts";

const NOW = Date.parse("2026-01-02T03:04:05.678Z");
const CONNECTION = connectionTo("http://127.0.0.1:8080");
type Parameters = Readonly<Record<string, string>>;

function request(
  service: "sts" | "iam",
  action: string,
  parameters: Parameters = {},
): Promise<Request> {
  return signedRequest(CONNECTION, service, action, parameters, NOW);
}

async function answerTo(asked: Request, world: World = exampleWorld()): Promise<Response> {
  const answer = await handle(world, asked, NOW);
  if (typeof answer === "string") throw new Error(`no answer but ${answer}`);
  return answer;
}

async function refusalOf(asked: Request, world?: World): Promise<string> {
  const { status, body } = await answerTo(asked, world);
  return `${status} ${textIn(body, "Code")}: ${textIn(body, "Message")}`;
}

/** The same request with other headers; `undefined` takes one away. */
function withHeaders(
  asked: Request,
  change: Readonly<Record<string, string | undefined>>,
): Request {
  const entries = Object.entries({ ...asked.headers, ...change });
  const headers = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...asked, headers: Object.fromEntries(headers) };
}

describe("the documents", () => {
  it("a granted call", async () => {
    const { status, headers, body } = await answerTo(await request("sts", "GetCallerIdentity"));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/xml",
      date: "Fri, 02 Jan 2026 03:04:05 GMT",
    });
    expect(body).toBe(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        "<Arn>arn:aws:iam::123456789012:user/mfa.user</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>123456789012</Account>" +
        "</GetCallerIdentityResult><ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>" +
        "</GetCallerIdentityResponse>\n",
    );
  });

  it("a refused call, with markup in what it repeats", async () => {
    const { status, body } = await answerTo(
      await request("iam", "GetUser", { UserName: "<&\"'>" }),
    );
    expect(status).toBe(400);
    expect(body).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>ValidationError</Code>' +
        "<Message>1 validation error detected: Value &apos;&lt;&amp;&quot;&apos;&gt;&apos; at &apos;userName&apos; failed to satisfy constraint: " +
        "Member must satisfy regular expression pattern: [\\w+=,.@-]+</Message></Error>" +
        "<RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>\n",
    );
  });

  it("the date is AWS's", async () => {
    const { headers } = await answerTo(
      await request("sts", "GetCallerIdentity"),
      exampleWorld({ clockOffset: 60_000 }),
    );
    expect(headers["date"]).toBe("Fri, 02 Jan 2026 03:05:05 GMT");
  });
});

describe("what is no request of the Query protocol", () => {
  const MISSING = "400 MissingAction: The request must contain the parameter Action";
  it.each<[string, (asked: Request) => Request, string]>([
    ["GET", (asked) => ({ ...asked, method: "GET" }), MISSING],
    ["another path", (asked) => ({ ...asked, path: "/sts" }), MISSING],
    ["JSON", (asked) => withHeaders(asked, { "content-type": "application/json" }), MISSING],
    ["no action", (asked) => ({ ...asked, body: "Version=2011-06-15" }), MISSING],
    [
      "an action of the other service",
      (asked) => ({ ...asked, body: "Action=GetUser&Version=2011-06-15" }),
      "400 InvalidAction: Could not find operation GetUser for version 2011-06-15",
    ],
    [
      "an action that every object has",
      (asked) => ({ ...asked, body: "Action=toString&Version=2011-06-15" }),
      "400 InvalidAction: Could not find operation toString for version 2011-06-15",
    ],
    [
      "another version",
      (asked) => ({ ...asked, body: "Action=GetUser&Version=2000-01-01" }),
      "400 InvalidAction: Could not find operation GetUser for version 2000-01-01",
    ],
  ])("%s", async (_title, change, told) => {
    expect(await refusalOf(change(await request("sts", "GetCallerIdentity")))).toBe(told);
  });

  it("a number that is none", async () => {
    expect(
      await refusalOf(await request("sts", "GetSessionToken", { DurationSeconds: "1h" })),
    ).toMatch(/^400 MalformedInput/);
  });
});

describe("the signature", () => {
  const MISMATCH =
    /^403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided\./;
  const unsigned = (asked: Request, name: string): Request =>
    withHeaders(asked, { authorization: asked.headers["authorization"]?.replace(`${name};`, "") });
  it.each<[string, (asked: Request) => Request, RegExp]>([
    [
      "none",
      (asked) => withHeaders(asked, { authorization: undefined }),
      /^403 MissingAuthenticationToken: Request is missing Authentication Token$/,
    ],
    [
      "another kind",
      (asked) => withHeaders(asked, { authorization: "Bearer x" }),
      /^400 IncompleteSignature/,
    ],
    [
      "no date",
      (asked) => withHeaders(asked, { "x-amz-date": undefined }),
      /^400 IncompleteSignature: Date must be in ISO-8601 'basic format'\. Got ''\./,
    ],
    [
      "a date in another form",
      (asked) => withHeaders(asked, { "x-amz-date": "2026-01-02T03:04:05Z" }),
      /^400 IncompleteSignature/,
    ],
    [
      "another second",
      (asked) => withHeaders(asked, { "x-amz-date": "20260102T030406Z" }),
      MISMATCH,
    ],
    [
      "another day",
      (asked) => withHeaders(asked, { "x-amz-date": "20260103T030405Z" }),
      /Date in Credential scope does not match YYYYMMDD/,
    ],
    ["another host", (asked) => withHeaders(asked, { host: "127.0.0.1:8081" }), MISMATCH],
    ["another body", (asked) => ({ ...asked, body: `${asked.body}&X=1` }), MISMATCH],
    [
      "another body, hash left out",
      (asked) =>
        unsigned(
          withHeaders(
            { ...asked, body: `${asked.body}&X=1` },
            { "x-amz-content-sha256": undefined },
          ),
          "x-amz-content-sha256",
        ),
      MISMATCH,
    ],
    [
      "no hash of the body",
      (asked) => withHeaders(asked, { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }),
      MISMATCH,
    ],
    [
      "an unsigned host",
      (asked) => unsigned(asked, "host"),
      /'Host' or ':authority' must be a 'SignedHeader'/,
    ],
    [
      "an unsigned token",
      (asked) => withHeaders(asked, { "x-amz-security-token": "x" }),
      /headers present in the request which were not signed: x-amz-security-token$/,
    ],
    [
      "another region in the scope",
      (asked) =>
        withHeaders(asked, {
          authorization: asked.headers["authorization"]?.replace("us-east-1", "us-east-2"),
        }),
      MISMATCH,
    ],
  ])("%s is refused", async (_title, change, told) => {
    expect(await refusalOf(change(await request("sts", "GetCallerIdentity")))).toMatch(told);
  });

  it("one for the other service is refused", async () => {
    const asked = await request("iam", "GetCallerIdentity");
    const body = asked.body.replace("2010-05-08", "2011-06-15");
    expect(await refusalOf({ ...asked, body })).toBe(
      "403 SignatureDoesNotMatch: Credential should be scoped to correct service: 'sts'. ",
    );
  });

  it("any other character in it is refused", async () => {
    const asked = await request("sts", "GetCallerIdentity");
    const header = asked.headers["authorization"] ?? "";
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom(..."0123456789abcdef"),
        async (back, digit) => {
          const at = header.length - back;
          const authorization = header.slice(0, at) + digit + header.slice(at + 1);
          const { status } = await answerTo(withHeaders(asked, { authorization }));
          expect(status).toBe(authorization === header ? 200 : 403);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("codes", () => {
  const device = (world: World) => world.users[0]?.devices[0] ?? expect.fail("no device");

  it("each is good once, for its own step and the ones beside it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 4_000_000_000 }),
        fc.integer({ min: -4, max: 4 }),
        (seconds, steps) => {
          const world = exampleWorld();
          const now = seconds * 1000;
          const code = codeOf(world, EXAMPLE_SERIAL, now, steps);
          const near = [-1, 0, 1].map((each) => codeOf(world, EXAMPLE_SERIAL, now, each));
          // Once in a million steps two codes are the same.
          fc.pre(new Set(near).size === 3 && near.includes(code) === Math.abs(steps) <= 1);
          expect(acceptCode(device(world), code, now)).toBe(Math.abs(steps) <= 1);
          expect(acceptCode(device(world), code, now)).toBe(false);
          expect(device(world).attempts).toBe(2);
        },
      ),
    );
  });

  it("the next step's code is good right after this one's, and the one before too", () => {
    const world = exampleWorld();
    const accepted = [0, 1, -1].map((steps) =>
      acceptCode(device(world), codeOf(world, EXAMPLE_SERIAL, NOW, steps), NOW),
    );
    expect(accepted).toEqual([true, true, true]);
  });

  it("a serial without a secret has none", () => {
    expect(() => codeOf(exampleWorld(), "GAHT12345678", NOW)).toThrow(
      "no device with a secret has the serial GAHT12345678",
    );
  });
});

describe("what is remembered of requests", () => {
  it("action, key, region and outcome, without secrets", async () => {
    const world = exampleWorld();
    world.intercept = (_request, action) => (action === "GetUser" ? "hang" : undefined);
    const code = codeOf(world, EXAMPLE_SERIAL, NOW);
    const parameters = { SerialNumber: EXAMPLE_SERIAL, TokenCode: code };
    const asked = await request("sts", "GetSessionToken", parameters);
    await handle(world, asked, NOW);
    await handle(world, asked, NOW);
    expect(await handle(world, await request("iam", "GetUser"), NOW)).toBe("hang");
    world.intercept = () => "lose";
    expect(await handle(world, await request("iam", "GetUser"), NOW)).toBe("drop");
    world.intercept = () => ({ status: 200, headers: {}, body: "" });
    await handle(world, { ...asked, headers: {}, body: "" }, NOW);
    const common = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", region: "us-east-1" };
    expect(world.requests).toEqual([
      { service: "sts", action: "GetSessionToken", ...common, outcome: "ok" },
      { service: "sts", action: "GetSessionToken", ...common, outcome: "AccessDenied" },
      { service: "iam", action: "GetUser", ...common, outcome: "hang" },
      { service: "iam", action: "GetUser", ...common, outcome: "lose" },
      { service: "none", action: "", accessKeyId: "", region: "", outcome: "replaced" },
    ]);
    const kept = JSON.stringify(world.requests);
    for (const secret of [code, CONNECTION.credentials.secretAccessKey, world.sessions[0]?.token]) {
      expect(kept).not.toContain(secret);
    }
  });
});
