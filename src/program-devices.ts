/** The part of the command tree that is about MFA devices. No logic. */
import type { Command as Built } from "commander";
import type { Group, Row } from "./program-row.ts";

const each = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

function userOption(command: Built): Built {
  return command.option("--user <U>", "another user of the account, for an administrator");
}

/** Options of the commands that make a device. */
export function authenticatorOptions(command: Built): Built {
  return command
    .option("--name <N>", "the device's name; else the user's, numbered if taken")
    .option("--to <WHERE>", "phone (the default), stored, yubikey; may be repeated", each)
    .option("--store <NAME>", "of --to stored: keychain, or age")
    .option("--png <FILE>", "the QR code into a picture, not on the terminal");
}

function serialOption(command: Built): Built {
  return command.option("--serial <S>", "the device, by serial number or name");
}

function dryRun(command: Built): void {
  command.option("--dry-run", "say what would be done, do nothing");
}

/** What the commands with `device` in front are about. */
export const DEVICE_GROUP: Group = {
  name: "device",
  summary: "the MFA devices at AWS: make, list, replace, remove",
  examples: [
    ["awsmfa device list", "what there is, and what gives codes"],
    ["awsmfa device enroll", "a new one, on a phone"],
  ],
  options: () => undefined,
};

/** Their rows. */
export const DEVICE_ROWS: readonly Row[] = [
  {
    name: "device list",
    summary: "show a user's MFA devices, and which of them give codes",
    examples: [
      ["awsmfa device list --profile work", "one's own"],
      ["awsmfa device list --profile work --json", "the same for programs"],
    ],
    options: (command) => void userOption(command),
    load: () => import("./commands/device/list.ts"),
  },
  {
    name: "device enroll",
    summary: "make an MFA device: a QR code for a phone, a store, a YubiKey",
    examples: [
      ["awsmfa device enroll --profile work --dry-run", "the plan"],
      ["awsmfa device enroll --profile work --to stored --store age", "no phone"],
    ],
    options: (command) => {
      dryRun(userOption(authenticatorOptions(command)));
      command.addHelpText("after", `\n${TWO}`);
    },
    load: () => import("./commands/device/enroll.ts"),
  },
  {
    name: "device resync",
    summary: "tell AWS how far a device's clock is off, with two codes",
    examples: [
      ["awsmfa device resync --profile work --dry-run", "the plan"],
      ["awsmfa device resync --profile work --serial mfa.user --dry-run", "one"],
    ],
    options: (command) => dryRun(userOption(serialOption(command))),
    load: () => import("./commands/device/resync.ts"),
  },
  {
    name: "device remove",
    summary: "take an MFA device from a user; asks first",
    examples: [
      ["awsmfa device remove --profile work --dry-run --force", "the plan"],
      ["awsmfa device remove --profile work --force", "the last one too"],
    ],
    options: (command) =>
      dryRun(userOption(serialOption(command)).option("--force", "the last one too; do not ask")),
    load: () => import("./commands/device/remove.ts"),
  },
  {
    name: "device replace",
    summary: "a new MFA device in place of one, which goes last",
    examples: [
      ["awsmfa device replace --profile work --dry-run", "the plan"],
      ["awsmfa device replace --profile work --to stored --store age", "no phone"],
    ],
    options: (command) => dryRun(userOption(serialOption(authenticatorOptions(command)))),
    load: () => import("./commands/device/replace.ts"),
  },
];

const TWO = `With --to twice, one secret is on both: a YubiKey to use, a phone for the day
when it is lost. Each is proved before the device is enabled.`;
