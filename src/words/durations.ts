/** Durations as people type and read them. */

const UNITS = { h: 3600, m: 60, s: 1 } as const;

/**
 * Seconds of `45m`, `12h`, `1h30m`, `90s` or plain seconds; `undefined` for anything else.
 * Units come once each and from large to small.
 */
export function secondsOf(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const [whole, ...parts] = /^(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/.exec(text) ?? [];
  if (whole === undefined || whole === "") return undefined;
  return parts.reduce((sum, part) => sum + partSeconds(part), 0);
}

function partSeconds(part: string | undefined): number {
  return part === undefined
    ? 0
    : Number(part.slice(0, -1)) * UNITS[part.at(-1) as keyof typeof UNITS];
}

/** A duration in words, at most two units, rounded down: `9 h 12 min`, `12 h`, `11 min`, `40 s`. @param seconds of any size; below zero is 0 s */
export function wordsOfSeconds(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : `${rest} s`;
}

/** A duration as one short word, `9h12m`, `11m`, `40s`, for a shell prompt. @param seconds of any size */
export function wordOfSeconds(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  if (hours > 0) return `${hours}h${String(minutes).padStart(2, "0")}m`;
  return minutes > 0 ? `${minutes}m` : `${rest}s`;
}

function split(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Math.max(0, Math.floor(seconds));
  return {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    rest: whole % 60,
  };
}

/** A duration as it is typed, `1h30m`, `45m`, `90s`, exactly. @param seconds whole, above zero */
export function durationTyped(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  return [hours && `${hours}h`, minutes && `${minutes}m`, rest && `${rest}s`]
    .filter((part) => part !== 0)
    .join("");
}
