/** A long-term key moved out of the plaintext file, or back: at every moment a copy that works is somewhere. */
import { AwsmfaError } from "../errors.ts";
import type { Context, FileText } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { readableText } from "../profiles/encoding.ts";
import { KEY_STORES, type KeyStore, type UserKey, userKey } from "../profiles/key-source.ts";
import {
  type MovePlace,
  leftIn,
  movePlace,
  stillThere,
  withKey,
  withStore,
  withoutLeft,
} from "../profiles/moved-key.ts";
import { settingsOf } from "../profiles/ini.ts";
import { NEXT_OF } from "../profiles/next-mark.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { storeLabel, storedKeys } from "../secrets/stored-keys.ts";
import { secretOfKey } from "../sessions/key-secret.ts";
import { lookAround } from "../sessions/look.ts";
import type { Situation } from "../sessions/situation.ts";
import { typed } from "../words/typed.ts";

/** Where a key can be. */
export type Place = "file" | KeyStore;

/** A move as it is planned. */
export interface Move {
  readonly profile: string;
  readonly id: string;
  readonly key: UserKey;
  readonly from: Place;
  readonly to: Place;
  /** The store with a copy that an earlier run left. */
  readonly left: KeyStore | undefined;
  readonly place: MovePlace;
  /** The path of the file. */
  readonly path: string;
}

/** The place that `--to` names. @throws AwsmfaError `usage` */
export function placeNamed(to: string | undefined): Place {
  const known = (["file", ...KEY_STORES] as const).find((place) => place === to);
  if (known !== undefined) return known;
  throw new AwsmfaError(
    "usage",
    to === undefined ? "where to is not said" : `“${to}” (--to) is no place for an access key`,
    `places: awsmfa key move --to ${["file", ...KEY_STORES].join("|")}`,
  );
}

/**
 * Plans a move. Nothing is opened or written; the edit is tried on the text as it is.
 * @throws AwsmfaError `moved-key` for a key of a program, `move-stopped` while a rotation is under way,
 * `split-key`, `unsafe-edit`, `file-unwritable`, and what has no key
 */
export async function planMove(
  profile: Profile,
  to: Place,
  { files, paths }: Situation,
  context: Pick<Context, "files">,
): Promise<Move> {
  const { name } = profile;
  const key = userKey(profile);
  if (key.in === "process")
    throw new AwsmfaError(
      "moved-key",
      `the access key of ${name} is printed by its credential_process, and stays where that has it from`,
      `it is used as it is: awsmfa login --profile ${typed(name)}`,
    );
  const place = movePlace(files, name, key);
  if (settingsOf(files.credentials, `${name}-next`)?.get(NEXT_OF) === name)
    throw new AwsmfaError(
      "move-stopped",
      `a rotation of the access key of ${name} is under way`,
      `finish it first: awsmfa key rotate --profile ${typed(name)}`,
    );
  const from = key.in === "hand" ? "file" : key.in;
  const path = paths[place.file];
  const id = key.accessKeyId;
  const move = { profile: name, id, key, from, to, left: leftIn(profile), place, path } as const;
  await context.files.checkWritable(path);
  change(files[place.file].text, move, { accessKeyId: id, secretAccessKey: "secret" });
  return move;
}

/** What a place is called in a sentence. @param path of the file, as people know it */
export function placeLabel(place: Place, path: string): string {
  return place === "file" ? path : storeLabel(place);
}

/** Whether there is nothing to do. */
export function isThere({ from, to, left }: Move): boolean {
  return from === to && (left === undefined || left === to);
}

/**
 * Moves the key: into its new place, read back, then out of the old one, each in one write. Killed at any point
 * and run again it carries on.
 * @throws AwsmfaError `move-stopped`, and what stores and files throw; then the key is where it was
 */
export async function moveKey(move: Move, context: Context): Promise<void> {
  const { from, to, left, profile } = move;
  if (from !== to) await put(move, context);
  const old = from === to ? left : from;
  if (old === undefined || old === "file") return;
  try {
    if (old !== to) await storedKeys(old, context).remove(move.id);
    await edit(move, (text) => withoutLeft(text, move.place), context);
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    const again = `take it out: awsmfa key move --to ${to} --profile ${typed(profile)}`;
    const message = `the key of ${profile} is moved, but ${storeLabel(old)} still has a copy: ${error.message}`;
    throw new AwsmfaError("move-stopped", message, again, { cause: error });
  }
}

async function put(move: Move, context: Context): Promise<void> {
  const { to, profile, id } = move;
  const key = await secretOfKey(move.key, profile, context);
  const store = to === "file" ? undefined : storedKeys(to, context);
  try {
    await store?.put(key);
    if (store !== undefined && !same(await store.get(id), key)) throw notBack(move, store.label);
    await edit(
      move,
      (text) => {
        if (!stillThere(text, move.place, move.key)) throw changedMeanwhile(profile);
        return change(text, move, key);
      },
      context,
    );
    const now = await keyNow(move, context);
    if (now?.in !== (to === "file" ? "hand" : to)) throw notBack(move, "the file");
    if (now.in === "hand" && !same(now.credentials, key)) throw notBack(move, "the file");
  } catch (error) {
    // Only if the old place surely has it: then the new copy is one too many.
    if (store !== undefined && (await isBefore(move, key, context)))
      await store.remove(id).catch(() => undefined);
    throw error;
  }
}

/** The text after the move, with a note of the copy that is still in a store. */
function change(text: FileText | undefined, move: Move, key: Credentials): FileText | undefined {
  const { from, to, place } = move;
  if (from === to) return withoutLeft(text, place);
  if (to !== "file") return withStore(text, place, to, from === "file" ? undefined : from);
  return from === "file" ? text : withKey(text, place, key, from);
}

async function edit(
  { path }: Move,
  by: (text: FileText | undefined) => FileText | undefined,
  { files }: Context,
): Promise<void> {
  await files.edit(path, (bytes) => by(readableText(bytes, path)), { durable: true });
}

async function keyNow({ profile }: Move, context: Context): Promise<UserKey | undefined> {
  const found = profileNamed((await lookAround(context)).files, profile);
  return found === undefined ? undefined : userKey(found);
}

/** Whether the key is where it was, whatever became of the write. */
async function isBefore(move: Move, key: Credentials, context: Context): Promise<boolean> {
  try {
    const now = await keyNow(move, context);
    return now?.in === "hand" ? same(now.credentials, key) : now?.in === move.from;
  } catch {
    return false;
  }
}

function same(one: Credentials | undefined, other: Credentials): boolean {
  return one?.accessKeyId === other.accessKeyId && one.secretAccessKey === other.secretAccessKey;
}

function notBack({ profile }: Move, where: string): AwsmfaError {
  return new AwsmfaError(
    "move-stopped",
    `${where} did not give back the access key of ${profile} that was put there`,
    "it is where it was; look at that place, then try again",
  );
}

function changedMeanwhile(profile: string): AwsmfaError {
  return new AwsmfaError(
    "move-stopped",
    `another program has changed the key of ${profile} meanwhile, so nothing was written`,
    `look at it, then try again: awsmfa key move --profile ${typed(profile)} --to PLACE`,
  );
}
