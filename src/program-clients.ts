/** The part of the command tree that hands sessions to other programs. No logic. */
import { AwsmfaError } from "./errors.ts";
import type { Row } from "./program-row.ts";
import { sessionOptions } from "./program-session.ts";

/** Their rows. */
export const CLIENT_ROWS: readonly Row[] = [
  {
    name: "exec",
    summary: "run a command with the session; logs in if it must",
    examples: [
      ["awsmfa exec -- sh -c 'echo $AWSMFA_SESSION'", "the session in its environment"],
      ["awsmfa exec --serve -- sh -c 'env | grep URI'", "an endpoint that renews it"],
    ],
    options: (command) => {
      sessionOptions(command);
      command
        .argument("[COMMAND...]", "the command and its arguments; else your shell")
        .option("--serve", "by a local endpoint that renews itself, not by keys")
        .passThroughOptions();
    },
    handsOver: true,
    load: () => import("./commands/exec.ts"),
  },
  {
    name: "serve",
    summary: "serve the session to programs at a local endpoint",
    examples: [
      ["awsmfa serve --dry-run", "what it would do"],
      ["awsmfa serve --port 9911 --dry-run", "always at the same port"],
    ],
    options: (command) => {
      sessionOptions(command);
      command
        .option("--port <N>", "the port; else a free one", port)
        .option("--shell <NAME>", "the shell or format to print for; as in env");
    },
    load: () => import("./commands/serve.ts"),
  },
];

/** @throws AwsmfaError `usage` */
function port(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (number > 0 && number <= 65_535) return number;
  throw new AwsmfaError("usage", `“${text}” (--port) is no port`, "ports are 1 to 65535");
}
