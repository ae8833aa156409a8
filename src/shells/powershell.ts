/**
 * PowerShell, for `awsmfa env | Invoke-Expression`: each line is run by itself. All of it is ASCII, because
 * Windows PowerShell reads a program's output in the console's code page. Held by golden texts: there is
 * no PowerShell to test with.
 */
import { linesOf } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** PowerShell 5.1 and 7: `$env:NAME = 'value'`. */
export const powershell: Shell = {
  name: "powershell",
  line: (command) => `${command} | Invoke-Expression`,
  say: linesOf(line),
  // After Invoke-Expression `$?` is true unless the error is one that ends the statement.
  fail: (status) =>
    `$global:LASTEXITCODE = ${status}; throw 'awsmfa env failed with status ${status}'\n`,
};

/** Given `$null` a variable goes, whether it was there or not (about_Environment_Variables); so it does, before 7.5, given `''`. */
function line(statement: Statement): string {
  return "unset" in statement
    ? `$env:${statement.unset} = $null`
    : `$env:${statement.set} = ${quoted(statement.value)}`;
}

/**
 * Within single quotes only the quote itself is special (about_Quoting_Rules), but `‘ ’ ‚ ‛` count as one
 * too. So whatever is not printable ASCII is put in as a UTF-16 unit, after a text, which makes `+` join.
 */
function quoted(value: string): string {
  return value
    .split(/([^ -~])/)
    .map((part, at) =>
      at % 2 === 0
        ? `'${part.replaceAll("'", "''")}'`
        : `[char]0x${part.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .filter((part, at) => at === 0 || part !== "''")
    .join(" + ");
}
