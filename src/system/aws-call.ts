/** What the SDK's clients share here: how they are set up, and how a call is made: in time, again if it may be, its end a value. */
import type { AwsRefusal, AwsResult, Connection } from "../ports-aws.ts";
import type { Agents } from "./agent.ts";
import { refusalOf } from "./aws-error.ts";
import { LIMITS, type Limits, isSkew, pauseBefore } from "./tries.ts";

/** Time for a connection to come about, in milliseconds; what has none after that has sent nothing. */
const CONNECTION_TIMEOUT = 5000;

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
    // The time for an answer is kept here (LIMITS): the SDK's `requestTimeout` ends with the first byte.
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT, ...agents },
  };
}

/** The little of a client that is needed here. */
export interface Client {
  readonly config: { readonly systemClockOffset: number };
  destroy(): void;
}

/** How a call is to be made. */
export interface Manner {
  /** Whether the request carries a code, which AWS takes once. */
  readonly withCode: boolean;
  /** Told what came of every try. */
  readonly tell?: Connection["tell"];
  /** Shorter ones for tests. */
  readonly limits?: Limits;
}

/** Makes a request, again where that may help. The signal ends it when its time is over. */
export type Send = <R>(
  request: (options: { readonly abortSignal: AbortSignal }) => Promise<R>,
) => Promise<R>;

/**
 * Makes a call, of one request or of several pages, and gives its answer as a value. It ends within
 * {@link LIMITS}. Where AWS says that the signature's time is off, the request is made once more with AWS's clock.
 * @param call makes its requests by the function that it is handed, and answers `undefined` for an answer that is not AWS's
 */
export async function answerOf<T>(
  client: Client,
  manner: Manner,
  call: (send: Send) => Promise<T | undefined>,
): Promise<AwsResult<T>> {
  const started = now();
  const seen = { requestId: undefined as string | undefined };
  try {
    const value = await call((request) => persist(client, manner, started, request, seen));
    // The SDK sets the offset anew after every answer with a Date header.
    const clockOffset = client.config.systemClockOffset;
    return value === undefined ? withoutResult(seen) : { granted: true, value, clockOffset };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { granted: false, ...error.refusal };
  } finally {
    client.destroy();
  }
}

/** Milliseconds by a clock that nobody sets. Not that of steady.ts: a file of both would be loaded at every start. */
function now(): number {
  return process.uptime() * 1000;
}

/** A refusal on its way out of a call. */
class Failed extends Error {
  readonly refusal: AwsRefusal;

  constructor(refusal: AwsRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** One request until it is answered, or there is no use in another try. */
async function persist<R>(
  client: Client,
  { withCode, tell, limits = LIMITS }: Manner,
  started: number,
  request: (options: { readonly abortSignal: AbortSignal }) => Promise<R>,
  seen: { requestId: string | undefined },
): Promise<R> {
  let signedAnew = false;
  for (let tries = 1; ; tries += 1) {
    const [begun, before] = [now(), client.config.systemClockOffset];
    const time = Math.min(limits.answer, limits.call - (begun - started));
    try {
      const value = await within(time, request);
      seen.requestId = (value as Metadata)?.$metadata?.requestId;
      tell?.(`try ${tries}: answered, ${Math.round(now() - begun)} ms`);
      return value;
    } catch (error) {
      const after = client.config.systemClockOffset;
      const refusal = refusalOf(error, after === before ? undefined : after);
      const left = limits.call - (now() - started);
      const tried = { tries, withCode, signedAnew, left, chance: Math.random() };
      const pause = pauseBefore(refusal, tried, limits);
      const again = pause === undefined ? "" : `; again in ${pause} ms`;
      tell?.(
        `try ${tries}: ${refusal.kind}, ${refusal.code}, ${Math.round(now() - begun)} ms${again}`,
      );
      // The limit, and not by how much a busy machine was late.
      const waited = Math.round(begun - started + time);
      if (pause === undefined)
        throw new Failed(refusal.kind === "silent" ? { ...refusal, waited } : refusal);
      signedAnew ||= isSkew(refusal);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

interface Metadata {
  readonly $metadata?: { readonly requestId?: string };
}

/** A request that is given up when its time is over, however much of the answer is there. @param time milliseconds */
async function within<R>(
  time: number,
  request: (options: { readonly abortSignal: AbortSignal }) => Promise<R>,
): Promise<R> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const silence = Object.assign(new Error("no whole answer in time"), {
      name: "TimeoutError",
      code: "ETIMEDOUT",
    });
    timer = setTimeout(() => {
      reject(silence);
      controller.abort();
    }, time);
  });
  try {
    return await Promise.race([request({ abortSignal: controller.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What AWS answers has a request id; a sign-in page has none. */
function withoutResult({ requestId }: { readonly requestId: string | undefined }) {
  return {
    granted: false,
    kind: "not-aws",
    code: requestId === undefined ? "Page" : "NoResult",
    message: "no result in the answer",
    status: 200,
    clockOffset: undefined,
  } as const;
}
