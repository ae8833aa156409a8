/** What the tests of the local AWS share: the real clients of AWS over HTTP, told like our ports. */

import { IAMClient, IAMServiceException } from "@aws-sdk/client-iam";
import { GetSessionTokenCommand, STSClient, STSServiceException } from "@aws-sdk/client-sts";
import type { Connection, Credentials } from "../../src/ports-aws.ts";
import { EXAMPLE_KEY } from "./example.ts";

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** The example's key as credentials. */
export const CREDENTIALS: Credentials = {
  accessKeyId: EXAMPLE_KEY.id,
  secretAccessKey: EXAMPLE_KEY.secret,
};

/** A connection with the example's key. */
export function connectionTo(endpoint: string, other: Partial<Connection> = {}): Connection {
  return { endpoint, region: "us-east-1", credentials: CREDENTIALS, clockOffset: 0, ...other };
}

/** The SDK's client of STS, which asks once. */
export function stsAt({ endpoint, region, credentials, clockOffset }: Connection): STSClient {
  return new STSClient({
    endpoint,
    region,
    credentials,
    systemClockOffset: clockOffset,
    maxAttempts: 1,
  });
}

/** The SDK's client of IAM, which asks once. */
export function iamAt({ endpoint, region, credentials, clockOffset }: Connection): IAMClient {
  return new IAMClient({
    endpoint,
    region,
    credentials,
    systemClockOffset: clockOffset,
    maxAttempts: 1,
  });
}

/** A refusal that an SDK's promise ends with, as `status code: message`; else what it resolves to. */
export async function toldBy<T>(promise: Promise<T>): Promise<T | string> {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof STSServiceException || error instanceof IAMServiceException))
      throw error;
    return `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`;
  }
}

/** GetSessionToken by the SDK: the id and the expiration, or the refusal. */
export async function sessionBySdk(
  connection: Connection,
  request: { readonly serial: string; readonly code: string; readonly durationSeconds: number },
): Promise<string> {
  const answer = await toldBy(
    stsAt(connection).send(
      new GetSessionTokenCommand({
        SerialNumber: request.serial,
        TokenCode: request.code,
        DurationSeconds: request.durationSeconds,
      }),
    ),
  );
  if (typeof answer === "string") return answer;
  return `${answer.Credentials?.AccessKeyId} until ${answer.Credentials?.Expiration?.toISOString()}`;
}
