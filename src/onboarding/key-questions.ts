/** The question for a key: a CSV file, or an access key that is typed, its secret unseen. */
import { isLongTermKey, isTemporaryKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { shortPath, withHome } from "../profiles/aws-paths.ts";
import { csvKeys, isSecretKey } from "../profiles/csv-keys.ts";
import type { Csv } from "./found.ts";
import type { SetupOptions } from "./options.ts";

/** Where browsers put the console's file, and what the console calls it; the newest name first. */
const USUAL = ["accessKeys.csv", "credentials.csv", "new_user_credentials.csv"].map(
  (name) => `~/Downloads/${name}`,
);

/**
 * Asks for a file or a key, until one will do.
 * @throws AwsmfaError `no-terminal` where nobody can be asked, `usage` on Ctrl-D, `interrupted`
 */
export async function askForKey(
  options: SetupOptions,
  context: Context,
): Promise<{ readonly csv: Csv } | { readonly key: Credentials }> {
  const { terminal } = context;
  const nobody = await terminal.unusable();
  if (nobody !== undefined)
    throw new AwsmfaError(
      "no-terminal",
      `there is no access key to set up, and nobody can be asked for it: ${nobody}`,
      "name the file that the console gave: awsmfa setup CSV",
    );
  const proposed = await usualFile(options, context);
  let csv: Csv | undefined;
  const answer = await terminal.line({
    message: `The CSV file of the AWS console, or the access key id (AKIA…)${proposed === undefined ? "" : `\n(Enter: ${proposed})`}:`,
    async check(line) {
      const text = unquoted(line) || (proposed ?? "");
      csv = undefined;
      if (isLongTermKey(text)) return undefined;
      if (isTemporaryKey(text))
        return "that is a temporary key; it takes the one of an IAM user, AKIA…";
      if (text === "") return "the path of the file, please, or AKIA…";
      const read = await readCsv(text, context);
      if (typeof read === "string") return read;
      csv = read;
      return undefined;
    },
  });
  if (answer === undefined)
    throw new AwsmfaError("usage", "no access key was given", "awsmfa setup CSV");
  return csv === undefined ? { key: await typedKey(unquoted(answer), context) } : { csv };
}

/** A file that is dropped into a terminal comes in quotes, or with backslashes. */
function unquoted(line: string): string {
  const text = line.trim();
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text.replace(/\\ /g, " ");
}

async function usualFile(
  { user }: SetupOptions,
  { files, home }: Context,
): Promise<string | undefined> {
  const names = [...(user === undefined ? [] : [`~/Downloads/${user}_accessKeys.csv`]), ...USUAL];
  for (const name of names)
    if ((await files.facts(withHome(name, home)).catch(() => undefined)) !== undefined) return name;
  return undefined;
}

/** The file, or what is wrong with it. */
async function readCsv(name: string, { files, home }: Context): Promise<Csv | string> {
  const path = withHome(name, home);
  try {
    const text = await files.read(path);
    if (text === undefined) return `there is no file ${shortPath(path, home)}`;
    csvKeys(text, shortPath(path, home));
    return { path, text };
  } catch (error) {
    if (error instanceof AwsmfaError) return error.message;
    throw error;
  }
}

async function typedKey(accessKeyId: string, { terminal }: Context): Promise<Credentials> {
  const answer = await terminal.secret({
    message: `Secret access key of ${accessKeyId} (not shown):`,
    check: async (line) =>
      isSecretKey(line.trim()) ? undefined : "a secret access key has 40 characters",
  });
  if (answer === undefined)
    throw new AwsmfaError("usage", "no secret access key was given", "awsmfa setup");
  return { accessKeyId, secretAccessKey: answer.trim() };
}
