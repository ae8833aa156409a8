import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { which } from "../support/tools.ts";
import { ENVIRONMENT, useWorker } from "./process-world.ts";

const worker = useWorker();

/** The last line, since a shell may complain of what it finds at its start. */
function parentOf(file: string, ...words: readonly string[]): string | undefined {
  const env = { ...ENVIRONMENT, HOME: worker.folder() };
  // On a socket for standard input bash takes itself for a remote shell.
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const { stderr } = spawnSync(file, words, { encoding: "utf8", env, stdio: [...stdio] });
  return stderr.trim().split("\n").at(-1);
}

describe("who started this process", () => {
  it("is node here", () => {
    expect(parentOf(process.execPath, worker.file(), "parent")).toBe("node");
  });

  for (const shell of ["bash", "dash", "zsh", "fish"])
    it.skipIf(which(shell) === undefined)(`is ${shell}`, () => {
      expect(parentOf(shell, "-c", `${worker.command("parent")}; true`)).toBe(shell);
    });

  it.skipIf(process.platform !== "linux" || which("bash") === undefined)(
    "is the shell of a script, not the script (Linux, bash)",
    () => {
      const script = join(worker.folder(), "deploy.sh");
      writeFileSync(script, `#!${which("bash")}\n${worker.command("parent")}\ntrue\n`);
      chmodSync(script, 0o755);
      expect(parentOf(script)).toBe("bash");
    },
  );

  for (const [name, words] of [
    ["timeout", "timeout 60"],
    ["xargs", "echo | xargs"],
    ["strace", "strace -f -o /dev/null"],
  ] as const)
    it.skipIf(process.platform !== "linux" || which(name) === undefined)(
      `is the one above ${name}, if that is passed over (Linux, ${name})`,
      () => {
        const line = (...passed: string[]) =>
          `${words} ${worker.command("parent", ...passed)}; true`;
        expect(parentOf("sh", "-c", line())).toBe(name);
        expect(parentOf("bash", "-c", line(name))).toBe("bash");
      },
    );

  it.skipIf(process.platform !== "linux")("is none where everything is passed over", () => {
    const all = ["dash", "node", "sh", "npm", "bash", "timeout"];
    expect(parentOf("sh", "-c", `${worker.command("parent", ...all)}; true`)).not.toBe("dash");
  });
});
