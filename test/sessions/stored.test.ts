import { describe, expect, it } from "vitest";
import { CODE_SOURCES } from "../../src/codes/codes.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { uriOf, secretOf } from "../../src/secrets/otpauth.ts";
import { requestSession } from "../../src/sessions/issue.ts";
import type { Order } from "../../src/sessions/send-code.ts";
import { jsonText } from "../../src/words/json-text.ts";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { connectionTo } from "../local-aws/support.ts";
import {
  type Fake,
  type FakeOptions,
  HOME,
  MEMORY,
  NOW,
  failureOf,
  fakeContext,
} from "../support/context.ts";

/** Sessions for codes that are computed: which codes AWS sees, and when. */

const OTHER = "GEZDGNBVGY3TQOJQ".repeat(4);
function withSecret(options: FakeOptions = {}, base32 = EXAMPLE_SECRET): Fake {
  return fakeContext({
    files: {
      [`${HOME}/.local/share/awsmfa/secrets.json`]: jsonText({
        secrets: [{ serial: EXAMPLE_SERIAL, store: "keychain" }],
      }),
    },
    keyring: new Map([[EXAMPLE_SERIAL, uriOf(secretOf(base32, "it"))]]),
    nobody: "there is no terminal",
    ...options,
  });
}

function request(fake: Fake, settings: Order["settings"] = new Map()) {
  const order: Order = {
    profile: "work",
    user: "work",
    serial: EXAMPLE_SERIAL,
    seconds: 3600,
    sources: CODE_SOURCES,
    given: { option: undefined, variable: undefined },
    settings,
    connection: connectionTo("https://sts.us-east-1.amazonaws.com"),
    learn: () => undefined,
  };
  return requestSession(order, MEMORY, fake.context);
}

const outcomes = ({ world }: Fake) => world.requests.map(({ outcome }) => outcome);
const waited = ({ time }: Fake) => (time.now - NOW) / 1000;

describe("a session for a computed code", () => {
  it("takes nobody", async () => {
    const fake = withSecret();
    await request(fake);
    expect([outcomes(fake), waited(fake), fake.questions]).toEqual([["ok"], 0, []]);
    expect(readMemory(fake.files.get(MEMORY)).spent).toMatchObject([{ step: NOW / 30_000 }]);
  });
  it("waits for the next code where this one was sent", async () => {
    const fake = withSecret();
    await request(fake);
    await request(fake);
    expect([outcomes(fake), waited(fake)]).toEqual([["ok", "ok"], 30]);
  });
  it("does not wait where it may go ahead, as far as AWS takes codes", async () => {
    const fake = withSecret();
    const ahead = new Map([["awsmfa_code_ahead", "true"]]);
    for (let times = 0; times < 3; times += 1) await request(fake, ahead);
    expect([outcomes(fake), waited(fake)]).toEqual([["ok", "ok", "ok"], 30]);
  });
  it("does not take a code that a person has typed", async () => {
    const fake = withSecret({ environment: {} });
    const given = { option: fake.code(), variable: undefined };
    const order = {
      profile: "work",
      user: "work",
      serial: EXAMPLE_SERIAL,
      seconds: 3600,
      sources: CODE_SOURCES,
      settings: new Map(),
      learn: () => undefined,
    };
    await requestSession(
      { ...order, given, connection: connectionTo("https://sts.us-east-1.amazonaws.com") },
      MEMORY,
      fake.context,
    );
    await request(fake);
    expect([outcomes(fake), waited(fake)]).toEqual([["ok", "ok"], 30]);
  });
  it("is got by two processes at once with two codes", async () => {
    const fake = withSecret();
    await Promise.all([request(fake), request(fake), request(fake)]);
    expect(outcomes(fake)).toEqual(["ok", "ok", "ok"]);
    const steps = readMemory(fake.files.get(MEMORY)).spent.map(
      ({ step = 0 }) => step - NOW / 30_000,
    );
    expect(steps).toEqual([0, 1, 2]);
  });

  it.each([60, -60, 600, -600])(
    "is right at the second try with a clock that is %i s off",
    async (seconds) => {
      const fake = withSecret({ world: exampleWorld({ clockOffset: seconds * 1000 }) });
      await request(fake);
      expect([outcomes(fake), waited(fake)]).toEqual([["AccessDenied", "ok"], 0]);
      expect(readMemory(fake.files.get(MEMORY)).clock?.offset).toBe(seconds * 1000);
      const by = { 60: "60 s", 600: "10 min" }[Math.abs(seconds)];
      const clock = `this machine's clock is ${by} ${seconds > 0 ? "behind AWS's" : "ahead of AWS's"}`;
      expect(fake.news).toEqual([
        expect.stringMatching(
          new RegExp(
            `^awsmfa: AWS refused \\d{3} \\d{3}: wrong, too old, or used before; ${clock}$`,
          ),
        ),
      ]);
    },
  );

  it("gives up on a wrong secret after two codes, and then asks", async () => {
    const answers = [(fake: Fake): string => fake.code()];
    const fake = withSecret({ answers }, OTHER);
    fake.context.terminal.unusable = async () => undefined;
    await request(fake);
    expect([outcomes(fake), waited(fake)]).toEqual([["AccessDenied", "AccessDenied", "ok"], 30]);
  });

  it("says what is to be done about a wrong secret, where nobody can be asked", async () => {
    const fake = withSecret({}, OTHER);
    expect(await failureOf(() => request(fake))).toEqual({
      code: "wrong-code",
      message:
        "AWS refused the codes of the stored secret twice: perhaps it is not that of this device, or it is mistyped",
      hint: "compare with another authenticator: awsmfa code --profile work\nor store it again: awsmfa secret add --profile work",
    });
    expect(outcomes(fake)).toEqual(["AccessDenied", "AccessDenied"]);
  });
  it("does not blame the secret for codes of others", async () => {
    const fake = withSecret({ answers: ["000000", "000001", "000002"], keyringFails: "locked" });
    fake.context.terminal.unusable = async () => undefined;
    const { message } = await failureOf(() => request(fake));
    expect(message).toMatch(/^AWS refused the code for /);
    expect(fake.news.filter((line) => line.includes("locked")).length).toBeGreaterThan(0);
  });
});
