/** The job as we wrote it, kept in the scheduler's own text, where a comment may hold it: what is installed can be read back. */
import type { Job } from "./scheduler.ts";

const MARK = "awsmfa-job:";

/** A job as one line for a comment: JSON without what would end a comment in XML (XML 1.0, 2.5) or be special to cron. */
export function recordOf(job: Job): string {
  const json = JSON.stringify(job).replace(
    /[-%\u007f-\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${MARK} ${json}`;
}

/** The jobs in a scheduler's text. */
export function jobsIn(text: string): Job[] {
  return text.split("\n").flatMap((line) => jobOfLine(line) ?? []);
}

/** The job of a profile in a scheduler's text, or `undefined`. */
export function jobIn(text: string, profile: string): Job | undefined {
  return jobsIn(text).find((job) => job.profile === profile);
}

/** The job that a line holds, or `undefined`. */
export function jobOfLine(line: string): Job | undefined {
  const at = line.indexOf(`${MARK} {`);
  if (at < 0) return undefined;
  try {
    const end = line.lastIndexOf("}") + 1;
    const value = JSON.parse(line.slice(at + MARK.length, end)) as Partial<Job>;
    return isJob(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJob(value: Partial<Job>): value is Job {
  const { profile, command, minutes, log, environment, folders } = value;
  return (
    typeof profile === "string" &&
    Array.isArray(command) &&
    command.every((word) => typeof word === "string") &&
    typeof minutes === "number" &&
    typeof log === "string" &&
    typeof environment === "object" &&
    Array.isArray(folders)
  );
}
