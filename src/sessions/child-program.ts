/** The program that is to be run with a session: whether it can be, found out before anybody is asked for a code. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Unstarted } from "../ports-exec.ts";

type Ports = Pick<Context, "environment" | "platform" | "files">;

/**
 * Looks a program up as execvp(3) does. At any doubt (a folder that cannot be read, no PATH, Windows) there is no
 * objection, and the system will say.
 * @param name as it was typed: with a slash it is a path
 * @throws AwsmfaError `command-not-found`, `command-not-executable`
 */
export async function checkProgram(name: string, ports: Ports): Promise<void> {
  const path = ports.environment["PATH"];
  if (ports.platform === "win32" || path === undefined) return;
  const folders = name === "" ? [] : path.split(":");
  const places = name.includes("/")
    ? [name]
    : folders.map((folder) => `${folder === "" ? "." : folder}/${name}`);
  let plain = false;
  for (const place of places) {
    const found = await kindOf(place, ports);
    if (found === "perhaps") return;
    plain ||= found === "plain";
  }
  throw cannotRun(
    name,
    plain ? { why: "not-executable", reason: "EACCES" } : { why: "missing", reason: "ENOENT" },
  );
}

/** `plain` is a file that nobody may execute. */
async function kindOf(path: string, { files }: Ports): Promise<"perhaps" | "plain" | "absent"> {
  try {
    const facts = await files.facts(path);
    if (facts === undefined) return "absent";
    return facts.mode !== undefined && (facts.mode & 0o111) === 0 ? "plain" : "perhaps";
  } catch {
    return "perhaps";
  }
}

/** The error for a program that cannot be run: `command-not-found`, `command-not-executable`. */
export function cannotRun(name: string, { why, reason }: Unstarted): AwsmfaError {
  if (why === "missing" && name.includes("/"))
    return new AwsmfaError(
      "command-not-found",
      `${name} is not there, or the program that its first line names is not`,
      "look at it: ls -l, head -n 1",
    );
  if (why === "missing")
    return new AwsmfaError(
      "command-not-found",
      `there is no program “${name}” in PATH`,
      "aliases and functions are your shell's; one that knows them is started by: awsmfa exec",
    );
  return new AwsmfaError(
    "command-not-executable",
    `${name} cannot be started: ${WHY[reason] ?? reason}`,
    "look at it: ls -l, file",
  );
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: "it is not executable, or a folder",
  ENOEXEC: "it is no program of this system",
  ENOTDIR: "a part of its path is no folder",
  E2BIG: "its arguments and the environment are too long for this system",
};
