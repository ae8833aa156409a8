/**
 * csh and tcsh, for ``eval `awsmfa env` ``. The back-quotes split our text at blanks and line ends and
 * expand what looks like a file pattern, and eval joins the words with one blank each.
 */
import { spelt } from "./printf.ts";
import { linesOf, unsayable } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** What comes through as it is: no pattern, no quote, no `!` (history, also within quotes), no run of blanks. */
const PLAIN = /^(?:[\w./+@%:,=-]+(?: [\w./+@%:,=-]+)*)?$/;

/** tcsh 6: `setenv NAME 'value';`. */
export const tcsh: Shell = {
  name: "tcsh",
  line: (command) => `eval \`${command}\``,
  say: linesOf(line),
  fail: (status) => `sh -c 'exit ${status}';\n`,
};

function line(statement: Statement): string {
  if ("unset" in statement) return `unsetenv ${statement.unset};`;
  const { set: name, value } = statement;
  if (PLAIN.test(value)) return `setenv ${name} '${value}';`;
  if (!/[\r\n]/.test(value)) return `setenv ${name} ${spelt(value)};`;
  // Back-quotes split at line ends even within double quotes, and eval has made blanks of them before.
  throw unsayable(name, "tcsh", "a line end");
}
