/** The calendar: instants as text and back. The one pure file that uses `Date`, always with an argument. */

/** An instant as ISO 8601 in UTC to the second, `2026-11-22T16:20:00Z`. @param epoch milliseconds */
export function isoOf(epoch: number): string {
  return new Date(Math.floor(epoch / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

/** The milliseconds since the epoch of an ISO 8601 text with a zone, or `undefined` if it is none. */
export function epochOf(text: string | undefined): number | undefined {
  if (
    text === undefined ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
  )
    return undefined;
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) ? undefined : epoch;
}

/**
 * An instant as people read it, in local time: `16:20` within twenty hours, else with the day, `Tue 07:19`,
 * and beyond six days with the date, `2026-12-01 07:19`.
 * @param epoch milliseconds
 * @param now milliseconds
 */
export function localTime(epoch: number, now: number): string {
  const then = new Date(epoch);
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  const hours = Math.abs(epoch - now) / 3_600_000;
  if (hours < 20) return time;
  if (hours < 6 * 24)
    return `${["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][then.getDay()]} ${time}`;
  return `${localDate(epoch)} ${time}`;
}

/** The day of an instant in local time, `2026-12-01`. @param epoch milliseconds */
export function localDate(epoch: number): string {
  const then = new Date(epoch);
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
