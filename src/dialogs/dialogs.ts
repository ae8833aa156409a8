/** The table of dialogs, and the way through it to an answer. */
import type { LineQuestion } from "../ports-terminal.ts";
import type { Dialog, DialogAnswer, DialogPorts, DialogQuestion } from "./dialog.ts";
import { pathsOf } from "./installed.ts";
import { kdialog } from "./kdialog.ts";
import { osascript } from "./osascript.ts";
import { pinentry } from "./pinentry.ts";
import { powershell } from "./powershell.ts";
import { zenity } from "./zenity.ts";

/** Every dialog, in the order in which they are tried: the first that opens is the one. */
export const DIALOGS: readonly Dialog[] = [pinentry, zenity, kdialog, osascript, powershell];

/** The obstacle where nothing could show a window. */
export const NO_DISPLAY = "there is no display";

/** What is asked: as on a terminal, seen or not. */
export type AskedByDialog = LineQuestion & {
  readonly hidden: boolean;
  /** What is wrong with an earlier answer, which the first window says. */
  readonly objection?: string | undefined;
};

/** How asking ended without an answer; `aborted`: the question was taken away. */
export type Unanswered = Exclude<DialogAnswer, { readonly text: string }>["why"] | "aborted";

/** An answer that will do, or why there is none. */
export type Answered =
  | { readonly text: string }
  | { readonly text?: never; readonly why: Unanswered };

/** Why no dialog can be shown, as the end of a sentence, or `undefined`. Starts no program. */
export async function dialogObstacle(ports: DialogPorts): Promise<string | undefined> {
  if (!hasScreen(ports)) return NO_DISPLAY;
  for (const dialog of DIALOGS) if ((await pathsOf(dialog, ports)).length > 0) return undefined;
  return "there is no program for a dialog (pinentry, zenity, kdialog)";
}

/**
 * Asks in a window until the answer will do, each time with what was wrong. The program that opened first is
 * kept; one that is cancelled is an answer, and no other is tried.
 */
export async function askByDialog(question: AskedByDialog, ports: DialogPorts): Promise<Answered> {
  if (!hasScreen(ports)) return { why: "unopened" };
  const { check, hidden, signal } = question;
  const message = plain(question.message.replace(/:$/, ""));
  let { objection } = question;
  let [ask, answer] = await firstOpened(
    { message, objection: objection && plain(objection), hidden, signal },
    ports,
  );
  for (;;) {
    if (signal?.aborted === true) return { why: "aborted" };
    if (answer.text === undefined) return answer;
    objection = await check(answer.text);
    if (objection === undefined) return answer;
    answer = await ask({ message, objection: plain(objection), hidden, signal });
  }
}

type Ask = (question: DialogQuestion) => Promise<DialogAnswer>;

async function firstOpened(
  question: DialogQuestion,
  ports: DialogPorts,
): Promise<readonly [ask: Ask, answer: DialogAnswer]> {
  let last: Ask = async () => ({ why: "unopened" });
  for (const dialog of DIALOGS)
    for (const path of await pathsOf(dialog, ports)) {
      last = (asked) => dialog.ask(path, asked, ports);
      const answer = await last(question);
      ports.debug(`dialog by ${path}: ${answer.text === undefined ? answer.why : "answered"}`);
      if (
        answer.text !== undefined ||
        answer.why !== "unopened" ||
        question.signal?.aborted === true
      )
        return [last, answer];
    }
  return [last, { why: "unopened" }];
}

/**
 * Whether there is somewhere to show a window: X or Wayland; on macOS and Windows the desktop, but not that of
 * the machine at the other end of an SSH connection, where nobody may be.
 */
function hasScreen({ platform, environment }: DialogPorts): boolean {
  if (platform === "darwin" || platform === "win32")
    return !environment["SSH_CONNECTION"] && !environment["SSH_TTY"];
  return Boolean(environment["DISPLAY"] ?? "") || Boolean(environment["WAYLAND_DISPLAY"] ?? "");
}

/** Foreign text (a profile's name, a device's) as every window shows it: no control characters but line ends. */
function plain(text: string): string {
  return text.replace(/[^\S\n]+|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (match) =>
    match === "\n" ? match : " ",
  );
}
