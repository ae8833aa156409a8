/** All of a plan that can be known to fail, tried before anything is asked, sent or written. */
import type { CodeRequest, CodeSource } from "../codes/code-source.ts";
import { checkSources, chosenSources } from "../codes/codes.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { connectTo } from "./connect.ts";
import { tryKeeping } from "./keep.ts";
import { UNSIGNED, checkKey } from "./key-secret.ts";
import type { SessionOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { Situation } from "./situation.ts";
import { typed } from "../words/typed.ts";

/** What was checked, and is needed to fetch a code and to reach AWS. */
export interface Ready {
  readonly sources: readonly CodeSource[];
  readonly asked: Pick<CodeRequest, "profile" | "settings" | "given" | "chosen" | "yubikeys">;
}

/** Checks options, sources, files and addresses, of every step of the way; a dry run ends here. @throws AwsmfaError */
export async function checkReady(
  plan: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Ready> {
  const { sources, asked } = checkOptions(plan, situation, options, context);
  for (let step: Plan | undefined = plan; step !== undefined; step = step.role?.source) {
    if (step.fresh !== undefined) break;
    if (step.role?.source === undefined) await checkKey(step.key, context);
    if (takesCode(step))
      await checkSources(sources, { ...asked, serial: step.serial, refused: 0 }, context);
    await checkKeeping(step, situation, context);
  }
  return { sources, asked };
}

/** Whether a step takes a code itself, whatever those before it do. */
export function takesCode({ role }: Pick<Plan, "role">): boolean {
  return role === undefined || role.by === "code";
}

/** The profile of the user whose code is asked for: the source of a role, else the profile itself. */
export function coder({ profile, role }: Plan): Plan["profile"] {
  return role?.user ?? profile;
}

function checkOptions(
  plan: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Ready {
  const { code, source } = options;
  const { settings } = coder(plan);
  const chosen = chosenSources(source, settings.get("awsmfa_source"));
  const sources = chosen.filter(({ unattended }) => unattended || !options.unattended);
  // A variable may be there for other runs; who types both means one that would not be heard.
  if (code !== undefined && source !== undefined && source !== "given")
    throw new AwsmfaError(
      "usage",
      `--code gives a code, and --source ${typed(source)} takes none that is given`,
      "leave one of the two out",
    );
  context.debug(`sources of a code: ${sources.map((each) => each.name).join(", ")}`);
  const given = { option: code, variable: context.environment["AWSMFA_CODE"] };
  return {
    sources,
    asked: {
      profile: plan.profile.name,
      settings,
      given,
      chosen: source,
      yubikeys: situation.memory.yubikeys,
    },
  };
}

async function checkKeeping(plan: Plan, situation: Situation, context: Context): Promise<void> {
  const { profile, name, serial, role } = plan;
  await context.files.checkWritable(situation.paths.credentials);
  await context.files.checkWritable(situation.paths.config);
  const { config, credentials } = situation.files;
  tryKeeping({ name, source: profile.name }, profile, config.text, credentials.text);
  const { clockOffset } = situation;
  const target = role === undefined ? {} : { role: role.arn };
  const caller = { profile, credentials: UNSIGNED, serial, clockOffset, ...target };
  await connectTo("sts", caller, situation, { ...context, debug: () => undefined });
}
