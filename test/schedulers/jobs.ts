/** Jobs for the tests of schedulers. */
import type { Job, Owner, Step } from "../../src/schedulers/scheduler.ts";

export const OWNER: Owner = {
  home: "/home/mfa user",
  configFolder: "/home/mfa user/.config",
  stateFolder: "/home/mfa user/.local/state",
  userId: 1000,
};

export const JOB: Job = {
  profile: "mfa.user-identity",
  command: [
    "/usr/bin/node",
    "/opt/awsmfa/bin/awsmfa.js",
    "renew",
    "--profile",
    "mfa.user-identity",
    "--within",
    "30m",
  ],
  environment: { PATH: "/usr/bin:/bin", AWS_CONFIG_FILE: "/home/mfa user/.aws/config" },
  minutes: 5,
  log: "/home/mfa user/.local/state/awsmfa/renew.log",
  folders: ["/home/mfa user/.aws", "/home/mfa user/.local/state"],
};

/** A job whose every part holds what a scheduler's text gives a meaning. */
export const AWKWARD: Job = {
  ...JOB,
  profile: `it's "50%" $HOME; a\\b <i>&amp; --> bü`,
  command: ["/usr/bin/printf", "%s|", `it's "50%" $HOME \${A} a\\b 'x' <i>& -- bü #;`, ""],
  environment: { A: `1 % "2" '3' $HOME \\ <&>`, B: "" },
};

/** The text that a plan gives a file, by the end of its path. */
export function textOf(steps: readonly Step[], end: string): string {
  const found = steps.find((step) => "file" in step && step.file.endsWith(end));
  return (found !== undefined && "file" in found && found.text) || "";
}

/** The plan's change of the table of cron. */
export function tableAfter(steps: readonly Step[], table: string): string {
  return steps.reduce((text, step) => ("crontab" in step ? step.crontab(text) : text), table);
}
