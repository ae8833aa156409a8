/** A session from AWS for a code: up to three codes, each sent once. */
import { attemptOf } from "../aws/attempt.ts";
import { offFromAws, spoilsCodes } from "../aws/clocks.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import type { CodeRequest } from "../codes/code-source.ts";
import { type Unhad, canFetchCode, errorWithoutCode, fetchCode } from "../codes/codes.ts";
import { STORED_REFUSED } from "../codes/stored.ts";
import { YUBIKEY_REFUSED } from "../codes/yubikey.ts";
import { AwsmfaError } from "../errors.ts";
import { recall } from "../memory/remember.ts";
import { sentAt, spaced, spentWords } from "../memory/spent.ts";
import type { Context } from "../ports.ts";
import type { IssuedSession } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
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
  const known: Known = {
    memory: await recall(files, memoryPath),
    clockOffset,
    opened: new Map(),
    yubikey: {},
  };
  let refusal: AwsmfaError | undefined;
  const refusedFrom: string[] = [];
  while (refusedFrom.length < TRIES) {
    const request = codeRequest(order, refusedFrom, known, context);
    const fetched = await fetchCode(order.sources, request, context, (reason) =>
      output.news(`awsmfa: ${reason}`),
    );
    if (fetched.code === undefined) throw withoutCode(fetched.unhad, refusal, order);
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

/** That the clock is off by enough to spoil a code. @param assumed the offset that was reckoned with, in milliseconds */
function clockNews(offset: number | undefined, assumed: number): string {
  if (!spoilsCodes(offset) || !spoilsCodes(offset - assumed)) return "";
  return `; this machine's clock is ${offFromAws(offset)}`;
}

/** After a refusal, that there is nobody left to ask does not hide why AWS refused. */
function withoutCode(
  unhad: Unhad,
  refusal: AwsmfaError | undefined,
  { profile }: Order,
): AwsmfaError {
  if (unhad.failures.length > 0 || refusal === undefined) return errorWithoutCode(unhad, profile);
  const [name, login] = [typed(profile), `awsmfa login --profile ${typed(profile)}`];
  if (unhad.obstacles.includes(YUBIKEY_REFUSED))
    return new AwsmfaError(
      refusal.code,
      `${YUBIKEY_REFUSED} twice: perhaps its account is not that of this device`,
      `name another: aws configure set awsmfa_yubikey_account ID --profile ${name}\nor type the code: ${login} --source prompt`,
    );
  if (!unhad.obstacles.includes(STORED_REFUSED)) return refusal;
  return new AwsmfaError(
    refusal.code,
    `${STORED_REFUSED} twice: perhaps it is not that of this device, or it is mistyped`,
    `compare with another authenticator: awsmfa code --profile ${name}\nor store it again: awsmfa secret add --profile ${name}`,
  );
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
