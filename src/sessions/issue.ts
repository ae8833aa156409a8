/** A session from AWS for a code: up to three codes, each sent once. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { errorOfRefusal, isBeforeSending } from "../aws/refusals.ts";
import type { CodeRequest, CodeSource, Objection } from "../codes/code-source.ts";
import { type Unhad, canFetchCode, errorWithoutCode, fetchCode } from "../codes/codes.ts";
import { AwsmfaError } from "../errors.ts";
import { rememberedClock } from "../memory/clock.ts";
import type { Memory } from "../memory/memory.ts";
import { recall, remember } from "../memory/remember.ts";
import { sentAt, spaced, spentCode, spentWords, withSpent, withoutSpent } from "../memory/spent.ts";
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
  readonly settings: CodeRequest["settings"];
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
  const { files, output, debug, clock } = context;
  const known = { memory: await recall(files, memoryPath) };
  let refusal: AwsmfaError | undefined;
  for (let refused = 0; refused < TRIES; refused += 1) {
    const request = codeRequest(order, refused, known, context);
    const fetched = await fetchCode(order.sources, request, context, (reason) =>
      output.news(`awsmfa: ${reason}`),
    );
    if (fetched.code === undefined) throw withoutCode(fetched.unhad, refusal, order);
    debug(`code from: ${fetched.source}`);
    const result = await send(order, fetched.code, memoryPath, known, context);
    if (result.granted) return usable(result.value, order, clock.now() + (result.clockOffset ?? 0));
    refusal = errorOfRefusal(result, { ...attempt(order), serial: order.serial });
    if (refusal.code !== "wrong-code") throw refusal;
    const next = { ...order, refused: refused + 1 };
    if (next.refused < TRIES && (await canFetchCode(order.sources, next, context)))
      output.warn(`awsmfa: AWS refused ${spaced(fetched.code)}: wrong, too old, or used before`);
  }
  throw refusal ?? errorWithoutCode({ obstacles: [], failures: [], asks: true }, order.profile);
}

/** An emulator's answer may be none that can be kept: a long-term key, or a session that has been over for a minute. @param now milliseconds by AWS's clock */
function usable(issued: IssuedSession, { connection }: Order, now: number): IssuedSession {
  const what = isLongTermKey(issued.credentials.accessKeyId)
    ? "a long-term access key"
    : issued.expires < now - 60_000
      ? "a session that is over already"
      : undefined;
  if (what === undefined) return issued;
  throw new AwsmfaError(
    "aws-refused",
    `${connection.endpoint} gave ${what} for a session; nothing was written`,
    "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers",
  );
}

/** What is remembered, as far as this run knows: it holds also where the file cannot be written. */
interface Known {
  memory: Memory;
}

/** After a refusal, that there is nobody left to ask does not hide why AWS refused. */
function withoutCode(
  unhad: Unhad,
  refusal: AwsmfaError | undefined,
  { profile }: Order,
): AwsmfaError {
  return unhad.failures.length === 0 && refusal !== undefined
    ? refusal
    : errorWithoutCode(unhad, profile);
}

/** Remembers the code as spent before it leaves, so that whatever happens it is not sent again. */
async function send(
  order: Order,
  code: string,
  memoryPath: string,
  known: Known,
  context: Context,
): Promise<AwsResult<IssuedSession>> {
  const { files, digest, clock, debug } = context;
  const { connection, serial } = order;
  const change = async (edit: (memory: Memory) => Memory): Promise<void> => {
    known.memory = await remember(files, memoryPath, edit, known.memory);
  };
  const [sts, spent] = await Promise.all([
    context.sts(),
    spentCode(serial, code, clock.now(), digest),
  ]);
  await change((memory) => withSpent(memory, spent));
  const started = clock.now();
  const result = await sts.getSessionToken(connection, {
    serial,
    code,
    durationSeconds: order.seconds,
  });
  const outcome = result.granted ? "granted" : result.code;
  debug(
    `sts:GetSessionToken at ${connection.endpoint} (${connection.region}): ${outcome}, ${clock.now() - started} ms`,
  );
  order.learn(result.clockOffset);
  if (!result.granted && result.kind === "unreachable" && isBeforeSending(result.code))
    await change((memory) => withoutSpent(memory, spent));
  const learned =
    result.clockOffset === undefined
      ? known.memory.clock
      : rememberedClock(result.clockOffset, clock);
  if (learned !== known.memory.clock) await change((memory) => ({ ...memory, clock: learned }));
  return result;
}

function codeRequest(
  order: Order,
  refused: number,
  known: Known,
  { clock, digest }: Context,
): CodeRequest {
  const { profile, serial, given, settings } = order;
  const objection = async (code: string): Promise<Objection | undefined> => {
    const now = clock.now();
    const sent = await sentAt(known.memory, serial, code, now, digest);
    return sent === undefined
      ? undefined
      : spentWords(code, now - sent, now + order.connection.clockOffset);
  };
  return { profile, serial, given, settings, refused, objection };
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
