/** The page of errors, written from the catalogue and from what the program said. */
import { CATALOGUE } from "../../src/catalogue.ts";
import type { ErrorCode } from "../../src/errors.ts";
import { statusOf } from "../../src/errors-told.ts";
import { EXIT } from "../../src/exit.ts";

const TITLES: Readonly<Record<string, string>> = {
  [EXIT.failure]: "failure",
  [EXIT.usage]: "the command line is wrong",
  [EXIT.noSession]: "no fresh session, and nobody may be asked",
  [EXIT.refused]: "AWS refused",
  [EXIT.noCode]: "no code to be had",
  [EXIT.unreachable]: "AWS could not be reached",
  [EXIT.notExecutable]: "the command of exec cannot be started",
  [EXIT.notFound]: "the command of exec is not there",
  [EXIT.hangup]: "the terminal went away",
  [EXIT.interrupted]: "ended by Ctrl-C",
};

const HEAD = `# Errors

Every way in which awsmfa fails: why, what to do, and an example of its words. An error goes to stderr, in at most three lines: what happened, and one or two hints of what to type next.

With \`--json\` stdout has the same as a document: \`{"error": {"code", "message", "hint", "status"}}\`, where \`hint\` may be \`null\`. With \`--debug\` a line on stderr names the code. Codes stay; sentences may change. With \`exec\`, whose statuses are its command's, each status below 125 is 125.

This page is written by \`npm run docs\`.
`;

/** The page in Markdown. @param told for each code a command line and what the program said to it */
export function errorsPage(told: ReadonlyMap<ErrorCode, string>): string {
  const codes = Object.keys(CATALOGUE) as ErrorCode[];
  const statuses = [...new Set<number>(codes.map((code) => statusOf(code)))];
  const parts = statuses
    .toSorted((one, other) => one - other)
    .map((status) => {
      const title = TITLES[status];
      if (title === undefined) throw new Error(`no title for status ${status}`);
      const entries = codes.filter((code) => statusOf(code) === status);
      const texts = entries.map((code) => entryText(code, told.get(code) ?? ""));
      return `\n## Status ${status}: ${title}\n\n${texts.join("\n")}`;
    });
  return HEAD + parts.join("");
}

function entryText(code: ErrorCode, words: string): string {
  const [, cause, cure] = CATALOGUE[code];
  const example = words.includes("\n") ? `\n\`\`\`console\n${words}\n\`\`\`\n` : "";
  return `### \`${code}\`\n\n${cause}\n\nWhat to do: ${cure}\n${example}`;
}
