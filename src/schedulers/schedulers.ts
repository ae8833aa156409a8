/** The table of schedulers. */
import { cron } from "./cron.ts";
import { launchd } from "./launchd.ts";
import type { Scheduler } from "./scheduler.ts";
import { systemd } from "./systemd.ts";
import { taskScheduler } from "./task-scheduler.ts";

/** The schedulers to try on a platform, the best first. @param platform as `process.platform` names it */
export function schedulersOf(platform: string): readonly Scheduler[] {
  if (platform === "darwin") return [launchd, cron];
  if (platform === "win32") return [taskScheduler];
  return [systemd, cron];
}
