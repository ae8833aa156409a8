/** The door to `@aws-sdk/client-sts`. Loaded when a session is asked for, not before. */
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { IssuedSession, Sts } from "../ports.ts";
import { answerOf, clientSettings } from "./aws-call.ts";
import { agentsFor } from "./network.ts";

/** AWS STS through the SDK. */
export const systemSts: Sts = {
  async getSessionToken(connection, { serial, code, durationSeconds }) {
    const client = new STSClient(clientSettings(connection, await agentsFor(connection)));
    const command = new GetSessionTokenCommand({
      SerialNumber: serial,
      TokenCode: code,
      DurationSeconds: durationSeconds,
    });
    return answerOf(client, async (): Promise<IssuedSession | undefined> => {
      // A captive portal's page resolves too, without credentials.
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } =
        (await client.send(command)).Credentials ?? {};
      if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined)
        return undefined;
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return { credentials, expires: Expiration.getTime() };
    });
  },
  getCallerIdentity(connection) {
    const client = new STSClient(clientSettings(connection));
    return answerOf(
      client,
      async () => (await client.send(new GetCallerIdentityCommand({}))).Arn || undefined,
    );
  },
};
