/** The local endpoint for credentials: HTTP on 127.0.0.1. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { AwsmfaError } from "../errors.ts";
import type { EndpointAnswer, EndpointWanted, OpenEndpoint } from "../ports-endpoint.ts";

/** Nobody who asks for credentials needs more; bytes, and milliseconds for a whole request, and until it is looked at. */
const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
/** Connections at a time. */
const MOST = 256;

/** The port `OpensEndpoint`. A connection is closed after its answer. */
export async function systemEndpoint(wanted: EndpointWanted): Promise<OpenEndpoint> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer({ ...LIMITS, keepAlive: false }, (request, response) => {
    void answered(request, token, portOf(server), wanted).then((answer) => say(answer, response));
  });
  makeRoom(server);
  await listening(server, wanted.port);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void wanted.tick().finally(() => (busy = false));
  }, wanted.every);
  return {
    port: portOf(server),
    token,
    close() {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Whoever opens connections and says nothing (any program of this machine may) keeps nobody else out: the oldest one goes. */
function makeRoom(server: Server): void {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    const [oldest] = open;
    if (open.size > MOST) oldest?.destroy();
  });
}

async function answered(
  { method = "", url = "", headersDistinct }: IncomingMessage,
  token: string,
  port: number,
  { answer }: EndpointWanted,
): Promise<EndpointAnswer> {
  const host = onlyOne(headersDistinct["host"]);
  const authorization = onlyOne(headersDistinct["authorization"]) ?? "";
  const authorized = timingSafeEqual(hashOf(authorization), hashOf(token));
  try {
    return await answer({ method, path: url, host, authorized }, port);
  } catch {
    return { status: 500, body: { code: "InternalError", message: "this is a bug in awsmfa" } };
  }
}

/** A header that is there twice has no meaning (RFC 9112, section 3.2, for Host). */
function onlyOne(values: readonly string[] = []): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Of equal length whatever the text, as the comparison wants it. */
function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function say({ status, body }: EndpointAnswer, response: ServerResponse): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    connection: "close",
    ...(status === 405 ? { allow: "GET" } : {}),
  });
  response.end(text);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** @throws AwsmfaError `port-unusable` */
function listening(server: Server, port = 0): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code = "unknown error" }: NodeJS.ErrnoException) => {
      const why = WHY[code] ?? code;
      reject(
        new AwsmfaError(
          "port-unusable",
          `port ${port} of 127.0.0.1 cannot be used: ${why}`,
          "name another one with --port, or none: then a free one is taken",
        ),
      );
    });
    server.listen({ host: "127.0.0.1", port, exclusive: true }, resolve);
  });
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program has it",
  EACCES: "it takes an administrator",
};
