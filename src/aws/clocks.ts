/** Words about this machine's clock, seen from AWS's. */
import { wordsOfSeconds } from "../words/durations.ts";

/** From here on an offset spoils codes that are computed by this machine's clock: AWS takes those of a step of 30 s and the ones beside it; milliseconds. */
const SPOILS = 30_000;

/** How far the clock is off, `20 min behind` or `20 min ahead`, or `undefined` where nobody knows. @param offset AWS's clock less this machine's, in milliseconds */
export function offBy(offset: number | undefined): string | undefined {
  if (offset === undefined) return undefined;
  const seconds = Math.round(Math.abs(offset) / 1000);
  const words = seconds < 120 ? `${seconds} s` : wordsOfSeconds(Math.round(seconds / 60) * 60);
  return `${words} ${offset > 0 ? "behind" : "ahead"}`;
}

/** The same with what it is compared with: `20 min behind AWS's`, `20 min ahead of AWS's`. @param offset milliseconds */
export function offFromAws(offset: number): string {
  return `${offBy(offset)}${offset > 0 ? "" : " of"} AWS's`;
}

/** Whether the clock is off by enough to spoil codes that are computed with it. @param offset milliseconds */
export function spoilsCodes(offset: number | undefined): offset is number {
  return offset !== undefined && Math.abs(offset) > SPOILS;
}

/** What sets the clock. @param platform as `process.platform` names it */
export function settingTheClock(platform: string | undefined): string {
  switch (platform) {
    case "linux":
      return "set the clock: sudo timedatectl set-ntp true";
    case "darwin":
      return "set the clock: sudo sntp -sS time.apple.com";
    case "win32":
      return "set the clock, as an administrator: w32tm /resync";
    default:
      return "set the clock, then try again";
  }
}
