import { describe, expect, it } from "vitest";
import { EXIT } from "../src/exit.ts";
import { AwsmfaError, type ErrorCode, shown } from "../src/errors.ts";
import { asAwsmfaError, renderError, statusOf } from "../src/errors-told.ts";

describe("the exit status of a code", () => {
  it.each([
    ["usage", 2],
    ["unknown-profile", 1],
    ["foreign-section", 1],
    ["file-busy", 1],
    ["internal", 1],
    ["no-terminal", 3],
    ["several-devices", 3],
    ["wrong-code", 4],
    ["wrong-serial", 4],
    ["unknown-key", 4],
    ["wrong-secret", 4],
    ["wrong-clock", 4],
    ["access-denied", 4],
    ["aws-refused", 4],
    ["no-code", 5],
    ["unreachable", 6],
    ["interrupted", 130],
  ] satisfies [ErrorCode, number][])("%s: %i", (code, status) => {
    expect(statusOf(code)).toBe(status);
  });

  it("of signals is the shell's", () => {
    expect([EXIT.hangup, EXIT.interrupted, EXIT.terminated]).toEqual([128 + 1, 128 + 2, 128 + 15]);
  });
});

describe("renderError", () => {
  it.each([
    ["no hint", undefined, []],
    ["one line", "awsmfa login", ["awsmfa: hint: awsmfa login"]],
    ["two lines", "one\ntwo", ["awsmfa: hint: one", "awsmfa: hint: two"]],
    ["never a third", "one\ntwo\nthree", ["awsmfa: hint: one", "awsmfa: hint: two"]],
    ["no control characters", "\u001b[31mred\u0007", ["awsmfa: hint: [31mred"]],
  ])("%s", (_, hint, lines) => {
    expect(renderError(new AwsmfaError("usage", "it is wrong", hint))).toEqual([
      "awsmfa: error: it is wrong",
      ...lines,
    ]);
  });

  it.each([
    ["one\r\ntwo", "one two"],
    ["tab\there", "tab here"],
    ["\u001b]0;title\u0007text", "]0;title text"],
    ["right\u202eto left", "right to left"],
    ["  blanks around \n", "blanks around"],
    ["Zoë’s profile", "Zoë’s profile"],
  ])("makes one line of %j", (message, line) => {
    expect(renderError(new AwsmfaError("usage", message))).toEqual([`awsmfa: error: ${line}`]);
  });
});

describe("what a terminal is shown", () => {
  it.each([
    ["as it is: Zoë’s 👩‍💻\n", "as it is: Zoë’s 👩‍💻\n"],
    ["\u001b[1m\u001b[32mours\u001b[39m\u001b[22m", "\u001b[1m\u001b[32mours\u001b[39m\u001b[22m"],
    ["\u001b[2Jclears", " [2Jclears"],
    ["\u001b[8mhides\u001b[0m", " [8mhides [0m"],
    ["\u001b]0;title\u0007", " ]0;title "],
    ["back\bback\rstart", "back back start"],
    ["\u009b2J \u202eleft", " 2J  left"],
  ])("of %j", (text, expected) => expect(shown(text)).toBe(expected));
});

describe("asAwsmfaError", () => {
  it("leaves an AwsmfaError as it is", () => {
    const error = new AwsmfaError("usage", "it is wrong", "awsmfa --help");
    expect(asAwsmfaError(error)).toBe(error);
  });

  it.each([
    ["an error", new TypeError("x is not a function"), "x is not a function"],
    ["a text, which might be anything", "wJalrXUtnFEMI/K7MDENG", "unknown error"],
    ["nothing", undefined, "unknown error"],
  ])("calls %s a bug", (_, thrown, reason) => {
    const error = asAwsmfaError(thrown);
    expect(renderError(error)).toEqual([
      `awsmfa: error: this is a bug in awsmfa: ${reason}`,
      "awsmfa: hint: run it again with --debug and report what it says",
    ]);
    expect([error.code, error.cause]).toEqual(["internal", thrown]);
  });
});
