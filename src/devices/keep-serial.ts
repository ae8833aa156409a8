/** Which device a profile uses, kept in the user's own section of the config file. */
import { AwsmfaError } from "../errors.ts";
import type { Context, FileText } from "../ports.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import type { Profile } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import type { Kept, Saved } from "./kept.ts";
import { configWithSettings, credentialsWithSettings } from "./save.ts";

/**
 * Puts settings into a profile, in the config file; one that stands in the credentials file, where it wins, there.
 * The device is at AWS whatever happens here, so nothing is thrown for a file that cannot be written: it is told
 * what to type.
 */
export async function saveSettings(
  { name }: Profile,
  put: ReadonlyMap<string, string>,
  drop: readonly string[],
  { paths, inCredentials }: Kept,
  { files, home }: Pick<Context, "files" | "home">,
): Promise<Saved> {
  const isThere = (key: string): boolean => inCredentials.includes(key);
  const parts = [true, false].map((there) => ({
    path: there ? paths.credentials : paths.config,
    edit: there ? credentialsWithSettings : configWithSettings,
    put: new Map([...put].filter(([key]) => isThere(key) === there)),
    drop: drop.filter((key) => isThere(key) === there),
  }));
  const outcomes: string[] = [];
  for (const part of parts.filter((each) => each.put.size + each.drop.length > 0))
    try {
      const change = (text: FileText | undefined): FileText | undefined =>
        part.edit(text, name, part.put, part.drop);
      outcomes.push((await files.edit(part.path, change, { durable: true })).outcome);
    } catch (error) {
      if (!(error instanceof AwsmfaError)) throw error;
      const why = `${shortPath(part.path, home)}: ${error.message}`;
      return { outcome: "failed", why, next: nextTime(name, put, drop) };
    }
  return { outcome: outcomes.every((each) => each === "unchanged") ? "there" : "saved" };
}

function nextTime(
  profile: string,
  put: ReadonlyMap<string, string>,
  drop: readonly string[],
): string {
  const commands = [...put].map(
    ([key, value]) => `aws configure set ${key} ${typed(value)} --profile ${typed(profile)}`,
  );
  return [...commands, ...drop.map((key) => `take ${key} of ${profile} out by hand`)].join("; ");
}
