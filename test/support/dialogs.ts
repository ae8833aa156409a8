/** Dialogs without a screen: a fake context with programs on its PATH, and what becomes of each that is run. */
import type { DialogPorts } from "../../src/dialogs/dialog.ts";
import type { Ended, Invocation } from "../../src/ports-run.ts";
import { type Fake, type FakeOptions, fakeContext } from "./context.ts";

/** How a program that is run ends, or what it does with its invocation. */
export type Act = Partial<Ended> | ((invocation: Invocation) => Partial<Ended>);

/** A fake desktop and the programs that were run on it. */
export interface Desktop {
  readonly ports: DialogPorts & Fake["context"];
  readonly ran: Invocation[];
  readonly debug: string[];
}

/** A desktop with programs (names, in /usr/bin) that act one after the other. */
export function desktop(
  programs: readonly string[],
  acts: readonly Act[] = [],
  options: FakeOptions = {},
): Desktop {
  const paths = programs.map((name) => (/^(\/|\w:)/.test(name) ? name : `/usr/bin/${name}`));
  const { context, debug } = fakeContext({
    nobody: "there is no terminal",
    files: Object.fromEntries(paths.map((path) => [path, ""])),
    modes: Object.fromEntries(paths.map((path) => [path, 0o755])),
    environment: { DISPLAY: ":1", PATH: "/usr/local/bin:/usr/bin" },
    ...options,
  });
  const [rest, ran]: [Act[], Invocation[]] = [[...acts], []];
  const run = async (invocation: Invocation): Promise<Ended> => {
    ran.push(invocation);
    const act = rest.shift();
    if (act === undefined) throw new Error(`no end for: ${String(invocation.command)}`);
    const ended = typeof act === "function" ? act(invocation) : act;
    return { why: "itself", status: 0, killedBy: undefined, stdout: "", stderr: "", ...ended };
  };
  return { ports: { ...context, run: async () => run }, ran, debug };
}

/** A pinentry: greets, tells its flavour, says OK to all, and `end` to GETPIN. @param heard what it was told */
export function pinentry(flavour: string, end: readonly string[], heard: string[] = []): Act {
  return ({ reply }) => {
    let said = ["OK Pleased to meet you"];
    while (said.length > 0) {
      const lines = said.flatMap((line) => reply?.(line) ?? []);
      heard.push(...lines.map((line) => line.replace(/\n$/, "")));
      said = lines.flatMap((line) => {
        if (line.startsWith("BYE")) return [];
        if (line.startsWith("GETINFO")) return [`D ${flavour}`, "OK"];
        return line.startsWith("GETPIN") ? end : ["OK"];
      });
    }
    return {};
  };
}
