/** The shells that read what `env` prints. */
import type { Outcome } from "./process.ts";
import type { RunOptions, Sandbox } from "./sandbox.ts";
import { which } from "./tools.ts";

/** A shell that may be there, and how it is started without the files of its user. */
export interface TestShell {
  readonly name: string;
  readonly flags: readonly string[];
  readonly missing: boolean;
}

/** The shells of `eval $(awsmfa env)`. */
export const POSIX_SHELLS: readonly TestShell[] = [
  shellOf("sh"),
  shellOf("bash", "--norc", "--noprofile"),
  shellOf("dash"),
  shellOf("zsh", "-f"),
  shellOf("ksh93"),
  shellOf("mksh"),
];

/** fish, of `awsmfa env | source`. */
export const FISH = shellOf("fish", "--no-config");

/** tcsh, of back-quotes, and elvish, of `eval (awsmfa env | slurp)`. */
export const TCSH = shellOf("tcsh", "-f");
export const ELVISH = shellOf("elvish", "-norc");

function shellOf(name: string, ...flags: string[]): TestShell {
  return { name, flags, missing: which(name) === undefined };
}

/** The program and the arguments for a shell that runs a text. */
export function shellWords({ name, flags }: TestShell, text: string): string[] {
  return [name, ...flags, "-c", text];
}

/** Runs a text in a shell, without a terminal. */
export function inShell(
  box: Sandbox,
  shell: TestShell,
  text: string,
  options?: RunOptions,
): Promise<Outcome> {
  const [file = "", ...words] = shellWords(shell, text);
  return box.start(file, words, options);
}
