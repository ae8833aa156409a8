import { describe, expect, it } from "vitest";
import { runProcess } from "../support/process.ts";
import { which } from "../support/tools.ts";
import { ENVIRONMENT, onTerminal, useWorker } from "./process-world.ts";

const worker = useWorker();
const hasBash = which("bash") !== undefined;

describe("whether this process may ask on its terminal", () => {
  it("yes, in its foreground", async () => {
    expect(await onTerminal(worker.command("foreground"))).toBe("true");
  });

  it("yes, in a pipeline in its foreground", async () => {
    const line = `true | ${worker.command("foreground")} | cat`;
    expect(await onTerminal(line)).toBe("true");
  });

  it.skipIf(!hasBash)("no, in its background (bash)", async () => {
    const line = `set -m; ${worker.command("foreground")} 2>&1 < /dev/null | cat & wait`;
    expect(await onTerminal(line, { shell: "bash" })).toContain("false");
  });

  it("no, without a terminal", async () => {
    const invocation = { file: process.execPath, arguments: [worker.file(), "foreground"] };
    const where = { env: ENVIRONMENT, folder: worker.folder() };
    expect((await runProcess({ ...invocation, ...where })).stderr).toBe("false\n");
  });

  it("whatever the program is called", async () => {
    const { command, folder } = worker;
    const line = `ln -s '${process.execPath}' '${folder()}/a) b (c' && '${folder()}/a) b (c' ${command("foreground").replace(/^'[^']*' /, "")}`;
    expect(await onTerminal(line)).toBe("true");
  });
});
