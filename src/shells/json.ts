import { checked } from "./shell.ts";
import type { Shell } from "./shell.ts";

/** A format for programs: one object of the variables, `null` for one to be taken away. The last word on a name holds. */
export const json: Shell = {
  name: "json",
  line: (command) => `${command} --json`,
  say(statements) {
    const entries = statements
      .map(checked)
      .map((statement) =>
        "set" in statement ? [statement.set, statement.value] : [statement.unset, null],
      );
    return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
  },
  fail: () => "",
};
