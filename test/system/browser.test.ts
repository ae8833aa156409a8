import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { browserWords, obstacleTo, systemBrowser } from "../../src/system/browser.ts";
import { failureOf } from "../support/context.ts";

/** The browser: where there is none, what `BROWSER` says, and how a secret address gets there. */

const HINT = "print the address, to be opened where there is one: awsmfa console --print";
const SSH = { SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" };

describe("whether there is one", () => {
  it.each([
    ["Linux without a display", {}, "linux", false, "there is no display"],
    ["X", { DISPLAY: ":0" }, "linux", false, undefined],
    ["Wayland", { WAYLAND_DISPLAY: "wayland-0" }, "linux", false, undefined],
    ["an empty DISPLAY", { DISPLAY: "" }, "linux", false, "there is no display"],
    ["WSL", {}, "linux", true, undefined],
    ["FreeBSD", {}, "freebsd", false, "there is no display"],
    ["macOS", {}, "darwin", false, undefined],
    ["Windows", {}, "win32", false, undefined],
    ["SSH with X forwarded", { ...SSH, DISPLAY: "localhost:10" }, "linux", false, undefined],
    ["BROWSER, whatever else", { ...SSH, BROWSER: "w3m" }, "linux", false, undefined],
  ])("%s", (_title, environment, platform, wsl, why) =>
    expect(obstacleTo(environment, platform, wsl)).toBe(why),
  );
  it.each(["linux", "darwin", "win32"])("SSH to %s", (platform) =>
    expect(obstacleTo(SSH, platform, false)).toBe(
      "this is a session by SSH, and its browser would open on the other machine",
    ),
  );
});

describe("BROWSER", () => {
  it.each([
    ["firefox", ["firefox", "URL"]],
    ["firefox --new-tab", ["firefox", "--new-tab", "URL"]],
    ["w3m -o x=%s -v", ["w3m", "-o", "x=URL", "-v"]],
    ["first:second %s", ["first", "URL"]],
    ["C:\\x.exe", ["C:\\x.exe", "URL"]],
    ["  ", undefined],
    [undefined, undefined],
  ])("%s", (variable, words) => expect(browserWords(variable, "URL")).toEqual(words));
});

/** A browser that is a script, which is handed the address; and what it left. */
function scripted(script: string) {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-browser-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, out] = [join(folder, "browser"), join(folder, "out")];
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const browser = systemBrowser({ BROWSER: file, OUT: out }, { start: 5000, fetch: 20_000 });
  vi.stubEnv("OUT", out);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { browser, out: () => (existsSync(out) ? readFileSync(out, "utf8") : undefined) };
}

const SECRET = "https://signin.example.com/federation?SigninToken=secret";
const FETCH = `"${process.execPath}" -e 'fetch(process.argv[1], { redirect: "manual" }).then((answer) => require("fs").writeFileSync(process.env.OUT, process.argv[1] + " " + answer.headers.get("location")))' "$1"`;

describe("an address that is no secret", () => {
  it("is what the program is started with", async () => {
    const { browser, out } = scripted('printf %s "$1" > "$OUT"');
    await browser.open("https://example.com/?a=b&c");
    expect(out()).toBe("https://example.com/?a=b&c");
  });
  it.each([
    ["fails", "exit 3", "what opens it ended with status 3"],
    ["is killed", "kill -9 $$", "what opens it ended with SIGKILL"],
  ])("is an error where the program %s", async (_title, script, why) =>
    expect(await failureOf(() => scripted(script).browser.open("https://example.com"))).toEqual({
      code: "no-browser",
      message: `no browser can be opened: ${why}`,
      hint: HINT,
    }),
  );
  it("is an error where there is no such program", async () => {
    const open = (): Promise<void> => systemBrowser({ BROWSER: "not-there" }).open("https://a.b");
    expect((await failureOf(open)).message).toBe(
      "no browser can be opened: not-there cannot be started (ENOENT)",
    );
  });
});

describe("an address that is a secret", () => {
  it("gets there by another one, which is all that others see", async () => {
    const { browser, out } = scripted(FETCH);
    await browser.openSecret(SECRET);
    await vi.waitUntil(() => out()?.includes(" "), { timeout: 10_000 });
    const [seen, location] = out()?.split(" ") ?? [];
    expect(location).toBe(SECRET);
    expect(seen).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
  });
  it("is waited for also where what opens it has ended", async () => {
    const { browser, out } = scripted(`(${FETCH}) & exit 0`);
    await browser.openSecret(SECRET);
    await vi.waitUntil(() => out()?.endsWith(SECRET), { timeout: 10_000 });
  });
  it("is an error, at once, where the program fails", async () => {
    const open = (): Promise<void> => scripted("exit 1").browser.openSecret(SECRET);
    expect((await failureOf(open)).message).toBe(
      "no browser can be opened: what opens it ended with status 1",
    );
  });
  it("is an error where no browser comes for it", async () => {
    const browser = systemBrowser({ BROWSER: "true" }, { start: 100, fetch: 100 });
    expect((await failureOf(() => browser.openSecret(SECRET))).message).toBe(
      "no browser can be opened: no browser came for the address in 0.1 s",
    );
  });
});
