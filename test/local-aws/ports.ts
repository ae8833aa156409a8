/** The local AWS as the program's own ports, in process: the same requests without a network. */

import type {
  AwsRefusal,
  AwsResult,
  Clock,
  Connection,
  Iam,
  ListedDevice,
  Sts,
} from "../../src/ports.ts";
import { handle } from "./handler.ts";
import type { Response } from "./http.ts";
import { signedRequest } from "./sign.ts";
import type { World } from "./world.ts";
import { textIn, textsIn } from "./xml.ts";

type Refused = { readonly granted: false } & AwsRefusal;
type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * Ports that call a world. They ask once and never again, also not with a corrected clock; a request
 * that hangs is `unreachable` at once, as `ETIMEDOUT`.
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
        if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration)
          return foreign(answer);
        const credentials = { accessKeyId, secretAccessKey, sessionToken };
        return {
          granted: true,
          clockOffset,
          value: { credentials, expires: Date.parse(expiration) },
        };
      },
      async getCallerIdentity(connection) {
        const answer = await call(world, clock, connection, "sts", "GetCallerIdentity", {});
        if ("granted" in answer) return answer;
        const value = textIn(answer.body, "Arn");
        return value ? { granted: true, value, clockOffset: answer.clockOffset } : foreign(answer);
      },
    },
    iam: { listMfaDevices: (connection) => listMfaDevices(world, clock, connection) },
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
  if (answer === "hang") return unreachable("ETIMEDOUT", "the request timed out");
  if (answer === "drop") return unreachable("ECONNRESET", "socket hang up");
  const date = Date.parse(answer.headers["date"] ?? "");
  const clockOffset = Number.isNaN(date) ? undefined : date - now;
  if (answer.status === 200) return { ...answer, clockOffset };
  const code = answer.body.includes("<ErrorResponse") ? textIn(answer.body, "Code") : undefined;
  if (code === undefined) return foreign(answer);
  const message = textIn(answer.body, "Message") ?? "";
  return { granted: false, kind: "refused", code, message, status: answer.status, clockOffset };
}

function unreachable(code: string, message: string): Refused {
  return {
    granted: false,
    kind: "unreachable",
    code,
    message,
    status: undefined,
    clockOffset: undefined,
  };
}

/** The date of what is not AWS tells nothing of its clock. */
function foreign({ status }: Response): Refused {
  return {
    granted: false,
    kind: "not-aws",
    code: "Unknown",
    message: `HTTP status ${status}`,
    status,
    clockOffset: undefined,
  };
}
