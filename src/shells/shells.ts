/** The shells and formats, and how one is chosen. A new one is a file, a row here and one in `programs.ts`. */
import { cmd } from "./cmd.ts";
import { docker } from "./docker.ts";
import { dotenv } from "./dotenv.ts";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { githubActions } from "./github-actions.ts";
import { json } from "./json.ts";
import { nushell } from "./nushell.ts";
import { powershell } from "./powershell.ts";
import { languageNamed } from "./programs.ts";
import { sh } from "./sh.ts";
import { tcsh } from "./tcsh.ts";
import type { Shell } from "./shell.ts";

/** Every shell and format, in the order in which help names them. */
export const SHELLS: readonly Shell[] = [
  sh,
  fish,
  tcsh,
  elvish,
  nushell,
  powershell,
  cmd,
  json,
  dotenv,
  githubActions,
  docker,
];

/**
 * The one that `--shell` names: by its own name, or by a program that speaks it (`zsh`, also as a path,
 * so that `--shell $SHELL` works). `undefined` if there is none.
 */
export function shellNamed(name: string): Shell | undefined {
  const language = languageNamed(name);
  return SHELLS.find((shell) => shell.name === language);
}

/** The shell or format of that name; `sh`, which most shells are like, where there is none or it is not known. */
export function shellOf(language: string | undefined): Shell {
  return SHELLS.find((shell) => shell.name === language) ?? sh;
}
