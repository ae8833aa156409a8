/** A session from AWS for a code: up to three codes, each sent once. */
import { attemptOf } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { codeTaken } from "../aws/taken.ts";
import type { CodeRequest, CodeSource, HadCode } from "../codes/code-source.ts";
import { canFetchCode, errorWithoutCode, fetchCode } from "../codes/codes.ts";
import type { AwsmfaError } from "../errors.ts";
import { rememberedClock } from "../memory/clock.ts";
import type { Memory } from "../memory/memory.ts";
import { recall, remember } from "../memory/remember.ts";
import {
  isNoted,
  sentAt,
  spaced,
  spentCode,
  spentWords,
  withSpent,
  withoutSpent,
} from "../memory/spent.ts";
import { isTouchWanted, withTouch, withYubiKey } from "../memory/yubikeys.ts";
import type { Context } from "../ports.ts";
import type { AwsResult, Connection, IssuedSession, Sts } from "../ports-aws.ts";
import type { RoleOrder } from "./assume.ts";
import { clockNews, withoutCode } from "./issue-words.ts";
import { usableSession } from "./usable.ts";

/** How many codes AWS may refuse before it is over. */
const TRIES = 3;

/** What is asked of AWS. */
export interface Order {
  /** The profile that a code is asked for. */
  readonly profile: string;
  /** The profile with the key. */
  readonly user: string;
  readonly serial: string;
  /** How long the session is to last. */
  readonly seconds: number;
  readonly sources: readonly CodeSource[];
  readonly given: CodeRequest["given"];
  readonly settings: CodeRequest["settings"];
  readonly chosen?: CodeRequest["chosen"];
  readonly yubikeys?: CodeRequest["yubikeys"];
  readonly connection: Connection;
  /** The role to assume with the code; absent where the user's own session is wanted. */
  readonly role?: RoleOrder;
  /** Told of AWS's clock less this machine's, in milliseconds, if the answer had it. */
  readonly learn: (offset: number | undefined) => void;
}

/**
 * Fetches a code and asks sts:GetSessionToken, or sts:AssumeRole where a role is ordered, again with another code when AWS refuses one.
 * @throws AwsmfaError what AWS's refusal means after the last try, `no-code`, `no-terminal`, `interrupted`
 */
export async function requestSession(
  order: Order,
  memoryPath: string,
  context: Context,
): Promise<IssuedSession> {
  const { files, output, debug, clock } = context;
  const { clockOffset } = order.connection;
  const memory = await recall(files, memoryPath);
  const yubikey = { touch: isTouchWanted(memory, order.serial) };
  const known: Known = { memory, clockOffset, opened: new Map(), yubikey };
  let refusal: AwsmfaError | undefined;
  const refusedFrom: string[] = [];
  while (refusedFrom.length < TRIES) {
    const request = codeRequest(order, refusedFrom, known, context);
    const fetched = await fetchCode(order.sources, request, context, (reason) =>
      output.news(`awsmfa: ${reason}`),
    );
    await noteTouch(order, memoryPath, known, context);
    if (fetched.code === undefined) throw withoutCode(fetched.unhad, refusal, order.profile);
    debug(`code from: ${fetched.source}`);
    const assumed = fetched.step === undefined ? 0 : known.clockOffset;
    const result = await send(order, fetched, memoryPath, known, context);
    if (result === "taken") continue;
    if (result.granted)
      return usableSession(
        result.value,
        order.connection.endpoint,
        clock.now() + (result.clockOffset ?? known.clockOffset),
      );
    refusal = errorOfRefusal(
      result,
      attemptOf(order.connection, {
        profile: order.user,
        call: callOf(order),
        serial: order.serial,
        platform: context.platform,
        ...(order.role && { role: { ...order.role, by: undefined } }),
      }),
    );
    if (refusal.code !== "wrong-code") throw refusal;
    refusedFrom.push(fetched.source);
    const next = codeRequest(order, refusedFrom, known, context);
    if (next.refused < TRIES && (await canFetchCode(order.sources, next, context)))
      output.warn(
        `awsmfa: AWS refused ${spaced(fetched.code)}: wrong, too old, or used before${clockNews(result.clockOffset, assumed)}`,
      );
  }
  throw refusal ?? errorWithoutCode({ obstacles: [], failures: [], asks: true }, order.profile);
}

/** Remembers whether the YubiKey wanted to be touched, so that it does not blink for nobody. */
async function noteTouch(
  { serial }: Order,
  memoryPath: string,
  known: Known,
  { files }: Context,
): Promise<void> {
  const { memory, yubikey } = known;
  const note = (each: Memory): Memory => withTouch(each, serial, yubikey.touch === true);
  if (note(memory) !== memory) known.memory = await remember(files, memoryPath, note, memory);
}

/** What is remembered, as far as this run knows: it holds also where the file cannot be written. */
interface Known {
  memory: Memory;
  /** AWS's clock less this machine's, in milliseconds; a refusal may correct it. */
  clockOffset: number;
  readonly opened: CodeRequest["opened"];
  readonly yubikey: NonNullable<CodeRequest["yubikey"]>;
}

/**
 * Remembers the code as spent before it leaves, so that whatever happens it is not sent again.
 * @returns `taken` where another process has just sent the same computed code
 */
async function send(
  order: Order,
  { code, step, key }: HadCode,
  memoryPath: string,
  known: Known,
  context: Context,
): Promise<AwsResult<IssuedSession> | "taken"> {
  const { files, digest, clock, debug } = context;
  const { connection, serial } = order;
  const change = async (edit: (memory: Memory) => Memory): Promise<void> => {
    known.memory = await remember(files, memoryPath, edit, known.memory);
  };
  const [sts, spent] = await Promise.all([
    context.sts(),
    spentCode(serial, code, clock.now(), digest, step),
  ]);
  await change((memory) => withSpent(memory, spent));
  if (!isNoted(known.memory, spent)) return "taken";
  const started = clock.now();
  const result = await ask(order, code, sts);
  const outcome = result.granted ? "granted" : `${result.code}, code taken: ${codeTaken(result)}`;
  debug(
    `${callOf(order)} at ${connection.endpoint} (${connection.region}): ${outcome}, ${clock.now() - started} ms`,
  );
  order.learn(result.clockOffset);
  if (!result.granted && codeTaken(result) === "no")
    await change((memory) => withoutSpent(memory, spent));
  const learned =
    result.clockOffset === undefined
      ? known.memory.clock
      : rememberedClock(result.clockOffset, clock);
  if (learned !== known.memory.clock) await change((memory) => ({ ...memory, clock: learned }));
  if (result.clockOffset !== undefined) known.clockOffset = learned?.offset ?? 0;
  const used = key === undefined ? known.memory : withYubiKey(known.memory, { serial, key });
  if (result.granted && key !== undefined && used !== known.memory)
    await change((memory) => withYubiKey(memory, { serial, key }));
  return result;
}

function callOf({ role }: Order): string {
  return role === undefined ? "sts:GetSessionToken" : "sts:AssumeRole";
}

function ask(
  { connection, serial, seconds: durationSeconds, role }: Order,
  code: string,
  sts: Sts,
): Promise<AwsResult<IssuedSession>> {
  if (role === undefined) return sts.getSessionToken(connection, { serial, code, durationSeconds });
  const { arn, sessionName, externalId } = role;
  const request = { arn, sessionName, externalId, durationSeconds, mfa: { serial, code } };
  return sts.assumeRole(connection, request);
}

function codeRequest(
  order: Order,
  refusedFrom: readonly string[],
  known: Known,
  { clock, digest }: Context,
): CodeRequest {
  const { profile, serial, given, settings, chosen, yubikeys } = order;
  const objection: CodeRequest["objection"] = async (code, step) => {
    const now = clock.now();
    const sent = await sentAt(known.memory, serial, code, now, digest, step);
    return sent === undefined ? undefined : spentWords(code, now - sent, now + known.clockOffset);
  };
  const now = (): number => clock.now() + known.clockOffset;
  const { opened, yubikey } = known;
  const sources = { refused: refusedFrom.length, refusedFrom, chosen, yubikeys, opened, yubikey };
  return { profile, serial, given, settings, ...sources, objection, now };
}
