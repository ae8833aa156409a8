import { describe, expect, it } from "vitest";
import { sessionSeconds } from "../../src/sessions/options.ts";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { failureOf } from "../support/context.ts";

const ROOT = "arn:aws:iam::123456789012:mfa/root-account-mfa-device";

function seconds(setting?: string, option?: number, serial: string | undefined = EXAMPLE_SERIAL) {
  const settings = new Map(setting === undefined ? [] : [["awsmfa_duration", setting]]);
  return sessionSeconds({ name: "work", settings }, option, serial);
}

describe("how long a session is to last", () => {
  it.each([
    ["as AWS gives it", undefined, undefined, EXAMPLE_SERIAL, 43_200],
    ["by --duration", "1h", 7200, EXAMPLE_SERIAL, 7200],
    ["by awsmfa_duration", "1h30m", undefined, EXAMPLE_SERIAL, 5400],
    ["the least", undefined, 900, EXAMPLE_SERIAL, 900],
    ["the most", undefined, 129_600, EXAMPLE_SERIAL, 129_600],
    ["root's", undefined, undefined, ROOT, 3600],
    ["root's least", undefined, 900, ROOT, 900],
  ])("%s", (_, setting, option, serial, expected) => {
    expect(seconds(setting, option, serial)).toBe(expected);
  });

  it.each([
    [
      undefined,
      899,
      EXAMPLE_SERIAL,
      "usage",
      "no session of 14 min (--duration)",
      "between 15m and 36h, such as --duration 12h",
    ],
    [
      undefined,
      129_601,
      EXAMPLE_SERIAL,
      "usage",
      "no session of 36 h (--duration)",
      "between 15m and 36h, such as --duration 12h",
    ],
    [
      undefined,
      0,
      EXAMPLE_SERIAL,
      "usage",
      "no session of 0 s (--duration)",
      "between 15m and 36h, such as --duration 12h",
    ],
    [
      "5m",
      undefined,
      EXAMPLE_SERIAL,
      "bad-setting",
      "no session of 5 min (awsmfa_duration)",
      "between 15m and 36h: aws configure set awsmfa_duration 12h --profile work",
    ],
    [
      "long",
      undefined,
      EXAMPLE_SERIAL,
      "bad-setting",
      "“long” (awsmfa_duration) is no duration",
      "between 15m and 36h: aws configure set awsmfa_duration 12h --profile work",
    ],
    [
      "",
      undefined,
      EXAMPLE_SERIAL,
      "bad-setting",
      "“” (awsmfa_duration) is no duration",
      "between 15m and 36h: aws configure set awsmfa_duration 12h --profile work",
    ],
    [
      undefined,
      3601,
      ROOT,
      "usage",
      "root no session of 1 h (--duration)",
      "between 15m and 1h, such as --duration 1h",
    ],
    [
      "12h",
      undefined,
      ROOT,
      "bad-setting",
      "root no session of 12 h (awsmfa_duration)",
      "between 15m and 1h: aws configure set awsmfa_duration 1h --profile work",
    ],
  ])("not %j, %s of %s", async (setting, option, serial, code, said, hint) => {
    expect(await failureOf(() => seconds(setting, option, serial))).toEqual({
      code,
      message: said.startsWith("“") ? said : `AWS gives ${said}`,
      hint,
    });
  });
});
