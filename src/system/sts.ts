/** The door to `@aws-sdk/client-sts`. Loaded when a session is asked for, not before. */
import {
  AssumeRoleCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { IssuedSession, Sts } from "../ports-aws.ts";
import { callAws } from "./aws-client.ts";

/** AWS STS through the SDK. */
export const systemSts: Sts = {
  getSessionToken(connection, { serial, code, durationSeconds }) {
    const command = new GetSessionTokenCommand({
      SerialNumber: serial,
      TokenCode: code,
      DurationSeconds: durationSeconds,
    });
    return callAws(STSClient, connection, true, async (client, send) => {
      return issued((await send((options) => client.send(command, options))).Credentials);
    });
  },
  assumeRole(connection, { arn, sessionName, externalId, durationSeconds, mfa }) {
    const command = new AssumeRoleCommand({
      RoleArn: arn,
      RoleSessionName: sessionName,
      ExternalId: externalId,
      DurationSeconds: durationSeconds,
      SerialNumber: mfa?.serial,
      TokenCode: mfa?.code,
    });
    return callAws(STSClient, connection, mfa !== undefined, async (client, send) => {
      return issued((await send((options) => client.send(command, options))).Credentials);
    });
  },
  getCallerIdentity(connection) {
    const command = new GetCallerIdentityCommand({});
    return callAws(STSClient, connection, false, async (client, send) => {
      const { Arn } = await send((options) => client.send(command, options));
      return Arn || undefined;
    });
  },
};

/** The session in an answer. A captive portal's page resolves too, without credentials. */
function issued(answer: Credentials | undefined): IssuedSession | undefined {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) return undefined;
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { credentials, expires: Expiration?.getTime() ?? Number.NaN };
}
