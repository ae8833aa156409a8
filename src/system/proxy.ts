/** Connections to a proxy, and through it. What fails here came before a byte of the request left. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type Socket, connect as tcpConnect, isIP } from "node:net";
import { connect as tlsConnect } from "node:tls";
import type { Connection } from "../ports-aws.ts";

/** A proxy. */
export type Proxy = NonNullable<Connection["proxy"]>;

/** The header that tells a proxy who we are (RFC 7617), if it is to be told. */
export function authorization({ login }: Proxy): { "proxy-authorization"?: string } {
  return login === ""
    ? {}
    : { "proxy-authorization": `Basic ${Buffer.from(login).toString("base64")}` };
}

/**
 * A connection to the proxy itself, by TLS if its address says so.
 * @param ca the authorities to trust, in PEM, for TLS
 * @param signal gives up
 * @throws Error with the code `EPROXYCONNECT` (the message is the network's code) or `EPROXYTIMEOUT`
 */
export async function openProxy(
  { url }: Proxy,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = protocol === "https:";
  const address = { host, port: Number(port || (secure ? 443 : 80)) };
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = secure
    ? tlsConnect({ ...address, ...name, ...(ca === undefined ? {} : { ca }) })
    : tcpConnect(address);
  // Whoever waits is told by `once`; what comes when nobody waits any more must not end the process.
  socket.on("error", () => undefined);
  try {
    await once(socket, secure ? "secureConnect" : "connect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw failed(error, signal);
  }
}

/**
 * A tunnel to a host and port that the proxy makes for us (CONNECT).
 * @throws Error as {@link openProxy}; `EPROXYAUTH` where it wants a user and a password, or others;
 * `EPROXYDENIED`, `EPROXYANSWER` (the message is its answer)
 */
export async function openTunnel(
  proxy: Proxy,
  target: string,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await openProxy(proxy, ca, signal);
  const asked = request({
    createConnection: () => socket,
    method: "CONNECT",
    path: target,
    headers: { host: target, ...authorization(proxy) },
  });
  asked.on("error", () => undefined).end();
  try {
    const [answer, , head] = (await once(asked, "connect", { signal })) as [
      IncomingMessage,
      Socket,
      Buffer,
    ];
    const { statusCode = 0, statusMessage = "" } = answer;
    if (statusCode < 200 || statusCode > 299)
      throw proxyError(codeOf(statusCode), `${statusCode} ${statusMessage.slice(0, 60)}`.trim());
    // Behind a tunnel TLS waits for us to begin: what comes first is not AWS's.
    if (head.length > 0) throw proxyError("EPROXYANSWER", `${statusCode}, and words of its own`);
    return socket;
  } catch (error) {
    socket.destroy();
    throw failed(error, signal);
  }
}

/** tinyproxy answers 401 where it does not accept the password, others 407. */
function codeOf(status: number): string {
  if (status === 407 || status === 401) return "EPROXYAUTH";
  return status === 403 ? "EPROXYDENIED" : "EPROXYANSWER";
}

function failed(error: unknown, signal: AbortSignal): Error {
  const { code = "" } = error as { readonly code?: string };
  if (code.startsWith("EPROXY")) return error as Error;
  return signal.aborted
    ? proxyError("EPROXYTIMEOUT", "no answer")
    : proxyError("EPROXYCONNECT", code);
}

function proxyError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
