/** AWS's clock for the fast path. */
import { clockOffset } from "../memory/clock.ts";
import type { Clock, FileText } from "../ports.ts";
import { doubt } from "../profiles/plain.ts";

/** The clock in the memory's text; a quote within a string is escaped there. */
const WRITTEN =
  /^ {2}"clock": \{\n {4}"offset": (-?[\d.]+),\n {4}"started": (-?[\d.]+)\n {2}\},\n/m;

/**
 * AWS's clock less this machine's, in milliseconds, from the memory's text as we write it; 0 where nothing is known.
 * @throws Error at the slightest doubt, such as a clock that was set since
 */
export function clockAtHand(text: FileText, clock: Pick<Clock, "now" | "uptime">): number {
  if (!text.includes('"clock"')) return 0;
  const [, offset, started] = WRITTEN.exec(text) ?? [];
  const remembered = { offset: Number(offset), started: Number(started) };
  const known = clockOffset({ clock: remembered }, clock);
  // Neither is an offset of 0 remembered, nor one that is no number.
  if (!known) throw doubt();
  return known;
}
