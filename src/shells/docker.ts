/**
 * The file that `docker run --env-file` reads (docs.docker.com, and cli/opts/file.go): `NAME=value`, all of the line
 * as it stands. There are no quotes, and `NAME` alone would take the variable from the environment.
 */
import { linesOf, unsayable } from "./shell.ts";
import type { Shell } from "./shell.ts";

/** `NAME=value`. A container begins without variables: there is nothing to take away. */
export const docker: Shell = {
  name: "docker",
  line: (command) => `docker run --env-file <(${command} --shell docker) …`,
  say: linesOf((statement) => {
    if ("unset" in statement) return undefined;
    const { set: name, value } = statement;
    if (/[\r\n]/.test(value)) throw unsayable(name, "docker", "a line end");
    return `${name}=${value}`;
  }),
  fail: () => "",
  leaves: () => [],
};
