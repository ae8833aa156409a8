import { dirname } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { type Screen, display, pathWith, screenOn } from "../support/display.ts";
import type { Outcome } from "../support/process.ts";
import { running } from "../support/questions.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { LOGGED_IN, steady } from "../support/wording.ts";
import { EXAMPLE_YUBIKEY, type FakeKey, plug, TOUCHED, withYkman } from "../support/ykman.ts";

/** The YubiKey beside a real window, for the built program without a terminal. */

const missing = ["Xvfb", "xdotool"].filter((name) => which(name) === undefined);
const TOUCH = "awsmfa: touch your YubiKey; it waits 15 s\n";
const PHRASE = "s3cret phrase";

interface Race {
  readonly box: Sandbox;
  readonly screen: Screen;
  readonly login: Promise<Outcome>;
}

async function racing(program: string, ...keys: readonly FakeKey[]): Promise<Race> {
  const box = await withYkman({ keys });
  const path = `${dirname(box.home)}/bin:${pathWith(box, program, "sh", "node")}`;
  const env = { DISPLAY: await display(), PATH: path };
  return { box, screen: screenOn(box, env.DISPLAY), login: box.run("login", { env }) };
}

/** ykman waits for a touch. */
async function touchAsked(box: Sandbox): Promise<void> {
  await vi.waitUntil(() => box.get("ykman.touching") !== undefined, { timeout: 20_000 });
}

describe.skipIf(missing.length > 0).each(["pinentry-gtk-2", "pinentry-qt", "zenity", "kdialog"])(
  "a YubiKey beside %s (needs Xvfb, xdotool and itself)",
  (program) => {
    const ready = it.skipIf(which(program) === undefined);

    ready("is touched: the window goes", async () => {
      const { box, screen, login } = await racing(program, TOUCHED);
      await screen.window();
      await touchAsked(box);
      box.put("touch", "");
      const { status, stderr } = await login;
      expect([status, steady(stderr)]).toEqual([0, `${TOUCH}${LOGGED_IN}`]);
      await screen.empty();
      expect(running(box)).toEqual([]);
    });
    ready("is not needed: the code was typed", async () => {
      const { box, screen, login } = await racing(program, TOUCHED);
      const window = await screen.window();
      await touchAsked(box);
      await window.answer(box.code());
      const { status, stderr } = await login;
      expect([status, steady(stderr)]).toEqual([0, `${TOUCH}${LOGGED_IN}`]);
      expect(running(box)).toEqual([]);
    });
    ready("has a password: its window takes the place of the other", async () => {
      const { box, screen, login } = await racing(program);
      await screen.window();
      plug(box, { keys: [{ ...EXAMPLE_YUBIKEY, password: PHRASE }] });
      await (await screen.window()).answer(PHRASE);
      const { status, stderr } = await login;
      expect([status, stderr]).toEqual([0, expect.stringContaining("✔ mfa.user-identity")]);
      expect(stderr).not.toContain("phrase");
      await screen.empty();
    });
  },
);
