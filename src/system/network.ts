/** What TLS, a proxy, or authorities of the user's own change in a call. Plain http loads nothing of it. */
import type { AwsResult, Connection } from "../ports-aws.ts";
import type { Agents } from "./agent.ts";

/**
 * How long glibc asks a name server that is silent (resolv.conf(5)): shorter than the SDK waits for a connection,
 * so that the next one has its turn. Node ends only when what was asked is over, whatever `process.exit` says.
 */
const RESOLVER = "timeout:2 attempts:1";

/** The agents for a proxy or for TLS; none for plain http. */
export async function agentsFor(connection: Connection): Promise<Agents> {
  process.env["RES_OPTIONS"] ??= RESOLVER;
  if (connection.proxy === undefined && !/^https:/i.test(connection.endpoint)) return {};
  return (await import("./agent.ts")).agentsOf(connection);
}

/**
 * The answer as it is, but for a proxy's question for a password, which comes as an answer where the request
 * is plain http: nobody else asks with this status (RFC 9110, 15.5.8), and the request has gone no further.
 */
export function beyondProxy<T>(result: AwsResult<T>, { proxy }: Connection): AwsResult<T> {
  if (proxy === undefined || result.granted || result.kind !== "not-aws") return result;
  // tinyproxy's answer to a wrong password.
  const wrong = result.status === 401 && proxy.login !== "";
  if (result.status !== 407 && !wrong) return result;
  return { ...result, kind: "proxy", code: "EPROXYAUTH", status: undefined };
}
