import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EndpointRequest, EndpointWanted } from "../../src/ports-endpoint.ts";
import { systemEndpoint } from "../../src/system/endpoint.ts";
import { failureOf } from "../support/context.ts";

/** The server of the endpoint, over real sockets. */

async function opened(other: Partial<EndpointWanted> = {}) {
  const seen: EndpointRequest[] = [];
  const endpoint = await systemEndpoint({
    every: 3_600_000,
    tick: async () => undefined,
    answer: async (request) => {
      seen.push(request);
      return { status: 200, body: { hello: "there" } };
    },
    ...other,
  });
  onTestFinished(() => endpoint.close());
  return { endpoint, seen };
}

/** Sends bytes as they are, and gives back all that is answered until the end. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("latin1").on("data", (part: string) => void (answer += part));
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

const request = (lines: string): string => `GET /x HTTP/1.1\r\n${lines}\r\n\r\n`;

describe("a request", () => {
  it.each([
    ["the token", (token: string) => `Authorization: ${token}`, true],
    ["a longer one", (token: string) => `Authorization: ${token}x`, false],
    ["a shorter one", (token: string) => `Authorization: ${token.slice(1)}`, false],
    ["a Bearer", (token: string) => `Authorization: Bearer ${token}`, false],
    ["two", (token: string) => `Authorization: ${token}\r\nAuthorization: ${token}`, false],
    ["none", () => "X: y", false],
  ])("with %s", async (_, header, authorized) => {
    const { endpoint, seen } = await opened();
    const answer = await raw(
      endpoint.port,
      request(`Host: a.example\r\n${header(endpoint.token)}`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"hello":"there"\}$/);
    expect(seen).toEqual([{ method: "GET", path: "/x", host: "a.example", authorized }]);
  });
  it("with two hosts has none", async () => {
    const { endpoint, seen } = await opened();
    await raw(endpoint.port, request(`Host: 127.0.0.1:${endpoint.port}\r\nHost: evil.example`));
    expect(seen.map(({ host }) => host)).toEqual([undefined]);
  });
  it("after another on the same connection is not answered", async () => {
    const { endpoint } = await opened();
    const answer = await raw(endpoint.port, request("Host: a").repeat(3));
    expect(answer.match(/^HTTP/gm)).toHaveLength(1);
  });
  it.each([
    ["no HTTP", "hello\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["endless headers", request(`Host: a\r\nX: ${"x".repeat(9000)}`), /^HTTP\/1\.1 431 /],
    ["no host", request("X: y"), /^HTTP\/1\.1 400 /],
  ])("that is %s is refused by the server", async (_, text, expected) => {
    const { endpoint, seen } = await opened();
    expect(await raw(endpoint.port, text)).toMatch(expected);
    expect(seen).toEqual([]);
  });
  it("whose answer fails is told without why", async () => {
    const answer = (): Promise<never> => Promise.reject(new Error("secret"));
    const { endpoint } = await opened({ answer });
    const text = await raw(endpoint.port, request("Host: a"));
    expect(text).toMatch(/^HTTP\/1\.1 500 /);
    expect(text).not.toContain("secret");
  });
});

describe("connections that say nothing", () => {
  it("keep nobody out", async () => {
    const { endpoint } = await opened();
    const idle = Array.from({ length: 600 }, () =>
      connect(endpoint.port, "127.0.0.1").on("error", () => undefined),
    );
    onTestFinished(() => idle.forEach((socket) => socket.destroy()));
    await Promise.all(idle.map((socket) => new Promise((done) => socket.once("connect", done))));
    expect(await raw(endpoint.port, request("Host: a"))).toMatch(/^HTTP\/1\.1 200 /);
  });
  it("are closed after a while", async () => {
    const { endpoint } = await opened();
    expect(await raw(endpoint.port, "GET /x HT")).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("an endpoint", () => {
  it("has a token of its own each time", async () => {
    const tokens = [await opened(), await opened()].map(({ endpoint }) => endpoint.token);
    expect(tokens[0]).toMatch(/^[\w-]{43}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });
  it("says whose port it is not", async () => {
    const { endpoint } = await opened();
    const failure = await failureOf(() => opened({ port: endpoint.port }));
    expect(failure).toMatchObject({
      code: "port-unusable",
      message: `port ${endpoint.port} of 127.0.0.1 cannot be used: another program has it`,
    });
  });
  it("ticks one after the other, until it is closed", async () => {
    let [running, most, count] = [0, 0, 0];
    let enough: (() => void) | undefined;
    const ticked = new Promise<void>((done) => (enough = done));
    const tick = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 10));
      running -= 1;
      if ((count += 1) === 3) enough?.();
    };
    await opened({ every: 1, tick });
    await ticked;
    expect(most).toBe(1);
  });
});
