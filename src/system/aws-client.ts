/** One way for every service: a client is made for a connection, a call made, what a proxy did told apart. */
import type { AwsResult, Connection } from "../ports-aws.ts";
import { type Client, type Send, answerOf, clientSettings } from "./aws-call.ts";
import { agentsFor, beyondProxy } from "./network.ts";

/** What a client of the SDK is made with. */
export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * Makes a call with a client of its own, within the limits of {@link answerOf}.
 * @param make the constructor of the SDK's client
 * @param withCode whether the request carries a code, which AWS takes once
 * @param call makes its requests by the function that it is handed, and answers `undefined` for what is not AWS's
 */
export async function callAws<C extends Client, T>(
  make: new (settings: ClientSettings) => C,
  connection: Connection,
  withCode: boolean,
  call: (client: C, send: Send) => Promise<T | undefined>,
): Promise<AwsResult<T>> {
  const client = new make(clientSettings(connection, await agentsFor(connection)));
  const manner = { withCode, tell: connection.tell };
  return beyondProxy(await answerOf(client, manner, (send) => call(client, send)), connection);
}
