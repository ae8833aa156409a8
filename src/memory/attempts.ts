/** Renewals that failed, so that one that keeps failing is tried less and less often, whoever tries. */
import type { Memory } from "./memory.ts";

/** Pauses in milliseconds: the first, and the longest. Where nothing reached AWS no code is spent, and a network comes back soon. */
const PAUSES = {
  unreached: [60_000, 15 * 60_000],
  refused: [5 * 60_000, 4 * 3_600_000],
} as const;

/** How many are remembered. */
const MOST = 200;

/** Milliseconds until a renewal is to be tried again; 0: now. A clock that was set back since leaves no pause. */
export function pauseLeft({ attempts }: Memory, profile: string, now: number): number {
  const known = attempts.find((each) => each.profile === profile);
  return known === undefined || now < known.at ? 0 : Math.max(0, known.next - now);
}

/** The memory with one more failure. @param why whether AWS was not reached, or refused or had no code */
export function withFailure(
  memory: Memory,
  profile: string,
  why: keyof typeof PAUSES,
  now: number,
): Memory {
  const failures = (memory.attempts.find((each) => each.profile === profile)?.failures ?? 0) + 1;
  const [first, longest] = PAUSES[why];
  const pause = Math.min(first * 2 ** Math.min(failures - 1, 20), longest);
  const attempt = { profile, failures, at: now, next: now + pause };
  const { attempts } = withoutFailures(memory, profile);
  return { ...memory, attempts: [...attempts, attempt].slice(-MOST) };
}

/** The memory of a profile that was renewed. */
export function withoutFailures(memory: Memory, profile: string): Memory {
  return { ...memory, attempts: memory.attempts.filter((each) => each.profile !== profile) };
}
