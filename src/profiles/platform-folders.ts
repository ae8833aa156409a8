/** Where a platform keeps what programs write for themselves (XDG Base Directory Specification; Apple and Microsoft conventions). */
import { isAbsolute, join } from "node:path";
import type { Environment } from "../ports.ts";

/** The folder for what is remembered between runs and may be lost. */
export function stateFolder(environment: Environment, home: string, platform: string): string {
  return (
    absolute(environment["XDG_STATE_HOME"]) ??
    native(environment, home, platform) ??
    join(home, ".local", "state")
  );
}

/** The folder for what a user would miss. */
export function dataFolder(environment: Environment, home: string, platform: string): string {
  return (
    absolute(environment["XDG_DATA_HOME"]) ??
    native(environment, home, platform) ??
    join(home, ".local", "share")
  );
}

/** The specification wants relative paths ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

function native(environment: Environment, home: string, platform: string): string | undefined {
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return environment["LOCALAPPDATA"] || join(home, "AppData", "Local");
  return undefined;
}
