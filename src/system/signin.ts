/** AWS Sign-In, which speaks plain HTTPS: the SDK has no call for it. */
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Connection, Signin } from "../ports-aws.ts";
import { answerOf } from "./aws-call.ts";
import { agentsFor, beyondProxy } from "./network.ts";

/** How much of an answer is read, in characters: a token has about a thousand. */
const MOST = 65_536;

/**
 * AWS Sign-In (IAM user guide, "Enable custom identity broker access to the AWS console"). The secrets are in the
 * query, as AWS documents it: by TLS nobody in between sees it, and it is in nothing that is said here.
 */
export const systemSignin: Signin = {
  async getSigninToken(connection) {
    const { httpAgent, httpsAgent } = await agentsFor(connection);
    const client = {
      config: { systemClockOffset: connection.clockOffset },
      destroy(): void {
        httpAgent?.destroy();
        httpsAgent?.destroy();
      },
    };
    const manner = { withCode: false, ...(connection.tell && { tell: connection.tell }) };
    const result = await answerOf(client, manner, (send) =>
      send(async ({ abortSignal }) => {
        const agent = httpsAgent ?? httpAgent;
        const answer = await get(addressOf(connection), {
          signal: abortSignal,
          ...(agent !== undefined && { agent }),
        });
        if (answer.status === 200) return tokenIn(answer.text);
        throw refused(answer);
      }),
    );
    return beyondProxy(result, connection);
  },
};

function addressOf({ endpoint, credentials }: Connection): URL {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  const query = new URLSearchParams({
    Action: "getSigninToken",
    Session: JSON.stringify(session),
  });
  return new URL(`${endpoint.replace(/\/+$/, "")}/federation?${query.toString()}`);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function get(address: URL, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ask = address.protocol === "https:" ? secureRequest : request;
    const asked = ask(address, { ...options, headers: { "user-agent": "awsmfa" } });
    asked.once("error", reject);
    asked.once("response", (answer) => {
      whole(answer).then(resolve, reject);
    });
    asked.end();
  });
}

async function whole(answer: IncomingMessage): Promise<Answer> {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MOST) break;
  }
  const type = answer.headers["content-type"] ?? "";
  return { status: answer.statusCode ?? 0, headers: { "content-type": type }, text };
}

function tokenIn(text: string): string | undefined {
  try {
    const { SigninToken: token } = JSON.parse(text) as { readonly SigninToken?: unknown };
    return typeof token === "string" && token !== "" ? token : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What was answered in place of a token, as the SDK would throw it. AWS says 400 with a page for people, whatever
 * it does not like: its text is not handed on, since it may repeat what was sent.
 */
function refused({ status, headers }: Answer): Error {
  const name = status === 400 ? "InvalidSession" : status === 429 ? "Throttling" : "Unknown";
  return Object.assign(new Error(`HTTP status ${status}`), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers },
  });
}
