/** The interface of a program that shows a dialog window. */
import type { Context } from "../ports.ts";

/** The ports that dialogs act through. */
export type DialogPorts = Pick<Context, "environment" | "platform" | "files" | "run" | "debug">;

/** One question in one window. */
export interface DialogQuestion {
  /** Plain text, without control characters but line ends; each dialog escapes it for its program. */
  readonly message: string;
  /** What was wrong with the answer before, if one was. */
  readonly objection: string | undefined;
  /** Whether what is typed is not to be seen. */
  readonly hidden: boolean;
  /** Takes the window away when it aborts. */
  readonly signal: AbortSignal | undefined;
}

/**
 * What became of it. `cancelled`: a person closed it; `limit`: nobody answered in time, and it was closed;
 * `unopened`: the program showed nothing, so another may be tried.
 */
export type DialogAnswer =
  | { readonly text: string }
  | { readonly text?: never; readonly why: "cancelled" | "limit" | "unopened" };

/** A program that can ask in a window. */
export interface Dialog {
  readonly name: string;
  /** Its programs on a platform (`process.platform`), the preferred one first: names to find by PATH, or absolute paths. */
  programs(platform: string, environment: Context["environment"]): readonly string[];
  /**
   * Asks by one of them. What was typed comes on its standard output and goes nowhere else.
   * @param program its path
   */
  ask(program: string, question: DialogQuestion, ports: DialogPorts): Promise<DialogAnswer>;
}

/** The title of every window. */
export const TITLE = "awsmfa";

/** How long a window stays with nobody answering, in milliseconds. */
export const LIMIT = 300_000;

/** Objection and message in one text, for programs that have one place for both. */
export function wholeText({ message, objection }: DialogQuestion): string {
  return objection === undefined ? message : `${objection}\n\n${message}`;
}
