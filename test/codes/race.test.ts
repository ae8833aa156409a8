import { describe, expect, it } from "vitest";
import type { CodeAnswer, CodeRequest, CodeSource } from "../../src/codes/code-source.ts";
import { fetchCode } from "../../src/codes/codes.ts";
import { race } from "../../src/codes/race.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { NOW, failureOf, fakeContext } from "../support/context.ts";

/** Two sources side by side, made of what a test lets them do. */

const REQUEST: CodeRequest = {
  profile: "work",
  serial: "GAHT12345678",
  settings: new Map(),
  given: { option: undefined, variable: undefined },
  refused: 0,
  now: () => NOW,
  opened: new Map(),
  objection: async () => undefined,
};
const NONE: CodeAnswer = { reason: "put away" };

/** A source that notes what happens to it. */
function source(
  name: string,
  code: (request: CodeRequest) => Promise<CodeAnswer>,
  other: Partial<CodeSource> = {},
): CodeSource {
  const usual = { unattended: false, asks: false, stands: () => true };
  return { name, ...usual, obstacle: async () => undefined, code, ...other };
}
const asking = (code: CodeSource["code"]) => source("ask", code as never, { asks: true });
const beside = (code: CodeSource["code"]) => source("key", code as never, { beside: true });

/** Until it is put away. */
function forEver({ signal }: CodeRequest, log: string[] = [], name = ""): Promise<CodeAnswer> {
  return new Promise((resolve) => {
    const end = (): void => {
      log.push(`${name} put away`);
      resolve(NONE);
    };
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end);
  });
}
/** A clock whose sleeps never end: nothing goes on by time alone. */
function still() {
  const fake = fakeContext();
  const clock = { ...fake.context.clock, sleep: () => new Promise<void>(() => undefined) };
  return { ...fake, context: { ...fake.context, clock } };
}
/** A question that stands at once. */
const standing = ({ notice }: CodeRequest): (() => void) =>
  notice?.below.watch(() => undefined) ?? (() => undefined);

describe("the race", () => {
  it.each([
    ["the key", { code: "111111", key: "1" }, "key", "ask put away"],
    ["the question", { code: "222222" }, "ask", "key put away"],
  ])("%s wins, and the other is put away", async (_title, answer, winner, put) => {
    const [fake, log] = [still(), [] as string[]];
    const wins = async (request: CodeRequest): Promise<CodeAnswer> => (standing(request), answer);
    const waits = (name: string) => (request: CodeRequest) => (
      standing(request),
      forEver(request, log, name)
    );
    const key = beside(winner === "key" ? wins : waits("key"));
    const ask = asking(
      winner === "ask"
        ? async (request) => {
            standing(request);
            // The other has begun by then.
            await new Promise((next) => setImmediate(next));
            return answer;
          }
        : waits("ask"),
    );
    expect(await race(key, ask, REQUEST, fake.context)).toEqual({ answer, source: winner });
    expect(log).toEqual([put]);
  });
  it("the question stands before the key begins", async () => {
    const [fake, log] = [still(), [] as string[]];
    const key = beside(async () => (log.push("key begins"), { code: "111111" }));
    const ask = asking(async (request) => {
      await new Promise((next) => setImmediate(next));
      log.push("stands");
      standing(request);
      return forEver(request);
    });
    await race(key, ask, REQUEST, fake.context);
    expect(log).toEqual(["stands", "key begins"]);
  });
  it("a question that does not say that it stands is not waited for", async () => {
    const key = beside(async () => ({ code: "111111" }));
    const ask = asking((request) => forEver(request));
    expect(await race(key, ask, REQUEST, fakeContext().context)).toMatchObject({ source: "key" });
  });
  it("an answer that comes before the key begins spares it", async () => {
    const key = beside(async () => expect.unreachable());
    const ask = asking(async () => ({ code: "222222" }));
    expect(await race(key, ask, REQUEST, still().context)).toMatchObject({ source: "ask" });
  });
  it.each([
    ["the key gives up", "key"],
    ["the question gives up", "ask"],
  ])("goes on when %s", async (_title, loser) => {
    const fails = async (request: CodeRequest) => (standing(request)(), { reason: "no" });
    const wins = async (request: CodeRequest) => {
      standing(request);
      await new Promise((next) => setImmediate(next));
      return { code: "333333" };
    };
    const [key, ask] =
      loser === "key" ? [beside(fails), asking(wins)] : [beside(wins), asking(fails)];
    const raced = await race(key, ask, REQUEST, still().context);
    expect(raced).toEqual({ answer: { code: "333333" }, source: loser === "key" ? "ask" : "key" });
  });
  it.each([
    ["which has come to nothing", { reason: "no window" }, true],
    ["which stands", undefined, false],
  ])("the key is told of the question, %s", async (_title, end, isOver) => {
    const ask = asking(async (request) => {
      standing(request);
      return end ?? forEver(request);
    });
    const key = beside(async ({ unasked }) => {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => setImmediate(next));
      expect(unasked?.aborted).toBe(isOver);
      return { code: "111111" };
    });
    expect(await race(key, ask, REQUEST, still().context)).toMatchObject({ source: "key" });
  });
  it("ends with each reason when both have given up", async () => {
    const key = beside(async () => ({ reason: "no key", hint: "plug" }));
    const ask = asking(async () => ({ reason: "Ctrl-D" }));
    expect(await race(key, ask, REQUEST, still().context)).toEqual({
      failures: [{ reason: "no key", hint: "plug" }, { reason: "Ctrl-D" }],
    });
  });
  it("shows below the question why the key gave up", async () => {
    const [fake, shown] = [still(), [] as (string | undefined)[]];
    const ask = asking(async ({ notice }) => {
      await new Promise<void>((resolve) => {
        notice?.below.watch((line) => (shown.push(line), line && resolve()));
      });
      return { code: "222222" };
    });
    await race(
      beside(async () => ({ reason: "no key" })),
      ask,
      REQUEST,
      fake.context,
    );
    expect(shown).toEqual([undefined, "no key", undefined]);
  });
  it.each(["key", "ask"])("Ctrl-C at the %s ends both", async (where) => {
    const log: string[] = [];
    const breaks = async (request: CodeRequest): Promise<CodeAnswer> => {
      standing(request);
      await new Promise((next) => setImmediate(next));
      throw new AwsmfaError("interrupted", "interrupted");
    };
    const waits = (request: CodeRequest) => (standing(request), forEver(request, log, "other"));
    const [key, ask] =
      where === "key" ? [beside(breaks), asking(waits)] : [beside(waits), asking(breaks)];
    const failure = await failureOf(() => race(key, ask, REQUEST, still().context));
    expect([failure.code, log]).toEqual(["interrupted", ["other put away"]]);
  });
  it("ends when it is put away itself", async () => {
    const all = new AbortController();
    const waits = (request: CodeRequest) => (standing(request), forEver(request));
    const raced = race(
      beside(waits),
      asking(waits),
      { ...REQUEST, signal: all.signal },
      still().context,
    );
    all.abort();
    expect(await raced).toMatchObject({ failures: expect.any(Array) });
  });
});

describe("a question in the place of the other", () => {
  it("puts that away, and again when it is answered", async () => {
    const log: string[] = [];
    const ask = asking((request) => {
      log.push("code?");
      standing(request);
      return forEver(request, log, "code");
    });
    const key = beside(async ({ inItsPlace, unasked }) => {
      const password = await inItsPlace?.(async () => (log.push("password?"), "s3cret"));
      await new Promise((next) => setImmediate(next));
      expect(unasked?.aborted).toBe(false);
      return password === "s3cret" ? { code: "111111" } : NONE;
    });
    expect(await race(key, ask, REQUEST, still().context)).toMatchObject({ source: "key" });
    expect(log).toEqual(["code?", "code put away", "password?", "code?", "code put away"]);
  });
  it("is not put where a code was typed at that moment", async () => {
    let type = (_answer: CodeAnswer): void => undefined;
    const ask = asking((request) => {
      standing(request);
      return new Promise((resolve) => void (type = resolve));
    });
    const key = beside(async ({ inItsPlace }) => {
      const asked = inItsPlace?.(async () => expect.unreachable());
      type({ code: "222222" });
      return (await asked) ?? NONE;
    });
    expect(await race(key, ask, REQUEST, still().context)).toMatchObject({ source: "ask" });
  });
  it("ends all with its Ctrl-C", async () => {
    const ask = asking((request) => (standing(request), forEver(request)));
    const key = beside(async ({ inItsPlace }) => {
      await inItsPlace?.(async () => {
        throw new AwsmfaError("interrupted", "interrupted");
      });
      return NONE;
    });
    const failure = await failureOf(() => race(key, ask, REQUEST, still().context));
    expect(failure.code).toBe("interrupted");
  });
});

describe("who runs side by side", () => {
  const code = async (): Promise<CodeAnswer> => ({ code: "111111" });
  const waits = (request: CodeRequest) => (standing(request), forEver(request));
  it.each([
    ["the key first", ["key", "ask"]],
    ["the question first", ["ask", "key"]],
    ["with another between, which comes after", ["key", "other", "ask"]],
  ])("%s", async (_title, order) => {
    const { context, debug } = fakeContext();
    const all = [beside(code), asking(waits), source("other", async () => expect.unreachable())];
    const sources = order.flatMap((name) => all.find((each) => each.name === name) ?? []);
    const fetched = await fetchCode(sources, REQUEST, context, () => undefined);
    expect(fetched).toEqual({ code: "111111", source: "key" });
    expect(debug[0]).toMatch(/^side by side: (key, ask|ask, key)$/);
  });
  it("the next question, where the first cannot be put", async () => {
    const blocked = { ...asking(code), name: "window", obstacle: async () => "no window" };
    const { context } = fakeContext();
    const sources = [blocked, beside(waits), asking(code)];
    expect(await fetchCode(sources, REQUEST, context, () => undefined)).toMatchObject({
      source: "ask",
    });
  });
  it("nobody, where only one can be tried", async () => {
    const { context, debug } = fakeContext();
    const blocked = { ...asking(code), obstacle: async () => "no terminal" };
    const nothing = beside(async () => ({ reason: "no key" }));
    const fetched = await fetchCode([nothing, blocked], REQUEST, context, () => undefined);
    expect(fetched).toEqual({
      unhad: { obstacles: ["no terminal"], failures: [{ reason: "no key" }], asks: true },
    });
    expect(debug).toEqual([]);
  });
});
