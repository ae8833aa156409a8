/** What botocore finds in AWS's two files, and what we find, in one form. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nestedOf, readIni, settingsOf } from "../../src/profiles/ini.ts";
import { profileOfConfigSection, servicesNameOf } from "../../src/profiles/names.ts";
import { problemsOf } from "../../src/profiles/problems.ts";

const RECORD = fileURLToPath(new URL("../fixtures/record.py", import.meta.url));

/** Whether there is a botocore to ask. */
export const hasBotocore =
  spawnSync("python3", ["-c", "import botocore.configloader"]).status === 0;

/** A setting; a block as pairs. */
type Setting = [key: string, value: string | [string, string][]];
/** What is found in a file. */
export type Answer = [
  sections: [string, Setting[]][],
  names: [profiles: string[], services: string[]],
];

/** What botocore finds in each text; `null` where it refuses. One process for all. */
export function botocore(texts: readonly string[]): (Answer | null)[] {
  const env = { ...process.env, PYTHONUTF8: "1" };
  const options = { env, input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1e9 } as const;
  return JSON.parse(execFileSync("python3", [RECORD], options)) as (Answer | null)[];
}

/** What we find, in botocore's form. */
export function ours(text: string): Answer | null {
  const ini = readIni(text);
  if (problemsOf(ini).length > 0) return null;
  const names = [...new Set(ini.sections.map(({ name }) => name))].filter(
    (name) => name !== "DEFAULT",
  );
  const sections = names.map((name): [string, Setting[]] => {
    const settings = [...(settingsOf(ini, name) ?? [])];
    return [name, settings.map(([key, value]) => [key, spread(nestedOf(value)) ?? value])];
  });
  const all = (of: (name: string) => string | undefined) =>
    [...new Set(names.map(of).filter((name) => name !== undefined))].toSorted(byCodePoint);
  return [sections, [all(profileOfConfigSection), all(servicesNameOf)]];
}

function spread(block: Map<string, string> | undefined): [string, string][] | undefined {
  return block && [...block];
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
