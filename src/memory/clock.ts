/** AWS's clock, as this machine can tell it. */
import type { Clock } from "../ports.ts";
import type { Memory, RememberedClock } from "./memory.ts";

/** Below this an offset is the `Date` header's own coarseness (one second) and the way of the answer; milliseconds. */
const NOISE = 3000;

/**
 * AWS's clock less this machine's, in milliseconds; 0 where nothing is known. An offset holds until the
 * clock is set or the machine restarts: either moves the time at which the machine started.
 */
export function clockOffset(
  { clock }: Pick<Memory, "clock">,
  { now, uptime }: Pick<Clock, "now" | "uptime">,
): number {
  if (clock === undefined) return 0;
  return Math.abs(now() - uptime() - clock.started) < NOISE ? clock.offset : 0;
}

/** What to remember of an offset that AWS's answer showed; `undefined` where the clock is right. */
export function rememberedClock(
  offset: number,
  { now, uptime }: Pick<Clock, "now" | "uptime">,
): RememberedClock | undefined {
  return Math.abs(offset) < NOISE ? undefined : { offset, started: Math.round(now() - uptime()) };
}
