/** What a login would do, for `--dry-run`. */
import type { CodeSource } from "../codes/code-source.ts";
import { runTogether } from "../codes/codes.ts";
import type { Context } from "../ports.ts";
import type { UserKey } from "../profiles/key-source.ts";
import { configSectionOf } from "../profiles/names.ts";
import { wordsOfSeconds } from "../words/durations.ts";
import { configWith } from "./keep.ts";
import { type Ready, checkReady, takesCode } from "./ready.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { Situation } from "./situation.ts";

/** A plan in words. */
export interface Planned {
  readonly outcome: "planned";
  /** The profile that it is for, `null` where it is for none. */
  readonly profile: string | null;
  /** One sentence each. */
  readonly steps: readonly string[];
}

/**
 * The steps of a plan. Nothing is asked, sent, written or locked.
 * @throws AwsmfaError what the login itself would fail with, as far as that can be known
 */
export async function plannedSteps(
  plan: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Planned> {
  const steps =
    plan.fresh === undefined
      ? await stepsToSession(plan, situation, options, context)
      : [`keep [${plan.name}], which is fresh`];
  return { outcome: "planned", profile: plan.profile.name, steps };
}

/** The plan as lines for stderr. @param command what was asked for: `a login` */
export function plannedWords({ profile, steps }: Planned, command: string): string[] {
  const heading = `${command} would`;
  return [
    profile === null ? heading : `${profile}: ${heading}`,
    ...(steps.length > 0 ? steps : ["do nothing"]).map((step) => `  ${step}`),
  ];
}

async function stepsToSession(
  plan: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<string[]> {
  const ready = await checkReady(plan, situation, options, context);
  const way: Plan[] = [];
  for (let one: Plan | undefined = plan; one !== undefined; one = one.role?.source)
    way.unshift(one);
  const steps: string[] = [];
  for (const one of way) {
    const duration = one === plan ? options.duration : undefined;
    if (one.fresh !== undefined) steps.push(`keep [${one.name}], which is fresh`);
    else steps.push(...(await stepsOf(one, ready, duration, situation, context)));
  }
  return steps;
}

async function stepsOf(
  plan: Plan,
  { sources, asked }: Ready,
  duration: number | undefined,
  { paths }: Situation,
  context: Context,
): Promise<string[]> {
  const { profile, name, serial, role, key } = plan;
  const standing = { ...asked, serial, refused: 0 };
  const obstacles = await Promise.all(sources.map((source) => source.obstacle(standing, context)));
  const usable = sources.filter((_source, at) => obstacles[at] === undefined);
  const seconds = role?.seconds ?? sessionSeconds(profile, duration, serial);
  const code = [
    ...(serial === undefined ? ["look up the MFA device (iam:ListMFADevices)"] : []),
    `take a code${serial === undefined ? "" : ` of ${serial}`} from: ${turnsOf(usable)}`,
  ];
  return [
    ...(role?.source === undefined ? stepsToKey(key) : []),
    ...(takesCode(plan) ? code : []),
    role === undefined
      ? `get a session of ${wordsOfSeconds(seconds)} (sts:GetSessionToken)`
      : `assume ${role.arn} for ${wordsOfSeconds(seconds)} (sts:AssumeRole)`,
    `write [${name}] in ${paths.credentials}`,
    `write [${configSectionOf(name)}] in ${paths.config}`,
  ];
}

/** What it takes to have the key, where it is not at hand. */
function stepsToKey(key: UserKey): string[] {
  if (key.in === "hand") return [];
  return key.in === "process"
    ? [`run credential_process for the access key: ${key.command}`]
    : [
        `take the access key ${key.accessKeyId} out of ${key.in === "age" ? "the age file" : "the keychain"}`,
      ];
}

/** The sources in words, those side by side too: `stored, else yubikey beside prompt`. */
function turnsOf([first, ...others]: readonly CodeSource[]): string {
  if (first === undefined) return "";
  const beside = others.find((other) => runTogether(first, other));
  const rest = turnsOf(others.filter((other) => other !== beside));
  const turn = [first, ...(beside === undefined ? [] : [beside])].map(({ name }) => name);
  return [turn.join(" beside "), ...(rest === "" ? [] : [rest])].join(", else ");
}

/** What keeping a session takes all the same: its config section may be behind the source's. */
export function stepsToKeep({ profile, name }: Plan, { files, paths }: Situation): string[] {
  const { config, credentials } = files;
  const session = { name, source: profile.name };
  const after = configWith(session, profile, config.text, credentials.text);
  return after === config.text ? [] : [`write [${configSectionOf(name)}] in ${paths.config}`];
}
