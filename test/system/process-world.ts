/** The worker of `process-worker.ts`, bundled for node, and ways to run it. */
import { spawn } from "@lydell/node-pty";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, beforeAll } from "vitest";

/** The environment of the worker: nothing but where programs are. */
export const ENVIRONMENT = { PATH: process.env["PATH"] ?? "" };

/** What is run: `command` is the worker with its arguments, as a shell takes it; `file` is its path. */
export interface Bundled {
  readonly command: (...words: readonly string[]) => string;
  readonly file: () => string;
  readonly folder: () => string;
}

/** Bundles the worker before the tests of a file. */
export function useWorker(): Bundled {
  let folder = "";
  const file = () => join(folder, "worker.mjs");
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "awsmfa-process-"));
    const input = fileURLToPath(new URL("./process-worker.ts", import.meta.url));
    const bundle = await rolldown({ input, platform: "node" });
    await bundle.write({ file: file(), format: "esm" });
    await bundle.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    command: (...words) => `'${process.execPath}' '${file()}' ${words.join(" ")}`,
    file,
    folder: () => folder,
  };
}

/** What a line of a shell says on a terminal of its own, line ends as `\n`. */
export function onTerminal(
  line: string,
  options: { readonly shell?: string; readonly columns?: number; readonly env?: object } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(options.shell ?? "sh", ["-c", line], {
      cols: options.columns ?? 100,
      rows: 30,
      env: { ...ENVIRONMENT, TERM: "xterm-256color", ...options.env },
    });
    let text = "";
    child.onData((more) => void (text += more));
    child.onExit(() => resolve(text.replaceAll("\r\n", "\n").trim()));
  });
}
