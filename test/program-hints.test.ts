import { describe, expect, it } from "vitest";
import { AwsmfaError } from "../src/errors.ts";
import { withOptions } from "../src/program-hints.ts";
import { failureOf } from "./support/context.ts";

/** The hint of an error when options were given. */
async function hintOf(hint: string | undefined, values: Record<string, unknown>): Promise<unknown> {
  const error = withOptions(new AwsmfaError("no-code", "no", hint, { cause: "why" }), values);
  expect((error as Error).cause).toBe("why");
  return (await failureOf(() => Promise.reject(error))).hint;
}

const LOGIN = "awsmfa login --profile work";

describe("a hint repeats what was typed", () => {
  it.each<[string | undefined, Record<string, unknown>, string | undefined]>([
    [LOGIN, {}, LOGIN],
    [LOGIN, { force: false, json: true, code: "123456", source: "given" }, LOGIN],
    [LOGIN, { force: true }, `${LOGIN} --force`],
    [LOGIN, { as: "my own", force: true }, `${LOGIN} --as 'my own' --force`],
    [LOGIN, { serial: "GAHT12345678" }, `${LOGIN} --serial GAHT12345678`],
    [LOGIN, { duration: 43_200, minRemaining: 90 }, `${LOGIN} --duration 12h --min-remaining 90`],
    [LOGIN, { duration: 5400 }, `${LOGIN} --duration 1h30m`],
    [`${LOGIN}    or: --code 1`, { force: true }, `${LOGIN} --force    or: --code 1`],
    [`then: ${LOGIN}\nor not`, { force: true }, `then: ${LOGIN} --force\nor not`],
    [
      "awsmfa login --profile 'my work' …",
      { force: true },
      "awsmfa login --profile 'my work' --force …",
    ],
    [
      "awsmfa login --profile 'it'\\''s' …",
      { force: true },
      "awsmfa login --profile 'it'\\''s' --force …",
    ],
    ["awsmfa login", { force: true }, "awsmfa login --force"],
    ["awsmfa login --code 1", { profile: "my own" }, "awsmfa login --profile 'my own' --code 1"],
    // The hint speaks of it itself.
    [LOGIN, { profile: "home" }, LOGIN],
    [`${LOGIN} --as NAME`, { as: "x" }, `${LOGIN} --as NAME`],
    [
      `leave out --serial: ${LOGIN}`,
      { serial: "x", force: true },
      `leave out --serial: ${LOGIN} --force`,
    ],
    ["aws configure --profile work", { force: true }, "aws configure --profile work"],
    [undefined, { force: true }, undefined],
  ])("%j with %j", async (hint, values, expected) => {
    expect(await hintOf(hint, values)).toBe(expected);
  });

  it.each(["security-key-only", "wrong-serial"] as const)(
    "but not the serial number: %s",
    (code) => {
      const error = new AwsmfaError(code, "no", LOGIN);
      expect(withOptions(error, { serial: "x" })).toBe(error);
      expect(withOptions(error, { force: true })).toMatchObject({ code, hint: `${LOGIN} --force` });
    },
  );

  it("of nothing but our errors", () => {
    const bug = new TypeError("awsmfa login");
    expect(withOptions(bug, { force: true })).toBe(bug);
  });
});
