import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Agents, agentsOf } from "../../src/system/agent.ts";
import { connectionTo } from "../local-aws/support.ts";
import { hasOpenssl, makeCertificates } from "../support/certificates.ts";

/** A proxy of which each connection is a list of what came; it does with it what the test wants. */
async function proxyThat(act: (socket: Socket, text: string) => void) {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    socket.once("data", (chunk) => {
      heard.push(chunk.toString());
      act(socket, chunk.toString());
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, heard, sockets };
}

function agents(endpoint: string, url: string, login = "", limit = 60_000): Agents {
  const proxy = { url, login, variable: "HTTPS_PROXY" };
  return agentsOf(connectionTo(endpoint, { proxy }), limit);
}

/** The error that a call ends with, as its code and message; else the answer's status. */
function call(endpoint: string, { httpAgent, httpsAgent }: Agents): Promise<string> {
  return new Promise((resolve) => {
    const options = { agent: httpsAgent ?? httpAgent, method: "POST" };
    const send = httpsAgent === undefined ? httpRequest : httpsRequest;
    send(endpoint, options, (answer) => {
      answer.resume().once("end", () => resolve(`${answer.statusCode}`));
    })
      .once("error", (error: NodeJS.ErrnoException) => resolve(`${error.code}: ${error.message}`))
      .end("body");
  });
}

const STS = "https://sts.us-east-1.amazonaws.com";

describe("the agents", () => {
  const kinds = (found: Agents): string[] => Object.keys(found);
  const proxy = { url: "http://proxy:1", login: "", variable: "HTTPS_PROXY" };
  it.each([
    ["http://localhost", {}, []],
    ["http://localhost", { ca: "PEM" }, []],
    [STS, {}, ["httpsAgent"]],
    [STS, { ca: "PEM" }, ["httpsAgent"]],
    [STS, { proxy }, ["httpsAgent"]],
    ["HTTP://localhost", { proxy, ca: "PEM" }, ["httpAgent"]],
  ])("of %s with %j: %j", (endpoint, other, expected) => {
    expect(kinds(agentsOf(connectionTo(endpoint, other)))).toEqual(expected);
  });
});

describe("a tunnel", () => {
  it.each([
    [STS, "", "sts.us-east-1.amazonaws.com:443", undefined],
    ["https://127.0.0.1:8443", "jane:p4ss", "127.0.0.1:8443", "Basic amFuZTpwNHNz"],
    ["https://[::1]:8443", "jö:", "[::1]:8443", "Basic asO2Og=="],
  ])("to %s as “%s” is asked for", async (endpoint, login, target, authorization) => {
    const { url, heard } = await proxyThat((socket) => socket.end("HTTP/1.1 403 No\r\n\r\n"));
    await call(endpoint, agents(endpoint, url, login));
    const [first, ...lines] = heard.join("").split("\r\n");
    expect(first).toBe(`CONNECT ${target} HTTP/1.1`);
    expect(lines).toContain(`host: ${target}`);
    expect(lines.find((line) => line.startsWith("proxy-authorization"))).toBe(
      authorization && `proxy-authorization: ${authorization}`,
    );
    expect(heard.join("")).not.toContain("body");
  });

  it.each([
    ["HTTP/1.1 407 Proxy Authentication Required", "EPROXYAUTH: 407 Proxy Authentication Required"],
    ["HTTP/1.0 401 Unauthorized", "EPROXYAUTH: 401 Unauthorized"],
    ["HTTP/1.1 403 Forbidden", "EPROXYDENIED: 403 Forbidden"],
    ["HTTP/1.1 502", "EPROXYANSWER: 502"],
    ["HTTP/1.1 302 Found", "EPROXYANSWER: 302 Found"],
    ["HTTP/1.1 200 OK\r\n\r\n<html>", "EPROXYANSWER: 200, and words of its own"],
    [`HTTP/1.1 500 ${"x".repeat(99)}`, `EPROXYANSWER: 500 ${"x".repeat(60)}`],
    ["SSH-2.0-OpenSSH", "EPROXYCONNECT: HPE_INVALID_CONSTANT"],
  ])("that is answered with %s", async (line, expected) => {
    const { url } = await proxyThat((socket) => socket.write(`${line}\r\n\r\n`));
    expect(await call(STS, agents(STS, url))).toBe(expected);
  });

  it("ends with the proxy's connection", async () => {
    const { url } = await proxyThat((socket) => socket.destroy());
    expect(await call(STS, agents(STS, url))).toBe("EPROXYCONNECT: ECONNRESET");
  });

  it.each([
    ["is not answered", () => undefined],
    ["is answered by halves", (socket: Socket) => void socket.write("HTTP/1.1 20")],
  ])("is given up where it %s", async (_title, act) => {
    const { url, sockets } = await proxyThat(act);
    expect(await call(STS, agents(STS, url, "", 50))).toBe("EPROXYTIMEOUT: no answer");
    await Promise.all(sockets.map(closed));
  });

  it("that is still to come ends with its agent", async () => {
    const found: { agents?: Agents } = {};
    const { url, sockets } = await proxyThat(() => found.agents?.httpsAgent?.destroy());
    found.agents = agents(STS, url);
    expect(await call(STS, found.agents)).toBe("EPROXYTIMEOUT: no answer");
    await Promise.all(sockets.map(closed));
  });

  it("that does not lead to TLS fails as TLS does", async () => {
    const { url } = await proxyThat((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.once("data", () => socket.write("nonsense"));
    });
    expect(await call(STS, agents(STS, url))).toMatch(/^(?:EPROTO|ERR_SSL_\w+):/);
  });

  it.skipIf(!hasOpenssl)("is shared by calls, and closed by destroy (needs openssl)", async () => {
    const certificates = makeCertificates();
    const server = createTlsServer(certificates, (socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => socket.write("HTTP/1.1 204 No Content\r\n\r\n"));
    });
    const { url, heard, sockets } = await proxyThat((socket) => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      server.emit("connection", socket);
    });
    const proxy = { url, login: "", variable: "HTTPS_PROXY" };
    const endpoint = "https://127.0.0.1:8443";
    const found = agentsOf(connectionTo(endpoint, { proxy, ca: certificates.ca }));
    expect([await call(endpoint, found), await call(endpoint, found)]).toEqual(["204", "204"]);
    expect(heard).toHaveLength(1);
    found.httpsAgent?.destroy();
    await Promise.all(sockets.map(closed));
  });
});

describe("a plain request", () => {
  it("is sent with the whole address, user and password", async () => {
    const { url, heard, sockets } = await proxyThat((socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
    );
    const endpoint = "http://sts.test:4566/path?a=b";
    const found = agents(endpoint, url, "jane:p4ss");
    expect(await call(endpoint, found)).toBe("200");
    const [first, ...lines] = heard.join("").split("\r\n");
    expect(first).toBe("POST http://sts.test:4566/path?a=b HTTP/1.1");
    expect(lines).toEqual(
      expect.arrayContaining(["Host: sts.test:4566", "proxy-authorization: Basic amFuZTpwNHNz"]),
    );
    found.httpAgent?.destroy();
    await Promise.all(sockets.map(closed));
  });

  it("fails as the proxy does", async () => {
    const endpoint = "http://sts.test:4566";
    const found = agents(endpoint, "http://127.0.0.1:1");
    expect(await call(endpoint, found)).toBe("EPROXYCONNECT: ECONNREFUSED");
  });
});

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed || socket.readableEnded) resolve();
    else socket.once("close", () => resolve()).once("end", () => resolve());
  });
}
