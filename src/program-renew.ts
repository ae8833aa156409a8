/** The part of the command tree about sessions that are renewed by themselves. No logic. */
import { durationOption } from "./program-options.ts";
import type { Group, Row } from "./program-row.ts";

/** What the commands with `schedule` in front are about. */
export const SCHEDULE_GROUP: Group = {
  name: "schedule",
  summary: "renew sessions by the platform's own scheduler",
  examples: [
    ["awsmfa schedule install --profile work", "from now on by itself"],
    ["awsmfa schedule status", "what is scheduled, and what came of it"],
    ["awsmfa schedule remove --profile work", "nothing of it is left"],
  ],
  options: () => undefined,
};

/** Their rows, and that of `renew`. */
export const RENEW_ROWS: readonly Row[] = [
  {
    name: "renew",
    summary: "renew a session that is about to end",
    examples: [
      ["awsmfa renew --profile work", "nothing to do: nothing is said"],
      ["awsmfa renew --all --within 1h", "every session with less than 1 h left"],
    ],
    options: (command) =>
      void command
        .option("--all", "every session that awsmfa wrote")
        .option(
          "--within <D>",
          "renew what has less left than this: 30m, 1h, seconds (30m)",
          durationOption("--within"),
        ),
    load: () => import("./commands/renew.ts"),
  },
  {
    name: "schedule install",
    summary: "renew a session by itself before it ends",
    examples: [
      ["awsmfa schedule install --profile work", "from now on by itself"],
      ["awsmfa schedule install --before 1h --dry-run", "only say what it takes"],
    ],
    options: (command) =>
      void command
        .option(
          "--before <D>",
          "renew when less is left than this: 30m, 1h, seconds (30m)",
          durationOption("--before"),
        )
        .option("--dry-run", "say what would be done, do nothing"),
    load: () => import("./commands/schedule/install.ts"),
  },
  {
    name: "schedule status",
    summary: "show what is scheduled, and what came of it",
    examples: [
      ["awsmfa schedule status", "every profile"],
      ["awsmfa schedule status --json", "the same for programs"],
    ],
    options: () => undefined,
    load: () => import("./commands/schedule/status.ts"),
  },
  {
    name: "schedule remove",
    summary: "no longer renew a session by itself",
    examples: [
      ["awsmfa schedule remove --profile work", "nothing of it is left"],
      ["awsmfa schedule remove --profile work --dry-run", "only say it"],
    ],
    options: (command) => void command.option("--dry-run", "say what would be done, do nothing"),
    load: () => import("./commands/schedule/remove.ts"),
  },
];
