// In place of `node:child_process` in commander, which loads it at every start (a tenth of bare Node) for
// sub-commands that are programs of their own; here there are none.

/** @returns {never} */
export function spawn() {
  throw new Error("a sub-command is never a program of its own");
}

export default { spawn };
