/** The door to `@aws-sdk/client-sts`. Loaded when a session is asked for, not before. */
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { Sts } from "../ports.ts";
import { answerOf, clientSettings } from "./aws-call.ts";
import { agentsFor, beyondProxy } from "./network.ts";

/** AWS STS through the SDK. */
export const systemSts: Sts = {
  async getSessionToken(connection, { serial, code, durationSeconds }) {
    const client = new STSClient(clientSettings(connection, await agentsFor(connection)));
    const command = new GetSessionTokenCommand({
      SerialNumber: serial,
      TokenCode: code,
      DurationSeconds: durationSeconds,
    });
    const result = await answerOf(
      client,
      { withCode: true, tell: connection.tell },
      async (send) => {
        // A captive portal's page resolves too, without credentials.
        const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } =
          (await send((options) => client.send(command, options))).Credentials ?? {};
        if (!AccessKeyId || !SecretAccessKey || !SessionToken) return undefined;
        const credentials = {
          accessKeyId: AccessKeyId,
          secretAccessKey: SecretAccessKey,
          sessionToken: SessionToken,
        };
        return { credentials, expires: Expiration?.getTime() ?? Number.NaN };
      },
    );
    return beyondProxy(result, connection);
  },
  async getCallerIdentity(connection) {
    const client = new STSClient(clientSettings(connection, await agentsFor(connection)));
    const command = new GetCallerIdentityCommand({});
    const result = await answerOf(
      client,
      { withCode: false, tell: connection.tell },
      async (send) => {
        const { Arn } = await send((options) => client.send(command, options));
        return Arn || undefined;
      },
    );
    return beyondProxy(result, connection);
  },
};
