/** `awsmfa schedule install`: a session that is renewed by itself. */
import { AwsmfaError } from "../../errors.ts";
import type { Context } from "../../ports.ts";
import { type Undo, carryOut, stepWords } from "../../schedulers/carry-out.ts";
import { type Installed, installedJobs, ownerOf, schedulerHere } from "../../schedulers/find.ts";
import { jobOf } from "../../schedulers/job.ts";
import type { Job, Scheduler, Step } from "../../schedulers/scheduler.ts";
import { WITHIN } from "../../sessions/due.ts";
import { type Wanted, wantSession } from "../../sessions/get.ts";
import { isFetched } from "../../sessions/process-line.ts";
import { checkSchedulable } from "../../sessions/schedulable.ts";
import { wordsOfSeconds } from "../../words/durations.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `schedule install`. */
export interface InstallOptions extends CommonOptions {
  /** `--before`, seconds; {@link WITHIN} if absent. */
  readonly before?: number;
  readonly dryRun: boolean;
}

/** What runs now, or would. */
export interface Scheduled {
  readonly scheduler: Scheduler["name"];
  readonly label: string;
  readonly job: Job;
  /** Seconds. */
  readonly before: number;
  readonly outcome: "installed" | "planned";
  /** Sentences. */
  readonly steps: readonly string[];
  /** Variables with a password in them, which the job is not handed. */
  readonly withheld: readonly string[];
  /** Whether there is a session to renew. */
  readonly hasSession: boolean;
}

/** Installs the job, or brings it up to date. @throws AwsmfaError */
export async function run(options: InstallOptions, context: Context): Promise<Scheduled> {
  const named = options.profile === undefined ? {} : { profile: options.profile };
  const question = "Renew the session of which profile by itself?";
  const wanted = await wantSession({ ...named, force: true }, question, context);
  await checkSchedulable(wanted, context);
  const scheduler = await schedulerHere(context);
  const before = options.before ?? WITHIN;
  const { job, withheld } = await jobFor(wanted, scheduler, before, context);
  const owner = ownerOf(context);
  const known = await installedJobs([job.profile], context);
  const there = known.filter((each) => each.job.profile === job.profile);
  const steps: Step[] = [
    ...there
      .filter((each) => each.scheduler !== scheduler)
      .flatMap((each) => each.scheduler.remove(job.profile, owner)),
    ...scheduler.install(job, owner),
  ];
  const result = {
    scheduler: scheduler.name,
    label: scheduler.label,
    job,
    before,
    steps: stepWords(steps),
    withheld,
    hasSession: wanted.situation.sessions.some(({ source }) => source === job.profile),
  };
  if (options.dryRun) return { ...result, outcome: "planned" };
  await withLog(job.log, context, () =>
    carryOut(steps, undoOf(scheduler, job, there, context), context),
  );
  return { ...result, outcome: "installed" };
}

async function jobFor(
  { profile, situation }: Wanted,
  scheduler: Scheduler,
  before: number,
  context: Context,
): Promise<ReturnType<typeof jobOf>> {
  const program = await context.program();
  if (isFetched(program.script))
    throw new AwsmfaError(
      "unusable-path",
      `awsmfa runs from ${program.script}, which is cleared now and then`,
      "install it: npm install -g awsmfa\nthen run that one: awsmfa schedule install",
    );
  const { config, credentials } = situation.paths;
  const { environment, platform, files } = context;
  const resolved = [await files.resolved(config), await files.resolved(credentials)];
  const parts = {
    profile: profile.name,
    program,
    before,
    environment,
    platform,
    files: { set: { config, credentials }, resolved },
    runsPrograms:
      profile.settings.has("mfa_process") || Boolean(environment["AWSMFA_PASSPHRASE_COMMAND"]),
  };
  return jobOf(parts, ownerOf(context), scheduler);
}

/** The log is made before, since a scheduler makes no folder for it; it goes again if that was in vain. */
async function withLog(log: string, { files }: Context, act: () => Promise<void>): Promise<void> {
  const { outcome } = await files.edit(log, (text) => text ?? "", { durable: false });
  try {
    await act();
  } catch (error) {
    if (outcome === "created") await files.edit(log, () => undefined, { durable: false });
    throw error;
  }
}

/** A new job goes as a whole; an old one is read again by its scheduler. */
function undoOf(
  scheduler: Scheduler,
  { profile }: Job,
  there: readonly Installed[],
  context: Context,
): Undo {
  const old = there.find((each) => each.scheduler === scheduler);
  const steps =
    old === undefined
      ? scheduler.remove(profile, ownerOf(context))
      : scheduler.install(old.job, ownerOf(context));
  const runs = steps.filter((step) => "run" in step);
  return old === undefined ? { before: runs, after: [] } : { before: [], after: runs };
}

/** What runs when, and where to look at it. */
export function words(result: Scheduled, { news }: View): Told {
  const { job, label, before, outcome, steps, withheld, hasSession } = result;
  const { profile, minutes } = job;
  if (outcome === "planned")
    return {
      news: [`${profile}: schedule install would`, ...steps.map((step) => `  ${step}`)],
    };
  const every = minutes === 1 ? "every minute" : `every ${minutes} min`;
  const warnings = withheld.map(
    (name) =>
      `awsmfa: warning: ${name} has a password in it, so the job is not handed it: others may read what is scheduled`,
  );
  const session = hasSession
    ? []
    : [`  there is no session yet: awsmfa login --profile ${typed(profile)}`];
  return {
    news: [
      `${news("good", "✔")} ${news("bold", profile)} · renewed with ${wordsOfSeconds(before)} left · ${label} looks ${every}`,
      ...session,
      `  awsmfa schedule status    or    awsmfa schedule remove --profile ${typed(profile)}`,
    ],
    ...(warnings.length > 0 && { warnings }),
  };
}

/** The same for programs. */
export function json({ scheduler, job, before, outcome, withheld }: Scheduled): unknown {
  const { profile, minutes, command, log } = job;
  return { profile, outcome, scheduler, before, minutes, command, log, withheld };
}
