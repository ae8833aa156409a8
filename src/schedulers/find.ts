/** Which scheduler works here, and which jobs are installed. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { stateFolder } from "../profiles/platform-folders.ts";
import { join, isAbsolute } from "node:path";
import { canUseCrontab, readCrontab } from "./crontab.ts";
import { jobIn, jobsIn } from "./record.ts";
import { runOnce } from "./run-once.ts";
import type { Job, Owner, Scheduler } from "./scheduler.ts";
import { schedulersOf } from "./schedulers.ts";

/** The ports that it takes. */
export type FindPorts = Pick<
  Context,
  "environment" | "home" | "platform" | "userId" | "files" | "run" | "debug"
>;

/** A job that is installed. */
export interface Installed {
  readonly scheduler: Scheduler;
  readonly job: Job;
}

/** Whose jobs they are. */
export function ownerOf({ environment, home, platform, userId }: FindPorts): Owner {
  const config = environment["XDG_CONFIG_HOME"];
  return {
    home,
    configFolder: config && isAbsolute(config) ? config : join(home, ".config"),
    stateFolder: stateFolder(environment, home, platform),
    userId,
  };
}

/** The best scheduler that works for this user. @throws AwsmfaError `no-scheduler` */
export async function schedulerHere(ports: FindPorts): Promise<Scheduler> {
  const all = schedulersOf(ports.platform);
  for (const scheduler of all) if (await works(scheduler, ports)) return scheduler;
  const names = all.map(({ label }) => label);
  throw new AwsmfaError(
    "no-scheduler",
    names.length === 1
      ? `${names[0]} does not work for this user`
      : `none of ${names.join(", ")} works for this user`,
    "let another program run it every few minutes: awsmfa renew --all",
  );
}

async function works(scheduler: Scheduler, ports: FindPorts): Promise<boolean> {
  const ended = await runOnce(scheduler.probe, ports);
  const well = ended.why === "itself" && ended.status === 0;
  const does = scheduler.name === "cron" ? canUseCrontab(ended) : well;
  ports.debug(`${scheduler.label}: ${does ? "works" : `does not work (${ended.why})`}`);
  return does;
}

/**
 * The jobs that are installed for the profiles, and those in the crontab whatever they are for.
 * @throws AwsmfaError `file-unreadable`
 */
export async function installedJobs(
  profiles: readonly string[],
  ports: FindPorts,
): Promise<Installed[]> {
  const owner = ownerOf(ports);
  const found: Installed[] = [];
  for (const scheduler of schedulersOf(ports.platform)) {
    if (scheduler.name === "cron") {
      const table = await tableOf(scheduler, ports);
      found.push(...jobsIn(table).map((job) => ({ scheduler, job })));
      continue;
    }
    for (const profile of profiles) {
      const text = await ports.files.read(scheduler.record(profile, owner) ?? "");
      // Of UTF-16 the second bytes; a record is ASCII.
      const job = text === undefined ? undefined : jobIn(text.replaceAll("\0", ""), profile);
      if (job !== undefined) found.push({ scheduler, job });
    }
  }
  return found;
}

/** Where there is no cron, nothing is in it. */
async function tableOf(scheduler: Scheduler, ports: FindPorts): Promise<string> {
  return (await works(scheduler, ports)) ? readCrontab(ports).catch(() => "") : "";
}

/** Whether the scheduler runs it; a unit may be there and not be enabled. */
export async function isActive({ scheduler, job }: Installed, ports: FindPorts): Promise<boolean> {
  const command = scheduler.active(job.profile, ownerOf(ports));
  if (command === undefined) return true;
  const ended = await runOnce(command, ports);
  return ended.why === "itself" && ended.status === 0;
}
