/** A program run to its end, with no terminal and a hard limit of time. */
import { spawn } from "node:child_process";

/** How a program ended. */
export interface Outcome {
  /** The exit status, or the signal's name. */
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is run with. */
export interface Invocation {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What is piped to it; nothing, at its end, if absent. */
  readonly stdin?: string;
  /** Runs as this user and group. */
  readonly user?: number;
  /** Told the process's id as soon as there is one. */
  readonly started?: (pid: number) => void;
}

/** Nothing here takes longer unless it hangs; milliseconds. */
const LIMIT = 40_000;

/**
 * Runs a program in a session of its own, so that it has no controlling terminal (setsid(2)).
 * @throws Error where it does not end in time; it and its children are ended then
 */
export function runProcess(invocation: Invocation): Promise<Outcome> {
  const { file, folder, env, user, stdin = "" } = invocation;
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...invocation.arguments], {
      cwd: folder,
      env: { ...env },
      detached: true,
      stdio: "pipe",
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => void (said[name] += text));
    const limit = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      reject(new Error(`${file} did not end; it said\n${said.stdout}\n${said.stderr}`));
    }, LIMIT);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      resolve({ status: code ?? signal ?? "unknown", ...said });
    });
    // Whoever does not read its input may be gone before it is written.
    child.stdin.on("error", () => undefined).end(stdin);
    if (child.pid !== undefined) invocation.started?.(child.pid);
  });
}
