/** Somebody at hand is asked for what nobody may see: on the terminal, else in a dialog window. */
import type { Context } from "../ports.ts";
import type { LineQuestion } from "../ports-terminal.ts";
import type { DialogPorts } from "./dialog.ts";

/** The ports that questions to a person take. */
export type PersonPorts = Pick<Context, "terminal"> & DialogPorts;

/** Why nobody can be asked, as the end of a sentence ("there is no terminal"), or `undefined`. Asks nothing, and starts no program. */
export async function nobodyToAsk(ports: PersonPorts): Promise<string | undefined> {
  const why = await ports.terminal.unusable();
  if (why === undefined || ports.terminal.forbidden) return why;
  const { dialogObstacle, NO_DISPLAY } = await import("./dialogs.ts");
  const obstacle = await dialogObstacle(ports);
  // Who has no display expects no window.
  if (obstacle === undefined || obstacle === NO_DISPLAY) return obstacle && why;
  return `${why}, and ${obstacle}`;
}

/**
 * Asks for a line that is not shown, such as a passphrase; `undefined` where it was refused (Ctrl-D, the
 * window closed).
 * @throws AwsmfaError `interrupted`
 */
export async function askHidden(
  question: LineQuestion,
  ports: PersonPorts,
): Promise<string | undefined> {
  const { terminal } = ports;
  if (terminal.forbidden || (await terminal.unusable()) === undefined)
    return terminal.secret(question);
  const { askByDialog } = await import("./dialogs.ts");
  return (await askByDialog({ ...question, hidden: true }, ports)).text;
}
