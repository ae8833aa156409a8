/**
 * Agents that watch TLS, reach AWS through a proxy (Node 20 has no such setting: its `proxyEnv` came with 24),
 * or trust other certificate authorities. Not loaded for plain http.
 */
import { Agent, type ClientRequest } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as tlsConnect } from "node:tls";
import { callbackify } from "node:util";
import type { Connection } from "../ports-aws.ts";
import { DirectAgent, watchedHandshake } from "./handshake.ts";
import { type Proxy, authorization, openProxy, openTunnel } from "./proxy.ts";

type Done = (error: Error | null, socket: Duplex) => void;

/** How long a proxy may take, in milliseconds: less than the SDK waits for a connection, so that it is known who did not answer. */
const LIMIT = 4500;

/** What the SDK's handler takes. */
export interface Agents {
  readonly httpAgent?: Agent;
  readonly httpsAgent?: HttpsAgent;
}

/** The agent that a connection takes. @param limit milliseconds for the proxy to connect us */
export function agentsOf({ endpoint, proxy, ca }: Connection, limit: number = LIMIT): Agents {
  const url = new URL(endpoint);
  if (proxy === undefined)
    return url.protocol === "http:"
      ? {}
      : { httpsAgent: new DirectAgent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) }) };
  const way = new Way(proxy, ca, limit);
  return url.protocol === "http:"
    ? { httpAgent: new ForwardAgent(way, url.origin) }
    : { httpsAgent: new TunnelAgent(way, ca) };
}

/** The way through a proxy, which can be given up: else a proxy that hangs would keep the process. */
class Way {
  readonly proxy: Proxy;
  readonly #ca: string | undefined;
  readonly #limit: number;
  readonly #given = new AbortController();

  constructor(proxy: Proxy, ca: string | undefined, limit: number) {
    this.proxy = proxy;
    this.#ca = ca;
    this.#limit = limit;
  }

  /** To the proxy itself. */
  open(): Promise<Socket> {
    return this.#within((signal) => openProxy(this.proxy, this.#ca, signal));
  }

  /** Through it, to a host and port. */
  tunnel(target: string): Promise<Socket> {
    return this.#within((signal) => openTunnel(this.proxy, target, this.#ca, signal));
  }

  giveUp(): void {
    this.#given.abort();
  }

  /** Not by `AbortSignal.any` and `AbortSignal.timeout`: Node 20 may collect such a signal before its time has come. */
  async #within<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const [controller, given] = [new AbortController(), this.#given.signal];
    const stop = (): void => controller.abort();
    const timer = setTimeout(stop, this.#limit);
    given.addEventListener("abort", stop, { once: true });
    if (given.aborted) stop();
    try {
      return await act(controller.signal);
    } finally {
      clearTimeout(timer);
      given.removeEventListener("abort", stop);
    }
  }
}

/** TLS through a tunnel (RFC 9110, 9.3.6): the proxy sees host and port, no more, and looks the name up. */
class TunnelAgent extends HttpsAgent {
  readonly #way: Way;

  constructor(way: Way, ca: string | undefined) {
    super({ keepAlive: true, ...(ca === undefined ? {} : { ca }) });
    this.#way = way;
  }

  override createConnection(options: RequestOptions, done?: Done): undefined {
    const { host, port } = options;
    const target = `${host?.includes(":") ? `[${host}]` : host}:${port}`;
    callbackify(() => this.#way.tunnel(target))((error, socket) => {
      // At once: whoever waits for TLS must not miss its first error.
      done?.(
        error,
        error ? socket : watchedHandshake(tlsConnect({ ...(options as object), socket })),
      );
    });
  }

  override destroy(): void {
    this.#way.giveUp();
    super.destroy();
  }
}

/** Plain http: the proxy is sent the request itself, with the whole address (RFC 9112, 3.2.2 absolute-form). */
class ForwardAgent extends Agent {
  readonly #way: Way;
  readonly #origin: string;

  constructor(way: Way, origin: string) {
    super({ keepAlive: true });
    this.#way = way;
    this.#origin = origin;
  }

  /** What Node calls with each request before its head is written; its types do not have it. */
  addRequest(request: ClientRequest, options: object): void {
    request.path = this.#origin + request.path;
    for (const [name, value] of Object.entries(authorization(this.#way.proxy)))
      request.setHeader(name, value);
    const { addRequest } = Agent.prototype as unknown as Pick<ForwardAgent, "addRequest">;
    addRequest.call(this, request, options);
  }

  override createConnection(_options: object, done?: Done): undefined {
    callbackify(() => this.#way.open())((error, socket) => done?.(error, socket));
  }

  override destroy(): void {
    this.#way.giveUp();
    super.destroy();
  }
}
