/** A request to the local AWS in process, answered as the program's ports answer. */

import type { Clock } from "../../src/ports.ts";
import type { AwsRefusal, Connection } from "../../src/ports-aws.ts";
import { answered } from "../../src/system/aws-error.ts";
import { handle } from "./handler.ts";
import type { Answer, Response } from "./http.ts";
import { signedRequest } from "./sign.ts";
import type { World } from "./world.ts";
import { textIn } from "./xml.ts";

type Refused = { readonly granted: false } & AwsRefusal;

/** The parameters of a request but for its action; what is `undefined` is left out. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** One request: the answer if its status is 200, else the refusal that the ports speak of. */
export async function call(
  world: World,
  clock: Pick<Clock, "now">,
  connection: Connection,
  service: "sts" | "iam",
  action: string,
  parameters: Parameters,
): Promise<(Response & { readonly clockOffset: number | undefined }) | Refused> {
  const now = clock.now();
  const answer = await handle(
    world,
    await signedRequest(connection, service, action, parameters, now),
    now,
  );
  if (typeof answer === "string" || answer.delivery !== undefined) return brokenBy(answer);
  const date = Date.parse(answer.headers["date"] ?? "");
  const clockOffset = Number.isNaN(date) ? undefined : date - now;
  if (answer.status === 200 && isDocument(answer.body)) return { ...answer, clockOffset };
  const code = answer.body.includes("<ErrorResponse") ? textIn(answer.body, "Code") : undefined;
  if (code === undefined) return foreign(answer);
  const message = textIn(answer.body, "Message") ?? "";
  const { status } = answer;
  const { kind } = answered({ name: code, message, status, type: undefined });
  return { granted: false, kind, code, message, status, clockOffset };
}

/** The call that no answer, or half of one, breaks. */
function brokenBy(answer: Answer): Refused {
  const delivery = typeof answer === "string" ? undefined : answer.delivery;
  const none = { granted: false, clockOffset: undefined } as const;
  if (answer === "hang" || delivery === "trickle") {
    const time = { status: undefined, waited: 15_000 };
    return { ...none, kind: "silent", code: "ETIMEDOUT", message: "no whole answer", ...time };
  }
  const status = typeof answer === "string" ? undefined : answer.status;
  return { ...none, kind: "cut", code: "ECONNRESET", message: "aborted", status };
}

/** Just enough to tell the fault of that name. */
function isDocument(body: string): boolean {
  return !body.includes("<//");
}

/** The date of what is not AWS tells nothing of its clock. */
export function foreign({ status, headers, body }: Response): Refused {
  const type = headers["content-type"];
  const message = `HTTP status ${status}`;
  const known = answered({ name: "Unknown", message, status, type });
  const code =
    status === 200 && isDocument(body) && !/html/.test(type ?? "") ? "NoResult" : known.code;
  return { granted: false, ...known, code, status, clockOffset: undefined };
}
