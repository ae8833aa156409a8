import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT, onTerminal, useWorker } from "./process-world.ts";

const worker = useWorker();

function piped(line: string, env: object = {}) {
  const options = { encoding: "utf8", env: { ...ENVIRONMENT, ...env } } as const;
  const { stdout, stderr, status } = spawnSync("sh", ["-c", line], options);
  return { stdout, stderr, status };
}

const GREEN = "\u001b[32mD\u001b[39m";
const RED = "\u001b[31mN\u001b[39m";

describe("where it goes", () => {
  it("data to stdout, all of it, however large", () => {
    const line = `${worker.command("data", "1000000")} | (sleep 0.1; wc -c)`;
    expect(piped(line).stdout.trim()).toBe("1000000");
  });

  it("nowhere, where the reader has gone, without an error", () => {
    const line = `{ ${worker.command("data", "1000000")}; echo "status $?" >&2; } | true`;
    expect(piped(line).stderr).toBe("status 0\n");
  });

  it.each([
    ["", "news\nerror\n"],
    ["quiet", "error\n"],
  ])("news to stderr, errors always: %j", (quiet, stderr) => {
    const told = piped(worker.command("news", quiet));
    expect([told.stdout, told.stderr]).toEqual(["", stderr]);
  });
});

describe("what is known of it", () => {
  it.each([
    ["auto", {}, "D", "N"],
    ["never", {}, "D", "N"],
    ["always", {}, GREEN, RED],
    ["always", { NO_COLOR: "1" }, GREEN, RED],
  ])("through pipes, --color %s, %j", (colour, env, data, news) => {
    const { stderr } = piped(worker.command("looks", colour), env);
    expect(JSON.parse(stderr)).toEqual([false, false, 80, data, news]);
  });

  it.each([
    ["auto", {}, GREEN, RED],
    ["auto", { NO_COLOR: "" }, GREEN, RED],
    ["auto", { NO_COLOR: "1" }, "D", "N"],
    ["auto", { TERM: "dumb" }, "D", "N"],
    ["never", {}, "D", "N"],
    ["always", { TERM: "dumb" }, GREEN, RED],
  ])("on a terminal, --color %s, %j", async (colour, env, data, news) => {
    const text = await onTerminal(worker.command("looks", colour), { env, columns: 123 });
    expect(JSON.parse(text)).toEqual([true, true, 123, data, news]);
  });

  it("is told apart for stdout and stderr", async () => {
    const text = await onTerminal(`${worker.command("looks", "auto")} > /dev/null`);
    expect(JSON.parse(text)).toEqual([false, true, 80, "D", RED]);
  });
});
