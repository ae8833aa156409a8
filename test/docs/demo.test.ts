import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readScreen } from "../support/qr-screen.ts";

/** The demo, which needs the built program. It runs without a terminal, as in continuous integration. */

const root = resolve(import.meta.dirname, "../..");

interface Played {
  readonly status: number | null;
  readonly text: string;
  /** What it left in the folder for temporary files. */
  readonly left: readonly string[];
}

/** Plays the demo; ends it by a signal as soon as it says something, if wanted. */
async function play(stop?: {
  readonly signal: NodeJS.Signals;
  readonly at: string;
}): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const demo = spawn(process.execPath, [join(root, "scripts/demo.mjs")], {
    env: { PATH: process.env["PATH"], TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  demo.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (stop !== undefined && text.includes(stop.at)) demo.kill(stop.signal);
  });
  const status = await new Promise<number | null>((done) => demo.once("close", done));
  return { status, text, left: readdirSync(folder) };
}

describe.skipIf(process.platform === "win32")("the demo", () => {
  it("plays to its end and leaves nothing", async () => {
    const { status, text, left } = await play();
    expect(text).toContain("✔ done");
    expect(text).toMatch(/MFA code for mfa\.user \(mfa\.user-identity\): \d{6}/);
    expect(text).toContain("is denied without MFA, and allowed with the session");
    expect(readScreen(text.split("\n"))).toMatch(/^otpauth:\/\/totp\/.*jane/);
    expect(text).not.toContain("\u001b");
    expect({ status, left }).toEqual({ status: 0, left: [] });
  });

  it.each([
    ["SIGINT", "$ awsmfa login", 130],
    ["SIGTERM", "First act", 143],
    ["SIGHUP", "3. Where things stand", 129],
  ] as const)("ends on %s at “%s” and leaves nothing", async (signal, at, expected) => {
    const { status, text, left } = await play({ signal, at });
    expect(text).not.toContain("✔ done");
    expect({ status, left }).toEqual({ status: expected, left: [] });
  });
});
