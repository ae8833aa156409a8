/** The part of the command tree that is about secrets. No logic. */
import type { Command as Built } from "commander";
import type { Group, Row } from "./program-row.ts";

/** Options of the commands that are about a device's secret. */
function secretOptions(command: Built): void {
  command.option("--serial <S>", "the MFA device; else that of the profile");
}

/** What the commands with `secret` in front are about. */
export const SECRET_GROUP: Group = {
  name: "secret",
  summary: "keep the secret that codes are made of",
  examples: [
    ["awsmfa secret add", "then awsmfa makes the codes itself"],
    ["awsmfa secret list", "which devices have one, and where it is"],
  ],
  options: () => undefined,
};

/** Their rows, and that of `code`. */
export const SECRET_ROWS: readonly Row[] = [
  {
    name: "code",
    summary: "print the current code of a stored secret",
    examples: [
      ["awsmfa code", "the code, with the seconds left"],
      ["awsmfa code --json", "the same for programs"],
    ],
    options: (command) => {
      secretOptions(command);
      command.option("--copy", "put it on the clipboard, which is cleared after 30 s");
    },
    load: () => import("./commands/code.ts"),
  },
  {
    name: "secret add",
    summary: "store a device's TOTP secret; no code need be typed then",
    examples: [
      ["awsmfa secret add", "type it, hidden, or pipe it"],
      ["awsmfa secret add qr.png --store age", "a picture; an encrypted file"],
      ["pass show aws | awsmfa secret add", "from another program"],
    ],
    options: (command) => {
      secretOptions(command);
      command
        .argument("[FILE]", "a text, a PNG picture of the QR code, or - (stdin)")
        .option("--store <NAME>", "keychain, or age: a file with a passphrase")
        .option("--force", "replace a secret without asking")
        .option("--dry-run", "say what would be done, do nothing")
        .addHelpText("after", `\n${HONESTLY}`);
    },
    load: () => import("./commands/secret/add.ts"),
  },
  {
    name: "secret list",
    summary: "show which devices have a secret, and in which store",
    examples: [
      ["awsmfa secret list", "all; nothing is opened for it"],
      ["awsmfa secret list --profile work", "those of one profile"],
    ],
    options: () => undefined,
    load: () => import("./commands/secret/list.ts"),
  },
  {
    name: "secret show",
    summary: "show a secret as URI and QR code, for a backup; asks first",
    examples: [
      ["awsmfa secret show", "scan it with another authenticator"],
      ["awsmfa secret show --profile work", "that of one profile"],
    ],
    options: secretOptions,
    load: () => import("./commands/secret/show.ts"),
  },
  {
    name: "secret remove",
    summary: "remove a secret from its store; asks first",
    examples: [
      ["awsmfa secret remove", "the device stays at AWS"],
      ["awsmfa secret remove --profile work --force", "without a question"],
    ],
    options: (command) => {
      secretOptions(command);
      command
        .option("--force", "do not ask")
        .option("--dry-run", "say what would be done, do nothing");
    },
    load: () => import("./commands/secret/remove.ts"),
  },
];

/** What it means to store the secret where the access key is. */
const HONESTLY = `An access key and its TOTP secret on one machine are one factor: whoever has the
machine has both. A YubiKey or a telephone is a second one.`;
