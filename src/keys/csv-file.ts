/** The CSV file of the console: read, its row picked, and deleted when it has served. */
import { AwsmfaError } from "../errors.ts";
import type { Context, FileText } from "../ports.ts";
import type { CsvKey } from "../profiles/csv-keys.ts";
import { consents } from "../secrets/consent.ts";

/** The text of a file, or of standard input (`-`). @throws AwsmfaError `file-unreadable`, `bad-csv` */
export async function csvText(
  csv: string,
  { files, input }: Pick<Context, "files" | "input">,
): Promise<FileText> {
  const text = csv === "-" ? await input.whole() : await files.read(csv);
  if (text !== undefined) return text;
  if (csv === "-")
    throw new AwsmfaError("bad-csv", "standard input is far too long for a CSV file of keys");
  throw new AwsmfaError(
    "file-unreadable",
    `there is no file ${csv}`,
    "name the file that the console gave: awsmfa key import CSV",
  );
}

/**
 * The row that is meant: the only one, that of `--user`, or the one that is picked.
 * @throws AwsmfaError `usage`, `interrupted`
 */
export async function pickKey(
  keys: readonly CsvKey[],
  user: string | undefined,
  { terminal }: Pick<Context, "terminal">,
): Promise<CsvKey> {
  const meant = user === undefined ? keys : keys.filter((key) => key.user === user);
  const [first, second] = meant;
  if (first !== undefined && second === undefined) return first;
  const ids = (first === undefined ? keys : meant).map(labelOf);
  const hint = `rows: ${ids.slice(0, 8).join(", ")}${ids.length > 8 ? " …" : ""}`;
  if (first === undefined)
    throw new AwsmfaError("usage", `no row is that of ${user} (--user)`, hint);
  const nobody = await terminal.unusable();
  const choices = meant.map((key, at) => ({ value: String(at), label: labelOf(key) }));
  const message = "Which key of the file?";
  const picked = nobody === undefined ? await terminal.pick({ message, choices }) : undefined;
  const found = picked === undefined ? undefined : meant[Number(picked)];
  if (found !== undefined) return found;
  throw new AwsmfaError(
    "usage",
    `the file has ${meant.length} keys${nobody === undefined ? "" : `, and nobody can be asked which: ${nobody}`}`,
    `name its user: --user NAME; ${hint}`,
  );
}

function labelOf({ user, credentials: { accessKeyId } }: CsvKey): string {
  return user === undefined ? accessKeyId : `${user} (${accessKeyId})`;
}

/**
 * Deletes the file, if that is wanted: a secret in a download folder is one too many. Asked unless it was said.
 * @param text what was read: a file that has changed since stays
 * @returns whether it is gone
 */
export async function removeCsv(
  csv: string,
  text: FileText,
  wanted: boolean,
  { terminal, files }: Pick<Context, "terminal" | "files">,
): Promise<boolean> {
  if (csv === "-") return false;
  if (!wanted && (await terminal.unusable()) !== undefined) return false;
  const message = `Delete ${csv}? The secret stands in it for everybody who can read it.`;
  const question = { message, yes: "yes, delete it", what: "deleting the file" };
  if (!wanted && !(await consents(question, terminal))) return false;
  const { outcome } = await files.edit(csv, (now) => (now === text ? undefined : now), {
    durable: true,
  });
  return outcome === "removed";
}
