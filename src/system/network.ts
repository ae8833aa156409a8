/** What a proxy, or authorities of the user's own, change in a call. A plain call loads nothing of it. */
import type { AwsResult, Connection } from "../ports.ts";
import type { Agents } from "./agent.ts";

/** The agents for a proxy or for authorities of the user's own; none for a plain connection. */
export async function agentsFor(connection: Connection): Promise<Agents> {
  if (connection.proxy === undefined && connection.ca === undefined) return {};
  return (await import("./agent.ts")).agentsOf(connection);
}

/**
 * The answer as it is, but for a proxy's question for a password, which comes as an answer where the request
 * is plain http: nobody else asks with this status (RFC 9110, 15.5.8), and the request has gone no further.
 */
export function beyondProxy<T>(result: AwsResult<T>, { proxy }: Connection): AwsResult<T> {
  if (proxy === undefined || result.granted || result.status !== 407) return result;
  return { ...result, kind: "proxy", code: "EPROXYAUTH", status: undefined };
}
