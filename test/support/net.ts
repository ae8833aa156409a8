/** Networks that are not there, and a port that is taken. */
import { createServer } from "node:net";
import { onTestFinished } from "vitest";
import type { Sandbox, Variables } from "./sandbox.ts";

const noNames = (code: string): string => `const dns = require("node:dns");
const lookup = dns.lookup;
dns.lookup = (name, options, done) => {
  if (/^(127\\.|localhost$)/.test(name)) return lookup(name, options, done);
  const error = Object.assign(new Error("getaddrinfo ${code} " + name), { code: "${code}", syscall: "getaddrinfo" });
  process.nextTick(done ?? options, error);
};
`;

/** Variables for a program in which no name of a host is known, so that nothing reaches the real AWS. @param code as Node names it */
export function withoutNames(box: Sandbox, code = "ENOTFOUND"): Variables {
  box.put("no-names.cjs", noNames(code));
  return { NODE_OPTIONS: `--require ${box.home}/no-names.cjs`, AWS_ENDPOINT_URL: undefined };
}

/** An address at which nobody answers. */
export const CLOSED = "http://127.0.0.1:1";

/** Takes a port of 127.0.0.1 until the test is over; somebody else may have it already. */
export async function holdPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise((done) =>
    server.once("listening", done).once("error", done).listen(port, "127.0.0.1"),
  );
  onTestFinished(() => void server.close());
}
