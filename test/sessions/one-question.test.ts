import { describe, expect, it } from "vitest";
import type { Taken } from "../../src/ports-process.ts";
import type { Terminal } from "../../src/ports-terminal.ts";
import { oneQuestion } from "../../src/sessions/one-question.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { fakeContext } from "../support/context.ts";

/** A terminal that answers yes to all, and turns that others have first. */
function world(others: readonly string[], answer = async (): Promise<string> => "yes") {
  const log: string[] = [];
  const mine: Taken = { mine: true, giveBack: () => void log.push("given back") };
  const turns = [...others.map((holder): Taken => ({ mine: false, holder })), mine];
  const { context, debug } = fakeContext({ turns: turns.map((taken) => () => taken) });
  const put = (): Promise<string> => (log.push("asked"), answer());
  const terminal: Terminal = {
    ...context.terminal,
    line: put,
    secret: put,
    pick: put,
    confirm: async () => (await put()) === "yes",
  };
  return { terminal: oneQuestion({ ...context, terminal }), log, debug };
}

const question = { message: "?", check: async (): Promise<undefined> => undefined };
const ASK: readonly [string, (terminal: Terminal, signal: AbortSignal) => Promise<unknown>][] = [
  ["a line", (terminal, signal) => terminal.line({ ...question, signal })],
  ["a secret", (terminal, signal) => terminal.secret({ ...question, signal })],
  ["a list", (terminal, signal) => terminal.pick({ ...question, choices: [], signal })],
  ["yes or no", (terminal, signal) => terminal.confirm("?", signal)],
];
const never = new AbortController().signal;

describe.each(ASK)("a question for %s", (_title, ask) => {
  it("waits until no other process asks", async () => {
    const { terminal, log, debug } = world(["7-a", "7-a", "8-b"]);
    expect(["yes", true]).toContain(await ask(terminal, never));
    expect(log).toEqual(["asked", "given back"]);
    expect(debug).toEqual(["another process asks: 7-a", "another process asks: 8-b"]);
  });
  it("is not put any more once it is taken away", async () => {
    const { terminal, log } = world(["7-a"]);
    expect(await ask(terminal, AbortSignal.abort())).toBeUndefined();
    expect(log).toEqual([]);
  });
});

it("Ctrl-C gives the turn back", async () => {
  const { terminal, log } = world([], async () => {
    throw new AwsmfaError("interrupted", "interrupted");
  });
  await expect(terminal.line(question)).rejects.toThrow("interrupted");
  expect(log).toEqual(["asked", "given back"]);
});
