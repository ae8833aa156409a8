/** The part of the command tree that is for programs: `credential-process`, and the profiles that run it. No logic. */
import type { Group, Row } from "./program-row.ts";
import { sessionOptions } from "./program-session.ts";

/** What the commands with `profile` in front are about. */
export const PROFILE_GROUP: Group = {
  name: "profile",
  summary: "let SDKs and tools run awsmfa for their keys",
  examples: [
    ["awsmfa profile add work-auto --profile work", "for every SDK and tool"],
    ["awsmfa profile remove work-auto", "the file is as it was"],
  ],
  options: () => undefined,
};

/** Their rows, and that of `credential-process`. */
export const PROCESS_ROWS: readonly Row[] = [
  {
    name: "credential-process",
    summary: "print the session for an SDK (credential_process)",
    examples: [
      ["awsmfa credential-process --profile work", "what an SDK reads"],
      ["awsmfa profile add --profile work", "the profile that lets them"],
    ],
    options: sessionOptions,
    load: () => import("./commands/credential-process.ts"),
  },
  {
    name: "profile add",
    summary: "write a profile with a credential_process that runs us",
    examples: [
      ["awsmfa profile add --profile work", "writes [profile work-auto]"],
      ["awsmfa profile add terraform -p work", "under another name"],
    ],
    options: (command) =>
      void command
        .argument("[NAME]", "the new profile's name; else <profile>-auto")
        .option("--dry-run", "say what would be done, do nothing"),
    load: () => import("./commands/profile/add.ts"),
  },
  {
    name: "profile remove",
    summary: "take such a profile out again",
    examples: [
      ["awsmfa profile remove work-auto", "the config file is as it was"],
      ["awsmfa profile remove work-auto --dry-run", "only say it"],
    ],
    options: (command) =>
      void command
        .argument("<NAME>", "the profile that profile add wrote")
        .option("--dry-run", "say what would be done, do nothing"),
    load: () => import("./commands/profile/remove.ts"),
  },
];
