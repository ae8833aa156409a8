/** All of a plan that can be known to fail, tried before anything is asked, sent or written. */
import type { CodeRequest, CodeSource } from "../codes/code-source.ts";
import { checkSources, chosenSources } from "../codes/codes.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { connectTo } from "./connect.ts";
import { tryKeeping } from "./keep.ts";
import type { SessionOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { Situation } from "./situation.ts";
import { typed } from "../words/typed.ts";

/** What was checked, and is needed to fetch a code and to reach AWS. */
export interface Ready {
  readonly sources: readonly CodeSource[];
  readonly asked: Pick<CodeRequest, "profile" | "settings" | "given" | "chosen" | "yubikeys">;
}

/** Checks options, sources, files and addresses; a dry run ends here. @throws AwsmfaError */
export async function checkReady(
  { profile, name, key, serial }: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Ready> {
  const { code, source } = options;
  const sources = chosenSources(source, profile.settings.get("awsmfa_source"));
  // A variable may be there for other runs; who types both means one that would not be heard.
  if (code !== undefined && source !== undefined && source !== "given")
    throw new AwsmfaError(
      "usage",
      `--code gives a code, and --source ${typed(source)} takes none that is given`,
      "leave one of the two out",
    );
  context.debug(`sources of a code: ${sources.map((each) => each.name).join(", ")}`);
  const given = { option: code, variable: context.environment["AWSMFA_CODE"] };
  const asked = {
    profile: profile.name,
    settings: profile.settings,
    given,
    chosen: source,
    yubikeys: situation.memory.yubikeys,
  };
  await checkSources(sources, { ...asked, serial, refused: 0 }, context);
  await context.files.checkWritable(situation.paths.credentials);
  await context.files.checkWritable(situation.paths.config);
  const { config, credentials } = situation.files;
  tryKeeping({ name, source: profile.name }, profile, config.text, credentials.text);
  const caller = { profile, credentials: key, serial, clockOffset: situation.clockOffset };
  await connectTo("sts", caller, situation, { ...context, debug: () => undefined });
  return { sources, asked };
}
