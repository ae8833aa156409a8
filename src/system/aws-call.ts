/** What the SDK's clients share here: how they are set up, and how their errors become answers. */
import type { AwsRefusal, AwsResult, Connection } from "../ports.ts";
import type { Agents } from "./agent.ts";

/** Time for a connection to come about, and for an answer once the request is sent; milliseconds. */
const TIMES = { connectionTimeout: 5000, requestTimeout: 15_000 } as const;

/**
 * What the SDK would look up in AWS's files if it were not told: without these it reads both files twice
 * (@aws-sdk 3.1169), of whatever profile `AWS_PROFILE` names.
 */
const SETTLED = {
  authSchemePreference: ["sigv4"] as string[],
  defaultsMode: "standard" as const,
  disableClockSkewCorrection: false,
  retryMode: "standard",
  sigv4aSigningRegionSet: [] as string[],
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: "awsmfa",
};

/** Settings of a client. The SDK's own retries are off: it would send a code again that may be spent. */
export function clientSettings(
  { endpoint, region, credentials, clockOffset }: Connection,
  agents: Agents = {},
) {
  return {
    ...SETTLED,
    endpoint,
    region,
    credentials: { ...credentials },
    maxAttempts: 1,
    systemClockOffset: clockOffset,
    // Without throwOnRequestTimeout a silent server is waited for without end (@smithy/node-http-handler 4).
    requestHandler: { ...TIMES, throwOnRequestTimeout: true, ...agents },
  };
}

/** The little of a client that is needed here. */
interface Client {
  readonly config: { readonly systemClockOffset: number };
  destroy(): void;
}

/**
 * Makes a call and gives its answer as a value. Where AWS says that the signature's time is off, the call
 * is made once more with AWS's clock: the signature is checked before anything else, so no code is spent.
 * @param call answers `undefined` for an answer that is not AWS's
 */
export async function answerOf<T>(
  client: Client,
  call: () => Promise<T | undefined>,
): Promise<AwsResult<T>> {
  try {
    const first = await tried(client, call);
    return !first.granted && isSkew(first) ? await tried(client, call) : first;
  } finally {
    client.destroy();
  }
}

async function tried<T>(client: Client, call: () => Promise<T | undefined>): Promise<AwsResult<T>> {
  const before = client.config.systemClockOffset;
  try {
    const value = await call();
    // The SDK sets the offset anew after every answer with a Date header.
    const clockOffset = client.config.systemClockOffset;
    if (value !== undefined) return { granted: true, value, clockOffset };
    return {
      granted: false,
      kind: "not-aws",
      code: "Unknown",
      message: "no result in the answer",
      status: 200,
      clockOffset: undefined,
    };
  } catch (error) {
    const after = client.config.systemClockOffset;
    return { granted: false, ...refusalOf(error, after === before ? undefined : after) };
  }
}

function isSkew({ message }: AwsRefusal): boolean {
  return /Signature (?:expired|not yet current)/i.test(message);
}

/** An SDK error as a refusal: its HTTP status tells an answer from silence, its name AWS from others. */
function refusalOf(error: unknown, clockOffset: number | undefined): AwsRefusal {
  const { name = "", message = "", code, $metadata, $response } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  // Only a proxy asks for a password by this status (RFC 9110, 15.5.8): it has not sent the request on.
  if (status === 407)
    return {
      kind: "unreachable",
      code: "EPROXYAUTH",
      message,
      status: undefined,
      clockOffset: undefined,
    };
  const answered = status !== undefined && $metadata !== undefined;
  if (answered && isAwsName(name))
    return { kind: "refused", code: name, message, status, clockOffset };
  if (status !== undefined)
    return { kind: "not-aws", code: name, message, status, clockOffset: undefined };
  // What is neither an answer nor the network's nor a time-out is a bug, and is not to look like the network.
  if (code === undefined && name !== "TimeoutError") throw error;
  return {
    kind: "unreachable",
    code: code ?? name,
    message,
    status: undefined,
    clockOffset: undefined,
  };
}

/** The SDK calls what it cannot read `Unknown`, or by what its parser choked on. */
function isAwsName(name: string): boolean {
  return !["Unknown", "UnknownError", "Error", "SyntaxError", "TypeError", ""].includes(name);
}

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}
