/** The shells and formats, and how one is chosen. A new one is a file and a row here. */
import { win32 } from "node:path";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { json } from "./json.ts";
import { sh } from "./sh.ts";
import { tcsh } from "./tcsh.ts";
import type { Shell } from "./shell.ts";

/** Every shell and format, in the order in which help names them. */
export const SHELLS: readonly Shell[] = [sh, fish, tcsh, elvish, json];

/**
 * The one that `--shell` names: by its own name, or by a program that speaks it (`zsh`, also as a path,
 * so that `--shell $SHELL` works). `undefined` if there is none.
 */
export function shellNamed(name: string): Shell | undefined {
  return SHELLS.find((shell) => shell.name === name) ?? spokenBy(name);
}

/**
 * The shell that will read what we print.
 * @param parent the process that started us, as the system names it: `bash`, `-zsh` (a login shell),
 *   `/usr/bin/fish`, `bash.exe`, or a script by its file name (`deploy.sh`), which tells its shell too
 * @param shellVariable `$SHELL`, the person's login shell, for when the parent is none that we know
 * @returns that of the parent, else that of `$SHELL`, else `sh`; never a format
 */
export function shellOf(parent: string | undefined, shellVariable: string | undefined): Shell {
  return spokenBy(parent) ?? writtenFor(parent) ?? spokenBy(shellVariable) ?? sh;
}

function spokenBy(program: string | undefined): Shell | undefined {
  const name = baseName(program).replace(/^-/, "");
  return SHELLS.find((shell) => shell.programs.includes(name));
}

/** On Linux the process of a script with `#!` bears the script's name, not the shell's. */
function writtenFor(script: string | undefined): Shell | undefined {
  const extension = win32.extname(baseName(script));
  return spokenBy(extension.slice(1));
}

/** Without folders of either kind of path and without `.exe`, in lower case as Windows compares. */
function baseName(program: string | undefined): string {
  return win32
    .basename(program ?? "")
    .toLowerCase()
    .replace(/\.exe$/, "");
}
