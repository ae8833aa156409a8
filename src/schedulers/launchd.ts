/** launchd's agents of a user on macOS (launchd.plist(5), launchctl(1)). */
import { join } from "node:path";
import { recordOf } from "./record.ts";
import type { Job, Owner, Scheduler } from "./scheduler.ts";
import { xmlText } from "./xml.ts";

/** The scheduler `launchd`: an agent for each profile. What was missed in sleep runs at the wake-up. */
export const launchd: Scheduler = {
  name: "launchd",
  label: "launchd",
  probe: ["launchctl", "version"],
  record: agentFile,
  active: (profile, { userId }) => ["launchctl", "print", `gui/${userId}/${labelOf(profile)}`],
  install(job, owner) {
    const file = agentFile(job.profile, owner);
    return [
      { file, text: agentOf(job) },
      {
        run: ["launchctl", "bootout", `gui/${owner.userId}/${labelOf(job.profile)}`],
        lenient: true,
      },
      { run: ["launchctl", "bootstrap", `gui/${owner.userId}`, file] },
    ];
  },
  remove: (profile, owner) => [
    { run: ["launchctl", "bootout", `gui/${owner.userId}/${labelOf(profile)}`], lenient: true },
    { file: agentFile(profile, owner), text: undefined },
  ],
};

function agentOf(job: Job): string {
  const { profile, command, environment, minutes, log } = job;
  const variables = Object.entries(environment).map(
    ([name, value]) => `    <key>${xmlText(name)}</key>\n    <string>${xmlText(value)}</string>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${recordOf(job)} -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${xmlText(labelOf(profile))}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${xmlText(word)}</string>\n`).join("")}  </array>
  <key>EnvironmentVariables</key>
  <dict>
${variables.join("")}  </dict>
  <key>StartInterval</key>
  <integer>${minutes * 60}</integer>
  <key>RunAtLoad</key>
  <true/>
  <key>ProcessType</key>
  <string>Background</string>
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardOutPath</key>
  <string>${xmlText(log)}</string>
  <key>StandardErrorPath</key>
  <string>${xmlText(log)}</string>
</dict>
</plist>
`;
}

function agentFile(profile: string, { home }: Owner): string {
  return join(home, "Library", "LaunchAgents", `${labelOf(profile)}.plist`);
}

function labelOf(profile: string): string {
  return `io.github.awsmfa.renew.${encodeURIComponent(profile)}`;
}
