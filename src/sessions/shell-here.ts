/** The shell that the person is in, who will evaluate what we print or type what we propose. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { json } from "../shells/json.ts";
import { isGoBetween, languageAround } from "../shells/programs.ts";
import type { Shell } from "../shells/shell.ts";
import { SHELLS, shellNamed, shellOf } from "../shells/shells.ts";
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

/** The shell that `--shell` names, or that reads us. @throws AwsmfaError `usage` */
export async function shellFor(
  { shell, json: wantsJson }: { readonly shell?: string; readonly json: boolean },
  context: Pick<Context, "parent" | "environment" | "platform">,
): Promise<Shell> {
  if (wantsJson) return json;
  if (shell === undefined) return shellHere(context);
  const named = shellNamed(shell);
  if (named !== undefined) return named;
  throw new AwsmfaError(
    "usage",
    `there is no shell or format “${shell}”`,
    `--shell takes: ${SHELLS.map(({ name }) => name).join(", ")}, or a program such as zsh`,
  );
}
