/** The local AWS as the program's own ports, in process: the same requests without a network. */

import type { Clock } from "../../src/ports.ts";
import type { AwsResult, Iam, IssuedSession, Signin, Sts } from "../../src/ports-aws.ts";
import type { Response } from "./http.ts";
import { call, foreign } from "./ports-call.ts";
import { devicePorts } from "./ports-devices.ts";
import { keyPorts } from "./ports-keys.ts";
import { passwordPort } from "./ports-password.ts";
import { signinOf } from "./ports-signin.ts";
import type { World } from "./world.ts";
import { textIn } from "./xml.ts";

/**
 * Ports that call a world. They ask once and never again, also not with a corrected clock; a request
 * that hangs, or whose answer trickles, is `silent` at once, as if 15 seconds had passed.
 * @param clock the machine's clock
 */
export function portsOf(
  world: World,
  clock: Pick<Clock, "now">,
): { readonly sts: Sts; readonly iam: Iam; readonly signin: Signin } {
  const ask: Parameters<typeof keyPorts>[0] = (connection, action, parameters) =>
    call(world, clock, connection, "iam", action, parameters);
  return {
    signin: signinOf(world, clock),
    sts: {
      async getSessionToken(connection, { serial, code, durationSeconds }) {
        const answer = await call(world, clock, connection, "sts", "GetSessionToken", {
          SerialNumber: serial,
          TokenCode: code,
          DurationSeconds: String(durationSeconds),
        });
        return "granted" in answer ? answer : issuedIn(answer);
      },
      async assumeRole(connection, { arn, sessionName, externalId, durationSeconds, mfa }) {
        const answer = await call(world, clock, connection, "sts", "AssumeRole", {
          RoleArn: arn,
          RoleSessionName: sessionName,
          ExternalId: externalId,
          DurationSeconds: String(durationSeconds),
          SerialNumber: mfa?.serial,
          TokenCode: mfa?.code,
        });
        return "granted" in answer ? answer : issuedIn(answer);
      },
      async getCallerIdentity(connection) {
        const answer = await call(world, clock, connection, "sts", "GetCallerIdentity", {});
        if ("granted" in answer) return answer;
        const value = textIn(answer.body, "Arn");
        return value ? { granted: true, value, clockOffset: answer.clockOffset } : foreign(answer);
      },
    },
    iam: { ...devicePorts(world, clock), ...keyPorts(ask), ...passwordPort(ask) },
  };
}

/** The session that an answer has. */
function issuedIn(
  answer: Response & { readonly clockOffset: number | undefined },
): AwsResult<IssuedSession> {
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
}
