/** What only the user knows: the name of the profile, its region, and whether there is a device that AWS does not tell of. */
import { nobody } from "../dialogs/nobody.ts";
import { AwsmfaError } from "../errors.ts";
import { type ImportPlan, nameProblem, planImport, proposedName } from "../keys/import.ts";
import { agreesToReplace, askName, askRegion } from "../keys/import-questions.ts";
import type { Context } from "../ports.ts";
import { profileNamed } from "../profiles/profile.ts";
import { type Found, hasDevice } from "./found.ts";
import { setupCommand } from "./options.ts";
import type { Way } from "./way.ts";

/** Proposed names are numbered up to here. */
const MOST = 99;

/**
 * Asks what is not known by options or an earlier run; each has a default.
 * @param asking off for a dry run: the defaults are taken
 * @throws AwsmfaError `usage`, `key-in-use`, `foreign-section`, `split-key`, `interrupted`
 */
export async function answers(found: Found, asking: boolean, context: Context): Promise<Way> {
  const { options, situation, devices } = found;
  const { profile: known } = found.found;
  const ports = asking ? context : { terminal: nobody("this is a dry run") };
  const name = options.profile ?? known ?? (await askName(proposed(found), ports));
  const plan = keptIn(name, found) ?? planImport(name, found.found.key, situation.files);
  if (isAnother(plan) && !(asking && (await agreesToReplace(plan, context))))
    throw inUse(plan, found);
  const wanted = !plan.hasRegion && (options.region !== undefined || isNew(found, name));
  const region = wanted ? await askRegion(options.region, name, ports) : undefined;
  const there = hasDevice(devices) ?? (await saysDevice(found, ports));
  return { ...found, context, plan, region, enrols: !there };
}

/** The plan where the profile reads this very key, in whichever file it stands. */
function keptIn(
  profile: string,
  { found: { key }, situation: { files } }: Found,
): ImportPlan | undefined {
  const settings = profileNamed(files, profile)?.settings;
  const isThere =
    settings?.get("aws_access_key_id") === key.accessKeyId &&
    settings.get("aws_secret_access_key") === key.secretAccessKey;
  const hasRegion = settings?.has("region") === true;
  return isThere ? { profile, key, outcome: "kept", replaced: undefined, hasRegion } : undefined;
}

/** Another key than this one; a secret that was wrong before is set right. */
function isAnother({ outcome, replaced, key }: ImportPlan): boolean {
  return outcome === "replaced" && replaced !== key.accessKeyId;
}

/** A region that was not answered before the run was interrupted is asked for again. */
function isNew({ situation }: Found, name: string): boolean {
  return situation.files.configSection(name) === undefined;
}

/** The usual name, numbered where another key has it. */
function proposed({ subject, situation }: Found): string | undefined {
  const name = proposedName(subject.name);
  if (nameProblem(name) !== undefined) return undefined;
  const isFree = (each: string): boolean =>
    profileNamed(situation.files, each)?.settings.has("aws_access_key_id") !== true;
  const numbered = Array.from({ length: MOST }, (_, at) => (at === 0 ? name : `${name}-${at + 1}`));
  return numbered.find(isFree);
}

function inUse({ profile, replaced, key }: ImportPlan, { options }: Found): AwsmfaError {
  return new AwsmfaError(
    "key-in-use",
    `${profile} has the access key ${replaced} already, and ${key.accessKeyId} would take its place`,
    `name another profile: ${setupCommand({ ...options, profile: "NAME" })}`,
  );
}

/** Where AWS denies the list: what the user says, else what the options say. */
async function saysDevice(
  { options, subject }: Found,
  { terminal }: Pick<Context, "terminal">,
): Promise<boolean> {
  if (options.to !== undefined) return false;
  if ((await terminal.unusable()) !== undefined) return true;
  const message = `AWS does not let ${subject.name} list MFA devices. Has ${subject.name} one already?`;
  const choices = [
    { value: "no", label: "no, a new one" },
    { value: "yes", label: "yes, one that shows six digits" },
  ];
  const picked = await terminal.pick({ message, choices });
  if (picked === undefined)
    throw new AwsmfaError(
      "usage",
      "it was not said whether there is a device",
      setupCommand(options),
    );
  return picked === "yes";
}
