import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT, onTerminal, useWorker } from "./process-world.ts";

/** The line that redraws in place and disappears. */

const worker = useWorker();
const AWAY = "\r\u001b[K";

describe("progress", () => {
  it("redraws one line of the terminal, no wider than that, and takes it away", async () => {
    const text = await onTerminal(worker.command("progress"), { columns: 50 });
    expect(text).toBe(`${AWAY}one${AWAY}${"x".repeat(49)}${AWAY}done`.trim());
  });
  it("is taken away when the program ends in the midst of it", async () => {
    const text = await onTerminal(`${worker.command("progress", "end")}; printf end`, {
      columns: 50,
    });
    expect(text).toBe(`${AWAY}one${AWAY}${"x".repeat(49)}${AWAY}end`.trim());
  });
  it.each([
    ["with --quiet", "quiet", {}, ""],
    ["on a terminal that cannot redraw", "", { TERM: "dumb" }, "done"],
  ])("is nothing %s", async (_, word, env, said) => {
    expect(await onTerminal(worker.command("progress", word), { env })).toBe(said);
  });
  it("is nothing in a pipe", () => {
    const line = worker.command("progress");
    const options = { encoding: "utf8", env: ENVIRONMENT } as const;
    expect(spawnSync("sh", ["-c", line], options).stderr).toBe("done\n");
  });
});
