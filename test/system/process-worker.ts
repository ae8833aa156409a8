/** A program of one port: what the tests of output, input, parent and foreground run. */
import { isForeground } from "../../src/system/foreground.ts";
import { systemInput } from "../../src/system/input.ts";
import { type Colour, sayError, systemOutput } from "../../src/system/output.ts";
import { systemParent } from "../../src/system/parent.ts";
import { systemRun } from "../../src/system/run.ts";

const [what, ...rest] = process.argv.slice(2);
const output = (colour = "auto", quiet = false) =>
  systemOutput(colour as Colour, quiet, process.env);

const ACTS: Readonly<Record<string, () => Promise<void> | void>> = {
  input: async () => sayError(JSON.stringify((await systemInput.line()) ?? null)),
  whole: async () => {
    const text = await systemInput.whole();
    sayError(
      JSON.stringify([systemInput.piped(), text?.length ?? null, text?.slice(0, 40) ?? null]),
    );
  },
  piped: () => sayError(String(systemInput.piped())),
  progress: async () => {
    const port = output("auto", rest[0] === "quiet");
    port.progress("one");
    port.progress("x".repeat(300));
    if (rest[0] === "end") return;
    port.progress(undefined);
    port.news("done");
  },
  parent: async () => sayError(String(await systemParent.name((name) => rest.includes(name)))),
  foreground: () => sayError(String(isForeground())),
  data: () => output().data("x".repeat(Number(rest[0]))),
  news: () => {
    output("auto", rest[0] === "quiet").news("news");
    sayError("error");
  },
  /** Runs a line of the shell, and says how it ended. */
  run: async () => {
    const [command = "", limit = "10000", mayAsk = ""] = rest;
    const environment = process.env;
    const how = { environment, stderr: "collected", mayAsk: mayAsk === "ask" } as const;
    const ended = await systemRun({ command, limit: Number(limit), ...how });
    sayError(JSON.stringify(ended));
  },
  looks: () => {
    const { dataIsTerminal, newsIsTerminal, columns, dataPaint, newsPaint } = output(rest[0]);
    const painted = [dataPaint("good", "D"), newsPaint("wrong", "N")];
    sayError(JSON.stringify([dataIsTerminal, newsIsTerminal, columns, ...painted]));
  },
};

// As `main.ts`: a signal is an exit.
process.on("SIGTERM", () => process.exit(143));
await ACTS[what ?? ""]?.();
