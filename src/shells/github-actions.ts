/**
 * What a step appends to the file that `$GITHUB_ENV` names, for the steps after it (docs.github.com,
 * "Workflow commands", and actions/runner, FileCommandManager.cs). Nothing here masks a value in logs: that is
 * said on stdout or stderr, where no secret of ours goes.
 */
import { linesOf, unsayable } from "./shell.ts";
import type { Shell, Statement } from "./shell.ts";

/** Variables that are none when they are empty, to AWS's SDKs; an empty AWS_PROFILE would be a profile that is not there. */
const EMPTY_IS_NONE = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
];

/** `NAME=value`, or a value of several lines between two delimiters. */
export const githubActions: Shell = {
  name: "github-actions",
  line: (command) => `${command} --shell github-actions >> "$GITHUB_ENV"`,
  say: linesOf(line),
  fail: () => "",
  leaves: (statements) =>
    statements.flatMap((statement) =>
      "unset" in statement && line(statement) === undefined ? statement.unset : [],
    ),
};

function line(statement: Statement): string | undefined {
  if ("unset" in statement)
    return EMPTY_IS_NONE.includes(statement.unset) ? `${statement.unset}=` : undefined;
  const { set: name, value } = statement;
  // A runner on Windows takes it and our line end for one.
  if (value.includes("\r")) throw unsayable(name, "github-actions", "a carriage return");
  if (!value.includes("\n")) return `${name}=${value}`;
  let end = "END";
  while (value.includes(end)) end += "_";
  return `${name}<<${end}\n${value}\n${end}`;
}
