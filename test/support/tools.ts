/** Programs of the system that tests use where they are there. */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Where a program is by PATH, or in the folders that are named; or `undefined`. */
export function which(name: string, folders?: readonly string[]): string | undefined {
  return (folders ?? (process.env["PATH"] ?? "").split(delimiter))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** The Python that has a module, the real program behind a wrapper of its name; `undefined` if there is none. @param python the one to ask */
export function pythonWith(module: string, python = "python3"): string | undefined {
  try {
    const text = `import sys, ${module}; print(sys.executable)`;
    return execFileSync(python, ["-c", text], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return undefined;
  }
}

/** The AWS CLI, the real program behind a wrapper of its name; `undefined` if it is not there. */
export function awsCli(): string | undefined {
  const python = pythonWith("awscli");
  const beside = python === undefined ? undefined : join(dirname(python), "aws");
  return beside !== undefined && isExecutable(beside) ? beside : which("aws");
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
