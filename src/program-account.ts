/** The part of the command tree that is about the user's account. No logic. */
import type { Row } from "./program-row.ts";

/** Its rows. */
export const ACCOUNT_ROWS: readonly Row[] = [
  {
    name: "password",
    summary: "change the console password",
    examples: [
      ["awsmfa password --profile work --dry-run", "what would be done"],
      ["pass show aws-old-new | awsmfa password -p work", "two lines: old, new"],
    ],
    options: (command) =>
      void command
        .option("--dry-run", "say what would be done, do nothing")
        .addHelpText("after", `\n${HOW}`),
    load: () => import("./commands/password.ts"),
  },
];

const HOW = `It asks for the old password and, twice, for the new one, all hidden; or reads
two lines that are piped to it. A code is needed only if a policy demands MFA.`;
