import { afterEach, describe, expect, it } from "vitest";
import type { AwsResult } from "../../src/ports-aws.ts";
import { agentsFor, beyondProxy } from "../../src/system/network.ts";
import { connectionTo } from "../local-aws/support.ts";

const proxy = { url: "http://proxy:1", variable: "HTTP_PROXY", login: "" };
const plain = connectionTo("http://localhost:4566");
const proxied = { ...plain, proxy };

function answer(status: number | undefined): AwsResult<never> {
  const words = { code: "Unknown", message: "text", clockOffset: undefined };
  return { granted: false, kind: "not-aws", status, ...words };
}

describe("the agents", () => {
  it("are none where nothing is to be watched", async () => {
    expect(await agentsFor(plain)).toEqual({});
    expect(Object.keys(await agentsFor(connectionTo("https://sts.test")))).toEqual(["httpsAgent"]);
    expect(Object.keys(await agentsFor(proxied))).toEqual(["httpAgent"]);
  });
});

describe("a name server that is silent", () => {
  const own = process.env["RES_OPTIONS"];
  afterEach(() => {
    if (own === undefined) delete process.env["RES_OPTIONS"];
    else process.env["RES_OPTIONS"] = own;
  });
  it.each([
    [undefined, "timeout:2 attempts:1"],
    ["timeout:9", "timeout:9"],
  ])("is not waited for longer than for a connection, but if %s is set", async (set, expected) => {
    if (set === undefined) delete process.env["RES_OPTIONS"];
    else process.env["RES_OPTIONS"] = set;
    await agentsFor(plain);
    expect(process.env["RES_OPTIONS"]).toBe(expected);
  });
});

describe("an answer", () => {
  it("of 407 is the proxy's, if there is one", () => {
    expect(beyondProxy(answer(407), proxied)).toEqual({
      ...answer(undefined),
      kind: "proxy",
      code: "EPROXYAUTH",
    });
    expect(beyondProxy(answer(407), plain)).toEqual(answer(407));
  });
  it("of 401 is the proxy's, if it was sent a password", () => {
    const sent = { ...proxied, proxy: { ...proxy, login: "jane:p4ss" } };
    expect(beyondProxy(answer(401), sent)).toMatchObject({ kind: "proxy", code: "EPROXYAUTH" });
    expect(beyondProxy(answer(401), proxied)).toEqual(answer(401));
  });
  it.each([403, 503, 200, undefined])("of %s stays as it is", (status) => {
    expect(beyondProxy(answer(status), proxied)).toEqual(answer(status));
  });
  it("that was granted stays as it is", () => {
    const granted = { granted: true, value: 1, clockOffset: 0 } as const;
    expect(beyondProxy(granted, proxied)).toBe(granted);
  });
});
