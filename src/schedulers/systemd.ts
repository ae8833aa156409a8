/** systemd's timers of a user (systemd.timer(5), systemd.service(5), systemd.exec(5)). */
import { join } from "node:path";
import { AwsmfaError } from "../errors.ts";
import { recordOf } from "./record.ts";
import type { Job, Owner, Scheduler } from "./scheduler.ts";

/** The scheduler `systemd`: a timer and a service for each profile, which may write only where they have to. */
export const systemd: Scheduler = {
  name: "systemd",
  label: "systemd",
  probe: ["systemctl", "--user", "show-environment"],
  record: (profile, owner) => unitFile(profile, "service", owner),
  active: (profile) => ["systemctl", "--user", "is-active", "--quiet", unitName(profile, "timer")],
  install(job, owner) {
    const timer = unitName(job.profile, "timer");
    return [
      { file: unitFile(job.profile, "service", owner), text: serviceOf(job) },
      { file: unitFile(job.profile, "timer", owner), text: timerOf(job) },
      { run: ["systemctl", "--user", "daemon-reload"] },
      { run: ["systemctl", "--user", "enable", timer] },
      // A timer that runs already goes on by its old text until it is restarted.
      { run: ["systemctl", "--user", "restart", timer] },
    ];
  },
  remove(profile, owner) {
    const timer = unitName(profile, "timer");
    return [
      { run: ["systemctl", "--user", "disable", "--now", timer], lenient: true },
      // The stamp of Persistent=.
      { run: ["systemctl", "--user", "clean", "--what=state", timer], lenient: true },
      { file: unitFile(profile, "timer", owner), text: undefined },
      { file: unitFile(profile, "service", owner), text: undefined },
      { run: ["systemctl", "--user", "daemon-reload"], lenient: true },
    ];
  },
};

/** The text of the service. */
function serviceOf(job: Job): string {
  const { profile, command, environment, log, folders } = job;
  return lines(
    `# ${recordOf(job)}`,
    "[Unit]",
    `Description=Renew the AWS session of ${percent(profile)} (awsmfa)`,
    "",
    "[Service]",
    "Type=oneshot",
    `ExecStart=${command.map((word) => quoted(word).replaceAll("$", "$$$$")).join(" ")}`,
    ...Object.entries(environment).map(
      ([name, value]) => `Environment=${quoted(`${name}=${value}`)}`,
    ),
    `StandardOutput=append:${percent(log)}`,
    `StandardError=append:${percent(log)}`,
    "UMask=0077",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    // A leading - passes over what is not there.
    `ReadWritePaths=${folders.map((folder) => quoted(`-${folder}`)).join(" ")}`,
    "RestrictRealtime=yes",
    "LockPersonality=yes",
  );
}

/** The text of the timer: what was missed while the machine slept is made up for. */
function timerOf({ profile, minutes }: Job): string {
  return lines(
    "[Unit]",
    `Description=Look after the AWS session of ${percent(profile)} (awsmfa)`,
    "",
    "[Timer]",
    `OnCalendar=*:0/${minutes}`,
    "RandomizedDelaySec=30",
    "Persistent=true",
    "",
    "[Install]",
    "WantedBy=timers.target",
  );
}

function lines(...texts: readonly string[]): string {
  if (texts.some((text) => /[\n\r\0]/.test(text)))
    throw new AwsmfaError(
      "bad-setting",
      "a path, a name or a variable with a line end cannot be put into a systemd unit",
      "awsmfa status --json    shows the names",
    );
  return texts.map((text) => `${text}\n`).join("");
}

/** A word in quotes, as systemd.syntax(7) reads it. */
function quoted(word: string): string {
  return `"${percent(word).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** `%` begins a specifier (systemd.unit(5)). */
function percent(text: string): string {
  return text.replaceAll("%", "%%");
}

function unitFile(profile: string, kind: "service" | "timer", { configFolder }: Owner): string {
  return join(configFolder, "systemd", "user", unitName(profile, kind));
}

/** A unit's name; what it must not hold is written as systemd-escape(1) does. */
function unitName(profile: string, kind: "service" | "timer"): string {
  const bytes = [...new TextEncoder().encode(profile)];
  const escaped = bytes.map((byte) =>
    /[A-Za-z0-9_.]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `awsmfa-renew-${escaped.join("")}.${kind}`;
}
