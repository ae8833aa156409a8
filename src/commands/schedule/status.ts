/** `awsmfa schedule status`: what is scheduled, and what came of it. */
import { AwsmfaError, shown } from "../../errors.ts";
import type { Context } from "../../ports.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { decode } from "../../profiles/bytes.ts";
import { profileNames } from "../../profiles/profile.ts";
import { type Installed, installedJobs, isActive } from "../../schedulers/find.ts";
import { lookAround } from "../../sessions/look.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** A job and how it stands. */
interface JobStatus extends Installed {
  /** Whether the scheduler runs it. */
  readonly isActive: boolean;
  /** Paths of the program that are not there any more. */
  readonly gone: readonly string[];
  /** The last lines of its log. */
  readonly log: readonly string[];
}

/** All of them. */
export interface ScheduleStatus {
  readonly profile: string | undefined;
  readonly jobs: readonly JobStatus[];
}

/** How many lines of a log are shown. */
const LINES = 3;

/** Looks at the jobs of all profiles, or of one. @throws AwsmfaError `file-unreadable` */
export async function run({ profile }: CommonOptions, context: Context): Promise<ScheduleStatus> {
  const { files, sessions } = await lookAround(context);
  const names = [...profileNames(files), ...sessions.map(({ source }) => source)];
  const meant = sessions.find(({ name }) => name === profile)?.source ?? profile;
  const known = new Set(meant === undefined ? names : [...names, meant]);
  const installed = await installedJobs([...known], context);
  const wanted = installed.filter(({ job }) => meant === undefined || job.profile === meant);
  const jobs = await Promise.all(wanted.map((each) => statusOf(each, context)));
  return { profile: meant, jobs };
}

async function statusOf(installed: Installed, context: Context): Promise<JobStatus> {
  const { job } = installed;
  const paths = job.command.slice(0, 2);
  const facts = await Promise.all(paths.map((path) => context.files.facts(path)));
  return {
    ...installed,
    isActive: await isActive(installed, context),
    gone: paths.filter((_path, at) => facts[at] === undefined),
    log: await tailOf(job.log, context),
  };
}

async function tailOf(path: string, { files }: Context): Promise<string[]> {
  try {
    const lines = decode((await files.read(path)) ?? "").split("\n");
    return lines.filter((line) => line.trim() !== "").slice(-LINES);
  } catch (error) {
    if (error instanceof AwsmfaError) return [];
    throw error;
  }
}

/** Some lines for each. */
export function words({ profile, jobs }: ScheduleStatus, view: View): Told {
  if (jobs.length === 0) {
    const option = profile === undefined ? "" : ` --profile ${typed(profile)}`;
    return { news: [`nothing is scheduled; to renew by itself: awsmfa schedule install${option}`] };
  }
  const lines = jobs.flatMap((each) => linesOf(each, view));
  return { data: shown(lines.map((line) => `${line}\n`).join("")) };
}

function linesOf({ job, scheduler, isActive: active, gone, log }: JobStatus, view: View): string[] {
  const { profile, minutes, command } = job;
  const { data, home } = view;
  const every = minutes === 1 ? "every minute" : `every ${minutes} min`;
  const again = `awsmfa schedule install --profile ${typed(profile)}`;
  const within = command[command.indexOf("--within") + 1] ?? "";
  const wrong = [
    ...gone.map((path) => `${path} is not there any more: ${again}`),
    ...(active ? [] : [`${scheduler.label} has it and does not run it: ${again}`]),
  ];
  return [
    `${data("bold", profile)} · ${scheduler.label} looks ${every}, renews with ${within} left`,
    ...wrong.map((line) => `  ${data("wrong", line)}`),
    `  ${data("dim", `log: ${shortPath(job.log, home)}${log.length === 0 ? ", empty so far" : ""}`)}`,
    ...log.map((line) => `    ${line}`),
  ];
}

/** The same for programs. */
export function json({ jobs }: ScheduleStatus): unknown {
  return {
    jobs: jobs.map(({ job, scheduler, isActive: active, gone, log }) => ({
      profile: job.profile,
      scheduler: scheduler.name,
      active,
      minutes: job.minutes,
      command: job.command,
      gone,
      log: job.log,
      tail: log,
    })),
  };
}
