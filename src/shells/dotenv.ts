/**
 * A file of `NAME=value` for programs that read such a one. It says only what these agree upon: a POSIX
 * shell (`set -a; . ./.env`), Node's `--env-file`, npm's dotenv, python-dotenv, Docker Compose's `env_file`.
 */
import { linesOf, unsayable } from "./shell.ts";
import type { Shell } from "./shell.ts";

/** What needs no quotes to anyone; so it is understood by those who know none, such as `docker run --env-file`. */
const PLAIN = /^(?:[\w/][\w./+@%:,=-]*)?$/;

/** `NAME=value`, `NAME='value'` or `NAME="value"`. To take a variable away is beyond it: an empty one is not none to AWS's programs. */
export const dotenv: Shell = {
  name: "dotenv",
  line: (command) => `${command} --shell dotenv > .env`,
  say: linesOf((statement) =>
    "unset" in statement ? undefined : `${statement.set}=${quoted(statement.set, statement.value)}`,
  ),
  fail: () => "",
  leaves: (statements) =>
    statements.flatMap((statement) => ("unset" in statement ? statement.unset : [])),
};

/** Single quotes keep everything but a quote; python-dotenv takes `\\`, `${` and a `\` at the end of them otherwise. */
function quoted(name: string, value: string): string {
  if (PLAIN.test(value)) return value;
  // npm's dotenv makes a line feed of it.
  if (value.includes("\r")) throw unsayable(name, "dotenv", "a carriage return");
  if (!/'|\\\\|\\$|\$\{/.test(value)) return `'${value}'`;
  if (!/["\\$`]/.test(value)) return `"${value}"`;
  throw unsayable(
    name,
    "dotenv",
    "quotes, backslashes or ${ that its readers understand differently",
  );
}
