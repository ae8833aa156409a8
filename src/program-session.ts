/** The options that commands which get a session share. No logic. */
import type { Command as Built } from "commander";
import { durationOption } from "./program-options.ts";

/** Options of every command that gets a session. */
export function sessionOptions(command: Built): void {
  // An SDK is handed what there is, down to a minute (`LEAST_TO_HAND_OUT`).
  const least = command.name() === "credential-process" ? "1m" : "5m";
  command
    .option("--code <N|->", "the code, or - to read it from standard input")
    .option(
      "--source <NAME>",
      "take the code from this source only: given, stored, command, yubikey, prompt, dialog",
    )
    .option("--serial <S>", "the MFA device; else mfa_serial, else looked up")
    .option(
      "--duration <D>",
      "how long it lasts: 45m, 12h, seconds (12h; a role 1h)",
      durationOption("--duration"),
    )
    .option(
      "--min-remaining <D>",
      `renew a session with less left than this (${least})`,
      durationOption("--min-remaining"),
    )
    .option("--force", "a new session even if there is a fresh one")
    .option("--dry-run", "say what would be done, do nothing");
}
