/** A session from AWS for a code: up to three codes, each sent once. */
import { attemptOf } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import type { CodeRequest } from "../codes/code-source.ts";
import { canFetchCode, errorWithoutCode, fetchCode } from "../codes/codes.ts";
import type { AwsmfaError } from "../errors.ts";
import type { Memory } from "../memory/memory.ts";
import { recall, remember } from "../memory/remember.ts";
import { sentAt, spaced, spentWords } from "../memory/spent.ts";
import { isTouchWanted, withTouch } from "../memory/yubikeys.ts";
import type { Context } from "../ports.ts";
import type { IssuedSession } from "../ports-aws.ts";
import { clockNews, withoutCode } from "./issue-words.ts";
import { type Known, type Order, callOf, sendCode } from "./send-code.ts";
import { usableSession } from "./usable.ts";

/** How many codes AWS may refuse before it is over. */
const TRIES = 3;

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
    const result = await sendCode(order, fetched, memoryPath, known, context);
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
  const refused = refusedFrom.length;
  const sources = { refused, refusedFrom, chosen, yubikeys, opened, yubikey };
  return { profile, serial, given, settings, ...sources, objection, now };
}
