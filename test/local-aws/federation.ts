/** AWS Sign-In's federation: temporary credentials in, a way into the console out. */

import type { Request, Response } from "./http.ts";
import type { Session, World } from "./world.ts";

/** What a sign-in token begins with; the id of the credentials' key follows. */
const TOKEN = "SIGNIN-EXAMPLE-";

/** Whether a request is for the federation, and not of the Query protocol. */
export function isFederation({ path }: Request): boolean {
  return path === "/federation" || path.startsWith("/federation?");
}

/** Answers `getSigninToken` and `login`; what was asked is remembered among the world's requests. */
export function federate(world: World, request: Request, awsNow: number): Response {
  const query = new URL(request.path, "http://signin").searchParams;
  const action = query.get("Action") ?? "";
  const session = world.sessions.find(
    (each) =>
      isFederable(each, awsNow) &&
      (action === "getSigninToken" ? isGiven(each, query) : isMeant(each, query)),
  );
  const answer = answerTo(request, action, session, query);
  const [accessKeyId, outcome] = [session?.accessKeyId ?? "", answer.status < 400 ? "ok" : "400"];
  world.requests.push({ service: "signin", action, accessKeyId, region: "", outcome });
  return answer;
}

/** AWS refuses what sts:GetSessionToken issued, and what is over. */
function isFederable({ role, expires }: Session, awsNow: number): boolean {
  return role !== undefined && expires > awsNow;
}

function isGiven(session: Session, query: URLSearchParams): boolean {
  const { sessionId, sessionKey, sessionToken } = given(query);
  return (
    sessionId === session.accessKeyId &&
    sessionKey === session.secretAccessKey &&
    sessionToken === session.token
  );
}

function given(query: URLSearchParams): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(query.get("Session") ?? "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isMeant({ accessKeyId }: Session, query: URLSearchParams): boolean {
  return query.get("SigninToken") === TOKEN + accessKeyId;
}

function answerTo(
  { method }: Request,
  action: string,
  session: Session | undefined,
  query: URLSearchParams,
): Response {
  const page = { "content-type": "text/html" };
  if (method !== "GET" || session === undefined)
    return { status: 400, headers: page, body: "<html><h1>Bad Request</h1></html>" };
  if (action === "getSigninToken")
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ SigninToken: TOKEN + session.accessKeyId }),
    };
  return { status: 302, headers: { ...page, location: query.get("Destination") ?? "" }, body: "" };
}
