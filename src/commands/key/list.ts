/** `awsmfa key list`: the access keys of the user, with age and last use. */
import { type UsedKey, usedKeys } from "../../keys/listed.ts";
import { type KeyOptions, wantKeys } from "../../keys/want.ts";
import { ageStanding, ageWords, useWords } from "../../keys/words.ts";
import type { Context } from "../../ports.ts";
import { sectionsWithKey } from "../../profiles/key-place.ts";
import { isoOf } from "../../words/instants.ts";
import { tableLines } from "../../words/table.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** A key and the sections of AWS's files that have it. */
export interface Row extends UsedKey {
  readonly sections: readonly string[];
}

/** The keys of a profile's user. */
export interface Keys {
  readonly profile: string;
  readonly keys: readonly Row[];
  /** Milliseconds by AWS's clock. */
  readonly now: number;
}

/** Asks AWS. @throws AwsmfaError */
export async function run(options: CommonOptions & KeyOptions, context: Context): Promise<Keys> {
  const question = "List the access keys of which profile's user?";
  const { wanted, calls } = await wantKeys(options, question, context);
  const { profile, situation } = wanted;
  const keys = await usedKeys(calls);
  return {
    profile: profile.name,
    keys: keys.map((key) => ({ ...key, sections: sectionsWithKey(situation.files, key.id) })),
    now: situation.now,
  };
}

/** The table. */
export function words({ profile, keys, now }: Keys, { data }: View): Told {
  if (keys.length === 0) return { news: [`${profile}: AWS lists no access key`] };
  const header = ["ACCESS KEY", "STATUS", "AGE", "LAST USED", "IN"].map((title) =>
    data("dim", title),
  );
  const rows = keys.map(({ id, active, created, use, sections }) => [
    id,
    active ? "active" : data("dim", "inactive"),
    data(ageStanding(created, now), ageWords(created, now)),
    useWords(use, now),
    sections.length === 0 ? "–" : sections.map((name) => `[${name}]`).join(" "),
  ]);
  return {
    data: tableLines([header, ...rows])
      .map((line) => `${line}\n`)
      .join(""),
  };
}

/** The same for programs. */
export function json({ profile, keys }: Keys): unknown {
  return {
    profile,
    keys: keys.map(({ id, active, created, use, sections }) => ({
      accessKeyId: id,
      active,
      created: instant(created),
      lastUsed: instant(use?.at),
      lastUsedService: use?.service ?? null,
      lastUsedRegion: use?.region ?? null,
      sections,
    })),
  };
}

function instant(at: number | undefined): string | null {
  return at === undefined || Number.isNaN(at) ? null : isoOf(at);
}
