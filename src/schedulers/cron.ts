/** cron, where there is nothing better (crontab(5)). */
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import { jobOfLine, recordOf } from "./record.ts";
import type { Job, Scheduler } from "./scheduler.ts";

/** The bytes of a command (Vixie cron and its heirs, `MAX_COMMAND`; Debian's crontab refuses more). */
const MOST = 990;

/** The scheduler `cron`: two lines of the user's table for each profile; every other byte of it stays. */
export const cron: Scheduler = {
  name: "cron",
  label: "cron",
  probe: ["crontab", "-l"],
  record: () => undefined,
  active: () => undefined,
  install: (job) => {
    const own = linesOf(job);
    return [{ crontab: (table) => `${withLineEnd(without(table, job.profile))}${own}` }];
  },
  remove: (profile) => [{ crontab: (table) => without(table, profile) }],
};

/** The table without a job's two lines. */
function without(table: string, profile: string): string {
  const rows = table.split(/(?<=\n)/);
  const at = rows.findIndex((row) => jobOfLine(row)?.profile === profile);
  return at < 0 ? table : without(rows.toSpliced(at, 2).join(""), profile);
}

function withLineEnd(table: string): string {
  return table === "" || table.endsWith("\n") ? table : `${table}\n`;
}

function linesOf(job: Job): string {
  const { command, environment, minutes, log } = job;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${typed(value)}`);
  const line = [...variables, ...command.map(typed), `>>${typed(log)} 2>&1`].join(" ");
  if (/[\n\r\0]/.test(line))
    throw new AwsmfaError(
      "bad-setting",
      "a path, a name or a variable with a line end cannot be put into a crontab",
      "awsmfa status --json    shows the names",
    );
  // A bare % ends the command, in quotes too.
  const escaped = line.replaceAll("%", "\\%");
  if (new TextEncoder().encode(escaped).length > MOST)
    throw new AwsmfaError(
      "bad-setting",
      `the variables and paths of the job make a line of more than ${MOST} bytes, which cron does not take`,
      "a shorter PATH will do: PATH=/usr/local/bin:/usr/bin:/bin awsmfa schedule install",
    );
  return `# ${recordOf(job)}\n*/${minutes} * * * * ${escaped}\n`;
}
