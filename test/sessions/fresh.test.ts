import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { isSessionFresh, sessionChoices } from "../../src/sessions/choices.ts";
import { isFresh, secondsLeft, whyStale } from "../../src/sessions/fresh.ts";
import { EXAMPLE_KEY, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { NOW, exampleSession, keySection } from "../support/context.ts";

const HOURS_12 = 43_200_000;
const WANTED = {
  accessKeyId: EXAMPLE_KEY.id,
  serial: undefined,
  role: undefined,
  minRemaining: 300,
};

const ROLE = "arn:aws:iam::123456789012:role/admin";

describe("whether a session will do", () => {
  it.each([
    ["a new one", {}, 0, undefined],
    ["one of the device that is wanted", { serial: EXAMPLE_SERIAL }, 0, undefined],
    ["five minutes left", {}, HOURS_12 - 300_000, undefined],
    ["a moment less", {}, HOURS_12 - 300_000 + 1, "less than 300 s of it are left"],
    ["over", {}, HOURS_12 + 1, "less than 300 s of it are left"],
    [
      "over, though nothing need be left",
      { minRemaining: 0 },
      HOURS_12 + 1,
      "less than 0 s of it are left",
    ],
    ["about to end, which is enough", { minRemaining: 0 }, HOURS_12, undefined],
    ["another least", { minRemaining: 43_201 }, 0, "less than 43201 s of it are left"],
    [
      "another key since",
      { accessKeyId: "AKIAI44QH8DHBEXAMPLE" },
      0,
      "it was made with another access key",
    ],
    ["no key any more", { accessKeyId: "" }, 0, "it was made with another access key"],
    ["a role wanted", { role: ROLE }, 0, "it was made for another role"],
    ["another device wanted", { serial: "GAHT12345678" }, 0, "it was made with another device"],
  ])("%s", (_, wanted, later, why) => {
    const all = { ...WANTED, ...wanted };
    expect(whyStale(exampleSession(), all, NOW + later)).toBe(why);
    expect(isFresh(exampleSession(), all, NOW + later)).toBe(why === undefined);
  });

  it.each([
    [0, 43_200],
    [1, 43_199],
    [HOURS_12, 0],
    [HOURS_12 + 1, -1],
  ])("after %d ms, %d s are left", (later, seconds) => {
    expect(secondsLeft(exampleSession(), NOW + later)).toBe(seconds);
  });
});

describe("whether a session is fresh for its profile as it is now", () => {
  const session = exampleSession();
  it.each([
    ["the same key", keySection("mfa.user"), NOW, true],
    ["a key that was rotated", keySection("mfa.user", "AKIAI44QH8DHBEXAMPLE"), NOW, false],
    ["a profile that is gone", "", NOW, false],
    ["by AWS's clock, which is ahead", keySection("mfa.user"), NOW + HOURS_12 - 299_000, false],
  ])("%s", (_, credentials, now, fresh) => {
    const files = readAwsFiles(undefined, credentials);
    expect(isSessionFresh(session, { sessions: [session], files, now })).toBe(fresh);
    expect(sessionChoices({ sessions: [session], files, now })).toEqual([
      { name: "mfa.user-mfa", source: "mfa.user", fresh },
    ]);
  });
});
