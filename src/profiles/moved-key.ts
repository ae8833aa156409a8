/** The edits that take a long-term key out of AWS's files, or back: each one write of one file. Pure. */
import type { FileText } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { AwsFiles } from "./aws-files.ts";
import { checkedPut } from "./checked.ts";
import { entriesOf } from "./ini.ts";
import {
  ID,
  type KeyPlace,
  SECRET,
  holding,
  iniOf,
  keyPlace,
  keySettings,
  split,
} from "./key-place.ts";
import { KEY_STORES, type KeyStore, STORE, STORED_ID, type UserKey } from "./key-source.ts";
import type { Profile } from "./profile.ts";

/** Names a store that still has a copy, to be taken out: a move that was killed carries on by it. */
export const LEFT_IN = "awsmfa_key_left_in";

/** The file and the sections that a move is about: other profiles may share the key. */
export type MovePlace = Pick<KeyPlace, "profile" | "id" | "file" | "sections">;

/**
 * Where a profile's key stands, or what names it if it was moved.
 * @throws AwsmfaError `split-key`
 */
export function movePlace(files: AwsFiles, profile: string, key: UserKey): MovePlace {
  const id = key.accessKeyId ?? "";
  if (key.in === "hand") return keyPlace(files, profile, id);
  const section = files.configSection(profile);
  const names = {
    credentials: holding(files.credentials, id, STORED_ID),
    config: holding(files.config, id, STORED_ID),
  };
  const file = names.credentials.includes(profile) ? "credentials" : "config";
  const elsewhere = names[file === "credentials" ? "config" : "credentials"];
  if (elsewhere.length > 0)
    throw split(`what names the key of ${profile} stands in both files, also in [${elsewhere[0]}]`);
  if (file === "config" && (section === undefined || !names.config.includes(section)))
    throw split(`what names the key of ${profile} does not stand in a section of its own`);
  return { profile, id, file, sections: names[file] };
}

/** The store that still has a copy after a move that did not come to its end. */
export function leftIn({ settings }: Profile): KeyStore | undefined {
  return KEY_STORES.find((store) => store === settings.get(LEFT_IN));
}

/** The text with the key's store in place of the key, or of another store. @param left the store with a copy */
export function withStore(
  text: FileText | undefined,
  place: MovePlace,
  store: KeyStore,
  left: KeyStore | undefined,
): FileText | undefined {
  const put = new Map<string, string>([
    [STORE, store],
    [STORED_ID, place.id],
  ]);
  if (left !== undefined) put.set(LEFT_IN, left);
  return edited(text, place, put, [ID, SECRET, LEFT_IN]);
}

/** The text with the key itself in place of its store, in which there is still a copy. */
export function withKey(
  text: FileText | undefined,
  place: MovePlace,
  key: Credentials,
  left: KeyStore,
): FileText | undefined {
  const put = new Map([...keySettings(key), [LEFT_IN, left]]);
  return edited(text, place, put, [STORE, STORED_ID]);
}

/** The text without the note of a copy, which is gone. */
export function withoutLeft(text: FileText | undefined, place: MovePlace): FileText | undefined {
  return edited(text, place, new Map(), [LEFT_IN]);
}

/** Whether the sections are as they were: another program may have been there. */
export function stillThere(text: FileText | undefined, place: MovePlace, key: UserKey): boolean {
  const now = holding(iniOf(text, place), place.id, key.in === "hand" ? ID : STORED_ID);
  return place.sections.every((section) => now.includes(section));
}

function edited(
  text: FileText | undefined,
  place: MovePlace,
  put: ReadonlyMap<string, string>,
  drop: readonly string[],
): FileText | undefined {
  return place.sections.reduce<FileText | undefined>((rest, name) => {
    const ini = iniOf(rest, place);
    const there = ini.named(name).flatMap((each) => entriesOf(ini, each).map(({ key }) => key));
    const gone = drop.filter((key) => there.includes(key) && !put.has(key));
    return put.size === 0 && gone.length === 0 ? rest : checkedPut(rest, name, put, gone);
  }, text);
}
