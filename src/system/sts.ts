/** The door to `@aws-sdk/client-sts`. Loaded when a session is asked for, not before. */
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { Sts } from "../ports-aws.ts";
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
