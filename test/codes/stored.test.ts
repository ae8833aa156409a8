import { describe, expect, it } from "vitest";
import type { CodeRequest, Objection } from "../../src/codes/code-source.ts";
import { stored } from "../../src/codes/stored.ts";
import { codeOfStep } from "../../src/secrets/one-time-code.ts";
import { secretOf, uriOf } from "../../src/secrets/otpauth.ts";
import { jsonText } from "../../src/words/json-text.ts";
import {
  type Fake,
  type FakeOptions,
  HOME,
  NOW,
  failureOf,
  fakeContext,
} from "../support/context.ts";
import { fakeAge } from "../support/secrets.ts";

/** Codes of stored secrets, over a fake keychain and a fake age file. */

const JANE = "arn:aws:iam::123456789012:mfa/jane";
const LIST = `${HOME}/.local/share/awsmfa/secrets.json`;
const AGE = `${HOME}/.local/share/awsmfa/secrets.age`;
const SECRET = secretOf("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "it");
/** NOW is at the start of a step. */
const STEP = NOW / 30_000;

const listed = (store: string): Record<string, string> => ({
  [LIST]: jsonText({ secrets: [{ serial: JANE, store }] }),
});
const inKeychain = (uri = uriOf(SECRET)): FakeOptions => ({
  files: listed("keychain"),
  keyring: new Map([[JANE, uri]]),
});
const inAge: FakeOptions = {
  files: { ...listed("age"), [AGE]: fakeAge("correct horse", `${JANE} ${uriOf(SECRET)}\n`) },
};

/** A request at the fake's time, to whose AWS these steps are known. */
function request(
  fake: Fake,
  spent: readonly number[] = [],
  other: Partial<CodeRequest> = {},
): CodeRequest {
  const used: Objection = { reason: "used", hint: "wait" };
  return {
    profile: "work",
    serial: JANE,
    settings: new Map(),
    given: { option: undefined, variable: undefined },
    refused: 0,
    now: () => fake.time.now,
    opened: new Map(),
    objection: async (_code, step = -1) => (spent.includes(step) ? used : undefined),
    ...other,
  };
}

const AHEAD = { settings: new Map([["awsmfa_code_ahead", "True"]]) };
const code = (step: number) => ({ code: codeOfStep(SECRET, step), step });

describe("the code", () => {
  it.each<[string, FakeOptions]>([
    ["from the keychain", inKeychain()],
    ["from the age file", { ...inAge, answers: ["correct horse"] }],
  ])("of this moment, %s", async (_, options) => {
    const fake = fakeContext(options);
    expect(await stored.code(request(fake), fake.context)).toEqual(code(STEP));
    expect(fake.progress.filter((line) => line.includes("used"))).toEqual([]);
  });
  it("is by AWS's clock, not this machine's", async () => {
    const fake = fakeContext(inKeychain());
    const now = (): number => fake.time.now + 86_400_000;
    expect(await stored.code(request(fake, [], { now }), fake.context)).toEqual(code(STEP + 2880));
  });
  it("has the secret's own period", async () => {
    const fake = fakeContext(inKeychain(`${uriOf(SECRET)}&period=60`));
    expect(await stored.code(request(fake), fake.context)).toMatchObject({ step: STEP / 2 });
  });

  it.each<[string, number[], Partial<CodeRequest>, number, number]>([
    ["this one", [], {}, 0, 0],
    ["the next, after a wait", [0], {}, 1, 30],
    ["the one after that, after two", [0, 1], {}, 2, 60],
    ["this one, although the next was spent", [1], {}, 0, 0],
    ["this one, with the next at hand", [], AHEAD, 0, 0],
    ["the next at once", [0], AHEAD, 1, 0],
    ["the one after that, as soon as it is the next", [0, 1], AHEAD, 2, 30],
  ])("is %s", async (_, spent, other, step, seconds) => {
    const fake = fakeContext(inKeychain());
    const steps = spent.map((each) => STEP + each);
    expect(await stored.code(request(fake, steps, other), fake.context)).toEqual(code(STEP + step));
    expect(fake.time.now).toBe(NOW + seconds * 1000);
    expect(fake.progress).toHaveLength(seconds);
  });
  it("counts down on the terminal, or says once that it waits", async () => {
    const fake = fakeContext(inKeychain());
    fake.time.now = NOW + 27_400;
    await stored.code(request(fake, [STEP]), fake.context);
    expect(fake.progress).toEqual(
      [3, 2, 1].map((left) => `this code was used; the next one in ${left} s`),
    );
    expect(fake.news).toEqual(["awsmfa: this code was used; the next one in 3 s"]);
    const quiet = fakeContext(inKeychain());
    const output = { ...quiet.context.output, newsIsTerminal: true };
    await stored.code(request(quiet, [STEP]), { ...quiet.context, output });
    expect(quiet.news).toEqual([]);
  });
  it("tries once in a run to open the store", async () => {
    const fake = fakeContext({ ...inAge, answers: [undefined] });
    const asked = request(fake);
    const [first, second] = [
      await stored.code(asked, fake.context),
      await stored.code({ ...asked, refused: 1 }, fake.context),
    ];
    expect([second, fake.questions.length]).toEqual([first, 1]);
  });
  it("opens the store once in a run", async () => {
    const fake = fakeContext({ ...inAge, answers: ["correct horse"] });
    const asked = request(fake);
    await stored.code(asked, fake.context);
    await stored.code({ ...asked, refused: 1 }, fake.context);
    expect(fake.questions).toHaveLength(1);
  });
});

describe("there is no code", () => {
  const hint = `awsmfa secret add --profile work --serial ${JANE}`;
  it.each<[string, FakeOptions, unknown]>([
    [
      "with digits that AWS does not take",
      inKeychain(`${uriOf(SECRET)}&digits=8`),
      { reason: "the stored secret makes codes of 8 digits; AWS takes six", hint },
    ],
    [
      "where the store has lost it",
      { files: listed("keychain") },
      { reason: "no secret of mfa/jane is in the store any more", hint },
    ],
    [
      "in a locked keychain",
      { ...inKeychain(), keyringFails: "locked" },
      {
        reason: "the keychain is locked, and was not unlocked",
        hint: expect.stringContaining("--store age") as unknown,
      },
    ],
    [
      "without the passphrase",
      { ...inAge, answers: [undefined] },
      {
        reason: "no passphrase was entered",
        hint: expect.stringContaining("AWSMFA_PASSPHRASE_COMMAND") as unknown,
      },
    ],
    [
      "in what is no secret",
      inKeychain("hello"),
      {
        reason: expect.stringMatching(/^the keychain holds no TOTP secret/) as unknown,
        hint: expect.any(String) as unknown,
      },
    ],
  ])("%s", async (_, options, answer) => {
    const fake = fakeContext(options);
    expect(await stored.code(request(fake), fake.context)).toEqual(answer);
  });
  it("after Ctrl-C, nor is another source asked", async () => {
    const fake = fakeContext({
      ...inAge,
      environment: { AWSMFA_PASSPHRASE_COMMAND: "x" },
      programs: [{ killedBy: "SIGINT", status: undefined }] as never,
    });
    expect((await failureOf(() => stored.code(request(fake), fake.context))).code).toBe(
      "interrupted",
    );
  });
});

describe("the obstacle", () => {
  it.each<
    [
      string,
      FakeOptions,
      Partial<{ serial: string | undefined; refused: number; refusedFrom: readonly string[] }>,
      unknown,
    ]
  >([
    ["nothing stored", { files: {} }, {}, "no secret is stored"],
    [
      "another device's",
      inKeychain(),
      { serial: "GAHT12345678" },
      "no secret is stored for GAHT12345678",
    ],
    [
      "refused twice",
      inKeychain(),
      { refused: 2, refusedFrom: ["stored", "stored"] },
      "AWS refused the codes of the stored secret",
    ],
    ["refused once", inKeychain(), { refused: 2, refusedFrom: ["given", "stored"] }, undefined],
    ["a device that is not known yet", inKeychain(), { serial: undefined }, undefined],
    ["none", inKeychain(), {}, undefined],
    [
      "a passphrase and nobody to ask",
      { ...inAge, nobody: "there is no terminal" },
      {},
      expect.stringContaining("there is no terminal"),
    ],
    ["a passphrase and somebody to ask", inAge, {}, undefined],
  ])("%s", async (_, options, other, expected) => {
    const fake = fakeContext({ ...options, keyringFails: "locked" });
    const asked = { ...request(fake), ...other };
    expect(await stored.obstacle(asked, fake.context)).toEqual(expected);
    // Nothing was opened to find out.
    expect(fake.effects).toEqual([]);
  });
  it("stands where a secret is stored", () => {
    expect([stored.stands(new Map(), true), stored.stands(new Map(), false)]).toEqual([
      true,
      false,
    ]);
  });
});
