// Programs on a real pseudo-terminal, and the screen that a person would see.
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";

/** How long a program may take, in milliseconds. It only ends a demo that hangs. */
const PATIENCE = 20_000;

/** The pause between two keys of somebody who types, in milliseconds. */
const KEY_PAUSE = 90;

/** Programs that run; they end with this process. @type {Set<import("@lydell/node-pty").IPty>} */
const running = new Set();
process.once("exit", () => {
  for (const { pid } of running) endGroup(pid);
});

/**
 * An empty screen.
 * @param {number} columns
 * @param {number} rows
 */
export function screenOf(columns, rows) {
  return new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
}

/**
 * Runs a command line in `sh` on a pseudo-terminal, and types an answer when a question shows, one after the other.
 * @param {string} command
 * @param {object} options
 * @param {import("@xterm/headless").Terminal} options.screen where its output goes
 * @param {Readonly<Record<string, string>>} options.environment
 * @param {string} options.folder the working folder
 * @param {(data: string) => void} [options.live] is handed the output as it comes
 * @param {readonly { readonly question: string, readonly keys: (lines: readonly string[]) => string,
 *   readonly typed?: (text: string) => void }[]} [options.answers] words of a question and the keys to type, which
 *   may depend on the screen; `typed` is handed the screen before Enter
 * @returns {Promise<number>} its exit status
 */
export function onTerminal(command, { screen, environment, folder, live, answers = [] }) {
  return new Promise((done, failed) => {
    const program = spawn("/bin/sh", ["-c", command], {
      cols: screen.cols,
      rows: screen.rows,
      cwd: folder,
      env: { ...environment },
    });
    running.add(program);
    const watchdog = setTimeout(() => {
      endGroup(program.pid);
      failed(new Error(`${command} did not end:\n${linesOf(screen).join("\n")}`));
    }, PATIENCE);
    const waiting = [...answers];
    program.onData((data) => {
      live?.(data);
      screen.write(data, () => {
        const [answer] = waiting;
        if (answer === undefined) return;
        if (!linesOf(screen).some((line) => line.includes(answer.question))) return;
        waiting.shift();
        typeKeys(program, answer.keys(linesOf(screen)))
          .then(() => answer.typed?.(linesOf(screen).join("\n").trimEnd()))
          .then(() => program.write("\r"))
          .catch(failed);
      });
    });
    program.onExit(({ exitCode, signal }) => {
      clearTimeout(watchdog);
      running.delete(program);
      // The screen takes its time; an empty write is behind everything else.
      screen.write("", () => done(signal ? 128 + signal : exitCode));
    });
  });
}

/**
 * The text on the screen, line by line, blanks at the ends left out.
 * @param {import("@xterm/headless").Terminal} screen
 * @returns {string[]}
 */
export function linesOf(screen) {
  const { active } = screen.buffer;
  return Array.from(
    { length: active.length },
    (_, row) => active.getLine(row)?.translateToString(true) ?? "",
  );
}

/**
 * @param {import("@lydell/node-pty").IPty} program
 * @param {string} keys
 */
async function typeKeys(program, keys) {
  for (const key of keys) {
    await new Promise((resolve) => setTimeout(resolve, KEY_PAUSE));
    program.write(key);
  }
  // Time for the last key to show.
  await new Promise((resolve) => setTimeout(resolve, 3 * KEY_PAUSE));
}

/** Ends a program and what it started: on a pseudo-terminal it leads a process group. @param {number} pid */
function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
