import { describe, expect, it } from "vitest";
import { makeNotice } from "../../src/codes/notice.ts";

/** A notice, and all that was shown: on the last line, below a question, as lines of their own. */
function noticeOn(canBeSeen: boolean) {
  const shown: string[] = [];
  const notice = makeNotice({
    progress: (line) => (shown.push(`progress ${line}`), canBeSeen),
    warn: (line) => void shown.push(`warn ${line}`),
  });
  const stand = () => notice.below.watch((line) => void shown.push(`below ${line}`));
  return { notice, shown, stand };
}

describe("a notice", () => {
  it("is on the last line of the terminal", () => {
    const { notice, shown } = noticeOn(true);
    notice.say("one", "plain");
    notice.say("two", "plain");
    notice.say(undefined);
    expect(shown).toEqual(["progress one", "progress two", "progress undefined"]);
  });
  it("is said once, as a line of its own, where that cannot be seen", () => {
    const { notice, shown } = noticeOn(false);
    notice.say("one", "plain");
    notice.say("two", "plain");
    notice.say("three");
    expect(shown.filter((line) => line.startsWith("warn"))).toEqual(["warn awsmfa: plain"]);
  });
  it("moves below a question, and back when that has gone", () => {
    const { notice, shown, stand } = noticeOn(true);
    notice.say("one");
    const away = stand();
    notice.say("two", "plain");
    away();
    expect(shown).toEqual([
      "progress one",
      "progress undefined",
      "below one",
      "below two",
      "progress two",
    ]);
  });
  it("does nothing to the terminal", () => {
    const { notice, shown } = noticeOn(true);
    notice.say("an account \u001b[2J");
    expect(shown).toEqual(["progress an account  [2J"]);
  });
  it("knows whether a question stands, and tells when one first does", async () => {
    const { notice, stand } = noticeOn(true);
    expect(notice.isBelow()).toBe(false);
    const away = stand();
    expect(notice.isBelow()).toBe(true);
    await notice.stands;
    away();
    expect(notice.isBelow()).toBe(false);
  });
});
