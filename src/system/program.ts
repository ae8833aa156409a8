/** The port {@link Program}. */
import { realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Program } from "../ports-process.ts";

/**
 * This program as the PATH names it, where it does: `node` and `awsmfa` there are links that an upgrade moves
 * on (npm, Homebrew, Debian's alternatives), while what they lead to has a version in its path.
 * @param folders those of PATH, in its order
 */
export function programIn(folders: readonly string[], node: string, script: string): Program {
  return {
    node: linkTo(node, "node", folders) ?? node,
    script: linkTo(script, "awsmfa", folders) ?? script,
  };
}

/** {@link programIn} for this process. */
export function systemProgram(): Program {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return programIn(folders, process.execPath, process.argv[1] ?? "");
}

function linkTo(target: string, name: string, folders: readonly string[]): string | undefined {
  const real = realOf(target);
  // A folder that is said relative to where we stand is another one tomorrow.
  const paths = folders.filter((folder) => /^(?:\/|[a-zA-Z]:)/.test(folder));
  return paths
    .map((folder) => join(folder, name))
    .find((path) => real !== undefined && realOf(path) === real);
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
