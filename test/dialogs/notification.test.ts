import { describe, expect, it } from "vitest";
import { notify } from "../../src/dialogs/notification.ts";
import { wasTold, withTold } from "../../src/memory/told.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { type FakeOptions, fakeContext } from "../support/context.ts";

async function shownBy(options: FakeOptions, title = "A title", text = "to type: a <b> & 'c'") {
  const fake = fakeContext({ programs: [{}], ...options });
  return { shown: await notify(title, text, fake.context), ran: fake.ran };
}

describe("a notification", () => {
  it("is shown by notify-send, whose text is markup", async () => {
    const { shown, ran } = await shownBy({ environment: { AWSMFA_CODE: "123456", DISPLAY: ":0" } });
    expect(shown).toBe(true);
    expect(ran).toEqual([
      {
        command: [
          "notify-send",
          "-a",
          "awsmfa",
          "-u",
          "critical",
          "--",
          "A title",
          "to type: a &lt;b&gt; &amp; 'c'",
        ],
        environment: { DISPLAY: ":0" },
        stderr: "dropped",
        mayAsk: false,
        limit: 10_000,
      },
    ]);
  });
  it("is shown by osascript, to which the texts are words", async () => {
    const { ran } = await shownBy({ platform: "darwin" }, '"; do shell script "x');
    const [program, , script, ...words] = ran[0]?.command ?? [];
    expect([program, words]).toEqual([
      "osascript",
      ['"; do shell script "x', "to type: a <b> & 'c'"],
    ]);
    expect(script).not.toContain("shell");
  });
  it("is shown by PowerShell, every quote of which is doubled", async () => {
    const { ran } = await shownBy({ platform: "win32" }, "it's ‘so’");
    expect(ran[0]?.command.at(-1)).toContain(
      "ShowBalloonTip(10000, 'it''s ‘‘so’’', 'to type: a <b> & ''c''', 'Info')",
    );
  });
  it.each([
    ["there is no such program", { why: "missing", status: undefined }],
    ["there is no desktop", { status: 1 }],
    ["it does not end", { why: "limit", status: undefined }],
  ] as const)("is not shown where %s", async (_title, end) => {
    expect((await shownBy({ programs: [end] })).shown).toBe(false);
  });
});

it("is remembered for each session once", () => {
  const one = { profile: "a", expires: 1 };
  let memory = withTold(readMemory(undefined), one);
  memory = withTold(memory, { profile: "b", expires: 1 });
  expect([wasTold(memory, one), wasTold(memory, { ...one, expires: 2 })]).toEqual([true, false]);
  memory = withTold(memory, { profile: "a", expires: 2 });
  expect([wasTold(memory, one), memory.told.length]).toEqual([false, 2]);
});
