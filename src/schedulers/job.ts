/** The job that renews a session. Pure. */
import { dirname, isAbsolute, join } from "node:path";
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { Program } from "../ports-process.ts";
import { durationTyped } from "../words/durations.ts";
import { type Carried, carriedOf } from "./carried.ts";
import type { Job, Owner, Scheduler } from "./scheduler.ts";

/** What a job is made of. */
export interface JobParts {
  readonly profile: string;
  readonly program: Program;
  /** How long before its end the session is renewed, in seconds. */
  readonly before: number;
  readonly environment: Environment;
  readonly platform: string;
  /** AWS's two files as they are set and where links lead. */
  readonly files: {
    readonly set: { readonly config: string; readonly credentials: string };
    readonly resolved: readonly string[];
  };
  /** Whether programs of the user are run for a code: they write where they like. */
  readonly runsPrograms: boolean;
}

/** Numbers of minutes that an hour can be divided by, as the field for minutes of cron takes them. */
const MINUTES = [10, 6, 5, 4, 3, 2, 1];

/** Minutes between two runs, so that there are several before the end: one may come to nothing. @param before seconds */
export function minutesFor(before: number): number {
  const wanted = Math.max(1, Math.floor(before / 60 / 6));
  return MINUTES.find((minutes) => minutes <= wanted) ?? 1;
}

/** The job, and which variables it is not handed. @throws AwsmfaError `bad-setting` for a path that is relative */
export function jobOf(
  parts: JobParts,
  owner: Owner,
  scheduler: Scheduler,
): { readonly job: Job; readonly withheld: Carried["withheld"] } {
  const { profile, program, before, platform, files, runsPrograms } = parts;
  const { environment, withheld } = carriedOf(parts.environment, scheduler.name === "cron");
  const variables: Record<string, string> = { ...environment };
  if (variables["AWS_CONFIG_FILE"]) variables["AWS_CONFIG_FILE"] = files.set.config;
  if (variables["AWS_SHARED_CREDENTIALS_FILE"])
    variables["AWS_SHARED_CREDENTIALS_FILE"] = files.set.credentials;
  if (platform !== "win32") variables["HOME"] = owner.home;
  for (const name of PATHS) checkAbsolute(name, variables[name], owner);
  const log = logOf(profile, owner);
  const folders = [dirname(log), ...files.resolved.map((file) => dirname(file))];
  return {
    withheld,
    job: {
      profile,
      command: [
        program.node,
        program.script,
        "renew",
        "--profile",
        profile,
        "--within",
        durationTyped(before),
      ],
      environment: variables,
      minutes: minutesFor(before),
      log,
      folders: [...new Set(runsPrograms ? [...folders, owner.home] : folders)],
    },
  };
}

/** A folder relative to where somebody stands is another one for a scheduler. */
const PATHS = [
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
];

function checkAbsolute(name: string, value: string | undefined, { home }: Owner): void {
  if (value === undefined || isAbsolute(value) || /^~[/\\]/.test(value)) return;
  throw new AwsmfaError(
    "bad-setting",
    `“${value}” (${name}) is a relative path, which leads a scheduler somewhere else`,
    `set it to the whole path: ${name}=${join(home, value)}`,
  );
}

/** The file that the job's output is added to. */
export function logOf(profile: string, { stateFolder }: Owner): string {
  const name = encodeURIComponent(profile).replaceAll("*", "%2A");
  return join(stateFolder, "awsmfa", `renew-${name}.log`);
}
