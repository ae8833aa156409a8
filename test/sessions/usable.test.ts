import { describe, expect, it } from "vitest";
import { usableSession } from "../../src/sessions/usable.ts";
import { failureOf } from "../support/context.ts";

const NOW = Date.UTC(2026, 10, 22, 4, 20);
const URL = "https://sts.us-east-1.amazonaws.com";
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

function issued(expires: number, accessKeyId = "ASIAIOSFODNN7EXAMPLE", sessionToken = "t==") {
  return { credentials: { accessKeyId, secretAccessKey: "s/+", sessionToken }, expires };
}

describe("a session that makes sense", () => {
  it.each([
    ["a minute", NOW + MINUTE],
    ["12 hours", NOW + DAY / 2],
    ["36 hours", NOW + 1.5 * DAY],
    ["36 hours, by a clock that is a little ahead", NOW + 1.5 * DAY + 15 * MINUTE],
  ])("%s", (_, expires) => {
    const session = issued(expires);
    expect(usableSession(session, URL, NOW)).toBe(session);
  });
});

describe("one that makes none", () => {
  it.each([
    ["a long-term access key for a session", issued(NOW + DAY, "AKIAIOSFODNN7EXAMPLE")],
    ["a session without an end", issued(Number.NaN)],
    ["a session that is over already", issued(NOW)],
    ["a session that is over already", issued(0)],
    ["a session that is over within a minute", issued(NOW + MINUTE - 1)],
    [
      "a session that lasts longer than AWS lets one last",
      issued(NOW + 1.5 * DAY + 15 * MINUTE + 1),
    ],
    ["a session that lasts longer than AWS lets one last", issued(Number.POSITIVE_INFINITY)],
  ])("%s", async (what, session) => {
    expect(await failureOf(() => usableSession(session, URL, NOW))).toEqual({
      code: "not-aws",
      message: `${URL} gave ${what}; nothing was written`,
      hint: "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers\nthe code may have been used, so take the next one",
    });
  });

  it.each(["a\nb", " a", "a #b", "é", "\x1b[2J"])("for a token of %j", async (token) => {
    const session = issued(NOW + DAY, undefined, token);
    expect(await failureOf(() => usableSession(session, URL, NOW))).toMatchObject({
      code: "not-aws",
      message: `${URL} gave a session whose keys hold what no key of AWS holds; nothing was written`,
    });
  });
});
