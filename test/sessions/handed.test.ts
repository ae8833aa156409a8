import { describe, expect, it } from "vitest";
import type { Note, Taken } from "../../src/ports-process.ts";
import { handedSession } from "../../src/sessions/handed.ts";
import { LIMIT } from "../../src/sessions/limits.ts";
import { processDocument, processText } from "../../src/sessions/process-document.ts";
import {
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
} from "../support/context.ts";
import type { FakeTimer } from "../support/process-ports.ts";

const SERIAL = "mfa_serial = arn:aws:iam::123456789012:mfa/mfa.user\n";
const OLD = exampleSession().credentials.sessionToken;

/** A world with a session that has so many seconds left, and a program that prints the code if it is wanted. */
function world(left: number, options: FakeOptions & { unattended?: boolean } = {}) {
  const files = filesWith([exampleSession({ expires: NOW + left * 1000 })]);
  const settings = `${SERIAL}${options.unattended === true ? "mfa_process = code\n" : ""}`;
  for (const [path, text] of Object.entries(files))
    files[path] = text.replace(`[profile ${PROFILE}]\n`, `[profile ${PROFILE}]\n${settings}`);
  return fakeContext({ files, ...options });
}

const get = async (fake: ReturnType<typeof world>, more: object = {}): Promise<string> => {
  const session = await handedSession({ force: false, ...more }, fake.context);
  return session.credentials.sessionToken === OLD ? "old" : "new";
};

describe("the document", () => {
  it("is that of version 1", () => {
    const session = exampleSession();
    expect(processDocument(session)).toEqual({
      Version: 1,
      AccessKeyId: "ASIAIOSFODNN7EXAMPLE",
      SecretAccessKey: session.credentials.secretAccessKey,
      SessionToken: OLD,
      Expiration: "2026-11-22T16:20:00Z",
    });
    expect(JSON.parse(processText(session))).toEqual(processDocument(session));
    expect(processText(session).endsWith("}\n")).toBe(true);
  });
});

describe("a session", () => {
  const code = [(fake: { code: () => string }) => fake.code()];
  it.each<[string, number, FakeOptions & { unattended?: boolean }, object, string, number]>([
    ["that is fresh is handed out", 900, { unattended: true }, {}, "old", 0],
    [
      "that ends soon is renewed with nobody asked",
      899,
      { unattended: true, programs: code },
      {},
      "new",
      1,
    ],
    ["that ends soon is not asked for", 899, { answers: code }, {}, "old", 0],
    ["with a minute left is not asked for", 60, { answers: code }, {}, "old", 0],
    ["with less is as good as over", 59, { answers: code }, {}, "new", 1],
    [
      "with less than was wanted is asked for",
      899,
      { answers: code },
      { minRemaining: 900 },
      "new",
      1,
    ],
    [
      "with less than a minute will do if that is wanted",
      30,
      { answers: code },
      { minRemaining: 10 },
      "old",
      0,
    ],
    ["is got anew by force", 3600, { answers: code }, { force: true }, "new", 1],
    [
      "is handed out where a program has no code",
      600,
      { unattended: true, programs: [{ status: 1 }] },
      {},
      "old",
      0,
    ],
    [
      "is handed out where the only source asks",
      600,
      { unattended: true },
      { source: "prompt" },
      "old",
      0,
    ],
  ])("%s", async (_title, left, options, more, which, calls) => {
    const fake = world(left, options);
    expect(await get(fake, more)).toBe(which);
    expect(fake.effects.filter((effect) => effect === "sts")).toHaveLength(calls);
  });
  it("is not renewed while another process is at it, nor soon after that failed", async () => {
    const other: Taken = { mine: false, holder: "7-a" };
    const note: Note = { holder: "7-a", text: "[]", age: 59_000 };
    for (const more of [{ turns: [() => other] }, { note: () => note }]) {
      const fake = world(600, { unattended: true, ...more });
      expect([await get(fake), fake.ran]).toEqual(["old", []]);
    }
    const later = { note: () => ({ ...note, age: 61_000 }) };
    expect(await get(world(600, { unattended: true, programs: code, ...later }))).toBe("new");
  });
  it("is handed out where its renewal takes too long", async () => {
    const timers = new Set<FakeTimer>();
    const fake = world(600, { unattended: true, timers });
    const { context } = fake;
    const never = { ...context, run: () => new Promise<never>(() => undefined) };
    const handed = handedSession({ force: false }, never);
    await new Promise(setImmediate);
    for (const timer of timers) if (timer.milliseconds === LIMIT.renewal) timer.act();
    expect((await handed).credentials.sessionToken).toBe(OLD);
  });
  it("that is over fails with words where nobody can be asked", async () => {
    const { context } = world(-1, { nobody: "there is no terminal" });
    expect(await failureOf(() => handedSession({ force: false }, context))).toMatchObject({
      code: "no-terminal",
    });
  });
  it("is not waited for by a program that a login of its own profile runs", async () => {
    const other: Taken = { mine: false, holder: "7-a" };
    const fake = world(-1, {
      turns: [() => other],
      environment: { AWSMFA_RUNNING: encodeURIComponent(PROFILE) },
    });
    expect(await failureOf(() => get(fake))).toMatchObject({ code: "recursion" });
  });
  it("tells the program that it runs, which another command would not be told", async () => {
    const fake = world(-1, { unattended: true, programs: code });
    expect(await get(fake)).toBe("new");
    expect(fake.ran[0]?.environment["AWSMFA_RUNNING"]).toBe(PROFILE);
  });
  it("offers nothing to somebody who has typed a code", async () => {
    const fake = world(-1, { answers: code, confirms: true });
    fake.files.forEach((text, path) => fake.files.set(path, text.replace(SERIAL, "")));
    expect([await get(fake), fake.effects.includes("confirm")]).toEqual(["new", false]);
  });
});
