/** elvish, for `eval (awsmfa env | slurp)`: the text arrives as it is, line ends included. */
import { linesOf } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** elvish 0.19: `set-env NAME 'value'`. */
export const elvish: Shell = {
  name: "elvish",
  line: (command) => `eval (${command} | slurp)`,
  say: linesOf(line),
  // elvish has exceptions in place of statuses; an external command's status is one.
  fail: (status) => `sh -c 'exit ${status}'\n`,
};

/** Within single quotes elvish knows `''` only. */
function line(statement: Statement): string {
  return "unset" in statement
    ? `unset-env ${statement.unset}`
    : `set-env ${statement.set} '${statement.value.replaceAll("'", "''")}'`;
}
