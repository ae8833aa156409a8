/**
 * Nushell, for `awsmfa env | from json | load-env`: it evaluates no text that comes at run time, but takes
 * a record. Programs that it starts get no variable whose value is `null`. An error in a pipe is one of the
 * line, and so is our own status; an empty text is none that `load-env` takes.
 */
import { json } from "./json.ts";
import type { Shell } from "./shell.ts";

/** nushell 0.115: the same object as that of `json`. */
export const nushell: Shell = {
  name: "nushell",
  line: (command) => `${command} | from json | load-env`,
  say: (statements) => json.say(statements),
  fail: () => "",
};
