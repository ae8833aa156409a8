/** The code that a person types in a dialog window, for a process without a terminal. */
import { deviceName } from "../aws/arn.ts";
import type { Unanswered } from "../dialogs/dialogs.ts";
import { nobodyToAsk } from "../dialogs/person.ts";
import { type CodeSource, digitsOf } from "./code-source.ts";
import { objectionTo } from "./prompt.ts";

/** Why there is no code then, and whether somebody gave up. */
const REASONS: Readonly<Record<Unanswered, string>> = {
  cancelled: "the dialog was closed without a code",
  limit: "nobody answered the dialog within 5 min",
  unopened: "no dialog could be opened",
  aborted: "the code is no longer wanted",
};

/** What the window says where a YubiKey is asked beside it: that it waits for a touch cannot be shown there later. */
const OR_TOUCH = ",\nor touch the YubiKey when it blinks";

/** The source `dialog`: asks until the answer could be a code; closing the window gives up. */
export const dialog: CodeSource = {
  name: "dialog",
  unattended: false,
  asks: true,
  stands: () => true,
  async obstacle(_request, ports) {
    const { terminal } = ports;
    if (terminal.forbidden || (await terminal.unusable()) !== undefined) return nobodyToAsk(ports);
    // On a terminal it is tried where it was chosen before the terminal.
    const { dialogObstacle } = await import("../dialogs/dialogs.ts");
    const obstacle = await dialogObstacle(ports);
    return obstacle && `no dialog can be shown: ${obstacle}`;
  },
  async code(request, ports) {
    const { askByDialog } = await import("../dialogs/dialogs.ts");
    const { profile, serial, refused, signal, beside } = request;
    const answer = await askByDialog(
      {
        message: `MFA code for ${deviceName(serial)} (${profile})${beside === "yubikey" ? OR_TOUCH : ""}:`,
        // What is said on stderr is not seen by who sees the window.
        objection:
          refused === 0 ? undefined : "AWS refused the code: wrong, too old, or used before",
        // It is shown by an argument of a program, where others can see it: no code in it, not even a used one.
        check: async (text) =>
          (await objectionTo(text, request))?.replace(/\b\d{3} ?\d{3}\b/g, "this code"),
        hidden: false,
        ...(signal === undefined ? {} : { signal }),
      },
      ports,
    );
    const code = digitsOf(answer.text ?? "");
    if (code !== undefined) return { code };
    const why = answer.text === undefined ? answer.why : "cancelled";
    const reason = REASONS[why];
    return why === "cancelled" || why === "limit" ? { reason, gaveUp: true } : { reason };
  },
};
