/**
 * The POSIX shell and its kin. The text must come through an *unquoted* `eval $(awsmfa env)`, in which
 * the caller's shell first splits it at blanks and line ends, expands what looks like a file pattern, and
 * joins the words with one blank each. Hence the `;` at each end, and two forms of a value.
 * The spelt one is in back-quotes, because zsh takes the parenthesis of `$(printf …` for a bad pattern
 * under GLOB_SUBST.
 */
import { spelt } from "./printf.ts";
import { linesOf } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/**
 * What may stand between single quotes as it is: no pattern (`* ? [ { ~ ^ #`), no quote or backslash, no
 * run of blanks. A word must not begin with `=`, which zsh takes for a command's path under GLOB_SUBST.
 * Every key, secret and token of AWS is plain, so none becomes an argument where printf is a program.
 */
const PLAIN_ASCII = /^[\w./+@%:,=-]*$/;

/** The same beyond ASCII. Made when it is needed: V8 takes a millisecond for its classes as soon as it reads a literal. */
function isPlain(value: string): boolean {
  const word = String.raw`[\p{L}\p{N}\p{M}_./+@%:,=-]+`;
  return new RegExp(`^(?:${word}(?: (?!=)${word})*)?$`, "u").test(value);
}

/** sh, bash, dash, zsh, ksh and their relatives: `export NAME='value';`, `unset NAME;`. */
export const sh: Shell = {
  name: "sh",
  line: (command) => `eval $(${command})`,
  say: linesOf(line),
  fail: (status) => `(exit ${status});\n`,
};

function line(statement: Statement): string {
  if ("unset" in statement) return `unset ${statement.unset};`;
  const { set: name, value } = statement;
  if (PLAIN_ASCII.test(value) || isPlain(value)) return `export ${name}='${value}';`;
  // A substitution eats line ends at its end: an x guards them and is cut off afterwards.
  if (value.endsWith("\n")) return `export ${name}=${spelt(`${value}x`)}; ${name}="\${${name}%x}";`;
  return `export ${name}=${spelt(value)};`;
}
