/** Codes that AWS has seen: it takes a code once, so none is sent twice. */
import { CODE_SECONDS } from "../aws/limits.ts";
import type { Digest } from "../ports-secrets.ts";
import type { Memory, SpentCode } from "./memory.ts";

/** How long a sent code is remembered: AWS has no use for an older one; milliseconds. */
const REMEMBERED = 120_000;

/** When the code was sent for this device, in milliseconds since the epoch, or `undefined` if it was not. */
export async function sentAt(
  memory: Memory,
  serial: string,
  code: string,
  now: number,
  digest: Digest,
  step?: number,
): Promise<number | undefined> {
  for (const spent of current(memory, now)) {
    if (spent.serial !== serial) continue;
    if (step !== undefined && step === spent.step) return spent.at;
    if ((await digest.hash(spent.salt, code)) === spent.hash) return spent.at;
  }
  return undefined;
}

/** A code to remember as sent. @param now milliseconds by this machine's clock, @param step of a computed code */
export async function spentCode(
  serial: string,
  code: string,
  now: number,
  digest: Digest,
  step?: number,
): Promise<SpentCode> {
  const salt = await digest.salt();
  const hash = await digest.hash(salt, code);
  return { serial, salt, hash, at: now, ...(step === undefined ? {} : { step }) };
}

/**
 * The memory with one more spent code; those past their time are forgotten. A computed code that another
 * process has noted meanwhile is not noted again ({@link isNoted}): whoever notes it first may send it.
 */
export function withSpent(memory: Memory, spent: SpentCode): Memory {
  const others = current(memory, spent.at);
  const isSame = ({ serial, step }: SpentCode): boolean =>
    step !== undefined && step === spent.step && serial === spent.serial;
  return { ...memory, spent: others.some(isSame) ? others : [...others, spent] };
}

/** Whether this very note is in the memory. */
export function isNoted(memory: Memory, { salt }: SpentCode): boolean {
  return memory.spent.some((spent) => spent.salt === salt);
}

/** The memory without a code that did not leave after all. */
export function withoutSpent(memory: Memory, { salt }: SpentCode): Memory {
  return { ...memory, spent: memory.spent.filter((spent) => spent.salt !== salt) };
}

/** Why a spent code will not do, and when the next one shows. @param now milliseconds by AWS's clock, @param ago milliseconds */
export function spentWords(
  code: string,
  ago: number,
  now: number,
): { readonly reason: string; readonly hint: string } {
  const wait = CODE_SECONDS - (Math.floor(now / 1000) % CODE_SECONDS);
  const seconds = Math.max(0, Math.round(ago / 1000));
  return {
    reason: `${spaced(code)} was used ${seconds} s ago; AWS takes a code once`,
    hint: `the next one shows in ${wait} s`,
  };
}

/** A code as devices show it, `492 039`. */
export function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

function current({ spent }: Memory, now: number): readonly SpentCode[] {
  return spent.filter(({ at }) => Math.abs(now - at) < REMEMBERED);
}
