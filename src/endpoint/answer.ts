/**
 * What is answered to a request for credentials: the contract of the container credentials provider (AWS SDKs and Tools
 * Reference), and what keeps web pages out. Pure.
 */
import type { EndpointAnswer, EndpointRequest } from "../ports-endpoint.ts";
import type { Session } from "../sessions/session.ts";
import { isoOf } from "../words/instants.ts";

/** Where the credentials are. */
export const PATH = "/credentials";

/**
 * Why a request gets none, or `undefined` if it may have them. The host comes first: a page whose name was made to
 * mean 127.0.0.1 (DNS rebinding) learns nothing.
 */
export function refusalOf(
  { method, path, host, authorized }: EndpointRequest,
  port: number,
): EndpointAnswer | undefined {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return refusal(403, "WrongHost", "this endpoint is 127.0.0.1 only");
  if (!authorized)
    return refusal(401, "WrongToken", "Authorization is not AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (method !== "GET") return refusal(405, "WrongMethod", "only GET");
  if (path !== PATH) return refusal(404, "WrongPath", `only ${PATH}`);
  return undefined;
}

/** The credentials, as SDKs expect them. */
export function credentialsOf({ credentials, expires }: Session): EndpointAnswer {
  const body = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: isoOf(expires),
  };
  return { status: 200, body };
}

/** That there is nothing valid to hand out; SDKs try again. @param message why, and what to type */
export function nothingLeft(message: string): EndpointAnswer {
  return refusal(503, "NoFreshSession", message);
}

function refusal(status: number, code: string, message: string): EndpointAnswer {
  return { status, body: { code, message } };
}
