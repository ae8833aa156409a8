import { request } from "node:https";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { createServer as createTlsServer, connect } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { DirectAgent, watchedHandshake } from "../../src/system/handshake.ts";
import { hasOpenssl, makeCertificates } from "../support/certificates.ts";

/** A port on which each connection is handled so. */
async function served(act: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    act(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** How a request ends: the answer's status, or the error's code and whether it is marked. */
function ended(port: number, ca?: string): Promise<unknown> {
  const agent = new DirectAgent(ca === undefined ? {} : { ca });
  return new Promise((resolve) => {
    request({ host: "127.0.0.1", port, agent, method: "POST" }, (answer) =>
      answer.resume().once("end", () => resolve(answer.statusCode)),
    )
      .once("error", (error: NodeJS.ErrnoException & { unsent?: boolean }) =>
        resolve([error.code, error.unsent]),
      )
      .end("body");
  });
}

describe("what comes before TLS stands is marked", () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ["reset", (socket) => socket.once("data", () => socket.resetAndDestroy()), "ECONNRESET"],
    ["closed", (socket) => socket.once("data", () => socket.end()), "ECONNRESET"],
    ["no TLS", (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 x\r\n")), "EPROTO"],
  ])("%s", async (_title, act, code) => {
    expect(await ended(await served(act))).toEqual([code, true]);
  });

  it("silence, which is ended", async () => {
    const socket = connect({ host: "127.0.0.1", port: await served(() => undefined) });
    const error = await new Promise((resolve) =>
      watchedHandshake(socket, 20).once("error", resolve),
    );
    expect(error).toMatchObject({ code: "ETIMEDOUT", unsent: true });
  });
});

describe.skipIf(!hasOpenssl)("what comes later is not (needs openssl)", () => {
  const certificates = hasOpenssl ? makeCertificates() : { ca: "", cert: "", key: "" };
  const answering = (act: (socket: Socket) => void) => {
    const server = createTlsServer(certificates, (socket) => {
      socket.on("error", () => undefined).once("data", () => act(socket));
    });
    return served((socket) => void server.emit("connection", socket));
  };

  it("a connection that breaks", async () => {
    const port = await answering((socket) => socket.destroy());
    expect(await ended(port, certificates.ca)).toEqual(["ECONNRESET", undefined]);
  });

  it("an answer", async () => {
    const port = await answering((socket) => socket.end("HTTP/1.1 204 No\r\n\r\n"));
    expect(await ended(port, certificates.ca)).toBe(204);
  });

  it("a certificate that is not trusted is marked", async () => {
    const port = await answering((socket) => socket.end());
    expect(await ended(port)).toEqual([expect.stringMatching(/CERT|UNABLE/), true]);
  });
});
