/** The shell that the person is in, who will evaluate what we print or type what we propose. */
import type { Context } from "../ports.ts";
import { isGoBetween, languageAround } from "../shells/programs.ts";
import type { Shell } from "../shells/shell.ts";
import { shellOf } from "../shells/shells.ts";
import { languageOnWindows } from "../shells/windows.ts";

/** By the process that started us, past `sudo` and its like, else by the environment; `sh` where nothing tells. */
export async function shellHere({
  parent,
  environment,
  platform,
}: Pick<Context, "parent" | "environment" | "platform">): Promise<Shell> {
  const language = platform === "win32" ? languageOnWindows(environment) : undefined;
  if (language !== undefined) return shellOf(language);
  const name = await parent.name((program) => isGoBetween(program, environment));
  return shellOf(languageAround(name, environment["SHELL"]));
}
