/** Standard output and standard error, written at once: what is written is there when the program ends. */
import { closeSync, fstatSync, writeSync } from "node:fs";
import { styleText } from "node:util";
import { AwsmfaError, shown } from "../errors.ts";
import type { Environment, Output, Paint, Style } from "../ports.ts";
import { systemProgress } from "./progress.ts";

/** Whether to colour: `--color`. */
export type Colour = "auto" | "always" | "never";

const STYLES: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  good: "green",
  soon: "yellow",
  wrong: "red",
  dim: "dim",
  bold: "bold",
  light: ["whiteBright", "bgBlack"],
};

/** Whether to colour what goes to a terminal, or elsewhere. `auto` honours `NO_COLOR` (no-color.org) and `TERM=dumb`. */
export function isColoured(colour: Colour, terminal: boolean, environment: Environment): boolean {
  return colour === "auto"
    ? terminal && !environment["NO_COLOR"] && environment["TERM"] !== "dumb"
    : colour === "always";
}

/** The program's output, each of the two streams coloured by what it is. */
export function systemOutput(colour: Colour, quiet: boolean, environment: Environment): Output {
  const wanted = (terminal: boolean): boolean => isColoured(colour, terminal, environment);
  const paint = (on: boolean): Paint =>
    on
      ? (style, text) => styleText(STYLES[style], text, { validateStream: false })
      : (_style, text) => text;
  const [dataIsTerminal, newsIsTerminal] = [isTerminal(1), isTerminal(2)];
  return {
    data: (text) => writeAll(1, text),
    news: (line) => (quiet ? undefined : sayError(shown(line))),
    warn: (line) => sayError(shown(line)),
    progress: systemProgress({ newsIsTerminal }, quiet, environment),
    dataIsTerminal,
    newsIsTerminal,
    columns: dataIsTerminal ? process.stdout.columns || 80 : 80,
    dataPaint: paint(wanted(dataIsTerminal)),
    newsPaint: paint(wanted(newsIsTerminal)),
  };
}

/**
 * A line to stderr whatever `--quiet` says: errors, warnings, and what `--debug` asks for. If it cannot be
 * written, nobody can be told.
 */
export function sayError(line: string): void {
  try {
    writeAll(2, `${line}\n`);
  } catch {
    // As it is: the exit status says what there is to say.
  }
}

/** Closes the standard streams that are on a terminal that has gone: Node aborts at its end where one is open. */
export function closeGone(): void {
  for (const descriptor of [0, 1, 2])
    if (canBeTerminal(descriptor) && !isTerminal(descriptor)) closeSync(descriptor);
}

function isTerminal(descriptor: number): boolean {
  return canBeTerminal(descriptor) && process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** `node:tty` costs a tenth of bare Node, so it is loaded only for what can be a terminal: not a file, a pipe, `/dev/null`. */
function canBeTerminal(descriptor: number): boolean {
  try {
    const facts = fstatSync(descriptor);
    const isNull = process.platform === "linux" && facts.rdev === NULL_DEVICE;
    return facts.isCharacterDevice() && !isNull;
  } catch {
    return false;
  }
}

/** Linux: major number 1, minor number 3. */
const NULL_DEVICE = 0x103;

/** A pipe may take a part, or nothing for now (EAGAIN); a reader that has gone (EPIPE, for news also a terminal: EIO) wants no more. */
function writeAll(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE" || (code === "EIO" && descriptor === 2)) return;
      if (code !== "EAGAIN") throw unwritten(descriptor, code);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function unwritten(descriptor: 1 | 2, code = "unknown error"): AwsmfaError {
  const name = descriptor === 1 ? "output" : "error";
  return new AwsmfaError(
    "file-unwritable",
    `standard ${name} cannot be written (${code})`,
    "look at where it is redirected to",
  );
}
