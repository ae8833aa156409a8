/** TLS that is watched until it stands: what fails before that has sent not a byte of the request, so no code is used. */
import { Agent, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";

/** Time for TLS to come about, in milliseconds; as long as the SDK waits for a connection. */
const LIMIT = 5000;

type Done = (error: Error | null, socket: Duplex) => void;

/**
 * Marks what ends the socket before TLS stands as `unsent`, and ends it where that takes too long.
 * @param limit milliseconds
 * @returns the socket itself
 */
export function watchedHandshake(socket: TLSSocket, limit: number = LIMIT): TLSSocket {
  const silence = Object.assign(new Error("TLS did not come about in time"), { code: "ETIMEDOUT" });
  const timer = setTimeout(() => socket.destroy(silence), limit);
  const mark = (error: Error): void => void Object.assign(error, { unsent: true });
  // The first to hear of it: whoever looks at the error comes later.
  socket.prependOnceListener("error", mark);
  socket.once("secureConnect", () => {
    clearTimeout(timer);
    socket.off("error", mark);
  });
  return socket.once("close", () => clearTimeout(timer));
}

/** The agent of a connection without a proxy. */
export class DirectAgent extends Agent {
  override createConnection(options: RequestOptions, done?: Done): Duplex | null | undefined {
    const socket = super.createConnection(options, done);
    return socket && watchedHandshake(socket as TLSSocket);
  }
}
