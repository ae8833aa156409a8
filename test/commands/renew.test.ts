import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../../src/errors.ts";
import { readMemory } from "../../src/memory/memory.ts";
import * as renew from "../../src/commands/renew.ts";
import { EXAMPLE_KEY, exampleWorld } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  MEMORY,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const SERIAL = "mfa_serial = arn:aws:iam::123456789012:mfa/mfa.user";
const MINUTE = 60_000;
const NOBODY = "there is no terminal";
const options = (more: Partial<renew.RenewOptions> = {}) => ({ json: false, all: false, ...more });

/** A profile whose session has so many minutes left; its codes come from a program if it is unattended. */
function world(
  left: number,
  given: FakeOptions & { unattended?: boolean; session?: object } = {},
): Fake {
  const expires = NOW + left * MINUTE;
  const session = exampleSession({ expires, issued: expires - 720 * MINUTE, ...given.session });
  const files = filesWith([session]);
  const more = given.unattended === true ? `${SERIAL}\nmfa_process = code` : SERIAL;
  const config = files[CONFIG]?.replace("region", `${more}\nregion`) ?? "";
  return fakeContext({ files: { ...files, [CONFIG]: config }, ...given });
}

const code = (fake: Fake): string => fake.code();
const failing = (fault: FaultName) =>
  exampleWorld({ faults: [{ fault, action: "GetSessionToken", times: 99 }] });

/** What came of a run: outcome, status, and all that is said. */
async function ran(fake: Fake, more: Partial<renew.RenewOptions> = {}) {
  const result = await renew.run(options(more), fake.context);
  const { news = [], warnings = [] } = renew.words(result, viewAt(fake.time.now));
  const outcomes = result.renewals.map(({ outcome }) => outcome);
  return { outcomes, status: await renew.after(result), said: [...news, ...warnings], result };
}

describe("a session", () => {
  it.each<[string, number, FakeOptions & { unattended?: boolean }, object, string]>([
    ["with enough left is kept", 31, { unattended: true }, {}, "kept"],
    ["that ends soon is renewed", 29, { unattended: true, programs: [code] }, {}, "renewed"],
    ["that is over is renewed", -600, { unattended: true, programs: [code] }, {}, "renewed"],
    [
      "is renewed earlier if that is wanted",
      59,
      { unattended: true, programs: [code] },
      { within: 3600 },
      "renewed",
    ],
    ["is asked for on the terminal", 29, { answers: [code] }, {}, "renewed"],
  ])("%s", async (_title, left, given, more, outcome) => {
    const fake = world(left, given);
    const { outcomes, status, said } = await ran(fake, more);
    expect([outcomes, status]).toEqual([[outcome], 0]);
    expect(said).toEqual(
      outcome === "kept"
        ? []
        : [`✔ ${PROFILE} · session until 16:20, 12 h · written to [${PROFILE}-mfa]`],
    );
    expect(fake.effects.filter((effect) => effect === "sts")).toHaveLength(
      outcome === "kept" ? 0 : 1,
    );
  });
  it("that nobody has is not begun: who logged out stays so", async () => {
    const fake = fakeContext({ nobody: NOBODY });
    expect(await ran(fake)).toMatchObject({ outcomes: ["none"], status: 0, said: [] });
    expect((await ran(fakeContext())).said).toEqual([
      `${PROFILE} · no session to renew: awsmfa login --profile ${PROFILE}`,
    ]);
    expect(fake.effects).toEqual([]);
  });
  it("made with another access key is renewed", async () => {
    const given = { unattended: true, programs: [code], session: { sourceKey: "AKIAOTHER" } };
    expect((await ran(world(600, given))).outcomes).toEqual(["renewed"]);
  });
  it("is not asked for by a source that needs nobody, and nobody sees its program", async () => {
    const fake = world(10, { unattended: true, programs: [code] });
    await ran(fake);
    expect([fake.questions, fake.ran[0]?.mayAsk]).toEqual([[], false]);
  });
  it("is asked for where the program for it needs a terminal", async () => {
    const fake = world(10, {
      unattended: true,
      programs: [{ status: 1 }, { status: 1 }],
      answers: [code],
    });
    expect((await ran(fake)).outcomes).toEqual(["renewed"]);
    expect(fake.ran.map(({ mayAsk }) => mayAsk)).toEqual([false, true]);
  });
});

describe("with nobody there", () => {
  it("one is told, once, how long is left and what to type", async () => {
    const fake = world(28, { nobody: NOBODY, programs: [{}] });
    const { outcomes, status, said } = await ran(fake);
    expect([outcomes, status]).toEqual([["failed"], "no-terminal"]);
    expect(said).toEqual([
      `2026-11-22 04:20  awsmfa: error: ${PROFILE}: the session of ${PROFILE} ends in 28 min, and a new one takes a code from a person: ${NOBODY}`,
      `2026-11-22 04:20  awsmfa: hint: awsmfa renew --profile ${PROFILE}`,
    ]);
    expect(fake.ran[0]?.command.slice(-2)).toEqual([
      `The AWS session of ${PROFILE} ends in 28 min`,
      `To renew it, type: awsmfa renew --profile ${PROFILE}`,
    ]);
    fake.time.now += 20 * MINUTE;
    expect(await ran(fake)).toMatchObject({ status: "no-terminal", said: [] });
    fake.time.now += 60 * MINUTE;
    expect(await ran(fake)).toMatchObject({ status: "no-terminal", said: [] });
    expect([fake.ran.length, fake.effects.includes("sts")]).toEqual([1, false]);
  });
  it("names the time that was asked for, in what is to be typed", async () => {
    const fake = world(-5, { nobody: NOBODY, programs: [{}] });
    const { said } = await ran(fake, { within: 5400 });
    expect(said[0]).toContain(`the session of ${PROFILE} is over, and`);
    expect(said[1]).toContain(`awsmfa renew --profile ${PROFILE} --within 1h30m`);
  });
  it("tries again to tell, where there was no desktop", async () => {
    const fake = world(28, { nobody: NOBODY, programs: [{ status: 1 }, {}] });
    await ran(fake);
    expect((await ran(fake)).outcomes).toEqual(["waiting"]);
    fake.time.now += MINUTE;
    await ran(fake);
    expect(readMemory(fake.files.get(MEMORY)).told).toHaveLength(1);
  });
  it("a failure is tried again later and later, and a success forgets it", async () => {
    const programs = Array.from({ length: 20 }, () => code);
    const fake = world(-1, { unattended: true, nobody: NOBODY, programs, world: failing("503") });
    const seen: string[] = [];
    for (let minute = 0; minute < 30; minute += 1) {
      seen.push(...(await ran(fake)).outcomes);
      fake.time.now = NOW + (minute + 1) * MINUTE;
    }
    const tries = seen.flatMap((outcome, minute) => (outcome === "failed" ? [minute] : []));
    expect(tries).toEqual([0, 1, 3, 7, 15]);
    expect(readMemory(fake.files.get(MEMORY)).attempts[0]?.failures).toBe(5);
    const well = fakeContext({ files: Object.fromEntries(fake.files), nobody: NOBODY, programs });
    well.time.now = NOW + 60 * MINUTE;
    expect((await ran(well)).outcomes).toEqual(["renewed"]);
    expect(readMemory(well.files.get(MEMORY)).attempts).toEqual([]);
  });
  it("a refused code is followed by longer pauses, and burns no more than the first", async () => {
    const wrong = (): string => "000000";
    const programs = [wrong, wrong, wrong, {}];
    const fake = world(10, { unattended: true, nobody: NOBODY, programs });
    expect(await ran(fake)).toMatchObject({ outcomes: ["failed"], status: "no-code" });
    for (const minutes of [1, 2, 4]) {
      fake.time.now = NOW + minutes * MINUTE;
      expect(await ran(fake)).toMatchObject({ outcomes: ["waiting"], status: "no-terminal" });
    }
    expect(fake.effects.filter((effect) => effect === "sts")).toHaveLength(1);
  });
  it("nothing is tried where nothing can be remembered: it would be tried for ever", async () => {
    const fake = world(10, {
      unattended: true,
      nobody: NOBODY,
      unwritable: [MEMORY],
      programs: [{}],
    });
    const { status } = await ran(fake);
    expect([status, fake.effects.includes("sts")]).toEqual(["file-unwritable", false]);
  });
  it("a person who looks is told of the pause, and is not kept from trying", async () => {
    const fake = world(10, {
      unattended: true,
      nobody: NOBODY,
      world: failing("503"),
      programs: [code],
    });
    await ran(fake);
    const shown = { ...fake.context.output, newsIsTerminal: true };
    const looking = { ...fake, context: { ...fake.context, output: shown } };
    expect((await ran(looking)).said).toEqual([
      `${PROFILE} · not renewed: it failed before, and is tried again at 04:21`,
      `  at once: awsmfa login --force --profile ${PROFILE}`,
    ]);
    const files = Object.fromEntries(fake.files);
    const there = fakeContext({ files, programs: [code] });
    there.time.now = NOW + 30_000;
    expect((await ran(there)).outcomes).toEqual(["renewed"]);
  });
});

describe("on a terminal", () => {
  it("one profile's failure is an error as everywhere", async () => {
    const fake = world(10, { unattended: true, programs: [code], world: failing("html-200") });
    expect(await failureOf(() => renew.run(options(), fake.context))).toMatchObject({
      code: "not-aws",
    });
    expect(readMemory(fake.files.get(MEMORY)).attempts).toEqual([]);
  });
  it("Ctrl-C ends all of it", async () => {
    const answers = [new AwsmfaError("interrupted", "interrupted")];
    const failure = await failureOf(() =>
      renew.run(options({ all: true }), world(10, { answers }).context),
    );
    expect(failure.code).toBe("interrupted");
  });
});

describe("--all", () => {
  /** Several profiles of the example's key, each with a session. */
  function many(given: FakeOptions, ...names: readonly string[]): Fake {
    const config = names.map((name) => `[profile ${name}]\n${SERIAL}\nmfa_process = ${name}\n`);
    const start = {
      [CREDENTIALS]: names.map((name) => keySection(name, EXAMPLE_KEY.id)).join("\n"),
      [CONFIG]: config.join("\n"),
    };
    const sessions = names.map((source) =>
      exampleSession({
        source,
        name: `${source}-mfa`,
        expires: NOW + 10 * MINUTE,
        issued: NOW - 710 * MINUTE,
      }),
    );
    return fakeContext({ files: filesWith(sessions, start), ...given });
  }

  it("goes on when one fails, and says which and why", async () => {
    const programs = [{ status: 9 }, code, {}];
    const fake = many({ nobody: NOBODY, programs }, "a", "b");
    const { outcomes, status, said, result } = await ran(fake, { all: true });
    expect([outcomes, status]).toEqual([["failed", "renewed"], "no-code"]);
    expect(said).toEqual([
      expect.stringContaining("✔ b · session until"),
      "2026-11-22 04:20  awsmfa: error: a: mfa_process failed with status 9",
      expect.stringContaining("awsmfa: hint: try it: sh -c"),
    ]);
    expect(renew.json(result)).toEqual({
      profiles: [
        {
          profile: "a",
          outcome: "failed",
          session: expect.objectContaining({ profile: "a-mfa", secondsLeft: 600 }),
          nextTry: null,
          error: {
            code: "no-code",
            message: "mfa_process failed with status 9",
            hint: expect.any(String),
          },
        },
        {
          profile: "b",
          outcome: "renewed",
          session: expect.objectContaining({ profile: "b-mfa", secondsLeft: 43_200 }),
          nextTry: null,
          error: null,
        },
      ],
    });
  });
  it("asks one after the other, after those that need nobody", async () => {
    const programs = [{ status: 1 }, code, { status: 1 }];
    const fake = many({ programs, answers: [(each) => each.code(1)] }, "a", "b");
    expect((await ran(fake, { all: true })).outcomes).toEqual(["renewed", "renewed"]);
    expect(fake.questions).toEqual(["MFA code for mfa.user (a):"]);
  });
  it("finds a setting that is wrong, and goes on", async () => {
    const fake = many({ nobody: NOBODY, programs: [code] }, "a", "b");
    const config = fake.files.get(CONFIG) ?? "";
    fake.files.set(CONFIG, config.replace("mfa_process = a", "awsmfa_session_profile = a]b"));
    const { outcomes, status } = await ran(fake, { all: true });
    expect([outcomes, status]).toEqual([["failed", "renewed"], "bad-setting"]);
  });
  it("leaves a session whose profile has gone, and has nothing to do where there is none", async () => {
    const fake = many({}, "a");
    fake.files.set(CREDENTIALS, (fake.files.get(CREDENTIALS) ?? "").replace("[a]", "[z]"));
    fake.files.set(CONFIG, "");
    expect(await ran(fake, { all: true })).toMatchObject({ outcomes: [], status: 0, said: [] });
    expect(await ran(fakeContext(), { all: true })).toMatchObject({ outcomes: [], status: 0 });
  });
});
