/** One code sent to AWS, once: noted as spent before it leaves, and forgotten again where AWS cannot have looked at it. */
import { codeTaken } from "../aws/taken.ts";
import type { CodeRequest, CodeSource, HadCode } from "../codes/code-source.ts";
import { rememberedClock } from "../memory/clock.ts";
import type { Memory } from "../memory/memory.ts";
import { remember } from "../memory/remember.ts";
import { isNoted, spentCode, withSpent, withoutSpent } from "../memory/spent.ts";
import { withYubiKey } from "../memory/yubikeys.ts";
import type { Context } from "../ports.ts";
import type { AwsResult, Connection, IssuedSession, Sts } from "../ports-aws.ts";
import type { RoleOrder } from "./assume.ts";

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

/** What is remembered, as far as this run knows: it holds also where the file cannot be written. */
export interface Known {
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
export async function sendCode(
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

/** The call that the code goes with. */
export function callOf({ role }: Order): string {
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
