import { describe, expect, it } from "vitest";
import { givenPasswords } from "../../src/account/passwords.ts";
import { type Answer, failureOf, fakeContext } from "../support/context.ts";

/** Passwords as they are given. */

const HINT = "pipe them as two lines, the old one first, or run it on a terminal";
const piped = (text: string) => {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  return givenPasswords("work", fakeContext({ piped: bytes }).context);
};

describe("two lines that are piped", () => {
  it.each([
    ["with a line end", "old one\nnew one\n"],
    ["without", "old one\nnew one"],
    ["of Windows", "\ufeffold one\r\nnew one\r\n"],
  ])("%s", async (_title, text) =>
    expect(await piped(text)).toEqual({ old: "old one", new: "new one" }),
  );
  it("keep every character", async () =>
    expect(await piped(" ä'\"\\$ \n\tß=\n")).toEqual({ old: " ä'\"\\$ ", new: "\tß=" }));
  it.each([
    ["nothing", "", "standard input has no line, and takes two"],
    ["one line", "old\n", "standard input has one line, and takes two"],
    ["three lines", "a\nb\nc\n", "standard input has 3 lines, and takes two"],
    ["an empty old one", "\nb\n", "the old password is empty"],
    ["an empty new one", "a\n\n", "the new password is empty"],
    ["the same twice", "a\na\n", "the new password is the old one"],
    ["129 characters", `a\n${"b".repeat(129)}\n`, "the new password has more than 128 characters"],
    [
      "what AWS does not take",
      "a\nb€\n",
      "the new password has a character that AWS does not take",
    ],
  ])("%s will not do", async (_title, text, message) =>
    expect(await failureOf(() => piped(text))).toEqual({
      code: "bad-password",
      message,
      hint: HINT,
    }),
  );
});

describe("passwords that are typed", () => {
  const typed = (answers: readonly Answer[], nobody?: string) => {
    const fake = fakeContext({ answers, ...(nobody !== undefined && { nobody }) });
    return { ...fake, given: () => givenPasswords("work", fake.context) };
  };
  it("are asked for hidden, the new one twice", async () => {
    const { given, questions, effects } = typed(["old one", "new one", "new one"]);
    expect(await given()).toEqual({ old: "old one", new: "new one" });
    expect(questions).toEqual([
      "Old console password of work:",
      "New password:",
      "New password again:",
    ]);
    expect(effects).toEqual(["ask hidden", "ask hidden", "ask hidden"]);
  });
  it("are objected to until they will do", async () => {
    const { given, objections } = typed(["", "old", "old", "n€w", "new", "mew", "new"]);
    expect(await given()).toEqual({ old: "old", new: "new" });
    expect(objections).toEqual([
      "the old password is empty",
      "that is the old one",
      "the new password has a character that AWS does not take",
      "the two differ",
    ]);
  });
  it("may be given up", async () =>
    expect(await failureOf(typed(["old", undefined]).given)).toMatchObject({
      code: "bad-password",
      message: "no password was entered; nothing was changed",
    }));
  it("take somebody", async () =>
    expect(await failureOf(typed([], "there is no terminal").given)).toEqual({
      code: "no-terminal",
      message: "nobody can be asked for the passwords: there is no terminal",
      hint: HINT,
    }));
});
