import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PATH, credentialsOf, nothingLeft, refusalOf } from "../../src/endpoint/answer.ts";
import type { EndpointRequest } from "../../src/ports-endpoint.ts";
import { NOW, exampleSession } from "../support/context.ts";

/** What is answered to whom. */

const PORT = 4711;
const GOOD: EndpointRequest = {
  method: "GET",
  path: PATH,
  host: `127.0.0.1:${PORT}`,
  authorized: true,
};
const statusOf = (other: Partial<EndpointRequest>): number | undefined =>
  refusalOf({ ...GOOD, ...other }, PORT)?.status;

describe("a request", () => {
  it.each<[string, Partial<EndpointRequest>, number | undefined]>([
    ["as SDKs make it", {}, undefined],
    ["by name", { host: `localhost:${PORT}` }, undefined],
    ["without a host", { host: undefined }, 403],
    ["for a host that was made to mean 127.0.0.1", { host: `evil.example:${PORT}` }, 403],
    ["for a host that begins like ours", { host: `localhost:${PORT}.evil.example` }, 403],
    ["for another port", { host: "127.0.0.1:80" }, 403],
    ["without a port", { host: "127.0.0.1" }, 403],
    ["without the token", { authorized: false }, 401],
    ["by POST", { method: "POST" }, 405],
    ["by HEAD", { method: "HEAD" }, 405],
    ["by OPTIONS, as browsers ask first", { method: "OPTIONS" }, 405],
    ["for another path", { path: "/" }, 404],
    ["with a query", { path: `${PATH}?x` }, 404],
  ])("%s", (_, other, status) => expect(statusOf(other)).toBe(status));

  it("is not told about methods and paths without host and token", () => {
    const facts = fc.record({ method: fc.string(), path: fc.string(), host: fc.string() });
    fc.assert(
      fc.property(facts, (other) =>
        [401, 403].includes(statusOf({ ...other, authorized: false }) ?? 0),
      ),
    );
  });
});

describe("an answer", () => {
  it("has the credentials as SDKs expect them", () => {
    const session = exampleSession();
    expect(credentialsOf(session)).toEqual({
      status: 200,
      body: {
        AccessKeyId: session.credentials.accessKeyId,
        SecretAccessKey: session.credentials.secretAccessKey,
        Token: session.credentials.sessionToken,
        Expiration: new Date(NOW + 43_200_000).toISOString().replace(".000", ""),
      },
    });
  });
  it("says that there is nothing left", () =>
    expect(nothingLeft("why")).toEqual({
      status: 503,
      body: { code: "NoFreshSession", message: "why" },
    }));
});
