import { describe, expect, it } from "vitest";
import { keeper } from "../../src/endpoint/keeper.ts";
import type { AwsmfaError } from "../../src/errors.ts";
import type { Session } from "../../src/sessions/session.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  fakeContext,
  filesWith,
} from "../support/context.ts";
import { EXAMPLE_KEY, EXAMPLE_USER, exampleWorld } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";

/** How a session is kept fresh with nobody there. */

const MINUTE = 60_000;
const PROCESS = `mfa_process = pass otp aws\nmfa_serial = arn:aws:iam::123456789012:mfa/mfa.user\n`;

/** A keeper of a session that has so many minutes left; with `mfa_process`, which takes nobody, if told so. */
function kept(minutes: number, alone: boolean, more: FakeOptions = {}) {
  const session = exampleSession({ expires: NOW + minutes * MINUTE });
  const files = filesWith([session]);
  if (alone) files[CONFIG] = `[profile ${PROFILE}]\nregion = us-east-1\n${PROCESS}`;
  const fake = fakeContext({ files, ...more });
  const told: (Session | AwsmfaError)[] = [];
  const options = { force: true, code: "123456" };
  const keeps = keeper(session, options, fake.context, (outcome) => void told.push(outcome));
  return { fake, told, keeps, session };
}

const program = (fake: Fake): string => fake.code();
const calls = (fake: Fake): number => fake.effects.filter((effect) => effect === "sts").length;
const codes = (told: readonly (Session | AwsmfaError)[]): string[] =>
  told.map((outcome) => ("code" in outcome ? outcome.code : "renewed"));

describe("a session that has time left", () => {
  it("is handed out, and neither AWS nor anybody is asked", async () => {
    const { keeps, fake, session } = kept(16, true);
    await keeps.check();
    expect(await keeps.current()).toEqual({ session });
    expect(fake.effects).toEqual([]);
  });
});

describe("a session with less than a quarter of an hour", () => {
  it("is renewed where that takes nobody", async () => {
    const { keeps, fake, told, session } = kept(14, true, { programs: [program] });
    // What there is is handed out at once: an SDK waits a second.
    expect(await keeps.current()).toEqual({ session });
    await keeps.check();
    expect((await keeps.current()).session?.expires).toBeGreaterThan(NOW + 11 * 60 * MINUTE);
    expect([calls(fake), codes(told), fake.questions]).toEqual([1, ["renewed"], []]);
    expect(fake.files.get(CREDENTIALS)).not.toContain(session.credentials.sessionToken);
  });
  it("is handed out as it is where it takes somebody; nobody is asked", async () => {
    const { keeps, fake, told, session } = kept(14, false);
    await keeps.check();
    expect(await keeps.current()).toEqual({ session });
    expect([fake.questions, calls(fake), codes(told)]).toEqual([[], 0, ["no-terminal"]]);
  });
  it("is renewed once for many requests at a time", async () => {
    const { keeps, fake } = kept(14, true, { programs: [program] });
    await Promise.all(Array.from({ length: 20 }, () => keeps.current()));
    await keeps.check();
    expect(calls(fake)).toBe(1);
  });
  it("is not tried at AWS with every request when that failed", async () => {
    const intercept = (): { status: number; headers: Record<string, string>; body: string } => ({
      status: 403,
      headers: { "content-type": "text/xml" },
      body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
    });
    const programs = Array.from({ length: 9 }, () => program);
    const world = exampleWorld({ intercept });
    const { keeps, fake, told, session } = kept(14, true, { programs, world });
    for (let request = 0; request < 5; request += 1) {
      expect(await keeps.current()).toEqual({ session });
      await keeps.check();
    }
    expect(calls(fake)).toBe(1);
    fake.time.uptime += 59_000;
    await keeps.check();
    expect(calls(fake)).toBe(1);
    fake.time.uptime += 2_000;
    fake.time.now += 61_000;
    await keeps.check();
    expect(calls(fake)).toBe(2);
    fake.time.uptime += 61_000;
    await keeps.check();
    expect([calls(fake), codes(told)]).toEqual([2, ["access-denied"]]);
  });
});

describe("a session that is over", () => {
  it("is not handed out: it is said what to type", async () => {
    const { keeps, fake } = kept(-1, false);
    await keeps.check();
    const { session, why } = await keeps.current();
    expect(session).toBeUndefined();
    expect(why).toBe(
      "a new session for mfa.user takes a code, and nobody can be asked for one: an endpoint asks nobody; type: awsmfa login --profile mfa.user",
    );
    expect(fake.questions).toEqual([]);
  });
  it("is renewed within the request where that takes nobody", async () => {
    const { keeps } = kept(-1, true, { programs: [program] });
    await keeps.current();
    await keeps.check();
    expect((await keeps.current()).session?.expires).toBeGreaterThan(NOW);
  });
  it("is replaced by the login of another process", async () => {
    const { keeps, fake } = kept(-1, false);
    expect((await keeps.current()).session).toBeUndefined();
    const other = exampleSession({ expires: NOW + 60 * MINUTE });
    fake.files.set(CREDENTIALS, filesWith([other])[CREDENTIALS] ?? "");
    expect(await keeps.current()).toEqual({ session: other });
  });
});

it("hands out what it has while the files cannot be read", async () => {
  const { keeps, fake, session } = kept(60, false);
  fake.files.set(CREDENTIALS, "\ufffe[");
  fake.files.set(CONFIG, "\xff\xfe[");
  expect(await keeps.current()).toEqual({ session });
});

it("keeps the session of a role that the environment's keys assume", async () => {
  const { id, secret } = EXAMPLE_KEY;
  const role = "arn:aws:iam::123456789012:role/admin";
  const session = exampleSession({ name: "r-mfa", source: "r", role, expires: NOW + 14 * MINUTE });
  const files = filesWith([session]);
  files[CONFIG] = `[profile r]\nrole_arn = ${role}\ncredential_source = Environment\n`;
  const world = createWorld({ users: [EXAMPLE_USER], roles: [{ arn: role, mfa: false }] });
  const environment = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
  const fake = fakeContext({ files, world, environment });
  const keeps = keeper(session, { force: false }, fake.context, () => undefined);
  await keeps.check();
  expect((await keeps.current()).session?.expires).toBe(NOW + 60 * MINUTE);
});
