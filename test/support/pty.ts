/** A terminal with a person's eyes: a program under a pseudo-terminal, and the screen that it makes. */
import { readFileSync } from "node:fs";
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { onTestFinished } from "vitest";
import type { Sandbox, Variables } from "./sandbox.ts";

/** Keys as a terminal sends them. */
export const KEY = {
  enter: "\r",
  ctrlC: "\u0003",
  ctrlD: "\u0004",
  ctrlZ: "\u001a",
  down: "\u001b[B",
  backspace: "\u007f",
} as const;

/** A program on a terminal. */
export interface Pty {
  /** What a person sees, scrolled-away lines included; no blanks at ends of lines, no empty lines at the end. */
  screen(): string;
  /** Every byte that the program wrote to the terminal. */
  bytes(): string;
  /** Types, without a line end unless it is in the text. */
  type(text: string): void;
  /** Types a line and the Enter key. */
  enter(line: string): void;
  /**
   * Types a code that AWS takes for a device that was looked up, and turns down the offer to save the device,
   * which must come then.
   */
  enterCode(code: string): Promise<void>;
  /** Waits until the screen shows the text, so many times. @throws Error with the screen where it never does */
  waitFor(text: string, times?: number): Promise<void>;
  /** Waits for the end. @returns the exit status, or 128 and the signal */
  exit(): Promise<number>;
  /** Sends a signal to the program, or to the first process that it started. */
  signal(name: NodeJS.Signals, whom: "program" | "child"): Promise<void>;
  /** Makes the window wider or narrower. */
  resize(columns: number): void;
  /** Tells the program that its terminal was closed (SIGHUP). */
  hangUp(): void;
  /** Takes the terminal away, as a window is closed: the session's leader is told, the others read and write errors. */
  vanish(): void;
}

const LIMIT = 20_000;
const POLL = 15;

/**
 * Runs a program on a terminal of its own.
 * @param words the program by its path or name, and its arguments; a text is a line for `sh -c`
 */
export function onTerminal(
  box: Sandbox,
  words: string | readonly string[],
  options: { readonly columns?: number; readonly rows?: number; readonly env?: Variables } = {},
): Pty {
  const [file = "", ...rest] = typeof words === "string" ? ["sh", "-c", words] : words;
  const size = { cols: options.columns ?? 100, rows: options.rows ?? 40 };
  const env = box.env({ TERM: "xterm-256color", ...options.env });
  const child = spawn(file, rest, { ...size, cwd: box.home, env, name: env["TERM"] ?? "" });
  const terminal = new xterm.Terminal({ ...size, allowProposedApi: true, scrollback: 500 });
  let [bytes, status, gone] = ["", undefined as number | undefined, false];
  child.onData((text) => {
    bytes += text;
    terminal.write(text);
  });
  // Programs may ask the terminal where the cursor is.
  terminal.onData((text) => !gone && child.write(text));
  child.onExit(({ exitCode, signal }) => {
    gone = true;
    status = signal ? 128 + signal : exitCode;
  });
  const kill = (): void => void (gone || child.kill("SIGKILL"));
  onTestFinished(kill);

  const settled = (): Promise<void> => new Promise((done) => terminal.write("", done));
  const until = async (met: () => boolean, what: string): Promise<void> => {
    const end = Date.now() + LIMIT;
    for (;;) {
      const over = gone;
      await settled();
      if (met()) return;
      if (over || Date.now() > end)
        throw new Error(
          `${over ? "it ended" : "waited"} without ${what}; the screen:\n${screenOf(terminal)}`,
        );
      await new Promise((next) => setTimeout(next, POLL));
    }
  };
  const pty: Pty = {
    screen: () => screenOf(terminal),
    bytes: () => bytes,
    type: (text) => child.write(text),
    enter: (line) => child.write(line + KEY.enter),
    async enterCode(code) {
      pty.enter(code);
      await pty.waitFor("Save it? (Y/n)");
      pty.enter("n");
    },
    waitFor: (text, times = 1) => until(() => pty.screen().split(text).length > times, `“${text}”`),
    async exit() {
      await until(() => gone, "an end");
      await settled();
      return status ?? Number.NaN;
    },
    async signal(name, whom) {
      process.kill(whom === "program" ? child.pid : firstChild(child.pid), name);
    },
    resize(columns) {
      terminal.resize(columns, size.rows);
      child.resize(columns, size.rows);
    },
    hangUp: () => child.kill("SIGHUP"),
    vanish: () => (child as typeof child & { destroy(): void }).destroy(),
  };
  box.note(() => `terminal: ${String(words)}\nstatus ${status}\n${pty.screen()}`);
  return pty;
}

function screenOf(terminal: InstanceType<typeof xterm.Terminal>): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? "";
    return line?.isWrapped === true ? text : `\n${text}`;
  });
  return lines
    .join("")
    .slice(1)
    .replace(/[ \n]+$/, "")
    .replaceAll(/ +$/gm, "");
}

function firstChild(pid: number): number {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return Number(text.split(" ")[0]);
}
