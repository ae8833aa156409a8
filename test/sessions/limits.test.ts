import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../../src/errors.ts";
import type { Context } from "../../src/ports.ts";
import type { Terminal } from "../../src/ports-terminal.ts";
import { LIMIT, limited } from "../../src/sessions/limits.ts";
import { failureOf, fakeContext } from "../support/context.ts";
import type { FakeTimer } from "../support/process-ports.ts";

/** A context whose terminal answers when the question is taken away, unless it has an answer at once. */
function world(answer?: string, newsIsTerminal = false) {
  const timers = new Set<FakeTimer>();
  const { context, news, ran } = fakeContext({ timers, programs: [{ why: "limit" }, {}] });
  const messages: string[] = [];
  const put = ({ message, signal }: { message: string; signal?: AbortSignal }) => {
    messages.push(message);
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise<undefined>((done) => {
      if (signal?.aborted === true) done(undefined);
      signal?.addEventListener("abort", () => done(undefined));
    });
  };
  const terminal: Terminal = {
    forbidden: false,
    unusable: async () => undefined,
    line: put,
    secret: put,
    pick: put,
    confirm: async (message, signal) =>
      (await put({ message, ...(signal === undefined ? {} : { signal }) })) === undefined
        ? undefined
        : true,
    asked: () => true,
  };
  const output: Context["output"] = { ...context.output, newsIsTerminal };
  const limits = limited({ ...context, terminal, output });
  const goOff = (milliseconds: number): void => {
    for (const timer of timers) if (timer.milliseconds === milliseconds) timer.act();
  };
  return { ...limits, limits, timers, goOff, messages, news, ran };
}

const check = async (): Promise<undefined> => undefined;
const ASK: readonly [string, (terminal: Terminal, signal?: AbortSignal) => Promise<unknown>][] = [
  ["a line", (terminal, signal) => terminal.line({ message: "?", check, ...on(signal) })],
  ["a secret", (terminal, signal) => terminal.secret({ message: "?", check, ...on(signal) })],
  ["a list", (terminal, signal) => terminal.pick({ message: "?", choices: [], ...on(signal) })],
  ["yes or no", (terminal, signal) => terminal.confirm("?", signal)],
];
const on = (signal?: AbortSignal) => (signal === undefined ? {} : { signal });

describe.each(ASK)("a question for %s", (_title, ask) => {
  it("is taken away when it is late", async () => {
    const { context, goOff, timers } = world();
    const asked = ask(context.terminal);
    goOff(LIMIT.question);
    expect([await asked, timers.size]).toEqual([undefined, 0]);
  });
  it.each(["before", "while"])("is taken away by who asked it, %s it stands", async (when) => {
    const { context, timers } = world();
    const over = new AbortController();
    if (when === "before") over.abort();
    const asked = ask(context.terminal, over.signal);
    over.abort();
    expect([await asked, timers.size]).toEqual([undefined, 0]);
  });
  it("that is answered leaves no timer", async () => {
    const { context, timers } = world("answer");
    expect(await ask(context.terminal)).toBeTruthy();
    expect(timers.size).toBe(0);
  });
  it("says what would have gone to a stderr that nobody sees", async () => {
    const { context, messages, news } = world("answer");
    context.output.warn("awsmfa: AWS refused it");
    context.output.news("awsmfa: news");
    await ask(context.terminal);
    await ask(context.terminal);
    expect([messages, news]).toEqual([["awsmfa: AWS refused it\nawsmfa: news\n?", "?"], []]);
  });
});

describe("the rest of the context", () => {
  it("says news on a stderr that somebody sees", async () => {
    const { context, messages, news } = world("answer", true);
    context.output.warn("awsmfa: AWS refused it");
    await context.terminal.line({ message: "?", check });
    expect([messages, news]).toEqual([["?"], ["awsmfa: AWS refused it"]]);
  });
  it("offers nothing to somebody who has answered", () =>
    expect(world("answer").context.terminal.asked()).toBe(false));
  it("gives a program no longer than a question", async () => {
    const { context, ran } = world();
    const run = await context.run();
    const invocation = { command: "x", environment: {}, stderr: "ours", mayAsk: true } as const;
    await run({ ...invocation, limit: 60_000 });
    await run({ ...invocation, limit: 5_000 });
    expect(ran.map(({ limit }) => limit)).toEqual([LIMIT.question, 5_000]);
  });
});

describe("all of it", () => {
  const noCode = new AwsmfaError("no-code", "no code was entered", "awsmfa login");
  it("gives what the work gives", async () => {
    const { limits, timers } = world();
    expect([await limits.within(Promise.resolve(7)), timers.size]).toEqual([7, 0]);
  });
  it("ends when it is late, whatever still goes on", async () => {
    const { limits, goOff } = world();
    const work = limits.within(new Promise(() => undefined));
    goOff(LIMIT.all);
    const { code, message } = await failureOf(() => work);
    expect(`${code}: ${message}`).toBe(
      "no-code: there is no session after 45 s, and an SDK does not wait much longer",
    );
  });
  it.each<[string, boolean, Error, string]>([
    ["a question that nobody answered", true, noCode, "no answer came within 20 s"],
    ["one that was given up", false, noCode, "no code was entered"],
    ["AWS", true, new AwsmfaError("access-denied", "denied"), "denied"],
  ])("says the reason: %s", async (_title, late, error, words) => {
    const { limits, context, goOff } = world();
    const work = async (): Promise<never> => {
      const over = new AbortController();
      const asked = context.terminal.line({ message: "?", check, signal: over.signal });
      if (late) goOff(LIMIT.question);
      else over.abort();
      await asked;
      throw error;
    };
    const failure = await failureOf(() => limits.within(work()));
    expect(failure.message).toBe(words);
  });
  it("a program that was late counts as no answer, one that came after it does not", async () => {
    const { limits, context } = world();
    const invocation = { command: "x", environment: {}, stderr: "ours", mayAsk: true } as const;
    const work = async (times: number): Promise<never> => {
      const run = await context.run();
      for (let time = 0; time < times; time += 1) await run({ ...invocation, limit: 60_000 });
      throw noCode;
    };
    expect((await failureOf(() => limits.within(work(1)))).message).toBe(
      "no answer came within 20 s",
    );
    expect((await failureOf(() => limits.within(work(1)))).message).toBe("no code was entered");
  });
  it("no limit is beyond what SDKs leave, and all are in order", () => {
    expect(LIMIT.question).toBe(20_000);
    expect(LIMIT.all).toBeLessThan(50_000);
    expect(LIMIT.renewal).toBeLessThan(LIMIT.question);
  });
});
