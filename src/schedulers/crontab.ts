/** The user's table of cron, read and written by `crontab` (POSIX crontab(1); `-r` for a table that is empty). */
import { AwsmfaError, oneLine } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Ended } from "../ports-run.ts";
import { runOnce } from "./run-once.ts";

type Ports = Pick<Context, "run" | "environment">;

/** What `crontab -l` says where there is no table (Vixie cron, cronie; busybox). */
const NONE = /no crontab|can't open/i;

/** Whether `crontab -l` shows that the user may have a table. */
export function canUseCrontab({ why, status, stderr }: Ended): boolean {
  return why === "itself" && (status === 0 || NONE.test(stderr));
}

/**
 * The table; `""` where there is none.
 * @throws AwsmfaError `scheduler-failed` where it cannot be read, or holds what would not come back as it was
 */
export async function readCrontab(ports: Ports): Promise<string> {
  const ended = await runOnce(["crontab", "-l"], ports);
  if (!canUseCrontab(ended)) throw crontabFailed("crontab -l", ended);
  if (ended.status !== 0) return "";
  // What programs print is read as UTF-8.
  if (!ended.stdout.includes("\ufffd")) return ended.stdout;
  throw new AwsmfaError(
    "scheduler-failed",
    "the crontab holds bytes that are no UTF-8, so it stays as it is",
    "look for them: crontab -l | iconv -f UTF-8 >/dev/null",
  );
}

/** Puts a table in place of the one that is there. @throws AwsmfaError `scheduler-failed` */
export async function writeCrontab(table: string, ports: Ports): Promise<void> {
  const [words, input] = table === "" ? ["-r", undefined] : ["-", table];
  const ended = await runOnce(["crontab", words], ports, input);
  if (ended.why !== "itself" || ended.status !== 0) throw crontabFailed(`crontab ${words}`, ended);
}

function crontabFailed(command: string, { why, status, stderr }: Ended): AwsmfaError {
  const said = oneLine(stderr).slice(0, 200);
  const how = why === "itself" ? `status ${status}` : why;
  return new AwsmfaError(
    "scheduler-failed",
    `${command} failed (${how})${said === "" ? "" : `: ${said}`}`,
    "try it yourself: crontab -l",
  );
}
