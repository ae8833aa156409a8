import { describe, expect, it } from "vitest";
import type { Paint } from "../../src/ports.ts";
import { sessionLine, sessionValue, standing } from "../../src/sessions/words.ts";
import { NOW, exampleSession } from "../support/context.ts";

const plain: Paint = (_style, text) => text;
const marked: Paint = (style, text) => `<${style}>${text}</>`;
const MINUTE = 60_000;

describe("the line of a session", () => {
  it.each([
    [
      "a new one",
      "renewed",
      0,
      0,
      "✔ mfa.user · session until 16:20, 12 h · written to [mfa.user-mfa]",
    ],
    [
      "a new one, a moment later",
      "renewed",
      1500,
      0,
      "✔ mfa.user · session until 16:20, 12 h · written to [mfa.user-mfa]",
    ],
    [
      "one that is there",
      "kept",
      0,
      0,
      "✔ mfa.user · session until 16:20, 12 h left · in [mfa.user-mfa]",
    ],
    [
      "one that is there, later",
      "kept",
      168 * MINUTE,
      0,
      "✔ mfa.user · session until 16:20, 9 h 12 min left · in [mfa.user-mfa]",
    ],
    [
      "by a clock that is behind",
      "kept",
      0,
      90 * MINUTE,
      "✔ mfa.user · session until 14:50, 12 h left · in [mfa.user-mfa]",
    ],
  ] as const)("%s", (_, outcome, later, clockOffset, line) => {
    const obtained = { session: exampleSession(), outcome, clockOffset };
    expect(sessionLine(obtained, NOW + later, plain)).toBe(line);
  });

  it("of another day says the day", () => {
    const session = exampleSession({ expires: NOW + 36 * 60 * MINUTE });
    expect(sessionLine({ session, outcome: "renewed", clockOffset: 0 }, NOW, plain)).toBe(
      "✔ mfa.user · session until Mon 16:20, 36 h · written to [mfa.user-mfa]",
    );
  });

  it("has one colour and two weights", () => {
    const obtained = { session: exampleSession(), outcome: "kept", clockOffset: 0 } as const;
    expect(sessionLine(obtained, NOW, marked)).toBe(
      "<good>✔</> <bold>mfa.user</> · session until 16:20, 12 h left · <dim>in [mfa.user-mfa]</>",
    );
  });
});

describe("how a session stands", () => {
  it.each([
    [1800, "good"],
    [1799, "soon"],
    [1, "soon"],
    [0, "wrong"],
    [-1, "wrong"],
  ])("%d s left: %s", (left, expected) => {
    expect(standing(left)).toBe(expected);
  });
});

describe("a session as JSON", () => {
  it("has no secrets", () => {
    const value = sessionValue(exampleSession(), NOW + 1000);
    expect(value).toEqual({
      profile: "mfa.user-mfa",
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      serial: "arn:aws:iam::123456789012:mfa/mfa.user",
      issued: "2026-11-22T04:20:00Z",
      expires: "2026-11-22T16:20:00Z",
      secondsLeft: 43_199,
    });
  });

  it("that is over has nothing left", () => {
    expect(sessionValue(exampleSession(), NOW + 43_201_000)["secondsLeft"]).toBe(0);
  });
});
