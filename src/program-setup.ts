/** The part of the command tree for a new user. No logic. */
import { authenticatorOptions } from "./program-devices.ts";
import type { Row } from "./program-row.ts";

/** Its rows. */
export const SETUP_ROWS: readonly Row[] = [
  {
    name: "setup",
    summary: "from an access key to a session, with an MFA device",
    examples: [
      ["awsmfa setup accessKeys.csv", "the file that the console gave; a phone"],
      ["awsmfa setup accessKeys.csv --dry-run", "what would be done"],
    ],
    options: (command) => {
      command
        .argument("[CSV]", "the file, or - (stdin); else asked for")
        .option("--user <NAME>", "whose row, where the file has several")
        .option("--region <R>", "the region of the profile");
      authenticatorOptions(command)
        .option("--delete-csv", "delete the file afterwards, without asking")
        .option("--dry-run", "say what would be done, do nothing");
    },
    load: () => import("./commands/setup.ts"),
  },
];
