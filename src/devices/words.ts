/** What came of an enrolment, in words and for programs. */
import { deviceLabel } from "../aws/arn.ts";
import type { Paint } from "../ports.ts";
import { typed } from "../words/typed.ts";
import type { Enrolled } from "./enrolment.ts";
import type { Saved } from "./kept.ts";

/** The result in lines for stderr, and what to type next. */
export function enrolledLines(enrolled: Enrolled, news: Paint): string[] {
  const { outcome, profile, user, serial, old, saved } = enrolled;
  const device = news("bold", deviceLabel(serial));
  const done =
    outcome === "finished"
      ? "was enabled already, by an enrolment that was interrupted"
      : `is an MFA device of ${user}`;
  const gone = old === undefined ? [] : [`  ${deviceLabel(old)} is removed`];
  return [
    `${news("good", "✔")} ${device} ${done}`,
    ...gone,
    ...savedLines(saved, profile, serial),
    ...(saved === undefined ? [] : [`  awsmfa login --profile ${typed(profile)}`]),
  ];
}

function savedLines(saved: Saved | undefined, profile: string, serial: string): string[] {
  if (saved?.outcome === "saved") return [`  saved as mfa_serial of ${profile}`];
  if (saved === undefined)
    return [`  mfa_serial of ${profile} is as it was; the device is ${serial}`];
  return [];
}

/** Warnings about what could not be saved. */
export function savedWarnings(saved: Saved | undefined): string[] {
  if (saved?.outcome !== "failed") return [];
  return [
    `awsmfa: warning: mfa_serial is not saved: ${saved.why}`,
    `awsmfa: to do it: ${saved.next}`,
  ];
}

/** The result for programs. No secret is in it. */
export function enrolledValue(enrolled: Enrolled): unknown {
  const { outcome, profile, user, serial, to, saved, old } = enrolled;
  return {
    outcome,
    profile,
    user,
    serial,
    to,
    saved: saved?.outcome === "saved" || saved?.outcome === "there",
    removed: old ?? null,
  };
}
