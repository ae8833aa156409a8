/** The local AWS as the program's own ports, in process: the same requests without a network. */

import type { Clock } from "../../src/ports.ts";
import type {
  AwsRefusal,
  AwsResult,
  Connection,
  Iam,
  ListedDevice,
  Sts,
} from "../../src/ports-aws.ts";
import { answered } from "../../src/system/aws-error.ts";
import { handle } from "./handler.ts";
import { keyPorts } from "./ports-keys.ts";
import type { Answer, Response } from "./http.ts";
import { signedRequest } from "./sign.ts";
import type { World } from "./world.ts";
import { textIn, textsIn } from "./xml.ts";

type Refused = { readonly granted: false } & AwsRefusal;
type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * Ports that call a world. They ask once and never again, also not with a corrected clock; a request
 * that hangs, or whose answer trickles, is `silent` at once, as if 15 seconds had passed.
 * @param clock the machine's clock
 */
export function portsOf(
  world: World,
  clock: Pick<Clock, "now">,
): { readonly sts: Sts; readonly iam: Iam } {
  return {
    sts: {
      async getSessionToken(connection, { serial, code, durationSeconds }) {
        const answer = await call(world, clock, connection, "sts", "GetSessionToken", {
          SerialNumber: serial,
          TokenCode: code,
          DurationSeconds: String(durationSeconds),
        });
        if ("granted" in answer) return answer;
        const { clockOffset } = answer;
        const [accessKeyId, secretAccessKey, sessionToken, expiration] = [
          "AccessKeyId",
          "SecretAccessKey",
          "SessionToken",
          "Expiration",
        ].map((name) => textIn(answer.body, name) ?? "");
        if (!accessKeyId || !secretAccessKey || !sessionToken) return foreign(answer);
        const expires = Date.parse(expiration ?? "");
        if (expiration && Number.isNaN(expires)) return { ...foreign(answer), code: "Expiration" };
        const credentials = { accessKeyId, secretAccessKey, sessionToken };
        return { granted: true, clockOffset, value: { credentials, expires } };
      },
      async getCallerIdentity(connection) {
        const answer = await call(world, clock, connection, "sts", "GetCallerIdentity", {});
        if ("granted" in answer) return answer;
        const value = textIn(answer.body, "Arn");
        return value ? { granted: true, value, clockOffset: answer.clockOffset } : foreign(answer);
      },
    },
    iam: {
      listMfaDevices: (connection) => listMfaDevices(world, clock, connection),
      ...keyPorts((connection, action, parameters) =>
        call(world, clock, connection, "iam", action, parameters),
      ),
    },
  };
}

async function listMfaDevices(
  world: World,
  clock: Pick<Clock, "now">,
  connection: Connection,
): Promise<AwsResult<readonly ListedDevice[]>> {
  const devices: ListedDevice[] = [];
  for (let marker: string | undefined; ;) {
    const answer = await call(world, clock, connection, "iam", "ListMFADevices", {
      Marker: marker,
    });
    if ("granted" in answer) return answer;
    const { body, clockOffset } = answer;
    if (textIn(body, "IsTruncated") === undefined) return foreign(answer);
    const users = textsIn(body, "UserName");
    const dates = textsIn(body, "EnableDate");
    devices.push(
      ...textsIn(body, "SerialNumber").map((serial, index) => ({
        serial,
        user: users[index] ?? "",
        enabled: Date.parse(dates[index] ?? ""),
      })),
    );
    marker = textIn(body, "Marker");
    if (marker === undefined) return { granted: true, value: devices, clockOffset };
  }
}

/** One request: the answer if its status is 200, else the refusal that the ports speak of. */
async function call(
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
function foreign({ status, headers, body }: Response): Refused {
  const type = headers["content-type"];
  const message = `HTTP status ${status}`;
  const known = answered({ name: "Unknown", message, status, type });
  const code =
    status === 200 && isDocument(body) && !/html/.test(type ?? "") ? "NoResult" : known.code;
  return { granted: false, ...known, code, status, clockOffset: undefined };
}
