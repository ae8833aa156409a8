/** Which language a program speaks, and which one is spoken where we are. */
import { win32 } from "node:path";
import type { Environment } from "../ports.ts";

/** The shells by their languages: programs, lower case, without folder and `.exe`. */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  sh: [
    "sh",
    "bash",
    "rbash",
    "dash",
    "ash",
    "busybox",
    "zsh",
    "ksh",
    "ksh93",
    "rksh",
    "mksh",
    "lksh",
    "oksh",
    "yash",
  ],
  fish: ["fish"],
  tcsh: ["tcsh", "csh"],
  elvish: ["elvish"],
  nushell: ["nu"],
  powershell: ["powershell", "pwsh", "pwsh-preview", "powershell_ise"],
  cmd: ["cmd"],
};

/** Programs that start another one in their place: who reads us is the one that started them. */
const GO_BETWEENS = [
  "sudo",
  "doas",
  "su",
  "timeout",
  "time",
  "xargs",
  "strace",
  "ltrace",
  "chronic",
  "unbuffer",
];

/** The name of a language by `--shell`: its own, or that of a program that speaks it; the word itself if it is neither. */
export function languageNamed(word: string): string {
  return Object.hasOwn(PROGRAMS, word) ? word : (languageOf(word) ?? word);
}

/** Whether a program that started us only stands between us and the shell. `npx` is Node, and says so in the environment. */
export function isGoBetween(program: string, environment: Environment): boolean {
  const name = baseName(program);
  return GO_BETWEENS.includes(name) || (name === "node" && environment["npm_command"] === "exec");
}

/**
 * The language of the shell that will read what we print.
 * @param parent the process that started us, go-betweens left out, as the system names it: `bash`, `-zsh`
 *   (a login shell), `/usr/bin/fish`, `bash.exe`, or a script by its file name (`deploy.sh`), which tells
 *   its shell too
 * @param shellVariable `$SHELL`, the person's login shell, for when the parent is none that we know
 * @returns that of the parent, else that of `$SHELL`, else `undefined`; never a format
 */
export function languageAround(
  parent: string | undefined,
  shellVariable: string | undefined,
): string | undefined {
  return languageOf(parent) ?? languageOfScript(parent) ?? languageOf(shellVariable);
}

function languageOf(program: string | undefined): string | undefined {
  const name = baseName(program).replace(/^-/, "");
  return Object.keys(PROGRAMS).find((language) => PROGRAMS[language]?.includes(name));
}

/** On Linux the process of a script with `#!` bears the script's name, not the shell's. */
function languageOfScript(script: string | undefined): string | undefined {
  return languageOf(win32.extname(baseName(script)).slice(1));
}

/** Without folders of either kind of path and without `.exe`, in lower case as Windows compares. */
function baseName(program: string | undefined): string {
  return win32
    .basename(program ?? "")
    .toLowerCase()
    .replace(/\.exe$/, "");
}
