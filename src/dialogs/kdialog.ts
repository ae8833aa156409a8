/** kdialog, KDE's dialogs for scripts. */
import { type Dialog, TITLE, wholeText } from "./dialog.ts";
import { answerBy } from "./shown.ts";

/** Its exit status for the Cancel button. Without a display it aborts (SIGABRT; 134 to a shell). */
const CANCELLED = 1;

/** The dialog `kdialog`. */
export const kdialog: Dialog = {
  name: "kdialog",
  programs: (platform) => (platform === "darwin" || platform === "win32" ? [] : ["kdialog"]),
  ask(program, question, ports) {
    const kind = question.hidden ? "--password" : "--inputbox";
    const text = richText(wholeText(question), question.hidden);
    return answerBy([program, "--title", TITLE, kind, text], question, ports, ({ status }) =>
      status === CANCELLED ? "cancelled" : "unopened",
    );
  },
};

/**
 * Text that Qt takes for rich text, whatever is in it. An ampersand marks the letter of a shortcut, but not in
 * the dialog for passwords; a backslash begins what C would make of it (measured with 22.12).
 */
function richText(text: string, hidden: boolean): string {
  const html = text
    .replaceAll("\\", "\\\\")
    .replaceAll("&", hidden ? "&amp;" : "&amp;&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br/>");
  return `<qt>${html}</qt>`;
}
