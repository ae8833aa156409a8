import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT, onTerminal, useWorker } from "./process-world.ts";

const worker = useWorker();

function lineOf(shellLine: string, input = ""): unknown {
  const { stderr } = spawnSync("sh", ["-c", shellLine], {
    input,
    encoding: "utf8",
    env: ENVIRONMENT,
  });
  return JSON.parse(stderr);
}

describe("the first line of standard input", () => {
  it.each([
    ["a line", "492039\n", "492039"],
    ["without its end", "492039", "492039"],
    ["of Windows", "492039\r\nmore\r\n", "492039"],
    ["of several", "492039\n111111\n", "492039"],
    ["an empty one", "\n492039\n", ""],
    ["in UTF-8", "Zoë\n", "Zoë"],
    ["none", "", null],
    ["with 4096 bytes", `${"x".repeat(4096)}\n`, "x".repeat(4096)],
    ["with more, which is cut", "x".repeat(5000), "x".repeat(4096)],
  ])("%s", (_, input, line) => {
    expect(lineOf(worker.command("input"), input)).toBe(line);
  });

  it.each([
    ["that comes in parts", ["492", "039\n"]],
    ["whose writer stays", ["492039\n", "111111"]],
  ])("%s, with more that might come", async (_, parts) => {
    const child = spawn(process.execPath, [worker.file(), "input"], { env: ENVIRONMENT });
    const [told, end] = [[] as string[], once(child, "close")];
    child.stderr.setEncoding("utf8").on("data", (text: string) => told.push(text));
    // Whoever has read enough may be gone by now.
    child.stdin.on("error", () => undefined);
    for (const part of parts) {
      child.stdin.write(part);
      await new Promise((next) => setTimeout(next, 50));
    }
    await end;
    expect(told.join("")).toBe('"492039"\n');
  });

  it("is none where standard input is closed", () => {
    expect(lineOf(`${worker.command("input")} <&-`)).toBeNull();
  });
});

describe("all of standard input", () => {
  it.each([
    ["some lines", "a\nb\n", [true, 4, "a\nb\n"]],
    ["nothing", "", [true, 0, ""]],
    ["a byte a character", "\u00e9", [true, 2, "\u00c3\u00a9"]],
    ["a lot", "x".repeat(1_000_000), [true, 1_000_000, "x".repeat(40)]],
    ["too much", "x".repeat(9_000_000), [true, null, null]],
  ])("%s", (_, input, told) => {
    expect(lineOf(worker.command("whole"), input)).toEqual(told);
  });
  it.each([
    ["a pipe", "true | ", "", true],
    ["a file", "", " < /etc/passwd", true],
    ["/dev/null", "", " < /dev/null", false],
    ["closed", "", " <&-", false],
  ])("is piped: %s", (_, before, after, piped) => {
    expect(lineOf(before + worker.command("piped") + after)).toBe(piped);
  });
  it("is not piped on a terminal", async () => {
    expect(await onTerminal(worker.command("piped"))).toBe("false");
  });
});
