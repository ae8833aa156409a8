import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Invocation } from "../../src/ports-run.ts";
import { systemRun } from "../../src/system/run.ts";
import { ENVIRONMENT, onTerminal, useWorker } from "./process-world.ts";

/** Programs that are run, with real ones. */

const worker = useWorker();
const FAR = 60_000;

function run(command: Invocation["command"], other: Partial<Invocation> = {}) {
  const environment = { ...ENVIRONMENT, AT: worker.folder() };
  const usual = { environment, stderr: "collected", mayAsk: false, limit: FAR } as const;
  return systemRun({ command, ...usual, ...other });
}

const ENDED = { why: "itself", status: 0, killedBy: undefined, stdout: "", stderr: "" };

describe("a program that ends by itself", () => {
  it.each<[string, Invocation["command"], Partial<Invocation>, object]>([
    [
      "a line for the shell",
      "echo a; echo b >&2; exit 3",
      {},
      { status: 3, stdout: "a\n", stderr: "b\n" },
    ],
    ["a program and its words", ["printf", "%s-", "a b", "$c"], {}, { stdout: "a b-$c-" }],
    ["what it is told on standard input", "cat", { stdin: "a secret" }, { stdout: "a secret" }],
    ["nothing on standard input", "cat", {}, {}],
    ["what it does not read", "exit 0", { stdin: "x".repeat(1_000_000) }, {}],
    [
      "its environment, and no other",
      "echo $ONE $HOME",
      { environment: { ONE: "1" } },
      { stdout: "1\n" },
    ],
    ["stderr dropped", "echo b >&2", { stderr: "dropped" }, {}],
    ["ended by a signal", "kill -TERM $$", {}, { status: undefined, killedBy: "SIGTERM" }],
    ["not there", ["no-such-program"], {}, { why: "missing", status: undefined }],
    ["not to be run", ["/etc/passwd"], {}, { why: "missing", status: undefined }],
    ["of no possible name", ["a\0b"], {}, { why: "missing", status: undefined }],
    ["in UTF-8", "printf Zoë", {}, { stdout: "Zoë" }],
  ])("%s", async (_, command, other, expected) => {
    expect(await run(command, other)).toEqual({ ...ENDED, ...expected });
  });

  it("tells each line of its stderr as it comes, the last one when it is whole", async () => {
    const lines: string[] = [];
    const told = (line: string): void => {
      lines.push(line);
      // What it waits for is there only when it has been heard.
      if (line === "Touch") writeFileSync(join(worker.folder(), "touched"), "");
    };
    const line = `printf 'To' >&2; printf 'uch\\r\\nhalf' >&2; until [ -e "$AT/touched" ]; do sleep 0.05; done; echo code`;
    const ended = await run(line, { told });
    expect([ended.stdout, ended.stderr, lines]).toEqual(["code\n", "Touch\r\nhalf", ["Touch"]]);
  });
  it("is not waited for longer than itself, whatever holds its output, which is let be", async () => {
    const { stdout, why } = await run("sleep 300 & echo $!");
    expect(why).toBe("itself");
    expect(isRunning(Number(stdout))).toBe(true);
    process.kill(Number(stdout));
  });
});

describe("a dialogue", () => {
  const script = `read a; echo "heard $a"; printf 'and '; sleep 0.05; echo more; read b; printf "last $b"; cat >/dev/null`;
  it("goes line by line, and its input stays open until it ends", async () => {
    const told: string[] = [];
    const reply = (line: string): string | undefined => {
      told.push(line);
      return { start: "one\n", "and more": "two\n" }[line];
    };
    const ended = await run(`echo start; ${script.replace("cat >/dev/null", "exit 3")}`, { reply });
    expect(told).toEqual(["start", "heard one", "and more"]);
    expect(ended).toEqual({ ...ENDED, status: 3, stdout: "start\nheard one\nand more\nlast two" });
  });
  it("with who waits for more input is ended by its limit", async () => {
    const ended = await run("cat", { reply: () => undefined, limit: 50 });
    expect([ended.why, ended.stdout]).toEqual(["limit", ""]);
  });
  it("with who is gone before it has listened is over", async () => {
    const ended = await run("exec 0<&-; echo a; echo b", { reply: () => "x".repeat(100_000) });
    expect(ended).toEqual({ ...ENDED, stdout: "a\nb\n" });
  });
});

/** A line that starts a child and a grandchild, notes their ids, and waits for ever; all trap what they are told to. */
function family(trap: string): { readonly line: string; readonly ids: () => number[] } {
  const [one, two] = [`ids-${Math.random()}`, `child-${Math.random()}`];
  const file = join(worker.folder(), one);
  const script = join(worker.folder(), two);
  writeFileSync(
    script,
    `${trap}\n[ "$1" = 0 ] || sh '${script}' $(($1 - 1)) &\necho $$ >> '${file}'\nwhile :; do sleep 0.05; done\n`,
  );
  const ids = (): number[] =>
    existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
  return { line: `sh '${script}' 2; :`, ids };
}

function isRunning(id: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${id}/stat`, "latin1"));
  } catch {
    return false;
  }
}

const ready = (ids: () => number[]) => vi.waitUntil(() => ids().length === 3, { timeout: 10_000 });
const CASES: readonly (readonly [string, string])[] = [
  ["gently", ":"],
  ["hard, where it does not listen", "trap '' TERM HUP INT"],
];

describe.skipIf(process.platform !== "linux")("a program that has to be ended (Linux)", () => {
  it.each(CASES)("by its limit, with its grandchildren, %s", async (_, trap) => {
    const { line, ids } = family(trap);
    const ended = run(line, { limit: 3_000 });
    await ready(ids);
    expect(await ended).toMatchObject({ why: "limit" });
    expect(ids().map(isRunning)).toEqual([false, false, false]);
  });
  it.each([true, false])("by its caller, mayAsk %s", async (mayAsk) => {
    const { line, ids } = family(":");
    const caller = new AbortController();
    const ended = run(line, { signal: caller.signal, mayAsk });
    await ready(ids);
    caller.abort();
    expect(await ended).toMatchObject({ why: "cancelled" });
    expect(ids().map(isRunning)).toEqual([false, false, false]);
  });
  it("by a caller who had given it up before", async () => {
    expect(await run("sleep 300", { signal: AbortSignal.abort() })).toMatchObject({
      why: "cancelled",
    });
  });
  it("because it prints without end", async () => {
    const { why, stdout } = await run("yes; :");
    expect([why, stdout.length < 3_000_000]).toEqual(["overflow", true]);
  });
  it("though it is stopped", async () => {
    const { line, ids } = family(":");
    const caller = new AbortController();
    const ended = run(line, { signal: caller.signal });
    await ready(ids);
    for (const id of ids()) process.kill(id, "SIGSTOP");
    caller.abort();
    expect((await ended).why).toBe("cancelled");
    expect(ids().map(isRunning)).toEqual([false, false, false]);
  });
  it.each(["", "ask"])("because this process ends, mayAsk %j", async (ask) => {
    const { line, ids } = family(":");
    const words = [worker.file(), "run", line, String(FAR), ask];
    const child = spawn(process.execPath, words, { env: { ...ENVIRONMENT }, stdio: "ignore" });
    await ready(ids);
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(ids().map(isRunning)).toEqual([false, false, false]);
  });
});

describe("the terminal", () => {
  const told = (line: string, ...words: readonly string[]) =>
    onTerminal(`${worker.command("run", `'${line}'`, ...words)}; stty -a`);

  it("is there for a program that may ask", async () => {
    expect(await told("exec 3</dev/tty && echo yes", "9999", "ask")).toContain('"stdout":"yes\\n"');
  });
  it("is not there for one that may not", async () => {
    expect(await told("exec 3</dev/tty && echo yes")).toContain('"stdout":""');
  });
  it.each([
    ["ended by its limit", "stty -echo -icanon </dev/tty; sleep 300; :", "700"],
    ["that fails", "stty -echo -icanon </dev/tty; exit 1", "9999"],
    ["ended by a signal", "stty -echo -icanon </dev/tty; kill -9 $$", "9999"],
  ])("is put back after a program %s", async (_, line, limit) => {
    const text = await told(line, limit, "ask");
    expect(text).toMatch(/ icanon .* echo /s);
    expect(text).toContain("\u001b[?25h");
  });
});
