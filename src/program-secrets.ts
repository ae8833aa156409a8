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
    summary: "the current code of a stored secret",
    examples: [
      ["awsmfa code", "print it, with the seconds left"],
      ["awsmfa code --copy", "put it on the clipboard, clear that after 30 s"],
    ],
    options: (command) => {
      secretOptions(command);
      command.option("--copy", "put it on the clipboard in place of printing it");
    },
    load: () => import("./commands/code.ts"),
  },
  {
    name: "secret add",
    summary: "store a device's TOTP secret, so that no code need be typed",
    examples: [
      ["awsmfa secret add", "type it, hidden: the “secret key” or the otpauth:// URI"],
      ["awsmfa secret add qr.png --store age", "the picture of the QR code; an encrypted file"],
      ["pass show aws | awsmfa secret add", "from another program"],
    ],
    options: (command) => {
      secretOptions(command);
      command
        .argument("[FILE]", "a text, or a PNG picture of the QR code; - for standard input")
        .option("--store <NAME>", "keychain, or age: a file with a passphrase (keychain)")
        .option("--force", "replace a secret without asking")
        .addHelpText(
          "after",
          "\nThe access key and this secret on one machine are one factor, not two: whoever\nhas the machine has both. A YubiKey or a telephone is a second one.",
        );
    },
    load: () => import("./commands/secret/add.ts"),
  },
  {
    name: "secret list",
    summary: "show which devices have a secret, and in which store",
    examples: [["awsmfa secret list", "nothing is opened for it"]],
    options: () => undefined,
    load: () => import("./commands/secret/list.ts"),
  },
  {
    name: "secret show",
    summary: "show a secret as URI and QR code, for a backup; asks first",
    examples: [["awsmfa secret show -p work", "scan it with another authenticator"]],
    options: secretOptions,
    load: () => import("./commands/secret/show.ts"),
  },
  {
    name: "secret remove",
    summary: "remove a secret from its store; asks first",
    examples: [["awsmfa secret remove -p work", "the device stays at AWS"]],
    options: (command) => {
      secretOptions(command);
      command.option("--force", "do not ask");
    },
    load: () => import("./commands/secret/remove.ts"),
  },
];
