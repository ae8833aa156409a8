import { describe, expect, it } from "vitest";
import type { CodeSource } from "../../src/codes/code-source.ts";
import { CODE_SOURCES, chosenSources } from "../../src/codes/codes.ts";
import { yubikey } from "../../src/codes/yubikey.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { requestSession } from "../../src/sessions/issue.ts";
import type { Order } from "../../src/sessions/send-code.ts";
import type { RefusalKind, Sts } from "../../src/ports-aws.ts";
import { EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import { connectionTo } from "../local-aws/support.ts";
import {
  type Answer,
  type Fake,
  type FakeOptions,
  MEMORY,
  NOW,
  exampleSession,
  failureOf,
  fakeContext,
} from "../support/context.ts";

const SIX =
  (steps = 0): Answer =>
  (fake) =>
    fake.code(steps);
const WRONG = "000000";
const WORDS = "AWS refused 000 000: wrong, too old, or used before";
const MORE = ["000000", "000001", "000002", "000003"];

type Issuer = Pick<Sts, "getSessionToken">;

function request(fake: Fake, other: Partial<Order> = {}, sts?: Issuer) {
  const order: Order = {
    profile: "work",
    user: "work",
    serial: EXAMPLE_SERIAL,
    seconds: 3600,
    sources: CODE_SOURCES,
    given: { option: undefined, variable: undefined },
    settings: new Map(),
    connection: connectionTo("https://sts.us-east-1.amazonaws.com"),
    learn: (offset) => void fake.debug.push(`learned ${offset}`),
    ...other,
  };
  const mixed = async (): Promise<Sts> => ({ ...(await fake.context.sts()), ...sts });
  return requestSession(order, MEMORY, { ...fake.context, sts: mixed });
}

const given = (option: string) => ({ given: { option, variable: undefined } });
const outcomes = ({ world }: Fake) => world.requests.map(({ outcome }) => outcome);
const spentIn = ({ files }: Fake) => readMemory(files.get(MEMORY)).spent;

describe("a session for a code", () => {
  it.each<[string, Answer[], string[], string[]]>([
    ["the first", [SIX()], ["ok"], []],
    ["the second", [WRONG, SIX()], ["AccessDenied", "ok"], [`awsmfa: ${WORDS}`]],
    [
      "the third",
      [WRONG, "000001", SIX()],
      ["AccessDenied", "AccessDenied", "ok"],
      [`awsmfa: ${WORDS}`, "awsmfa: AWS refused 000 001: wrong, too old, or used before"],
    ],
  ])("%s", async (_, answers, expected, news) => {
    const fake = fakeContext({ answers });
    const { expires, credentials } = await request(fake);
    expect([expires, credentials.accessKeyId]).toEqual([NOW + 3_600_000, "ASIAIOSFODNN7EXAMPLE"]);
    expect(outcomes(fake)).toEqual(expected);
    expect(fake.news).toEqual(news);
  });

  it("is asked for three times at most", async () => {
    const fake = fakeContext({ answers: MORE });
    expect(await failureOf(() => request(fake))).toEqual({
      code: "wrong-code",
      message: `AWS refused the code for ${EXAMPLE_SERIAL}: it is wrong, too old, or was used before`,
      hint: "wait for the next code, then: awsmfa login --profile work",
    });
    expect(outcomes(fake)).toHaveLength(3);
    expect(fake.news).toHaveLength(2);
  });

  it("is not announced again where there is nobody left to ask", async () => {
    const fake = fakeContext({ nobody: "there is no terminal" });
    expect(await failureOf(() => request(fake, given(WRONG)))).toMatchObject({
      code: "wrong-code",
    });
    expect(fake.news).toEqual([]);
  });

  it("does not ask for a second code when it is not the code that is refused", async () => {
    const fake = fakeContext({ answers: MORE });
    const failure = await failureOf(() => request(fake, { serial: "GAHT12345678" }));
    expect(failure.code).toBe("wrong-serial");
    expect(outcomes(fake)).toHaveLength(1);
  });

  it("marks the code as spent before it is sent", async () => {
    const fake = fakeContext({ answers: [SIX()] });
    await request(fake);
    expect(fake.effects).toEqual(["ask", "edit memory", "sts"]);
    expect(spentIn(fake)).toHaveLength(1);
    expect(fake.files.get(MEMORY)).not.toContain(fake.code());
  });
});

describe("a code that was sent before", () => {
  it("is not sent again, and the person is told", async () => {
    const fake = fakeContext({ answers: [WRONG, WRONG, SIX()] });
    await request(fake);
    expect(outcomes(fake)).toEqual(["AccessDenied", "ok"]);
    expect(fake.objections).toEqual([
      "000 000 was used 0 s ago; AWS takes a code once; the next one shows in 30 s",
    ]);
  });

  it("is not sent again in another run", async () => {
    const first = fakeContext({ answers: [SIX()] });
    await request(first);
    const fake = fakeContext({ files: Object.fromEntries(first.files), nobody: "no" });
    fake.time.now += 12_000;
    expect(await failureOf(() => request(fake, given(first.code())))).toMatchObject({
      code: "no-code",
      message: expect.stringContaining(" was used 12 s ago; AWS takes a code once"),
      hint: "the next one shows in 18 s",
    });
    expect(fake.effects).toEqual([]);
  });

  it("leads to the prompt, with the reason", async () => {
    const first = fakeContext({ answers: [SIX()] });
    await request(first);
    const files = Object.fromEntries(first.files);
    const fake = fakeContext({ files, answers: [SIX(1)], world: first.world });
    await request(fake, given(first.code()));
    expect(fake.news).toEqual([expect.stringMatching(/^awsmfa: \d{3} \d{3} was used 0 s ago/)]);
    expect(outcomes(fake)).toEqual(["ok", "ok"]);
  });

  it("counts by AWS's clock until the next one", async () => {
    const world = exampleWorld({ clockOffset: 13_000 });
    const fake = fakeContext({ answers: [WRONG, WRONG, SIX()], world });
    const connection = connectionTo("https://sts.us-east-1.amazonaws.com", { clockOffset: 13_000 });
    await request(fake, { connection });
    expect(fake.objections).toEqual([expect.stringContaining("the next one shows in 17 s")]);
  });

  it("is not sent again where the memory cannot be written", async () => {
    const fake = fakeContext({ answers: [WRONG, WRONG, SIX()], unwritable: [MEMORY] });
    await request(fake);
    expect(outcomes(fake)).toEqual(["AccessDenied", "ok"]);
  });
});

describe("a given code", () => {
  it.each<[string, FakeOptions, string, string[], string]>([
    [
      "refused, with nobody to ask",
      { nobody: "there is no terminal" },
      WRONG,
      ["AccessDenied"],
      "wrong-code",
    ],
    [
      "refused, from standard input",
      { nobody: "no", input: WRONG },
      "-",
      ["AccessDenied"],
      "wrong-code",
    ],
    ["not there", { nobody: "no" }, "-", [], "no-code"],
    ["not six digits", { answers: [SIX()] }, "12", [], "usage"],
  ])("is sent once: %s", async (_, options, option, expected, code) => {
    const fake = fakeContext(options);
    expect((await failureOf(() => request(fake, given(option)))).code).toBe(code);
    expect(outcomes(fake)).toEqual(expected);
  });

  it("that is refused leads to the prompt", async () => {
    const fake = fakeContext({ answers: [SIX()] });
    await request(fake, given(WRONG));
    expect(outcomes(fake)).toEqual(["AccessDenied", "ok"]);
    expect(fake.questions).toHaveLength(1);
  });

  it("that is refused is all there is with --source given", async () => {
    const fake = fakeContext({ answers: [SIX()] });
    const order = { ...given(WRONG), sources: chosenSources("given", undefined) };
    expect((await failureOf(() => request(fake, order))).code).toBe("wrong-code");
    expect(fake.questions).toEqual([]);
  });
});

describe("no code", () => {
  it.each<[string, FakeOptions, string, string]>([
    [
      "nobody to ask",
      { nobody: "there is no terminal" },
      "no-terminal",
      "a new session for work takes a code, and nobody can be asked for one: there is no terminal",
    ],
    ["Ctrl-D", { answers: [undefined] }, "no-code", "no code was entered"],
    ["Ctrl-D after a refusal", { answers: [WRONG, undefined] }, "no-code", "no code was entered"],
    [
      "Ctrl-C",
      { answers: [new AwsmfaError("interrupted", "interrupted")] },
      "interrupted",
      "interrupted",
    ],
  ])("%s", async (_, options, code, message) => {
    expect(await failureOf(() => request(fakeContext(options)))).toMatchObject({ code, message });
  });
});

describe("AWS out of reach", () => {
  const LOST = "the code may have been used, so take the next one";
  it.each<[FaultName, string]>([
    ["drop", "the connection to URL broke before sts:GetSessionToken was answered (ECONNRESET)"],
    ["lose", "the connection to URL broke before sts:GetSessionToken was answered (ECONNRESET)"],
    ["hang", "AWS did not answer sts:GetSessionToken within 15 s at URL (ETIMEDOUT)"],
    ["503", "AWS has trouble of its own with sts:GetSessionToken (ServiceUnavailable, HTTP 503)"],
    ["html-200", "URL answered sts:GetSessionToken with a web page, not as AWS does (HTTP 200)"],
    ["expiry-past", "URL gave a session that is over already; nothing was written"],
    ["expiry-missing", "URL gave a session without an end; nothing was written"],
  ])("leaves the code spent: %s", async (fault, message) => {
    const fake = fakeContext({ answers: [SIX()], world: exampleWorld({ faults: [{ fault }] }) });
    const failure = await failureOf(() => request(fake));
    expect(failure.message).toBe(message.replace("URL", "https://sts.us-east-1.amazonaws.com"));
    expect(failure.hint?.split("\n")[1]).toBe(LOST);
    expect([outcomes(fake), spentIn(fake).length]).toEqual([[fault], 1]);
  });

  it.each<[RefusalKind, string]>([
    ["unsent", "ECONNREFUSED"],
    ["unsent", "ENOTFOUND"],
    ["untrusted", "CERT_HAS_EXPIRED"],
    ["throttled", "Throttling"],
    ["refused", "InvalidClientTokenId"],
  ])("gives the code back: %s, %s", async (kind, code) => {
    const answer = { granted: false, kind, code, message: "" } as const;
    const nothing = { status: undefined, clockOffset: undefined };
    const sts: Issuer = { getSessionToken: async () => ({ ...answer, ...nothing }) };
    const fake = fakeContext({ answers: [SIX()] });
    await failureOf(() => request(fake, {}, sts));
    expect(spentIn(fake)).toEqual([]);
    expect(fake.effects).toEqual(["ask", "edit memory", "edit memory"]);
  });
});

describe("AWS's clock", () => {
  const off = (clockOffset: number) =>
    fakeContext({ answers: [SIX()], world: exampleWorld({ clockOffset }) });

  it("is learned and remembered", async () => {
    const fake = off(60_000);
    await request(fake);
    expect(fake.debug).toContain("learned 60000");
    expect(readMemory(fake.files.get(MEMORY)).clock).toEqual({
      offset: 60_000,
      started: NOW - 3_600_000,
    });
  });

  it("is not remembered where it is ours", async () => {
    const fake = off(1000);
    await request(fake);
    expect(readMemory(fake.files.get(MEMORY)).clock).toBeUndefined();
    expect(fake.effects).toEqual(["ask", "edit memory", "sts"]);
  });

  it("is forgotten where it has become ours", async () => {
    const memory = JSON.stringify({ clock: { offset: 60_000, started: NOW - 3_600_000 } });
    const fake = fakeContext({ answers: [SIX()], files: { [MEMORY]: memory } });
    await request(fake);
    expect(readMemory(fake.files.get(MEMORY)).clock).toBeUndefined();
  });

  it("that is too far away is said", async () => {
    const fake = off(20 * 60_000);
    expect(await failureOf(() => request(fake))).toMatchObject({
      code: "wrong-clock",
      message: "this machine's clock is too far from AWS's (20 min behind)",
      hint: "set the clock: sudo timedatectl set-ntp true",
    });
  });
});

it("says nothing secret to --debug", async () => {
  const fake = fakeContext({ answers: [SIX()] });
  const { credentials } = await request(fake);
  const text = fake.debug.join("\n");
  expect(text).toContain("code from: prompt\nsts:GetSessionToken at https://sts.us-east-1");
  for (const secret of [fake.code(), credentials.secretAccessKey, credentials.sessionToken])
    expect(text).not.toContain(secret);
});

describe("the end of a session", () => {
  const answer = (expires: number, clockOffset: number | undefined): Issuer => ({
    getSessionToken: async () => ({
      granted: true,
      value: { credentials: { ...exampleSession().credentials }, expires },
      clockOffset,
    }),
  });
  const HOUR = 3_600_000;
  // Half an hour from now, and AWS's clock is an hour ahead.
  const expires = NOW + HOUR / 2;
  it.each<[string, number | undefined, number, boolean]>([
    ["AWS's clock", HOUR, 0, false],
    ["what is known of AWS's clock", undefined, HOUR, false],
    ["this machine's", undefined, 0, true],
  ])("is looked at by %s", async (_, told, known, fine) => {
    const connection = connectionTo("https://sts.us-east-1.amazonaws.com", { clockOffset: known });
    const fake = fakeContext({});
    const asked = request(fake, { ...given("123456"), connection }, answer(expires, told));
    if (fine) expect((await asked).expires).toBe(expires);
    else expect((await failureOf(() => asked)).code).toBe("not-aws");
  });
});

describe("a code of a YubiKey", () => {
  const source = (code: (fake: Fake) => string): CodeSource => ({
    name: "yubikey",
    unattended: true,
    asks: false,
    stands: () => true,
    obstacle: (standing, ports) => yubikey.obstacle({ ...standing, chosen: "yubikey" }, ports),
    code: async () => ({ code: code(fakes.at(-1) as Fake), key: "13371337" }),
  });
  const fakes: Fake[] = [];
  const issued = async (code: (fake: Fake) => string, memory?: string): Promise<Fake> => {
    const fake = fakeContext();
    if (memory !== undefined) fake.files.set(MEMORY, memory);
    fakes.push(fake);
    await request(fake, { sources: [source(code)] });
    return fake;
  };
  it("is remembered when AWS took it, once", async () => {
    const fake = await issued((each) => each.code());
    const memory = fake.files.get(MEMORY);
    expect(readMemory(memory).yubikeys).toEqual([{ serial: EXAMPLE_SERIAL, key: "13371337" }]);
    expect(fake.effects.filter((effect) => effect === "edit memory")).toHaveLength(2);
    const again = await issued((each) => each.code(1), memory);
    expect(again.effects.filter((effect) => effect === "edit memory")).toHaveLength(1);
  });
  it("that AWS refuses twice is the last, and is not remembered", async () => {
    const wrong = ["000000", "000001"];
    expect(await failureOf(() => issued(() => wrong.shift() ?? "000002"))).toEqual({
      code: "wrong-code",
      message:
        "AWS refused the codes of the YubiKey twice: perhaps its account is not that of this device",
      hint: "name another: aws configure set awsmfa_yubikey_account ID --profile work\nor type the code: awsmfa login --profile work --source prompt",
    });
    expect(readMemory(fakes.at(-1)?.files.get(MEMORY)).yubikeys).toBeUndefined();
  });
});
