/** The part of the command tree that is about access keys. No logic. */
import type { Command as Built } from "commander";
import type { Group, Row } from "./program-row.ts";

/** Options of the commands that call IAM, should that take a session. */
function keyOptions(command: Built): void {
  command
    .option("--code <N|->", "the MFA code, if one is needed; - reads standard input")
    .option("--source <NAME>", "take the code from this source only")
    .option("--serial <S>", "the MFA device; else mfa_serial, else looked up");
}

function dryRun(command: Built): void {
  command.option("--dry-run", "say what would be done, do nothing");
}

/** What the commands with `key` in front are about. */
export const KEY_GROUP: Group = {
  name: "key",
  summary: "import, list, move, rotate and delete access keys",
  examples: [
    ["awsmfa key import accessKeys.csv", "the file that the console gave"],
    ["awsmfa key rotate", "a new key in place of the old one"],
  ],
  options: () => undefined,
};

/** Their rows. */
export const KEY_ROWS: readonly Row[] = [
  {
    name: "key import",
    summary: "put the key of the console's CSV file into a profile",
    examples: [
      ["awsmfa key import accessKeys.csv --profile jane", "into [jane]"],
      ["awsmfa key import accessKeys.csv -p jane --delete-csv", "and no file is left"],
    ],
    options: (command) => {
      command
        .argument("<CSV>", "the file, or - (stdin)")
        .option("--user <NAME>", "whose row, where the file has several")
        .option("--region <R>", "the region of a profile that has none")
        .option("--delete-csv", "delete the file afterwards, without asking")
        .option("--force", "replace another key that the profile has");
      dryRun(command);
    },
    load: () => import("./commands/key/import.ts"),
  },
  {
    name: "key list",
    summary: "show the user's access keys, with age and last use",
    examples: [
      ["awsmfa key list --profile work", "the keys of the user of work"],
      ["awsmfa key list --profile work --json", "the same for programs"],
    ],
    options: keyOptions,
    load: () => import("./commands/key/list.ts"),
  },
  {
    name: "key create",
    summary: "make a second access key, in a profile of its own",
    examples: [
      ["awsmfa key create --profile work --as work-laptop", "into [work-laptop]"],
      ["awsmfa key create --profile work --dry-run", "what would be done"],
    ],
    options: (command) => {
      keyOptions(command);
      command.option("--as <NAME>", "the profile for it, in place of <profile>-2");
      dryRun(command);
    },
    load: () => import("./commands/key/create.ts"),
  },
  {
    name: "key rotate",
    summary: "put a new access key in place of the old one; carries on",
    examples: [
      ["awsmfa key rotate --profile work", "the old key becomes inactive"],
      ["awsmfa key rotate --profile work --delete", "the old key is deleted"],
    ],
    options: (command) => {
      keyOptions(command);
      command.option("--delete", "delete the old key in the end");
      dryRun(command);
    },
    load: () => import("./commands/key/rotate.ts"),
  },
  {
    name: "key move",
    summary: "take the key out of the plaintext file, or back",
    examples: [
      ["awsmfa key move --to age --profile work --dry-run", "what would be done"],
      ["awsmfa key move --to file --profile work", "and back"],
    ],
    options: (command) => {
      command
        .option("--to <PLACE>", "keychain, age (a file with a passphrase), or file")
        .option("--force", "do not ask");
      dryRun(command);
    },
    load: () => import("./commands/key/move.ts"),
  },
  {
    name: "key deactivate",
    summary: "make an access key inactive, which can be taken back",
    examples: [
      ["awsmfa key deactivate AKIAI44QH8DHBEXAMPLE -p work", "it stays at AWS"],
      ["awsmfa key deactivate AKIAI44QH8DHBEXAMPLE -p work --json", "for programs"],
    ],
    options: (command) => {
      command.argument("<ID>", "the access key id");
      keyOptions(command);
      command.option("--force", "also the key of a profile, or the only active one");
      dryRun(command);
    },
    load: () => import("./commands/key/deactivate.ts"),
  },
  {
    name: "key delete",
    summary: "delete an access key; asks first",
    examples: [
      ["awsmfa key delete AKIAI44QH8DHBEXAMPLE -p work --force", "without asking"],
      ["awsmfa key delete AKIAI44QH8DHBEXAMPLE -p work --dry-run", "what would be done"],
    ],
    options: (command) => {
      command.argument("<ID>", "the access key id");
      keyOptions(command);
      command.option("--force", "do not ask; also the key of a profile, or the only active one");
      dryRun(command);
    },
    load: () => import("./commands/key/delete.ts"),
  },
];
