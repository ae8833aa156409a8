/** `awsmfa profile remove`: takes a profile out again that `profile add` wrote. */
import { AwsmfaError } from "../../errors.ts";
import type { Context, FileText } from "../../ports.ts";
import { readAwsFiles } from "../../profiles/aws-files.ts";
import { lookAround } from "../../sessions/look.ts";
import { processProfiles, processSource } from "../../sessions/process-mark.ts";
import { withoutSection } from "../../sessions/remove.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `profile remove`. */
export interface RemoveOptions extends CommonOptions {
  readonly name: string;
  readonly dryRun: boolean;
}

/** What went, or would. */
export interface Removed {
  readonly name: string;
  readonly section: string;
  readonly dryRun: boolean;
}

/** Takes its section out of the config file; the file is as it was before. @throws AwsmfaError */
export async function run({ name, dryRun }: RemoveOptions, context: Context): Promise<Removed> {
  const { files, paths } = await lookAround(context);
  const section = files.configSection(name);
  const profiles = processProfiles(files);
  if (section === undefined || !profiles.some((each) => each.name === name))
    throw notOurs(
      name,
      profiles.map((each) => each.name),
    );
  const without = (text: FileText | undefined): FileText | undefined => {
    const { config } = readAwsFiles(text, undefined);
    return text !== undefined && processSource(config, section) !== undefined
      ? withoutSection(text, section)
      : text;
  };
  without(files.config.text);
  await context.files.checkWritable(paths.config);
  if (!dryRun) await context.files.edit(paths.config, without, { durable: true });
  return { name, section, dryRun };
}

function notOurs(name: string, ours: readonly string[]): AwsmfaError {
  return new AwsmfaError(
    "unknown-profile",
    `there is no profile “${name}” that awsmfa profile add wrote`,
    ours.length === 0
      ? "make one: awsmfa profile add"
      : `those there are: ${ours.slice(0, 12).map(typed).join(", ")}`,
  );
}

/** What went. */
export function words({ name, section, dryRun }: Removed, { news }: View): Told {
  if (dryRun) return { news: [`${name}: profile remove would take out [${section}]`] };
  return { news: [`${news("good", "✔")} ${news("bold", name)} · removed [${section}]`] };
}

/** The same for programs. */
export function json({ name, dryRun }: Removed): unknown {
  return { profile: name, removed: !dryRun };
}
