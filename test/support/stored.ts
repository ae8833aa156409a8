/** Stored secrets for the built program, in the store that takes no desktop. */
import { EXAMPLE_SECRET } from "../local-aws/example.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { sandbox } from "./sandbox.ts";

/** The passphrase of the age file, and the variable that gives it without a question. */
export const PASSPHRASE = "correct horse battery";
export const MACHINE = { AWSMFA_PASSPHRASE_COMMAND: `echo ${PASSPHRASE}` };

/** The age file and the list, under the home. */
export const AGE_FILE = ".local/share/awsmfa/secrets.age";
export const LIST_FILE = ".local/share/awsmfa/secrets.json";

/** What must not be seen of the example's secret, its passphrase and its key. */
export const HIDDEN = /JBSWY3DP|correct horse|wJalrXUtnFEMI/i;

/** A home in which the example's secret is stored in the age file. */
export async function withStored(options: SandboxOptions = {}): Promise<Sandbox> {
  const box = await sandbox({ ...options, env: { ...MACHINE, ...options.env } });
  const { status, stderr } = await box.run("secret add --store age", { stdin: EXAMPLE_SECRET });
  if (status !== 0) throw new Error(`the secret was not stored: ${stderr}`);
  return box;
}
