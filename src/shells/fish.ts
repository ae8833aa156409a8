/**
 * fish, for `awsmfa env | source` and `eval (awsmfa env)`. The latter joins lines with blanks, hence the
 * `;` at each end and no line end within quotes.
 */
import { linesOf } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** fish 3: `set -gx NAME 'value';`. */
export const fish: Shell = {
  name: "fish",
  line: (command) => `${command} | source`,
  say: linesOf(line),
  // fish has no subshell to exit from, and `return` would end the function that evaluates this.
  fail: (status) => `sh -c 'exit ${status}';\n`,
};

function line(statement: Statement): string {
  if ("set" in statement) return `set -gx ${statement.set} ${quoted(statement.value)};`;
  // Only this shell's variable goes. A universal one belongs to all of the user's shells, now and later,
  // and fish exports it even where an unexported global one hides it: say so, leave it alone.
  // `true`, because `set -e` gives 4 where there was nothing to erase.
  const { unset: name } = statement;
  const warning = `awsmfa: warning: ${name} stays set, it is a universal variable; to remove it, type: set -e -U ${name}`;
  return `set -e -g ${name}; set -q -Ux ${name}; and echo '${warning}' >&2; true;`;
}

/** Within quotes fish knows `\\` and `\'` only; control characters are written between two quoted parts. */
function quoted(value: string): string {
  const inner = value
    .replace(/[\\']/g, "\\$&")
    .replace(/[\x01-\x1f\x7f]+/g, (controls) => `'${Array.from(controls, hex).join("")}'`);
  return `'${inner}'`;
}

function hex(control: string): string {
  return `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
