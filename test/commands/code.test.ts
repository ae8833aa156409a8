import { describe, expect, it } from "vitest";
import { json, run, words } from "../../src/commands/code.ts";
import { spentCode, withSpent } from "../../src/memory/spent.ts";
import { memoryText, readMemory } from "../../src/memory/memory.ts";
import { jsonText } from "../../src/words/json-text.ts";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import {
  type Fake,
  type FakeOptions,
  HOME,
  MEMORY,
  NOW,
  failureOf,
  fakeContext,
  viewAt,
} from "../support/context.ts";

/** `code`, over a fake keychain and a fake clipboard. */

const LIST = `${HOME}/.local/share/awsmfa/secrets.json`;
const FILES = { [LIST]: jsonText({ secrets: [{ serial: EXAMPLE_SERIAL, store: "keychain" }] }) };
const URI = `otpauth://totp/?secret=${EXAMPLE_SECRET}`;

function fakeWith(options: FakeOptions = {}): Fake {
  return fakeContext({
    files: FILES,
    keyring: new Map([[EXAMPLE_SERIAL, URI]]),
    nobody: "nobody",
    ...options,
  });
}
const print = { json: false, copy: false };
const copy = { json: false, copy: true };

describe("the code", () => {
  it("is printed, with the seconds left", async () => {
    const fake = fakeWith();
    fake.time.now = NOW + 13_000;
    const result = await run(print, fake.context);
    expect(result).toEqual({
      serial: EXAMPLE_SERIAL,
      code: fake.code(),
      secondsLeft: 17,
      spent: undefined,
      copied: undefined,
    });
    expect(words(result, viewAt())).toEqual({
      data: `${fake.code()}\n`,
      news: ["mfa/mfa.user · 17 s left"],
      warnings: [],
    });
    expect(json(result)).toEqual({ serial: EXAMPLE_SERIAL, code: fake.code(), secondsLeft: 17 });
  });
  it("is by AWS's clock, as far as it is known", async () => {
    const clock = { offset: 600_000, started: NOW - 3_600_000 };
    const memory = memoryText({ ...readMemory(undefined), clock });
    const fake = fakeWith({
      files: { ...FILES, [MEMORY]: memory },
      world: exampleWorld({ clockOffset: 600_000 }),
    });
    expect((await run(print, fake.context)).code).toBe(fake.code());
  });
  it("is told to be spent", async () => {
    const fake = fakeWith();
    const spent = await spentCode(EXAMPLE_SERIAL, fake.code(), NOW - 12_000, fake.context.digest);
    fake.files.set(MEMORY, memoryText(withSpent(readMemory(undefined), spent)));
    const result = await run(print, fake.context);
    const code = `${fake.code().slice(0, 3)} ${fake.code().slice(3)}`;
    expect(words(result, viewAt()).warnings).toEqual([
      `awsmfa: warning: ${code} was used 12 s ago; AWS takes a code once; the next one shows in 30 s`,
    ]);
  });
  it.each<[string, FakeOptions, string, string]>([
    ["nothing stored", { files: {} }, "no-secret", "no secret is stored"],
    [
      "a store without it",
      { keyring: new Map() },
      "no-secret",
      "the keychain has no secret of mfa/mfa.user any more",
    ],
    [
      "a locked store",
      { keyringFails: "locked" },
      "store-unusable",
      "the keychain is locked, and was not unlocked",
    ],
  ])("is none: %s", async (_, options, code, message) => {
    expect(await failureOf(() => run(print, fakeWith(options).context))).toMatchObject({
      code,
      message,
    });
  });
});

describe("the code on the clipboard", () => {
  it("is cleared after half a minute, which is counted down", async () => {
    const clipboard = { text: "before" };
    const fake = fakeWith({ clipboard });
    const seen: string[] = [];
    const sleep = fake.context.clock.sleep.bind(fake.context.clock);
    fake.context.clock.sleep = async (milliseconds) => {
      seen.push(clipboard.text);
      await sleep(milliseconds);
    };
    const code = fake.code();
    const result = await run(copy, fake.context);
    expect(new Set(seen)).toEqual(new Set([code]));
    expect([clipboard.text, fake.time.now - NOW, fake.progress.length]).toEqual(["", 30_000, 30]);
    expect(fake.progress.at(-1)).toBe("the code is on the clipboard for 1 s; Ctrl-C clears it now");
    expect(words(result, viewAt())).toEqual({
      news: ["mfa/mfa.user · the clipboard is cleared again"],
      warnings: [],
    });
    expect(json(result)).toEqual({ serial: EXAMPLE_SERIAL, clipboard: "cleared" });
    expect(fake.context.endings.size).toBe(0);
  });
  it("is the next one when that shows", async () => {
    const clipboard = { text: "" };
    const fake = fakeWith({ clipboard });
    fake.time.now += 18_000;
    const codes = [fake.code(), fake.code(1)];
    const seen: string[] = [];
    const sleep = fake.context.clock.sleep.bind(fake.context.clock);
    fake.context.clock.sleep = async (milliseconds) => {
      seen.push(clipboard.text);
      await sleep(milliseconds);
    };
    await run(copy, fake.context);
    expect([seen.slice(0, 12), seen.slice(12)].map((each) => [...new Set(each)])).toEqual(
      codes.map((code) => [code]),
    );
    expect([clipboard.text, fake.time.now - NOW]).toEqual(["", 48_000]);
    expect(fake.progress.slice(11, 13)).toEqual([
      "the code is on the clipboard for 19 s; Ctrl-C clears it now",
      "the next code is on the clipboard for 18 s; Ctrl-C clears it now",
    ]);
  });
  it("that was used is told at once, not half a minute later", async () => {
    const fake = fakeWith({ clipboard: { text: "" } });
    const spent = await spentCode(EXAMPLE_SERIAL, fake.code(), NOW - 12_000, fake.context.digest);
    fake.files.set(MEMORY, memoryText(withSpent(readMemory(undefined), spent)));
    const told: number[] = [];
    fake.context.output.warn = () => void told.push(fake.time.now - NOW);
    const result = await run(copy, fake.context);
    expect([told, words(result, viewAt()).warnings]).toEqual([[0], []]);
  });
  it("is left alone once it is another's", async () => {
    const clipboard = { text: "" };
    const fake = fakeWith({ clipboard });
    const sleep = fake.context.clock.sleep.bind(fake.context.clock);
    fake.context.clock.sleep = async (milliseconds) => {
      clipboard.text = "something else";
      await sleep(milliseconds);
    };
    const result = await run(copy, fake.context);
    expect([clipboard.text, result.copied]).toEqual(["something else", "others"]);
    expect(words(result, viewAt()).news).toEqual([
      "mfa/mfa.user · the clipboard has something else on it by now",
    ]);
  });
  it("is cleared at once when a signal ends the program", async () => {
    const clipboard = { text: "" };
    const fake = fakeWith({ clipboard });
    fake.context.clock.sleep = async () => {
      await Promise.all(Array.from(fake.context.endings, (act) => act()));
      throw new Error("ended");
    };
    await expect(run(copy, fake.context)).rejects.toThrow("ended");
    expect(clipboard.text).toBe("");
  });
});
