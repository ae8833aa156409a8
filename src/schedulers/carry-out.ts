/** A scheduler's plan, carried out by the ports; taken back when a step fails. */
import { AwsmfaError, oneLine } from "../errors.ts";
import type { Context, FileText } from "../ports.ts";
import { encode } from "../profiles/bytes.ts";
import { typed } from "../words/typed.ts";
import { readCrontab, writeCrontab } from "./crontab.ts";
import { runOnce } from "./run-once.ts";
import type { Step } from "./scheduler.ts";

type Ports = Pick<Context, "files" | "run" | "environment" | "debug">;

/** What takes back the programs that were run: before files are as they were again, or after. */
export interface Undo {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/**
 * Carries out a plan, step by step. Files and the table of cron are as they were if a step fails.
 * @throws AwsmfaError `scheduler-failed`, `file-unwritable`, `file-busy`
 */
export async function carryOut(steps: readonly Step[], undo: Undo, ports: Ports): Promise<void> {
  const done: (() => Promise<unknown>)[] = [];
  try {
    for (const step of steps) done.unshift(await carriedOut(step, ports));
  } catch (error) {
    const taking = (step: Step) => (): Promise<unknown> => carriedOut(step, ports);
    const back = [...undo.before.map(taking), ...done, ...undo.after.map(taking)];
    for (const act of back)
      await act().catch((thrown: unknown) => ports.debug(`not taken back: ${String(thrown)}`));
    throw error;
  }
}

/** @returns takes it back */
async function carriedOut(step: Step, ports: Ports): Promise<() => Promise<unknown>> {
  if ("file" in step) {
    const before = await ports.files.read(step.file);
    await put(step.file, bytesOf(step), ports);
    return () => put(step.file, before, ports);
  }
  if ("crontab" in step) {
    const before = await readCrontab(ports);
    const after = step.crontab(before);
    if (after !== before) await writeCrontab(after, ports);
    return async () => after !== before && writeCrontab(before, ports);
  }
  const ended = await runOnce(step.run, ports);
  const line = step.run.map(typed).join(" ");
  ports.debug(`${line}: ${ended.why}, status ${ended.status}`);
  if (!step.lenient && (ended.why !== "itself" || ended.status !== 0))
    throw new AwsmfaError(
      "scheduler-failed",
      `${line} failed (${ended.why === "itself" ? `status ${ended.status}` : ended.why})${said(ended.stderr)}`,
      `try it yourself: ${line}`,
    );
  return async () => undefined;
}

function said(stderr: string): string {
  const text = oneLine(stderr).slice(0, 200);
  return text === "" ? "" : `: ${text}`;
}

async function put(file: string, text: FileText | undefined, { files }: Ports): Promise<void> {
  const there = text === undefined ? await files.facts(file) : {};
  if (there !== undefined) await files.edit(file, () => text, { durable: false });
}

/** One character a byte. */
function bytesOf(step: Extract<Step, { file: string }>): FileText | undefined {
  const { text, encoding } = step;
  if (text === undefined) return undefined;
  if (encoding === undefined) return encode(text);
  const units = Array.from({ length: text.length }, (_unit, at) => text.charCodeAt(at));
  return units.map((unit) => String.fromCharCode(unit & 0xff, unit >> 8)).join("");
}

/** A plan as sentences, for `--dry-run`. */
export function stepWords(steps: readonly Step[]): string[] {
  return steps.map((step) => {
    if ("file" in step) return `${step.text === undefined ? "remove" : "write"} ${step.file}`;
    if ("run" in step) return `run ${step.run.map(typed).join(" ")}`;
    const added = step.crontab("").trimEnd().split("\n").at(-1) ?? "";
    return added === "" ? "take its lines out of the crontab" : `put into the crontab: ${added}`;
  });
}
