/**
 * cmd.exe, for `for /f "delims=" %i in ('awsmfa env') do @%i` (in a file `%%i`). A line that comes by a
 * variable of `for` is run as it stands: no `%NAME%`, no `&`, no `^` is looked for in it any more, but `!`
 * where a script has switched delayed expansion on. Held by golden texts: there is no cmd to test with.
 */
import { linesOf, unsayable } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** cmd of Windows: `set "NAME=value"`. */
export const cmd: Shell = {
  name: "cmd",
  // typed() quotes for Unix shells, whose quotes are nothing to cmd.
  line: (command) => `for /f "delims=" %i in ('${command.replaceAll("'", '"')}') do @%i`,
  // To unset what was not set is an error, which `set` itself does not clear; `cd` does.
  say: (statements) => (statements.length === 0 ? "" : `${linesOf(line)(statements)}cd .\n`),
  // `for` does not tell the status of the program that it reads.
  fail: (status) => `cmd /c exit ${status}\n`,
};

/** To cmd an empty variable is none. */
function line(statement: Statement): string {
  if ("unset" in statement) return `set "${statement.unset}="`;
  const { set: name, value } = statement;
  if (/[\r\n]/.test(value)) throw unsayable(name, "cmd", "a line end");
  if (value.includes('"')) throw unsayable(name, "cmd", "a double quote");
  // `for` reads our output in the console's code page, which we do not know.
  if (/[^\t -~]/.test(value)) throw unsayable(name, "cmd", "more than ASCII");
  return `set "${name}=${value}"`;
}
