/** The Task Scheduler of Windows (schtasks; Task Scheduler Schema, version 1.2). */
import { join } from "node:path";
import { AwsmfaError } from "../errors.ts";
import { recordOf } from "./record.ts";
import type { Job, Owner, Scheduler } from "./scheduler.ts";
import { xmlText } from "./xml.ts";

/** The scheduler `task-scheduler`: a task for each profile, as the user who is logged on. */
export const taskScheduler: Scheduler = {
  name: "task-scheduler",
  label: "the Task Scheduler",
  probe: ["schtasks", "/query", "/fo", "csv", "/nh"],
  record: taskFile,
  active: (profile) => ["schtasks", "/query", "/tn", taskName(profile)],
  install(job, owner) {
    const file = taskFile(job.profile, owner);
    return [
      { file, text: `\ufeff${taskOf(job)}`, encoding: "utf-16le" },
      { run: ["schtasks", "/create", "/tn", taskName(job.profile), "/xml", file, "/f"] },
    ];
  },
  remove: (profile, owner) => [
    { run: ["schtasks", "/delete", "/tn", taskName(profile), "/f"], lenient: true },
    { file: taskFile(profile, owner), text: undefined },
  ],
};

function taskOf(job: Job): string {
  return `<?xml version="1.0" encoding="UTF-16"?>
<!-- ${recordOf(job)} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${xmlText(`Renews the AWS session of ${job.profile} (awsmfa)`)}</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Repetition>
        <Interval>PT${job.minutes}M</Interval>
      </Repetition>
      <RandomDelay>PT30S</RandomDelay>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>conhost.exe</Command>
      <Arguments>${xmlText(`--headless cmd.exe /d /s /c "${lineOf(job)}"`)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}

/** A task has no environment and no log of its own: the shell gives it both, and conhost keeps its window away. */
function lineOf({ command, environment, log }: Job): string {
  const variables = Object.entries(environment).map(
    ([name, value]) => `set "${plain(name)}=${plain(value)}"&& `,
  );
  const words = command.map((word) => `"${plain(word)}"`).join(" ");
  return `${variables.join("")}${words} >> "${plain(log)}" 2>&1`;
}

/** What cmd would read as its own even in quotes cannot be carried. */
function plain(text: string): string {
  if (!/["%\r\n]/.test(text)) return text;
  throw new AwsmfaError(
    "bad-setting",
    "a path, a name or a variable with a quote, a percent sign or a line end cannot be put into a task",
    "awsmfa status --json    shows the names",
  );
}

function taskName(profile: string): string {
  return `awsmfa\\renew ${encoded(profile)}`;
}

function taskFile(profile: string, { stateFolder }: Owner): string {
  return join(stateFolder, "awsmfa", `renew-${encoded(profile)}.xml`);
}

/** Without what the names of tasks and files must not hold. */
function encoded(profile: string): string {
  return encodeURIComponent(profile).replaceAll("*", "%2A");
}
