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

const OF_ROLE = `for the role that aws-mfa assumed: aws configure set role_arn ${ROLE} --profile work-role; aws configure set source_profile work-long-term --profile work-role`;

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
    expect(awsMfaError({ ...PAIR, role: ROLE }).hint).toContain(OF_ROLE);
  });

  const STILL = "[work] still has the keys that aws-mfa wrote";
  const LAST =
    "aws configure set awsmfa_session_profile work --profile work-long-term; awsmfa login --profile work-long-term";
  it.each([
    [
      "nothing in the config file",
      "",
      PAIR,
      [
        STILL,
        "to have the session in [work]: take [work] out of the credentials file; then:",
        LAST,
      ],
    ],
    [
      "a region",
      "[profile work]\nregion = us-west-2\n",
      PAIR,
      [
        `${STILL}; its settings, such as the region, are not those of work-long-term`,
        "to have the session in [work]: take [work] out of the credentials file; in the config file, give [profile work] the name [profile work-long-term]; then:",
        LAST,
      ],
    ],
    ["a role", "", { ...PAIR, role: ROLE }, [STILL, OF_ROLE]],
  ])("is said after a login by the new one: %s", (_title, config, pair, lines) =>
    expect(awsMfaRemark(pair, readAwsFiles(config, WRITTEN)).split("\n")).toEqual(lines),
  );
});
