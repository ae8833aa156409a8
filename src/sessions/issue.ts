/** A session from AWS for a code: up to three codes, each sent once. */
import { errorOfRefusal, isBeforeSending } from "../aws/refusals.ts";
import type { CodeRequest, CodeSource, Objection } from "../codes/code-source.ts";
import { errorWithoutCode, fetchCode } from "../codes/codes.ts";
import type { AwsmfaError } from "../errors.ts";
import { rememberedClock } from "../memory/clock.ts";
import { recall, remember } from "../memory/remember.ts";
import { sentAt, spaced, spentCode, spentWords, withSpent } from "../memory/spent.ts";
import type { AwsResult, Connection, Context, IssuedSession } from "../ports.ts";

/** How many codes AWS may refuse before it is over. */
const TRIES = 3;

/** What is asked of AWS. */
export interface Order {
  readonly profile: string;
  readonly serial: string;
  /** How long the session is to last. */
  readonly seconds: number;
  readonly sources: readonly CodeSource[];
  readonly given: CodeRequest["given"];
  readonly connection: Connection;
  /** Told of AWS's clock less this machine's, in milliseconds, if the answer had it. */
  readonly learn: (offset: number | undefined) => void;
}

/**
 * Fetches a code and asks sts:GetSessionToken, again with another code when AWS refuses one.
 * @throws AwsmfaError what AWS's refusal means after the last try, `no-code`, `no-terminal`, `interrupted`
 */
export async function requestSession(
  order: Order,
  memoryPath: string,
  context: Context,
): Promise<IssuedSession> {
  let refusal: AwsmfaError | undefined;
  for (let refused = 0; refused < TRIES; refused += 1) {
    const fetched = await fetchCode(
      order.sources,
      codeRequest(order, refused, memoryPath, context),
      context,
      (reason) => context.output.news(`awsmfa: ${reason}`),
    );
    if (fetched.code === undefined)
      throw fetched.unhad.failures.length > 0
        ? errorWithoutCode(fetched.unhad, order.profile)
        : (refusal ?? errorWithoutCode(fetched.unhad, order.profile));
    context.debug(`code from: ${fetched.source}`);
    const result = await send(order, fetched.code, memoryPath, context);
    if (result.granted) return result.value;
    refusal = errorOfRefusal(result, { ...attempt(order), serial: order.serial });
    if (refusal.code !== "wrong-code") throw refusal;
    if (refused + 1 < TRIES)
      context.output.news(
        `awsmfa: AWS refused ${spaced(fetched.code)}: wrong, too old, or used before`,
      );
  }
  throw refusal ?? errorWithoutCode({ obstacles: [], failures: [] }, order.profile);
}

/** Remembers the code as spent before it leaves, so that whatever happens it is not sent again. */
async function send(
  order: Order,
  code: string,
  memoryPath: string,
  context: Context,
): Promise<AwsResult<IssuedSession>> {
  const { files, digest, clock } = context;
  const [sts, spent] = await Promise.all([
    context.sts(),
    spentCode(order.serial, code, clock.now(), digest),
  ]);
  const before = await recall(files, memoryPath);
  await remember(files, memoryPath, (memory) => withSpent(memory, spent));
  const started = clock.now();
  const result = await sts.getSessionToken(order.connection, {
    serial: order.serial,
    code,
    durationSeconds: order.seconds,
  });
  context.debug(
    `sts:GetSessionToken at ${order.connection.endpoint} (${order.connection.region}): ${result.granted ? "granted" : result.code}, ${clock.now() - started} ms`,
  );
  order.learn(result.clockOffset);
  const unsent = !result.granted && result.kind === "unreachable" && isBeforeSending(result.code);
  const learned =
    result.clockOffset === undefined ? before.clock : rememberedClock(result.clockOffset, clock);
  if (unsent || learned !== before.clock)
    await remember(files, memoryPath, (memory) => ({
      ...memory,
      clock: learned,
      spent: unsent ? memory.spent.filter(({ salt }) => salt !== spent.salt) : memory.spent,
    }));
  return result;
}

function codeRequest(
  order: Order,
  refused: number,
  memoryPath: string,
  context: Context,
): CodeRequest {
  const objection = async (code: string): Promise<Objection | undefined> => {
    const now = context.clock.now();
    const sent = await sentAt(
      await recall(context.files, memoryPath),
      order.serial,
      code,
      now,
      context.digest,
    );
    return sent === undefined
      ? undefined
      : spentWords(code, now - sent, now + order.connection.clockOffset);
  };
  return { profile: order.profile, serial: order.serial, given: order.given, refused, objection };
}

function attempt(order: Order): {
  profile: string;
  accessKeyId: string;
  call: string;
  endpoint: string;
} {
  const { credentials, endpoint } = order.connection;
  return {
    profile: order.profile,
    accessKeyId: credentials.accessKeyId,
    call: "sts:GetSessionToken",
    endpoint,
  };
}
