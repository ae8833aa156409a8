/** A notification on the desktop, by the platform's own program: it says something and asks nothing. */
import type { Context } from "../ports.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** The ports that it takes. */
export type NotificationPorts = Pick<Context, "environment" | "platform" | "run" | "debug">;

/** How long the program may take, in milliseconds. */
const LIMIT = 10_000;

/**
 * Shows a notification. @returns whether one was shown; where there is no desktop there is none
 * @param text what it says; no secret: others can see the arguments of a program
 */
export async function notify(
  title: string,
  text: string,
  ports: NotificationPorts,
): Promise<boolean> {
  const { environment, platform } = ports;
  const command = commandOf(title, text, platform);
  const run = await ports.run();
  const ended = await run({
    command,
    environment: forPrograms(environment),
    stderr: "dropped",
    mayAsk: false,
    limit: LIMIT,
  });
  ports.debug(`notification by ${command[0]}: ${ended.why}, status ${ended.status}`);
  return ended.why === "itself" && ended.status === 0;
}

type Program = readonly [string, ...string[]];

function commandOf(title: string, text: string, platform: string): Program {
  if (platform === "darwin") return ["osascript", "-e", APPLE, title, text];
  if (platform === "win32")
    return ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", windows(title, text)];
  // The text is markup (Desktop Notifications Specification, 4.1); the title is not.
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return ["notify-send", "-a", "awsmfa", "-u", "critical", "--", title, escaped];
}

/** Texts come as arguments, so that nothing in them is AppleScript. */
const APPLE =
  "on run argv\n  display notification (item 2 of argv) with title (item 1 of argv)\nend run";

/** A balloon of the notification area (System.Windows.Forms.NotifyIcon), which Windows 10 and 11 show as a toast. */
function windows(title: string, text: string): string {
  return [
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing",
    "$icon = New-Object System.Windows.Forms.NotifyIcon",
    "$icon.Icon = [System.Drawing.SystemIcons]::Information",
    "$icon.Visible = $true",
    `$icon.ShowBalloonTip(10000, ${literal(title)}, ${literal(text)}, 'Info')`,
    "Start-Sleep -Seconds 5",
    "$icon.Dispose()",
  ].join("; ");
}

/** A text in PowerShell's single quotes, of which it knows five (about_Quoting_Rules). */
function literal(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
}
