/** `awsmfa profile add`: a profile whose keys programs get by running awsmfa. */
import type { Context, FileText } from "../../ports.ts";
import { readableText } from "../../profiles/encoding.ts";
import { configSectionOf } from "../../profiles/names.ts";
import { wantSession } from "../../sessions/get.ts";
import { processLine } from "../../sessions/process-line.ts";
import { configWithProcess } from "../../sessions/process-profile.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `profile add`. */
export interface AddOptions extends CommonOptions {
  /** The new profile's name; `<profile>-auto` if absent. */
  readonly name?: string;
  readonly dryRun: boolean;
}

/** The profile that was written, or would be. */
export interface Added {
  readonly name: string;
  /** The profile whose session it gets. */
  readonly source: string;
  /** Its `credential_process`. */
  readonly line: string;
  readonly outcome: "written" | "unchanged" | "planned";
  /** The config file. */
  readonly path: string;
}

/** Writes the profile, or brings it up to date. @throws AwsmfaError */
export async function run(options: AddOptions, context: Context): Promise<Added> {
  const { profile, plan, situation } = await wantSession(
    { force: false, ...(options.profile === undefined ? {} : { profile: options.profile }) },
    "A profile for the session of which one?",
    context,
  );
  const { paths, files } = situation;
  const name = options.name ?? `${profile.name}-auto`;
  const line = processLine(await context.program(), profile.name, context.platform);
  const wanted = { name, source: profile.name, sessionName: plan.name };
  const change = (text: FileText | undefined): FileText =>
    configWithProcess(
      wanted,
      line,
      profile,
      readableText(text, paths.config),
      files.credentials.text,
    );
  const result = { name, source: profile.name, line, path: paths.config };
  const after = change(files.config.text === "" ? undefined : files.config.text);
  if (after === files.config.text) return { ...result, outcome: "unchanged" };
  await context.files.checkWritable(paths.config);
  if (options.dryRun) return { ...result, outcome: "planned" };
  await context.files.edit(paths.config, change, { durable: true });
  return { ...result, outcome: "written" };
}

/** What stands there now, and how it is used. */
export function words({ name, source, line, outcome, path }: Added, { news }: View): Told {
  const section = `[${configSectionOf(name)}]`;
  if (outcome === "planned")
    return {
      news: [
        `${source}: profile add would`,
        `  write ${section} in ${path}`,
        `  credential_process = ${line}`,
      ],
    };
  const done = outcome === "unchanged" ? "is up to date" : `written to ${section}`;
  return {
    news: [
      `${news("good", "✔")} ${news("bold", name)} · programs get the session of ${source} by awsmfa · ${news("dim", done)}`,
      `  aws --profile ${typed(name)} …    or    AWS_PROFILE=${typed(name)}`,
    ],
  };
}

/** The same for programs. */
export function json({ name, source, line, outcome }: Added): unknown {
  return { profile: name, source, outcome, credentialProcess: line };
}
