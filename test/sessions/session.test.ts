import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { checkedPut } from "../../src/profiles/checked.ts";
import { readIni } from "../../src/profiles/ini.ts";
import {
  type Session,
  isOurs,
  sectionOf,
  sessionOf,
  sessionsIn,
} from "../../src/sessions/session.ts";
import { exampleSession, keySection } from "../support/context.ts";

const SESSION = exampleSession();

describe("the section of a session", () => {
  it("is written in this order", () => {
    expect([...sectionOf(SESSION)]).toEqual([
      ["aws_access_key_id", "ASIAIOSFODNN7EXAMPLE"],
      ["aws_secret_access_key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
      ["aws_session_token", "FwoGZXIvYXdzEXAMPLE+TOKEN/=="],
      ["x_security_token_expires", "2026-11-22T16:20:00Z"],
      ["manager", "awsmfa"],
      ["awsmfa_source_profile", "mfa.user"],
      ["awsmfa_source_key", "AKIAIOSFODNN7EXAMPLE"],
      ["awsmfa_serial", "arn:aws:iam::123456789012:mfa/mfa.user"],
      ["awsmfa_issued", "2026-11-22T04:20:00Z"],
    ]);
  });

  it("gives the session back, to the second", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._@ë/+=-]{1,20}$/);
    const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
    const record: fc.Arbitrary<Session> = fc.record({
      source: word,
      name: word,
      credentials: fc.record({
        accessKeyId: word,
        secretAccessKey: word,
        sessionToken: word,
      }),
      expires: instant,
      issued: instant,
      sourceKey: word,
      serial: word,
    });
    fc.assert(
      fc.property(record, (session) => {
        const text = checkedPut(undefined, session.name, sectionOf(session));
        expect(sessionsIn(readAwsFiles(undefined, text))).toEqual([session]);
      }),
    );
  });

  it.each([...sectionOf(SESSION).keys()])("is no session without %s", (key) => {
    const section = sectionOf(SESSION);
    section.delete(key);
    expect(sessionOf("x-mfa", section)).toBeUndefined();
    expect(sessionOf("x-mfa", sectionOf(SESSION).set(key, ""))).toBeUndefined();
  });

  it.each([
    ["another's", "manager", "awsume"],
    ["with a long-term key", "aws_access_key_id", "AKIAIOSFODNN7EXAMPLE"],
    ["with an odd end", "x_security_token_expires", "tomorrow"],
    ["with an odd beginning", "awsmfa_issued", "1795364400"],
  ])("is no session of ours: %s", (_, key, value) => {
    expect(sessionOf("x-mfa", sectionOf(SESSION).set(key, value))).toBeUndefined();
  });
});

describe("the sessions in the credentials file", () => {
  it("come in its order, others left out", () => {
    const [one, two] = [exampleSession({ name: "b-mfa" }), exampleSession({ name: "a-mfa" })];
    let text = keySection("work");
    for (const session of [one, two]) text = checkedPut(text, session.name, sectionOf(session));
    expect(sessionsIn(readAwsFiles(undefined, text))).toEqual([one, two]);
  });

  it("are none in others' files", () => {
    expect(sessionsIn(readAwsFiles(undefined, keySection("work")))).toEqual([]);
  });
});

describe("whether a section is ours", () => {
  it.each([
    ["with the mark", "[x]\nmanager = awsmfa\n", true],
    ["with another's mark", "[x]\nmanager = awsume\n", false],
    ["with a mark like ours", "[x]\nmanager = awsmfa2\n", false],
    ["without a mark", "[x]\nregion = y\n", false],
    ["with the mark in a comment", "[x]\n# manager = awsmfa\n", false],
    ["with the mark lent by [DEFAULT]", "[DEFAULT]\nmanager = awsmfa\n[x]\nregion = y\n", false],
    ["twice, once without the mark", "[x]\nmanager = awsmfa\n[x]\nregion = y\n", false],
    ["twice, both with the mark", "[x]\nmanager = awsmfa\n[x]\nmanager = awsmfa\n", true],
    ["not there", "[y]\nmanager = awsmfa\n", false],
  ])("%s", (_, text, expected) => {
    expect(isOurs(readIni(text), "x")).toBe(expected);
  });
});
