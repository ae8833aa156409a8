/** What a command line names, before commander has read it and whether or not it is right. */
import { GROUPS, ROWS } from "./program.ts";
import type { Group, Row } from "./program-row.ts";

/** The command that is named among arguments that need not be right. */
export function rowOf(words: readonly string[]): Row | undefined {
  const bare = bareWords(words).filter((word) => !word.startsWith("-"));
  const rows = bare.map((word, at) =>
    ROWS.find(({ name }) => name === word || name === `${word} ${bare[at + 1]}`),
  );
  return rows.find((row) => row !== undefined);
}

/** Whether the command that is named has the exit statuses of another program. */
export function handsOver(words: readonly string[]): boolean {
  return rowOf(words)?.handsOver === true;
}

/** The arguments without the command line of another program: `exec -- gh api --json` does not ask for ours. */
export function ownWords(words: readonly string[]): readonly string[] {
  const row = rowOf(words);
  if (row?.handsOver !== true) return words;
  let at = words.findIndex((word, index) => word === row.name && !isValue(words, index)) + 1;
  while ((words[at] ?? "").startsWith("-") && words[at] !== "--")
    at += VALUED.has(words[at] ?? "") ? 2 : 1;
  return words.slice(0, at);
}

/** The options of such commands that take the word after them. */
const VALUED = new Set(
  "-p --profile --color --code --source --serial --duration --min-remaining".split(" "),
);

function isValue(words: readonly string[], at: number): boolean {
  return ["-p", "--profile", "--color"].includes(words[at - 1] ?? "");
}

/** `help secret add` as `secret add --help`: commander's own help command knows one word. */
export function askedForHelp(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  return first === "help" && groupNamed(rest) !== undefined ? [...rest, "--help"] : words;
}

/** The group that is named first. */
export function groupNamed(words: readonly string[]): Group | undefined {
  const first = bareWords(words).find((word) => !word.startsWith("-"));
  return GROUPS.find(({ name }) => name === first);
}

/** The arguments without the values of the common options: `-p env` names no command. */
export function bareWords(words: readonly string[]): string[] {
  return words.filter((_word, at) => !isValue(words, at));
}
