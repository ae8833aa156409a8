/** The command tree: one row a command. No logic. */
import { ACCOUNT_ROWS } from "./program-account.ts";
import { CONSOLE_ROWS } from "./program-console.ts";
import { CLIENT_ROWS } from "./program-clients.ts";
import { DEVICE_GROUP, DEVICE_ROWS } from "./program-devices.ts";
import { KEY_GROUP, KEY_ROWS } from "./program-keys.ts";
import type { Group, Row } from "./program-row.ts";
import { PROCESS_ROWS, PROFILE_GROUP } from "./program-process.ts";
import { RENEW_ROWS, SCHEDULE_GROUP } from "./program-renew.ts";
import { SECRET_GROUP, SECRET_ROWS } from "./program-secrets.ts";
import { SETUP_ROWS } from "./program-setup.ts";
import { sessionOptions } from "./program-session.ts";

/** Every command, in the order of the help. */
export const ROWS: readonly Row[] = [
  ...SETUP_ROWS,
  {
    name: "login",
    summary: "get a session with an MFA code, into [<profile>-mfa]",
    examples: [
      ["awsmfa login", "ask for the code"],
      ["awsmfa login --profile work --duration 1h30m", "another profile, a short session"],
      ["pass otp aws | awsmfa login --code -", "the code from a program"],
    ],
    options: (command) => {
      sessionOptions(command);
      command.option("--as <NAME>", "the session profile, in place of <profile>-mfa");
    },
    load: () => import("./commands/login.ts"),
  },
  {
    name: "env",
    summary: "print the session for a shell; logs in if it must",
    examples: (line) => [
      [line("awsmfa env"), "put it into this shell"],
      [line("awsmfa env --unset"), "take it back"],
    ],
    options: (command) => {
      sessionOptions(command);
      command
        .option(
          "--shell <NAME>",
          "sh, fish, tcsh, elvish, nushell, powershell, cmd, json, dotenv, github-actions, docker; else found out",
        )
        .option("--as-profile", "export only AWS_PROFILE, so that programs see renewals")
        .option("--unset", "take back what an earlier env set");
    },
    load: () => import("./commands/env.ts"),
  },
  ...CLIENT_ROWS,
  {
    name: "status",
    summary: "show every profile: its device and its session",
    examples: [
      ["awsmfa status", "the table"],
      ["awsmfa status --json", "the same for programs"],
      ["PS1='$(awsmfa status --prompt) $ '", "the time left in a shell prompt"],
    ],
    options: (command) => void command.option("--prompt", "one short word for a shell prompt"),
    load: () => import("./commands/status.ts"),
  },
  {
    name: "logout",
    summary: "remove the session from both files",
    examples: [
      ["awsmfa logout --profile work", "one profile, and its roles"],
      ["awsmfa logout --all", "every session that awsmfa wrote"],
    ],
    options: (command) =>
      void command
        .option("--all", "every session that awsmfa wrote")
        .option("--dry-run", "say what would be done, do nothing"),
    load: () => import("./commands/logout.ts"),
  },
  ...RENEW_ROWS,
  ...PROCESS_ROWS,
  ...CONSOLE_ROWS,
  ...SECRET_ROWS,
  ...ACCOUNT_ROWS,
  ...DEVICE_ROWS,
  ...KEY_ROWS,
];

/** The words that several commands share. */
export const GROUPS: readonly Group[] = [
  SCHEDULE_GROUP,
  PROFILE_GROUP,
  SECRET_GROUP,
  DEVICE_GROUP,
  KEY_GROUP,
];

/** `awsmfa` alone. */
export const HERE: Row = {
  name: "",
  summary: "AWS multi-factor sign-in that you stop noticing.",
  examples: (line) => [
    ["awsmfa login", "get a session; asks for the code"],
    [line("awsmfa env"), "put it into this shell"],
  ],
  options: () => undefined,
  load: () => import("./commands/here.ts"),
};
