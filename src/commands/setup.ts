/** `awsmfa setup`: the whole way of a new user, from the CSV file of the console to a session. */
import { goWay, planWay } from "../onboarding/onboarding.ts";
import type { SetupOptions as Options } from "../onboarding/options.ts";
import type { Way } from "../onboarding/way.ts";
import type { Context } from "../ports.ts";
import { type Planned, plannedWords } from "../sessions/dry-run.ts";
import { sessionValue } from "../sessions/words.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `setup`. */
export interface SetupOptions extends CommonOptions, Options {
  readonly dryRun: boolean;
}

/** What was done. */
export type SetUp = { readonly outcome: "set up"; readonly way: Way } | Planned;

/** Looks, asks what cannot be found out, and does what is left to do. @throws AwsmfaError */
export async function run(options: SetupOptions, context: Context): Promise<SetUp> {
  if (options.dryRun) return { outcome: "planned", ...(await planWay(options, context)) };
  return { outcome: "set up", way: await goWay(options, context) };
}

/** What to type from now on; what was done has been said when it was. */
export function words(result: SetUp, { news }: View): Told {
  if (result.outcome === "planned") return { news: plannedWords(result, "a setup") };
  const { next } = result.way;
  if (next === undefined) return {};
  return {
    news: [
      "",
      `Now:       ${news("bold", next.aws)}    or    ${next.env}`,
      `Tomorrow:  ${news("bold", next.login)}`,
    ],
  };
}

/** The same for programs; no secret. */
export function json(result: SetUp): unknown {
  if (result.outcome === "planned") return result;
  const { found, arn, plan, region, devices, enrolled, authenticators, got, checked, csvDeleted } =
    result.way;
  const { settings } = got?.profile ?? { settings: new Map<string, string>() };
  return {
    profile: plan.profile,
    key: { accessKeyId: found.key.accessKeyId, outcome: plan.outcome },
    arn,
    region: region ?? settings.get("region") ?? null,
    device: {
      outcome: enrolled?.outcome ?? "there",
      serial: got?.obtained.session.serial ?? enrolled?.serial ?? null,
      to: enrolled === undefined ? [] : authenticators.map(({ name }) => name),
      passkeys: devices.passkeys,
    },
    session:
      got === undefined
        ? null
        : { outcome: got.obtained.outcome, ...sessionValue(got.obtained.session, got.now) },
    check:
      checked === undefined ? null : { withoutMfa: checked.withoutMfa, withMfa: checked.withMfa },
    csvDeleted: csvDeleted ?? false,
  };
}
