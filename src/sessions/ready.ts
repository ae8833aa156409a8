/** All of a plan that can be known to fail, tried before anything is asked, sent or written. */
import type { CodeRequest, CodeSource } from "../codes/code-source.ts";
import { checkSources, chosenSources } from "../codes/codes.ts";
import type { Context } from "../ports.ts";
import { connectTo } from "./connect.ts";
import { tryKeeping } from "./keep.ts";
import type { SessionOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { Situation } from "./situation.ts";

/** What was checked, and is needed to fetch a code and to reach AWS. */
export interface Ready {
  readonly sources: readonly CodeSource[];
  readonly asked: Pick<CodeRequest, "profile" | "settings" | "given">;
}

/** Checks sources, files and addresses; a dry run ends here. @throws AwsmfaError */
export async function checkReady(
  { profile, name, key, serial }: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Ready> {
  const sources = chosenSources(options.source, profile.settings.get("awsmfa_source"));
  context.debug(`sources of a code: ${sources.map((source) => source.name).join(", ")}`);
  const given = { option: options.code, variable: context.environment["AWSMFA_CODE"] };
  const asked = { profile: profile.name, settings: profile.settings, given };
  await checkSources(sources, { ...asked, refused: 0 }, context);
  await context.files.checkWritable(situation.paths.credentials);
  await context.files.checkWritable(situation.paths.config);
  const { config, credentials } = situation.files;
  tryKeeping({ name, source: profile.name }, profile, config.text, credentials.text);
  const caller = { profile, credentials: key, serial, clockOffset: situation.clockOffset };
  await connectTo("sts", caller, situation, { ...context, debug: () => undefined });
  return { sources, asked };
}
