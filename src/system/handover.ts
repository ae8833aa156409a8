/** Hands a secret address to the browser of this machine, by an address that is none. */
import { randomBytes } from "node:crypto";
import { type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mayBeOurs } from "./peer.ts";

/** An address that waits to be fetched. */
export interface Handover {
  /** What the browser is started with. Others see it, but it leads only the user's own programs on, and once. */
  readonly address: string;
  /** Kept when the browser has come. */
  readonly taken: Promise<void>;
  /** Ends it. */
  close(): void;
}

/** The browser may keep nothing of it, and not tell the page where it comes from. */
const PRIVATE = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/** Begins to wait, on the loopback interface. @param secret where the browser is to be sent */
export async function handOver(secret: string): Promise<Handover> {
  const path = `/${randomBytes(24).toString("base64url")}`;
  let left = 1;
  let done: () => void;
  const taken = new Promise<void>((resolve) => (done = resolve));
  const server = createServer((asked, answer) => {
    if (asked.method !== "GET" || asked.url !== path || !mayBeOurs(asked.socket))
      return end(answer, 404);
    if (left === 0) return end(answer, 410);
    left -= 1;
    answer.once("close", () => done());
    end(answer, 302, { location: secret });
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${path}`,
    taken,
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}

function end(answer: ServerResponse, status: number, more: Record<string, string> = {}): void {
  answer.writeHead(status, { ...PRIVATE, connection: "close", ...more }).end();
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
}
