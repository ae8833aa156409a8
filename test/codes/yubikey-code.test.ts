import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { Ended } from "../../src/ports-run.ts";
import type { CodeRequest } from "../../src/codes/code-source.ts";
import { codeOfYubiKey } from "../../src/codes/yubikey-code.ts";
import { type Fake, type FakeOptions, NOW, fakeContext } from "../support/context.ts";
import { RECORDED } from "../support/ykman.ts";

/** From ykman's first word to a code, with what the real one printed. */

const JANE = "arn:aws:iam::123456789012:mfa/jane";
const STEP = NOW / 30_000;
const SAID = RECORDED["5.9"];
const said = (title: string) => {
  const { status, stdout, stderr } = SAID[title] ?? { status: 0, stdout: "?", stderr: "?" };
  return { status, stdout, stderr };
};
const VERSION = { stdout: "YubiKey Manager (ykman) version: 5.9.2\n" };
const ONE = said("one key, list");
const TWO = said("two keys, list");
const ACCOUNTS = { stdout: `${JANE}by\n${JANE}\n` };
const CODE = { stdout: "492039\n" };
const TOUCH = said("touched after 1 s");
const LOCKED = said("locked, wrong password on stdin");

function request(fake: Fake, other: Partial<CodeRequest> = {}): CodeRequest {
  return {
    profile: "work",
    serial: JANE,
    settings: new Map(),
    given: { option: undefined, variable: undefined },
    refused: 0,
    now: () => fake.time.now,
    opened: new Map(),
    yubikey: {},
    objection: async () => undefined,
    ...other,
  };
}

async function codeFrom(options: FakeOptions, other: Partial<CodeRequest> = {}) {
  const fake = fakeContext(options);
  const asked = request(fake, other);
  const answer = await codeOfYubiKey(asked, fake.context);
  const words = fake.ran.map(({ command }) => [...command].slice(1).join(" "));
  return { fake, answer, words, asked };
}

const LIST = "--device 13371337 oath accounts list";
const COMPUTE = `--device 13371337 oath accounts code --single -- ${JANE}`;
const setting = (name: string, value: string) => ({ settings: new Map([[name, value]]) });

describe("a code", () => {
  it("of the exact account, with its time step and the key that it is of", async () => {
    const { answer, words } = await codeFrom({ programs: [VERSION, ONE, ACCOUNTS, CODE] });
    expect(answer).toEqual({ code: "492039", key: "13371337", step: STEP });
    expect(words).toEqual(["--version", "list", LIST, COMPUTE]);
  });
  it("of ykman 3, in its words", async () => {
    const version = { stdout: "YubiKey Manager (ykman) version: 3.1.2\n" };
    const { words } = await codeFrom({ programs: [version, ONE, ACCOUNTS, CODE] });
    expect(words.slice(2)).toEqual([
      "--device 13371337 oath list",
      `--device 13371337 oath code --single -- ${JANE}`,
    ]);
  });
  it("that was refused: the next one takes one call", async () => {
    const first = await codeFrom({ programs: [VERSION, ONE, ACCOUNTS, CODE] });
    const again = { yubikey: first.asked.yubikey ?? {} };
    const { words } = await codeFrom({ programs: [CODE] }, again);
    expect(words).toEqual([COMPUTE]);
  });
  it("without a step where one ends while it is computed", async () => {
    const late = (fake: Fake): string => ((fake.time.now += 31_000), "492039\n");
    const { answer } = await codeFrom({ programs: [VERSION, ONE, ACCOUNTS, late] });
    expect(answer).toEqual({ code: "492039", key: "13371337" });
  });
  it("of a key that does not tell its number", async () => {
    const list = { stdout: "YubiKey NEO [OTP+CCID]\n" };
    const { answer, words } = await codeFrom({ programs: [VERSION, list, ACCOUNTS, CODE] });
    expect(answer).toMatchObject({ code: "492039", key: "" });
    expect(words[2]).toBe("oath accounts list");
  });
  it("that is none", async () => {
    const { answer } = await codeFrom({
      programs: [VERSION, ONE, ACCOUNTS, { stdout: "W272V\n" }],
    });
    expect(answer).toEqual({
      reason: `“${JANE}” on the YubiKey gives no code of six digits`,
      hint: "name another: aws configure set awsmfa_yubikey_account ID --profile work",
    });
  });
});

describe("a touch", () => {
  it("is shown with the seconds left, and said where that cannot be seen", async () => {
    const { answer, fake } = await codeFrom({ programs: [VERSION, ONE, ACCOUNTS, TOUCH] });
    expect(answer).toMatchObject({ code: TOUCH.stdout.trim() });
    expect(fake.progress).toContain("touch your YubiKey: 15 s");
    expect(fake.news).toEqual(["awsmfa: touch your YubiKey; it waits 15 s"]);
  });
  it("is not waited for with --no-input", async () => {
    const fake = fakeContext({
      nobody: "--no-input was given",
      programs: [
        VERSION,
        ONE,
        ACCOUNTS,
        { ...said("never touched (the key gives up after 15 s)"), why: "cancelled" },
      ],
    });
    const context = {
      ...fake.context,
      terminal: { ...fake.context.terminal, forbidden: true },
    };
    const known: NonNullable<CodeRequest["yubikey"]> = {};
    expect(await codeOfYubiKey(request(fake, { yubikey: known }), context)).toEqual({
      reason: "the YubiKey wants to be touched, and nobody is there to do it: --no-input was given",
      hint: "awsmfa login --profile work",
    });
    expect(fake.ran.at(-1)?.signal?.aborted).toBe(true);
    expect(fake.news).toEqual([]);
    expect(known.touch).toBe(true);
  });
  it("that it is known to want is asked of nobody: it does not even blink", async () => {
    const fake = fakeContext({ nobody: "a renewal asks nobody", programs: [] });
    const context = { ...fake.context, terminal: { ...fake.context.terminal, forbidden: true } };
    expect(await codeOfYubiKey(request(fake, { yubikey: { touch: true } }), context)).toEqual({
      reason:
        "the YubiKey wants to be touched, and nobody is there to do it: a renewal asks nobody",
      hint: "awsmfa login --profile work",
    });
    expect(fake.ran).toEqual([]);
  });
  it.each<[string, Partial<Ended>, boolean, boolean]>([
    ["asked for", TOUCH, false, true],
    ["no longer asked for", CODE, true, false],
    ["that cannot be told of a key that failed", said("no key plugged in"), true, true],
  ])("%s is known afterwards", async (_title, end, before, after) => {
    const programs = [VERSION, ONE, ACCOUNTS, end, ...Array.from({ length: 30 }, () => end)];
    const { asked } = await codeFrom({ programs }, { yubikey: { touch: before } });
    expect(asked.yubikey?.touch).toBe(after);
  });
  it("leaves nothing on the signal that would end it, however long it is waited for", async () => {
    const { signal } = new AbortController();
    const none = Array.from({ length: 12 }, () => ({ stdout: "" }));
    await codeFrom({ programs: [VERSION, ...none, ONE, ACCOUNTS, TOUCH] }, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a spent code", () => {
  const used = (steps: readonly number[]): Partial<CodeRequest> => ({
    objection: async (_code, step = -1) =>
      steps.includes(step) ? { reason: "used", hint: "wait" } : undefined,
  });
  it("is waited out before anybody has to touch the key", async () => {
    const { answer, fake } = await codeFrom(
      { programs: [VERSION, ONE, ACCOUNTS, CODE] },
      used([STEP]),
    );
    expect(answer).toMatchObject({ step: STEP + 1 });
    expect(fake.progress).toContain("this code was used; the next one in 30 s");
    expect(fake.news).toEqual(["awsmfa: this code was used; the next one in 30 s"]);
  });
  it("that shows only when it is there is waited out too", async () => {
    const objection: CodeRequest["objection"] = async (code) =>
      code === "111111" ? { reason: "used", hint: "wait" } : undefined;
    const programs = [VERSION, ONE, ACCOUNTS, { stdout: "111111\n" }, CODE];
    const { answer } = await codeFrom({ programs }, { objection });
    expect(answer).toMatchObject({ code: "492039", step: STEP + 1 });
  });
  it("of an account whose code never changes is given up", async () => {
    const objection: CodeRequest["objection"] = async (code) =>
      code === "" ? undefined : { reason: "492 039 was used 3 s ago", hint: "wait" };
    const { answer } = await codeFrom(
      { programs: [VERSION, ONE, ACCOUNTS, CODE, CODE, CODE] },
      { objection },
    );
    expect(answer).toEqual({
      reason: "the YubiKey gives the same code again; 492 039 was used 3 s ago",
      hint: "wait",
    });
  });
});

describe("the key", () => {
  it("is picked where there are several", async () => {
    const programs = [VERSION, TWO, ACCOUNTS, CODE];
    const { answer, fake } = await codeFrom({ programs, answers: ["22223333"] });
    expect(answer).toMatchObject({ key: "22223333" });
    expect(fake.questions[0]).toMatch(/^Which YubiKey\? 13371337 {2}YubiKey 5 NFC .* \| 22223333/);
  });
  it.each<[string, FakeOptions]>([
    ["cannot be picked without a terminal", { nobody: "there is no terminal" }],
    ["was not picked", { answers: [undefined] }],
  ])("%s", async (title, options) => {
    const { answer } = await codeFrom({ programs: [VERSION, TWO], ...options });
    const end = title === "was not picked" ? ", and none was picked" : "";
    expect(answer).toEqual({
      reason: `several YubiKeys are plugged in (13371337, 22223333)${end}`,
      hint: "aws configure set awsmfa_yubikey_serial 13371337 --profile work",
    });
  });
  it("that is set, and the one that was used, take no question", async () => {
    const set = await codeFrom(
      { programs: [VERSION, TWO, ACCOUNTS, CODE] },
      setting("awsmfa_yubikey_serial", "22223333"),
    );
    const used = { yubikeys: [{ serial: JANE, key: "22223333" }] };
    const again = await codeFrom({ programs: [VERSION, TWO, ACCOUNTS, CODE] }, used);
    expect([set.answer, again.answer]).toEqual([
      expect.objectContaining({ key: "22223333" }),
      expect.objectContaining({ key: "22223333" }),
    ]);
  });
  it("is waited for half a minute where somebody is there, with a line", async () => {
    const none = { stdout: "" };
    const programs = [VERSION, none, none, none, ONE, ACCOUNTS, CODE];
    const { answer, fake } = await codeFrom({ programs });
    expect(answer).toMatchObject({ code: "492039" });
    expect(fake.progress).toContain("no YubiKey is plugged in: put it in (29 s)");
    expect(fake.news).toEqual(["awsmfa: no YubiKey is plugged in: put it in"]);
  });
  it("is not waited for where nobody is", async () => {
    const programs = [VERSION, { stdout: "" }];
    const { answer, fake } = await codeFrom({ programs, nobody: "there is no terminal" });
    expect(answer).toEqual({
      reason: "no YubiKey is plugged in",
      hint: "what is plugged in: ykman list",
    });
    expect(fake.time.now).toBe(NOW);
  });
  it("is waited for beside a question for as long as that stands", async () => {
    const question = new AbortController();
    const list = (fake: Fake): string => {
      if (fake.ran.length > 3) question.abort();
      return "\n";
    };
    const programs = [VERSION, ...Array.from({ length: 9 }, () => list)];
    const { answer, fake } = await codeFrom({ programs }, { unasked: question.signal });
    expect(answer).toMatchObject({ reason: "no YubiKey is plugged in" });
    expect(fake.ran).toHaveLength(4);
  });
  it("cannot be reached without pcscd", async () => {
    const { answer } = await codeFrom({ programs: [VERSION, said("no pcscd running, list")] });
    expect(answer).toMatchObject({ reason: expect.stringContaining("(pcscd) does not run") });
  });
  it("that is busy is tried again for 16 s", async () => {
    const busy = said("right after a ykman that waited for touch was killed (SIGKILL)");
    const once = await codeFrom({ programs: [VERSION, ONE, busy, ACCOUNTS, CODE] });
    expect(once.answer).toMatchObject({ code: "492039" });
    const always = await codeFrom({
      programs: [VERSION, ONE, ...Array.from({ length: 30 }, () => busy)],
    });
    expect(always.answer).toMatchObject({
      reason: "another program uses the YubiKey, or it still waits for a touch",
      hint: expect.stringContaining("gpgconf --kill scdaemon"),
    });
    expect(always.fake.time.now - NOW).toBeLessThan(20_000);
  });
});

describe("the account", () => {
  const others = { stdout: "a\nb\nc\nd\ne\nf\ng\n" };
  it.each<[string, Partial<CodeRequest>, object, string, string]>([
    [
      "of the device is not there",
      {},
      others,
      "the YubiKey has no account for mfa/jane",
      "on it: a, b, c, d, e, f, …\nname one: aws configure set awsmfa_yubikey_account ID --profile work",
    ],
    [
      "that is set is not there",
      setting("awsmfa_yubikey_account", "x y"),
      { stdout: "x\n" },
      "the YubiKey has no account “x y”",
      "on it: x\nname one: aws configure set awsmfa_yubikey_account ID --profile work",
    ],
    [
      "nor any other",
      {},
      { stdout: "" },
      "the YubiKey has no account for mfa/jane",
      "there is none on it at all: ykman oath accounts add --touch NAME, and type the secret key that AWS shows",
    ],
  ])("%s", async (_title, other, listed, reason, hint) => {
    const { answer } = await codeFrom({ programs: [VERSION, ONE, listed] }, other);
    expect(answer).toEqual({ reason, hint });
  });
  it("is picked where several may be meant", async () => {
    const listed = { stdout: "Amazon Web Services:jane@a\nAmazon Web Services:jane@b\n" };
    const answers = ["Amazon Web Services:jane@b"];
    const { words, fake } = await codeFrom({ programs: [VERSION, ONE, listed, CODE], answers });
    expect(words.at(-1)).toMatch(/-- Amazon Web Services:jane@b$/);
    expect(fake.questions[0]).toMatch(/^Which account of the YubiKey is mfa\/jane\?/);
  });
});

describe("the OATH password", () => {
  const stdins = (fake: Fake) => fake.ran.map(({ stdin }) => stdin);
  it("is asked for, goes by standard input, and is kept for the run", async () => {
    const programs = [VERSION, ONE, LOCKED, ACCOUNTS, CODE];
    const { answer, fake, asked } = await codeFrom({ programs, answers: ["s3cret"] });
    expect(answer).toMatchObject({ code: "492039" });
    expect(fake.effects).toEqual(["ask hidden"]);
    expect(stdins(fake)).toEqual(["\n", "\n", "\n", "s3cret\n", "s3cret\n"]);
    expect(asked.yubikey?.password).toBe("s3cret");
    expect(fake.news).toEqual([
      "awsmfa: ykman can remember the password: ykman oath access remember",
    ]);
    expect(JSON.stringify([fake.debug, fake.ran.map(({ command }) => command)])).not.toContain(
      "s3cret",
    );
  });
  it("is asked for three times", async () => {
    const programs = [VERSION, ONE, LOCKED, LOCKED, LOCKED, LOCKED];
    const { answer, fake } = await codeFrom({ programs, answers: ["a", "b", "c"] });
    expect(answer).toEqual({
      reason: "that was not the YubiKey's OATH password, 3 times",
      hint: "if ykman remembers an old one: ykman oath access forget",
    });
    expect(fake.questions).toEqual([
      "OATH password of the YubiKey:",
      "wrong; OATH password of the YubiKey:",
      "wrong; OATH password of the YubiKey:",
    ]);
  });
  it.each([
    ["Enter alone", ""],
    ["Ctrl-D", undefined],
  ])("%s gives up", async (_title, given) => {
    const { answer } = await codeFrom({ programs: [VERSION, ONE, LOCKED], answers: [given] });
    expect(answer).toEqual({ reason: "the YubiKey's OATH password was not given" });
  });
  it("is not asked for where nobody is", async () => {
    const options = { programs: [VERSION, ONE, LOCKED], nobody: "there is no terminal" };
    expect((await codeFrom(options)).answer).toEqual({
      reason:
        "the YubiKey wants its OATH password, and nobody can be asked for it: there is no terminal",
      hint: "let ykman remember it: ykman oath access remember",
    });
  });
});
