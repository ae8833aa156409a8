import { describe, expect, it } from "vitest";
import { handedSession } from "../../src/sessions/handed.ts";
import type { Session } from "../../src/sessions/session.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { issueSession } from "../local-aws/sessions.ts";
import { createWorld } from "../local-aws/world.ts";
import {
  CONFIG,
  type Fake,
  type FakeOptions,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
} from "../support/context.ts";

/** The session of a role that is handed to an SDK: got by that of its user, which is asked for once. */

const ROLE = "arn:aws:iam::123456789012:role/admin";

/** A role and its user, whose sessions have so many seconds left; `undefined` for none. */
function start(
  left: { readonly role?: number; readonly user?: number },
  { settings = "", ...options }: FakeOptions & { readonly settings?: string } = {},
): Fake {
  const world = createWorld({ users: [EXAMPLE_USER], roles: [{ arn: ROLE }] });
  const [user] = world.users;
  if (user === undefined) throw new Error("nobody is there");
  const sessions: Session[] = [];
  if (left.user !== undefined) {
    const key = user.keys[0]?.id ?? "";
    const { token: sessionToken, ...issued } = issueSession(world, user, key, true, 3600, NOW);
    const credentials = { ...issued, sessionToken };
    sessions.push(exampleSession({ credentials, expires: NOW + left.user * 1000 }));
  }
  if (left.role !== undefined) {
    const expires = NOW + left.role * 1000;
    sessions.push(exampleSession({ name: "admin-mfa", source: "admin", role: ROLE, expires }));
  }
  const files = filesWith(sessions);
  const role = `[profile admin]\nrole_arn = ${ROLE}\nsource_profile = ${PROFILE}\n`;
  const profile = `[profile ${PROFILE}]\nmfa_serial = ${EXAMPLE_SERIAL}\n${settings}`;
  files[CONFIG] =
    `${role}${profile}${(files[CONFIG] ?? "").replace(/^[^[]*\[profile mfa.user\]\n/, "")}`;
  return fakeContext({ files, world, ...options });
}

const hand = (fake: Fake, more: object = {}): Promise<Session> =>
  handedSession({ force: false, profile: "admin", ...more }, fake.context);
const calls = (fake: Fake): string[] => fake.world.requests.map(({ action }) => action);
const code = (fake: Fake): string => fake.code();

describe("a role's session", () => {
  it.each<[string, Parameters<typeof start>, readonly string[], number]>([
    ["with a quarter of an hour is as it was", [{ role: 900, user: 7200 }], [], 0],
    ["that ends soon is renewed by its user's", [{ role: 899, user: 7200 }], ["AssumeRole"], 0],
    ["that ends soon is handed out where that takes somebody", [{ role: 899 }], [], 0],
    ["that is over is got by its user's", [{ role: 0, user: 7200 }], ["AssumeRole"], 0],
    ["is got by a minute of its user's", [{ user: 60 }], ["AssumeRole"], 0],
    [
      "that is over takes a code where its user's is over",
      [{ role: 0, user: 0 }, { answers: [code] }],
      ["GetSessionToken", "AssumeRole"],
      1,
    ],
    [
      "that ends soon is renewed with a code that takes nobody",
      [{ role: 899 }, { settings: "mfa_process = code\n", programs: [code] }],
      ["GetSessionToken", "AssumeRole"],
      0,
    ],
  ])("%s", async (_title, given, expected, questions) => {
    const fake = start(...given);
    expect((await hand(fake)).source).toBe("admin");
    expect([calls(fake), fake.questions.length]).toEqual([expected, questions]);
  });
  it("above an hour takes a code of its own, and its user's session none", async () => {
    const fake = start({ user: 7200 }, { answers: [code] });
    const [role] = fake.world.roles;
    if (role !== undefined) role.maxSessionDuration = 7200;
    const { expires } = await hand(fake, { duration: 7200 });
    expect([expires - NOW, calls(fake)]).toEqual([7_200_000, ["AssumeRole"]]);
  });
  it("of an hour or less leaves its user's as long as ever", async () => {
    const fake = start({}, { answers: [code] });
    const { expires } = await hand(fake, { duration: 900 });
    const [user] = fake.world.sessions;
    expect([expires - NOW, (user?.expires ?? 0) - NOW]).toEqual([900_000, 43_200_000]);
  });
  it("is not waited for by a program that its user's login runs", async () => {
    const fake = start({}, { environment: { AWSMFA_RUNNING: encodeURIComponent(PROFILE) } });
    expect(await failureOf(() => hand(fake))).toMatchObject({ code: "recursion" });
  });
});
