/** Folders and processes for the tests of files. */

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

const works = (command: string): boolean =>
  spawnSync(command, { shell: true, stdio: "ignore" }).status === 0;

/** Whether system calls can be hindered here; containers often forbid it. */
export const hasStrace = works("strace -o /dev/null true");

/** Whether mounts of one's own can be had here. */
export const hasBwrap = works("bwrap --dev-bind / / true");

/** Whether a file in the folder of tests can be made one that may only be appended to. */
export const hasChattr = works('f=$(mktemp) && chattr +a "$f" && chattr -a "$f" && rm "$f"');

/** Whether this process is root, who may act as somebody else. */
export const isRoot = process.getuid?.() === 0;

/** A folder of its own for each test; `at` names a file in it. */
export function useFolder(): { at: (name: string) => string; names: () => string[] } {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "awsmfa-files-"));
    // Other users go through.
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return { at: (name) => join(folder, name), names: () => readdirSync(folder).toSorted() };
}

/** The worker, bundled for node; `run` waits for its answer, `start` for its first line, `startThrough` not at all. */
export function useWorker(): {
  run: (args: readonly string[], options?: { through?: readonly string[]; uid?: number }) => Answer;
  start: (...args: readonly string[]) => Promise<Worker>;
  startThrough: (through: readonly string[], ...args: readonly string[]) => Worker;
} {
  let folder = "";
  let script = "";
  const started: ChildProcess[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "awsmfa-worker-"));
    chmodSync(folder, 0o755);
    script = join(folder, "worker.mjs");
    const bundle = await rolldown({
      input: fileURLToPath(new URL("./files-worker.ts", import.meta.url)),
      platform: "node",
    });
    await bundle.write({ file: script, format: "esm" });
    await bundle.close();
  });
  afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    run(args, { through = [], uid } = {}) {
      const [program = "", ...rest] = [...through, process.execPath, script, ...args];
      const who = uid === undefined ? {} : { uid, gid: uid };
      const done = spawnSync(program, rest, { encoding: "utf8", ...who });
      return {
        signal: done.signal,
        status: done.status,
        value: valueOf(done.stdout),
        stderr: done.stderr,
      };
    },
    async start(...args) {
      const worker = startThrough([], ...args);
      await worker.begun;
      return worker;
    },
    startThrough,
  };

  function startThrough(through: readonly string[], ...args: readonly string[]): Worker {
    const [program = "", ...rest] = [...through, process.execPath, script, ...args];
    const child = spawn(program, rest, { stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
    return {
      begun: new Promise((resolve) => child.stdout.once("data", () => resolve())),
      signal: (name) => child.kill(name),
      end: () => ended.then(() => valueOf(output)),
    };
  }
}

/** What a worker that ran to its end left. */
export interface Answer {
  signal: string | null;
  status: number | null;
  /** Its last line, parsed. */
  value: Record<string, string> | string;
  stderr: string;
}

/** A worker that is running. */
export interface Worker {
  /** Settles when it has written its first line. */
  begun: Promise<void>;
  signal: (name: NodeJS.Signals) => void;
  end: () => Promise<Answer["value"]>;
}

function valueOf(output: string): Answer["value"] {
  const line = output.trim().split("\n").at(-1) ?? "";
  return line.startsWith("{") || line.startsWith('"')
    ? (JSON.parse(line) as Answer["value"])
    : { line };
}
