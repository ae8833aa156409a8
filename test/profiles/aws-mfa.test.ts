import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { awsMfaError, awsMfaPair, awsMfaPairs, awsMfaRemark } from "../../src/profiles/aws-mfa.ts";
import { keySection } from "../support/context.ts";

/** A section as aws-mfa 0.0.12 writes it. */
const WRITTEN = `[work]
assumed_role = False
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = s
aws_session_token = t
aws_security_token = t
expiration = 2026-11-22 16:20:00
`;
const PAIR = { name: "work", longTerm: "work-long-term", role: undefined };
const ROLE = "arn:aws:iam::123456789012:role/admin";

describe("what aws-mfa has left", () => {
  it.each([
    ["its two sections", WRITTEN + keySection("work-long-term"), PAIR],
    [
      "of an older version, which noted no role",
      WRITTEN.replace("assumed_role = False\n", "") + keySection("work-long-term"),
      PAIR,
    ],
    [
      "with a role",
      `${WRITTEN}${keySection("work-long-term")}assume_role = ${ROLE}\n`,
      { ...PAIR, role: ROLE },
    ],
    [
      "with a role that was named by hand",
      `${WRITTEN}assumed_role_arn = ${ROLE}\n${keySection("work-long-term")}`,
      { ...PAIR, role: ROLE },
    ],
    ["no long-term key", WRITTEN, undefined],
    ["no temporary keys", keySection("work-long-term"), undefined],
    [
      "keys of another tool",
      `[work]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_session_token = t\n${keySection("work-long-term")}`,
      undefined,
    ],
    [
      "awsume's, which is marked",
      `${WRITTEN}manager = awsume\n${keySection("work-long-term")}`,
      undefined,
    ],
  ])("%s", (_, credentials, pair) => {
    const files = readAwsFiles(undefined, credentials);
    expect(awsMfaPair(files, "work")).toEqual(pair);
    expect(awsMfaPair(files, "work-long-term")).toEqual(pair);
    expect(awsMfaPairs(files)).toEqual(pair === undefined ? [] : [pair]);
    expect(awsMfaPair(files, "other")).toBeUndefined();
  });

  it("is said to whoever logs in by the old name", () => {
    const { code, message, hint } = awsMfaError(PAIR);
    expect([code, message, hint]).toEqual([
      "temporary-keys",
      "the keys of work are temporary ones of aws-mfa; the long-term key is in [work-long-term]",
      "awsmfa login --profile work-long-term (the session goes to [work-long-term-mfa])\nthen take [work] out of the credentials file: its keys are those of aws-mfa",
    ]);
    expect(awsMfaError({ ...PAIR, role: ROLE }).hint).toContain(
      `make a profile with role_arn = ${ROLE} and source_profile = work-long-term`,
    );
  });

  it("is said after a login by the new one", () =>
    expect(awsMfaRemark(PAIR)).toBe(
      "[work] still has the keys that aws-mfa wrote. To have the session there: take [work] out of both files, then awsmfa login --profile work-long-term --as work",
    ));
});
