import { describe, expect, it } from "vitest";
import { failureOf, failureSaid } from "../../src/codes/ykman-failures.ts";
import type { Ended } from "../../src/ports-run.ts";
import { RECORDED } from "../support/ykman.ts";

/** Every failure that was recorded of ykman 4.0.9 and 5.9, in our words. */

const ended = (other: Partial<Ended>): Ended => ({
  why: "itself",
  status: 1,
  killedBy: undefined,
  stdout: "492039",
  stderr: "",
  ...other,
});

const NONE = "ykman found no account of exactly that name";
const GONE = "the account is not on the YubiKey";
const PASSWORD = "the YubiKey wants its OATH password";
const BUSY = "another program uses the YubiKey, or it still waits for a touch";
const OTHER_SERIAL = "that YubiKey is not plugged in";
const WORDS = "this ykman understands other words than versions 3 to 5";

/** By the titles of the recording; what only one version fails with is there for that one. */
const EXPECTED: Readonly<Record<string, readonly [kind: string, reason: string]>> = {
  "code --single, several matches": ["other", NONE],
  "code --single, no query, several accounts": ["other", NONE],
  "code --single, no match": ["other", GONE],
  "code --single, unicode, LC_ALL=C": ["other", GONE],
  "code --single, hidden account": ["other", GONE],
  "LANG=de_DE": ["other", GONE],
  "never touched (the key gives up after 15 s)": [
    "other",
    "the YubiKey was not touched within 15 s",
  ],
  "Ctrl-C (SIGINT) while it waits": ["other", "ykman was interrupted"],
  "a second ykman while the first waits for touch": ["busy", BUSY],
  "right after a ykman that waited for touch was killed (SIGKILL)": ["busy", BUSY],
  "locked, no tty, no stdin": ["locked", PASSWORD],
  "locked, wrong password on stdin": ["locked", PASSWORD],
  "locked, -p wrong": ["locked", PASSWORD],
  "locked, no stdin at all, -p ''": ["locked", PASSWORD],
  "after remember, no password needed": ["locked", PASSWORD],
  "-p given but no password is set": [
    "other",
    "ykman failed: Password provided, but no password is set.",
  ],
  "remember the password": [
    "other",
    "ykman failed: ykman.settings.KeystoreError: Keyring locked or unavailable",
  ],
  "no key plugged in": ["absent", "no YubiKey is plugged in"],
  "no key plugged in, --device": ["absent", OTHER_SERIAL],
  "two keys, --device of a third": ["absent", OTHER_SERIAL],
  "two keys, no --device": ["several", "several YubiKeys are plugged in"],
  "two keys, --device not a number": ["other", WORDS],
  "unknown option": ["other", WORDS],
  "old command name (`oath code`)": ["other", WORDS],
  "key pulled out while it waits for touch": ["pulled", "the YubiKey was pulled out"],
  "OATH application disabled on the key": [
    "other",
    "the YubiKey's OATH application is disabled, or it has none",
  ],
  "key answers 6F00 to CALCULATE": ["other", "the YubiKey answered with an error"],
  "no pcscd running": [
    "other",
    "smart cards cannot be reached: the service for them (pcscd) does not run",
  ],
};

describe.each(Object.entries(RECORDED))("ykman %s", (_version, cases) => {
  const failing = Object.entries(cases).filter(([, { status }]) => status !== 0);
  it.each(failing)("%s", (title, { status, stdout, stderr }) => {
    const failure = failureOf(ended({ status, stdout, stderr }), 1000);
    expect([failure?.kind, failure?.reason]).toEqual(EXPECTED[title]);
    expect(JSON.stringify(failure)).not.toContain("492039");
  });
  it("fails in no other way", () => {
    const [known, seen] = [Object.keys(EXPECTED), failing.map(([title]) => title)];
    expect(seen.filter((title) => !known.includes(title))).toEqual([]);
    expect(seen.length).toBeGreaterThan(20);
  });
  it.each(Object.entries(cases).filter(([, { status }]) => status === 0))(
    "%s is no failure",
    (_title, { status, stdout, stderr }) => {
      expect(failureOf(ended({ status, stdout, stderr }), 1000)).toBeUndefined();
    },
  );
  it("that finds no key tells why, where something else is at fault", () => {
    const { stderr = "" } = cases["no pcscd running, list"] ?? {};
    expect(failureSaid(stderr)).toMatchObject({
      reason: EXPECTED["no pcscd running"]?.[1],
      hint: expect.stringContaining("sudo systemctl start pcscd"),
    });
    expect(failureSaid(cases["no key plugged in, list"]?.stderr ?? "?")).toBeUndefined();
  });
});

describe("a failure that nobody foresaw", () => {
  it.each<[string, Partial<Ended>, string]>([
    ["its last line", { stderr: "Traceback\n  x\nERROR: odd\u001b[2Jthing\n" }, "odd [2Jthing"],
    ["a long one, cut", { stderr: "x".repeat(500) }, "x".repeat(160)],
    ["only a status, and never what it printed", { status: 3 }, "status 3"],
    ["a signal", { status: undefined, killedBy: "SIGSEGV" }, "ended by SIGSEGV"],
  ])("shows %s", (_title, other, words) => {
    expect(failureOf(ended(other), 1000)).toEqual({
      kind: "other",
      reason: `ykman failed: ${words}`,
      hint: "try it: ykman oath accounts list",
    });
  });
  it("says that it took too long", () => {
    expect(failureOf(ended({ why: "limit", status: undefined }), 25_000)).toMatchObject({
      reason: "ykman did not end within 25 s",
    });
  });
  it("says that it was ended since it went on and on", () => {
    expect(failureOf(ended({ why: "overflow", status: undefined }), 25_000)).toMatchObject({
      reason: "ykman printed more than makes sense (1 MiB), and was ended",
    });
  });
  it.each([
    ["ykman 3", "Error: Touch credential timed out!", "the YubiKey was not touched within 15 s"],
    ["ykman 3", "Enter your password: \nAborted!", PASSWORD],
    ["ykman 4", "Error: Failed connecting to the YubiKey.", OTHER_SERIAL],
    ["pcscd with polkit", "Access denied.", "this user may not use smart cards"],
  ])("%s: %s", (_who, stderr, reason) => {
    expect(failureOf(ended({ stderr }), 1)?.reason).toBe(reason);
  });
});
