import { describe, expect, it, vi } from "vitest";
import { display } from "../support/display.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { withStored } from "../support/stored.ts";
import { which } from "../support/tools.ts";

/** The clipboard of a real display. */

const missing = ["Xvfb", "xclip"].some((name) => which(name) === undefined);
const SHOWN = "the code is on the clipboard for ";

/** Waits until one of the texts is on the clipboard: xclip has ended before it has taken the clipboard over. */
async function expectOn(
  box: Sandbox,
  env: { DISPLAY: string },
  texts: string[] | (() => string[]),
): Promise<void> {
  const read = async (): Promise<string> =>
    (await box.start("xclip", ["-selection", "clipboard", "-o"], { env })).stdout;
  await vi.waitUntil(
    async () => (typeof texts === "function" ? texts() : texts).includes(await read()),
    { timeout: 20_000, interval: 15 },
  );
}

describe.skipIf(missing)("code --copy (needs Xvfb, xclip)", () => {
  let env = { DISPLAY: "" };

  it("puts the code there; Ctrl-C clears it", async () => {
    env = { DISPLAY: await display() };
    const box = await withStored();
    const codes = [box.code()];
    const pty = onTerminal(box, "awsmfa code --copy", { env });
    await pty.waitFor(SHOWN);
    // It follows the step, which may turn here.
    await expectOn(box, env, () => (codes.push(box.code()), codes));
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    await expectOn(box, env, [""]);
    expect(pty.screen().replaceAll("^C", "")).toBe("");
    expect(codes.filter((code) => pty.bytes().includes(code))).toEqual([]);
  });
  it.each(["SIGTERM", "SIGHUP"] as const)("is cleared by %s too", async (signal) => {
    env = { DISPLAY: await display() };
    const box = await withStored();
    const pty = onTerminal(box, [process.execPath, "../bin/awsmfa", "code", "--copy"], { env });
    await pty.waitFor(SHOWN);
    await pty.signal(signal, "program");
    expect(await pty.exit()).toBe(signal === "SIGTERM" ? 143 : 129);
    await expectOn(box, env, [""]);
  });
  it("leaves alone what somebody else has put there", async () => {
    env = { DISPLAY: await display() };
    const box = await withStored();
    const pty = onTerminal(box, "awsmfa code --copy", { env });
    await pty.waitFor(SHOWN);
    await box.start("sh", ["-c", "printf mine | xclip -selection clipboard -i >/dev/null 2>&1"], {
      env,
    });
    await expectOn(box, env, ["mine"]);
    pty.type(KEY.ctrlC);
    await pty.exit();
    await expectOn(box, env, ["mine"]);
  });
});
