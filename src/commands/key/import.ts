/** `awsmfa key import`: the access key of a CSV file of the console into a profile. */
import { AwsmfaError } from "../../errors.ts";
import { csvText, pickKey, removeCsv } from "../../keys/csv-file.ts";
import {
  type ImportPlan,
  planImport,
  proposedName,
  wouldReplace,
  writeImport,
} from "../../keys/import.ts";
import { agreesToReplace, askName, askRegion, checkRegion } from "../../keys/import-questions.ts";
import { userOfArn, whoseKey } from "../../keys/whose.ts";
import type { Context } from "../../ports.ts";
import type { Credentials } from "../../ports-aws.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { csvKeys } from "../../profiles/csv-keys.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { lookAround } from "../../sessions/look.ts";
import type { Situation } from "../../sessions/situation.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key import`. */
export interface ImportOptions extends CommonOptions {
  /** The file, or `-` for standard input. */
  readonly csv: string;
  /** `--user`: whose row, where there are several. */
  readonly user?: string;
  /** `--region` */
  readonly region?: string;
  /** `--delete-csv`: without asking. */
  readonly deleteCsv: boolean;
  /** `--force`: replace the key that the profile has. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Imported {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly outcome: ImportPlan["outcome"];
  /** The ARN of the user; `undefined` where AWS could not be asked. */
  readonly arn: string | undefined;
  readonly region: string | undefined;
  readonly path: string;
  readonly csv: string;
  readonly csvDeleted: boolean;
}

/** Reads, asks AWS whose key it is, then writes. @throws AwsmfaError */
export async function run(options: ImportOptions, context: Context): Promise<Imported | Planned> {
  const { csv } = options;
  checkRegion(options.region);
  const text = await csvText(csv, context);
  const situation = await lookAround(context);
  const row = await pickKey(
    csvKeys(text, csv === "-" ? "standard input" : csv),
    options.user,
    context,
  );
  const { credentials: key } = row;
  const arn = options.dryRun ? undefined : await tried(key, options, situation, context);
  const user = row.user ?? userOfArn(arn);
  const profile =
    options.profile ??
    (await askName(user === undefined ? undefined : proposedName(user), context));
  const plan = planImport(profile, key, situation.files);
  const { paths } = situation;
  if (options.dryRun) return planned(plan, options, paths);
  if (plan.outcome === "replaced" && !options.force && !(await agreesToReplace(plan, context)))
    throw wouldReplace(plan);
  const region = plan.hasRegion ? undefined : await askRegion(options.region, profile, context);
  const path = shortPath(paths.credentials, context.home);
  if (plan.outcome !== "kept")
    context.output.news(`writing ${key.accessKeyId} into [${profile}] of ${path} …`);
  await writeImport(plan, region, paths, context);
  const csvDeleted = await removeCsv(csv, text, options.deleteCsv, context);
  const { outcome } = plan;
  return {
    profile,
    accessKeyId: key.accessKeyId,
    outcome,
    arn,
    region,
    path,
    csv,
    csvDeleted,
  };
}

/** The ARN of whom the key belongs to. That AWS cannot be reached stops nothing; that it refuses the key does. */
async function tried(
  key: Credentials,
  options: ImportOptions,
  situation: Situation,
  context: Context,
): Promise<string | undefined> {
  const who = await whoseKey(key, options, situation, context);
  if ("arn" in who) return who.arn;
  const { refused, error } = who;
  if (refused)
    throw new AwsmfaError(
      error.code,
      error.message,
      "make a new key in the console, and import that one",
    );
  context.output.warn(`awsmfa: warning: the key was not tried: ${error.message}`);
  return undefined;
}

function planned(
  { profile, key, outcome, hasRegion }: ImportPlan,
  { csv, region, deleteCsv }: ImportOptions,
  { credentials, config }: Situation["paths"],
): Planned {
  const { accessKeyId } = key;
  const steps = [
    `ask AWS whose key ${accessKeyId} is (sts:GetCallerIdentity)`,
    ...(outcome === "kept"
      ? [`keep [${profile}], which has it already`]
      : [
          `${outcome === "replaced" ? "replace the key in" : "write it to"} [${profile}] in ${credentials}`,
        ]),
    ...(region === undefined || hasRegion
      ? []
      : [`write region = ${region} for ${profile} in ${config}`]),
    ...(deleteCsv && csv !== "-" ? [`delete ${csv}`] : []),
  ];
  return { outcome: "planned", profile, steps };
}

/** Where the key is, whose it is, and what to type next. */
export function words(imported: Imported | Planned, { news }: View): Told {
  if (imported.outcome === "planned") return { news: plannedWords(imported, "an import") };
  const { profile, accessKeyId, outcome, arn, path, csv, csvDeleted } = imported;
  const done = {
    imported: "is in",
    kept: "was already in",
    replaced: "took the place of the other in",
  };
  const line = `${news("good", "✔")} ${news("bold", profile)} · ${accessKeyId} ${done[outcome]} [${profile}] of ${path}`;
  const rest = csvDeleted
    ? [`  ${csv} is deleted`]
    : csv === "-"
      ? []
      : [`  ${csv} still has the secret: delete it once you need it no more`];
  return {
    news: [
      line,
      ...(arn === undefined ? [] : [`  it belongs to ${arn}`]),
      ...rest,
      `  awsmfa login --profile ${typed(profile)}`,
    ],
  };
}

/** The same for programs; no secret. */
export function json(imported: Imported | Planned): unknown {
  if (imported.outcome === "planned") return imported;
  const { profile, accessKeyId, outcome, arn, region, csvDeleted } = imported;
  return { profile, accessKeyId, outcome, arn: arn ?? null, region: region ?? null, csvDeleted };
}
