/** `awsmfa key import`: the access key of a CSV file of the console into a profile. */
import { userIn } from "../../aws/arn.ts";
import { AwsmfaError } from "../../errors.ts";
import { csvText, pickKey, removeCsv } from "../../keys/csv-file.ts";
import {
  type ImportPlan,
  planImport,
  proposedName,
  wouldReplace,
  writeImport,
} from "../../keys/import.ts";
import { askName, askRegion, checkRegion } from "../../keys/import-questions.ts";
import { proveKey } from "../../keys/prove.ts";
import type { Context } from "../../ports.ts";
import type { Credentials } from "../../ports-aws.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { csvKeys } from "../../profiles/csv-keys.ts";
import { profileNamed } from "../../profiles/profile.ts";
import { consents } from "../../secrets/consent.ts";
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
  const who = options.dryRun ? {} : await whose(key, options, situation, context);
  if (who.why !== undefined)
    context.output.warn(`awsmfa: warning: the key was not tried: ${who.why}`);
  const user = row.user ?? userOf(who.arn);
  const profile =
    options.profile ??
    (await askName(user === undefined ? undefined : proposedName(user), context));
  const plan = planImport(profile, key, situation.files);
  const { paths } = situation;
  if (options.dryRun) return planned(plan, options, paths);
  if (plan.outcome === "replaced" && !options.force && !(await agreed(plan, context)))
    throw wouldReplace(plan);
  const region = plan.hasRegion ? undefined : await askRegion(options.region, profile, context);
  const path = shortPath(paths.credentials, context.home);
  if (plan.outcome !== "kept")
    context.output.news(`writing ${key.accessKeyId} into [${profile}] of ${path} …`);
  await writeImport(plan, region, paths, context);
  const csvDeleted = await removeCsv(csv, text, options.deleteCsv, context);
  const { outcome } = plan;
  const { arn } = who;
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

/** Whose key it is. That AWS cannot be reached stops nothing; that it refuses the key does. */
async function whose(
  key: Credentials,
  { profile: name = "", region }: ImportOptions,
  situation: Situation,
  context: Context,
): Promise<{ arn?: string; why?: string }> {
  const known = profileNamed(situation.files, name)?.settings ?? new Map<string, string>();
  const settings = new Map([
    ...known,
    ...(region === undefined ? [] : [["region", region] as const]),
  ]);
  const profile = { name: name || "the CSV file", settings };
  const result = await proveKey(key, profile, situation, { patiently: false }, context);
  if (result.granted) return { arn: result.value };
  const { error } = result;
  if (result.kind !== "refused") return { why: error.message };
  throw new AwsmfaError(
    error.code,
    error.message,
    "make a new key in the console, and import that one",
  );
}

function userOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : userIn(arn)?.name;
}

async function agreed(
  { profile, replaced, key }: ImportPlan,
  { terminal }: Context,
): Promise<boolean> {
  if ((await terminal.unusable()) !== undefined) return false;
  const message = `[${profile}] has the access key ${replaced}. Replace it by ${key.accessKeyId}?`;
  const yes = "yes, replace it; the old key is not kept";
  return consents({ message, yes, what: "replacing a key", anyway: "--force" }, terminal);
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
