/** The dialog that macOS has for scripts (AppleScript Language Guide, display dialog). Untested on a real Mac. */
import { type Dialog, LIMIT, TITLE, wholeText } from "./dialog.ts";
import { answerBy } from "./shown.ts";

/** The text comes as an argument, so that nothing in it is script. */
const SCRIPT = [
  "on run argv",
  `set answered to display dialog (item 1 of argv) with title "${TITLE}" default answer "" hidden answer ((item 2 of argv) is "hidden") buttons {"Cancel", "OK"} default button "OK" cancel button "Cancel" giving up after ${LIMIT / 1000}`,
  'if gave up of answered then error "gave up" number 1',
  "return text returned of answered",
  "end run",
].flatMap((line) => ["-e", line]);

/** Time for its own limit to come first, in milliseconds. */
const LATE = 10_000;

/** The dialog `osascript`. */
export const osascript: Dialog = {
  name: "osascript",
  programs: (platform) => (platform === "darwin" ? ["/usr/bin/osascript"] : []),
  ask(program, question, ports) {
    const words = [wholeText(question), question.hidden ? "hidden" : "shown"];
    return answerBy(
      [program, ...SCRIPT, ...words],
      question,
      ports,
      ({ stderr }) => whyOf(stderr),
      { limit: LIMIT + LATE },
    );
  },
};

/** It tells by the number of the error, at the end of the line: -128 is the Cancel button (AppleScript Language Guide, Error Numbers), 1 is ours. */
function whyOf(stderr: string): "cancelled" | "limit" | "unopened" {
  if (/\(-128\)\s*$/.test(stderr)) return "cancelled";
  return /\(1\)\s*$/.test(stderr) ? "limit" : "unopened";
}
