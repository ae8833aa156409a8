/** zenity, GNOME's dialogs for scripts. */
import { type Dialog, LIMIT, TITLE, wholeText } from "./dialog.ts";
import { answerBy } from "./shown.ts";

/** Its exit statuses (zenity manual, EXIT STATUS); 1 is also that there is no display. */
const STATUS = { cancelled: 1, timeout: 5 } as const;

/** The dialog `zenity`. Not its `--password`, which shows no text of ours. */
export const zenity: Dialog = {
  name: "zenity",
  programs: (platform) => (platform === "darwin" || platform === "win32" ? [] : ["zenity"]),
  ask(program, question, ports) {
    const text = escaped(wholeText(question));
    // Its own limit, for when we are gone without a chance to end it.
    const limit = `--timeout=${LIMIT / 1000}`;
    const words = ["--entry", `--title=${TITLE}`, limit, `--text=${text}`];
    if (question.hidden) words.push("--hide-text");
    return answerBy([program, ...words], question, ports, ({ status, stderr }) => {
      if (status === STATUS.timeout) return "limit";
      return status === STATUS.cancelled && !/display/i.test(stderr) ? "cancelled" : "unopened";
    });
  },
};

/** An underscore marks the letter of a shortcut, a backslash what C would make of it (measured with 3.44); tags are shown as they are. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("_", "__");
}
