/** Loads the agents for a connection, if it takes any: a plain call loads nothing of it. */
import type { Connection } from "../ports.ts";
import type { Agents } from "./agent.ts";

/** The agents for a proxy or for authorities of the user's own; none for a plain connection. */
export async function agentsFor(connection: Connection): Promise<Agents> {
  if (connection.proxy === undefined && connection.ca === undefined) return {};
  return (await import("./agent.ts")).agentsOf(connection);
}
