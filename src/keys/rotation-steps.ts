/** The steps of a rotation, done one at a time; what fails is undone where that is better than to carry on. */
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import type { Context, FileText } from "../ports.ts";
import type { Credentials, RefusalKind } from "../ports-aws.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import { readableText } from "../profiles/encoding.ts";
import { type KeyPlace, withNext, withSwapped, withoutNext } from "../profiles/key-place.ts";
import { deleteKey, setActive } from "./changes.ts";
import { listKeys } from "./listed.ts";
import { proveKey } from "./prove.ts";
import { noteRotation } from "./record.ts";
import { lostKey, notTaken } from "./rotation-errors.ts";
import { type Standing, type Step, after } from "./rotation.ts";
import type { Work } from "./work.ts";

/** How things stand after a step, and what the next one works with. */
interface Done {
  readonly standing: Standing;
  readonly work: Work;
}

/** Stands for a key that is not made yet; a section is edited alike whatever it is. */
const UNKNOWN = { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey: "secret" };

/** Tries the edits of a rotation on the text as it is, and whether the file can be written. @throws AwsmfaError */
export async function tryEdits(
  place: KeyPlace,
  path: string,
  text: FileText | undefined,
  { files }: Context,
): Promise<void> {
  await files.checkWritable(path);
  withSwapped(withNext(text, place, UNKNOWN), place, UNKNOWN);
}

/** Does a step. @throws AwsmfaError */
export async function takeStep(step: Step, standing: Standing, work: Work): Promise<Done> {
  const { calls, place } = work;
  const { profile } = place;
  switch (step.do) {
    case "clear":
      await deleteKey(step.id, calls);
      return { standing: { ...standing, listed: await listKeys(calls) }, work };
    case "create":
      return create(standing, work);
    case "prove":
      return prove(step.id, standing, work);
    case "swap": {
      sayFirst(work, step.to);
      const key = work.keys.get(step.to) as Credentials;
      const { record } = after(standing, step, step.to);
      if (record !== undefined) await noteRotation(profile, { ...record, profile }, work.context);
      await edit(work, (text) => withSwapped(text, place, key));
      return {
        standing: after(standing, step, ""),
        work: { ...work, place: { ...place, id: step.to } },
      };
    }
    case "deactivate":
      // The old key may do this to itself; from here on the new one must do.
      await setActive(step.id, false, calls);
      await calls.rekeyed();
      break;
    case "delete":
      await deleteKey(step.id, calls);
      break;
    case "tidy":
      await edit(work, (text) => withoutNext(text, place));
      break;
    default:
      await noteRotation(profile, undefined, work.context);
  }
  return { standing: after(standing, step, ""), work };
}

/** Says what will be written before it is, once in a run. @param id the key, if it is made already */
function sayFirst({ said = false, place, path, context }: Work, id: string | undefined): void {
  if (said) return;
  const where = place.sections.map((name) => `[${name}]`).join(", ");
  const file = shortPath(path, context.home);
  context.output.news(
    id === undefined
      ? `a new key goes into [${place.next}] of ${file}, and when it works into ${where}`
      : `${id} goes into ${where} of ${file}`,
  );
}

async function edit(
  { path, context }: Work,
  change: (text: FileText | undefined) => FileText | undefined,
): Promise<void> {
  await context.files.edit(path, (text) => change(readableText(text, path)), { durable: true });
}

/** After these AWS may have made a key that we have not heard of. */
const UNHEARD: readonly RefusalKind[] = ["silent", "cut", "trouble", "not-aws"];

/** Makes the new key and writes it down at once, since AWS shows it this once; if that fails, it goes again. */
async function create(standing: Standing, work: Work): Promise<Done> {
  const { calls, place, context, wanted, unheard = 0 } = work;
  const { profile } = place;
  const known = standing.listed.map(({ id }) => id);
  const at = context.clock.now() + wanted.situation.clockOffset;
  const record = { profile, from: standing.current, known, at };
  sayFirst(work, undefined);
  await noteRotation(profile, record, context);
  const result = await calls.ask("CreateAccessKey", (iam, connection) =>
    iam.createAccessKey(connection),
  );
  if (!result.granted) {
    if (!UNHEARD.includes(result.kind)) await noteRotation(profile, undefined, context);
    if (!UNHEARD.includes(result.kind) || unheard > 0)
      throw await calls.error(result, "CreateAccessKey");
    // The plan finds in the list what we have not heard of.
    const listed = await listKeys(calls);
    return {
      standing: { ...standing, record, listed },
      work: { ...work, said: true, unheard: unheard + 1 },
    };
  }
  const key = result.value;
  try {
    await edit(work, (text) => withNext(text, place, key));
  } catch (error) {
    const gone = await deleteKey(key.accessKeyId, calls).then(
      () => noteRotation(profile, undefined, context).then(() => true),
      () => false,
    );
    throw lostKey(error, key.accessKeyId, gone, profile);
  }
  const keys = new Map([...work.keys, [key.accessKeyId, key]]);
  return {
    standing: { ...after(standing, { do: "create" }, key.accessKeyId), record },
    work: { ...work, said: true, keys },
  };
}

/** Calls AWS with a key. One that AWS never takes is undone: the new key goes, or the old one comes back. */
async function prove(id: string, standing: Standing, work: Work): Promise<Done> {
  const { context, wanted, calls, place } = work;
  const { profile, situation, plan } = wanted;
  const key = work.keys.get(id) as Credentials;
  const how = { patiently: true, serial: plan.serial };
  const result = await proveKey(key, profile, situation, how, context);
  if (result.granted) return { standing: after(standing, { do: "prove", id }, ""), work };
  const code = codeOfRefusal(result);
  if (code !== "unknown-key" && code !== "wrong-secret") throw result.error;
  if (id === standing.next) {
    await deleteKey(id, calls);
    await edit(work, (text) => withoutNext(text, place));
    await noteRotation(place.profile, undefined, context);
    throw notTaken(id, "it was deleted again, and the profile has its old key", place.profile);
  }
  const from = standing.record?.from ?? "";
  const old = work.keys.get(from);
  if (old === undefined) throw notTaken(id, `its old key ${from} is not deleted`, place.profile);
  await setActive(from, true, calls);
  await edit(work, (text) => withSwapped(text, place, old));
  await noteRotation(place.profile, undefined, context);
  throw notTaken(id, "the old key is active and in its place again", place.profile);
}
