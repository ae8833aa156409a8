/** The local AWS over real HTTP or HTTPS, on the loopback interface. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/ports.ts";
import { handle } from "./handler.ts";
import type { Request, Response } from "./http.ts";
import type { Seen, World } from "./world.ts";

/** A server that runs. */
export interface ServedWorld {
  /** Such as `http://127.0.0.1:54321`, for both services. */
  readonly url: string;
  /** The world's list of requests. */
  readonly requests: readonly Seen[];
  /** Ends the server and every connection, hanging ones too. */
  close(): Promise<void>;
}

/**
 * Serves a world on 127.0.0.1.
 * @param options.clock the machine's clock; the real one if left out
 * @param options.port a free one if left out
 * @param options.tls speaks HTTPS with this certificate and its key, both in PEM
 */
export async function serveWorld(
  world: World,
  options: {
    readonly clock?: Pick<Clock, "now">;
    readonly port?: number;
    readonly tls?: { readonly cert: string; readonly key: string };
  } = {},
): Promise<ServedWorld> {
  const clock = options.clock ?? Date;
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    answer(world, clock, incoming, outgoing).catch((error: unknown) => {
      // A bug here must be seen by the test, as something that AWS never says.
      outgoing
        .writeHead(500, { "content-type": "text/plain" })
        .end(`local AWS failed: ${String(error)}`);
    });
  };
  const server =
    options.tls === undefined ? createServer(listener) : createSecureServer(options.tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    requests: world.requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  world: World,
  clock: Pick<Clock, "now">,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const result = await handle(world, await read(incoming), clock.now());
  if (result === "hang") return;
  if (result === "drop") return void incoming.socket.destroy();
  if (result === "reset") return void incoming.socket.resetAndDestroy();
  // Else Node adds the machine's time to answers that have none on purpose.
  outgoing.sendDate = false;
  deliver(result, incoming, outgoing);
}

function deliver(
  { status, headers, body, delivery }: Response,
  { socket }: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const half = body.slice(0, body.length / 2);
  const length = { "content-length": String(Buffer.byteLength(body)) };
  if (delivery === undefined) {
    outgoing.writeHead(status, headers).end(body);
  } else if (delivery === "trickle") {
    outgoing.writeHead(status, { ...headers, ...length }).flushHeaders();
    let sent = 0;
    const timer = setInterval(() => outgoing.write(body.charAt(sent++)), 1000);
    outgoing.once("close", () => clearInterval(timer));
  } else {
    outgoing.writeHead(status, delivery === "cut" ? { ...headers, ...length } : headers);
    // Closed once the half is on its way: an orderly end, in the middle.
    outgoing.write(half, () => void socket.end());
  }
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  };
}
