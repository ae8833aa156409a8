import { uptime } from "node:os";
import { describe, expect, it } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import type { Outcome } from "../support/process.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { LOGGED_IN, steady } from "../support/wording.ts";

/** Clocks that are wrong: the machine's, by `faketime`, and AWS's, as seen from here. */

describe.each(["+1m", "-1m", "+10m", "-10m", "+1d", "-1d", "+40d"])(
  "a machine whose clock is %s",
  (off) => {
    const late = (box: Sandbox, ...words: string[]): Promise<Outcome> =>
      box.start("faketime", ["-f", off, process.execPath, PROGRAM, ...words]);

    it.skipIf(which("faketime") === undefined)(
      "logs in, and the session is fresh afterwards (faketime)",
      async () => {
        const box = await sandbox();
        const { status, stderr } = await late(box, "login", "--code", box.code());
        expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
        expect(
          box.world.requests
            .filter((seen) => seen.action === "GetSessionToken")
            .map((seen) => seen.outcome),
        ).toEqual(["ok"]);
        const again = await late(box, "login");
        expect(steady(again.stderr)).toContain("11 h 5N min left · in [mfa.user-identity-mfa]");
        expect((await late(box, "env")).stdout).toContain(
          "export AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE';",
        );
        expect((await late(box, "status", "--prompt")).stdout).toMatch(/^11h5\dm\n$/);
        expect(box.calls("GetSessionToken")).toBe(1);
      },
    );
  },
);

describe("AWS's clock", () => {
  it.each([
    ["ahead", 7_200_000],
    ["behind", -7_200_000],
  ])("%s by two hours: the time shown is the machine's", async (_title, clockOffset) => {
    const box = await sandbox({ world: exampleWorld({ clockOffset }) });
    const { status, stderr } = await box.run(["login", "--code", box.code()]);
    const [, hours, minutes] = /until (\d\d):(\d\d), 12 h/.exec(stderr) ?? [];
    const shown = Number(hours) * 60 + Number(minutes);
    const now = new Date();
    const left = (shown - now.getUTCHours() * 60 - now.getUTCMinutes() + 1440) % 1440;
    expect([status, Math.abs(left - 720) <= 2]).toEqual([0, true]);
  });
  it.each([
    ["fresh", 11 * 60 + 54, 0],
    ["no longer fresh", 11 * 60 + 56, 3],
  ])("decides whether a session is %s", async (_, minutes, expected) => {
    const box = await sandbox();
    await box.run(["login", "--code", box.code()]);
    const clock = { offset: minutes * 60_000, started: Date.now() - uptime() * 1000 };
    box.put(".local/state/awsmfa/memory.json", JSON.stringify({ clock, spent: [] }));
    expect((await box.run("env")).status).toBe(expected);
  });
  it("is forgotten when the machine's clock has been set", async () => {
    const box = await sandbox({ world: exampleWorld({ clockOffset: 7_200_000 }) });
    await box.run(["login", "--code", box.code()]);
    const memory = JSON.parse(box.get(".local/state/awsmfa/memory.json") ?? "") as {
      clock: { started: number };
    };
    memory.clock.started -= 7_200_000;
    box.put(".local/state/awsmfa/memory.json", JSON.stringify(memory));
    expect((await box.run("status --prompt")).stdout).toMatch(/^13h59m\n$/);
  });
});
