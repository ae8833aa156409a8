import { describe, expect, it, vi } from "vitest";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { KEY, type Pty, onTerminal } from "../support/pty.ts";
import { running } from "../support/questions.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { errorText, LOGGED_IN, QUESTION, steady } from "../support/wording.ts";
import { callsOf, EXAMPLE_YUBIKEY, plug, TOUCHED, withYkman } from "../support/ykman.ts";

/** The YubiKey and a person at the terminal: side by side with the question for a code. */

const TYPE = ", or type the code";
const PASSWORD = "OATH password of the YubiKey (Enter alone: type the code): (hidden)";
const LOCKED = { ...EXAMPLE_YUBIKEY, password: "s3cret phrase" };
const CHOSEN = "awsmfa_source = yubikey, prompt";

/** What a person sees, without the seconds. */
const seen = (pty: Pty): string => pty.screen().replace(/\d+ s\b/g, "N s");
const loggedIn = async (pty: Pty): Promise<void> => {
  expect(await pty.exit()).toBe(0);
  expect(steady(`${pty.screen()}\n`)).toBe(LOGGED_IN);
};
/** Nothing of ykman runs any more. */
const isGone = (box: Sandbox): boolean => running(box).every((line) => !line.includes("ykman"));
/** ykman waits for a touch. */
const touchAsked = (box: Sandbox): boolean => box.get("ykman.touching") !== undefined;

describe("a touch", () => {
  it("is asked for below the question, with the seconds, and wins over what is half typed", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("touch your YubiKey: 15 s");
    pty.type("12");
    await pty.waitFor("touch your YubiKey: 14 s");
    expect(seen(pty)).toBe(`${QUESTION} 12\ntouch your YubiKey: N s${TYPE}`);
    box.put("touch", "");
    await loggedIn(pty);
  });
  it("loses against a typed code: ykman is gone at once", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("touch your YubiKey");
    pty.enter(box.code());
    await vi.waitUntil(() => box.calls("GetSessionToken") === 1, { timeout: 10_000 });
    expect(isGone(box)).toBe(true);
    await pty.waitFor("Save it? (Y/n)");
    expect(pty.screen()).not.toContain("touch");
    pty.enter("n");
    await loggedIn(pty);
  });
  it("is waited for when the question was given up (Ctrl-D)", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("touch your YubiKey");
    pty.type(KEY.ctrlD);
    await vi.waitUntil(() => seen(pty) === "touch your YubiKey: N s", { timeout: 10_000 });
    box.put("touch", "");
    await loggedIn(pty);
  });
  it("that never comes leaves the question, with why; Ctrl-D then ends with each reason", async () => {
    const box = await withYkman({ keys: [TOUCHED], patience: 200 });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("not touched");
    expect(pty.screen()).toBe(`${QUESTION}\nthe YubiKey was not touched within 15 s`);
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
    expect(`${pty.screen()}\n`).toBe(
      errorText(
        "the YubiKey was not touched within 15 s; no code was entered",
        "awsmfa login --profile mfa.user-identity",
      ),
    );
  });
  it("shortly before its end still has nothing but the question and one line", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("touch your YubiKey: 2 s");
    expect(seen(pty)).toBe(`${QUESTION}\ntouch your YubiKey: N s${TYPE}`);
    expect(pty.bytes()).not.toContain("Warning");
    box.put("touch", "");
    await loggedIn(pty);
  });
  it("is asked for by itself with --source yubikey", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login --source yubikey");
    await pty.waitFor("touch your YubiKey: 15 s");
    expect(seen(pty)).toBe("touch your YubiKey: N s");
    box.put("touch", "");
    await loggedIn(pty);
  });
  it("works in the midst of eval, with stdout and stderr elsewhere", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, 'eval "$(awsmfa env --shell sh 2>err)"; echo "<$AWSMFA_SESSION>"');
    await pty.waitFor("touch your YubiKey: 15 s");
    box.put("touch", "");
    await pty.exit();
    expect(pty.screen()).toBe("<mfa.user-identity>");
  });
});

describe("a YubiKey that is not there", () => {
  it("is waited for below the question", async () => {
    const box = await withYkman({ keys: [] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("not plugged in");
    expect(pty.screen()).toBe(`${QUESTION}\nYubiKey 13371337 is not plugged in: put it in${TYPE}`);
    plug(box, {});
    await loggedIn(pty);
  });
  it("is waited for no longer than the question: Ctrl-D ends with each reason", async () => {
    const box = await withYkman({ keys: [] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("not plugged in");
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
    expect(`${pty.screen()}\n`).toBe(
      errorText(
        "YubiKey 13371337 is not plugged in; no code was entered",
        "what is plugged in: ykman list",
      ),
    );
  });
});

describe("a race that is broken off", () => {
  it.each([
    ["Ctrl-C", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends all of it", async (how, status) => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, "awsmfa login; echo status=$?; stty -a");
    await vi.waitUntil(() => touchAsked(box), { timeout: 10_000 });
    await pty.waitFor("touch your YubiKey");
    if (how === "Ctrl-C") pty.type(KEY.ctrlC);
    else await pty.signal(how, "child");
    await pty.exit();
    expect(pty.screen()).toContain(`status=${status}\n`);
    expect(pty.screen()).toMatch(/ icanon .* echo /s);
    expect([isGone(box), box.calls("GetSessionToken")]).toEqual([true, 0]);
  });
  it("Ctrl-C while only the key is waited for", async () => {
    const box = await withYkman({ keys: [TOUCHED] });
    const pty = onTerminal(box, ["awsmfa", "login", "--source", "yubikey"]);
    await pty.waitFor("touch your YubiKey");
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect(pty.screen()).toBe("");
    expect(isGone(box)).toBe(true);
  });
});

describe("the question", () => {
  it("is there, and takes a code, however long ykman takes to start", async () => {
    const box = await withYkman({ start: 600_000 });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    await loggedIn(pty);
    expect(isGone(box)).toBe(true);
  });
  it("is left alone by a key that wants no touch: it answers first", async () => {
    const box = await withYkman({});
    await loggedIn(onTerminal(box, "awsmfa login"));
  });
  it.each([
    ["the YubiKey listed first", CHOSEN],
    ["the YubiKey listed last", "awsmfa_source = prompt, yubikey"],
  ])("runs beside it: %s", async (_title, settings) => {
    const box = await withYkman({ keys: [TOUCHED] }, settings);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    await pty.waitFor("touch your YubiKey");
    box.put("touch", "");
    await loggedIn(pty);
  });
  it("says that no key is there, and one that is plugged in then is taken", async () => {
    const box = await withYkman({ keys: [] }, CHOSEN);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("plugged in");
    expect(pty.screen()).toBe(`${QUESTION}\nno YubiKey is plugged in: put it in${TYPE}`);
    plug(box, {});
    await loggedIn(pty);
  });
  it("makes room for the choice of a YubiKey", async () => {
    const keys = [{ serial: "11111111", accounts: {} }, EXAMPLE_YUBIKEY];
    const box = await withYkman({ keys }, CHOSEN);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("Which YubiKey?");
    expect(pty.screen()).not.toContain(QUESTION);
    pty.type(KEY.down + KEY.enter);
    await offeredToSave(pty);
  });
});

/** A list was answered, so somebody is there to whom the device is offered. */
async function offeredToSave(pty: Pty): Promise<void> {
  await pty.waitFor("Save it? (Y/n)");
  pty.enter("n");
  expect(await pty.exit()).toBe(0);
  expect(steady(`${pty.screen()}\n`)).toContain(LOGGED_IN);
}

describe("the OATH password", () => {
  it("takes the place of the question, is asked for again, and is in no argument and no line", async () => {
    const touched = { ...TOUCHED, password: LOCKED.password };
    const box = await withYkman({ keys: [touched] });
    const pty = onTerminal(box, "awsmfa login --debug 2>err");
    await pty.waitFor(PASSWORD);
    expect(pty.screen()).toBe(PASSWORD);
    pty.enter("wrong phrase");
    await pty.waitFor(`wrong; ${PASSWORD}`);
    pty.enter(LOCKED.password);
    await pty.waitFor(QUESTION);
    await vi.waitUntil(() => touchAsked(box), { timeout: 10_000 });
    const lines = running(box).join("\n");
    expect(lines).toContain(
      `ykman.mjs --device 13371337 oath accounts code --single -- ${EXAMPLE_SERIAL}`,
    );
    const code = box.code();
    box.put("touch", "");
    await pty.waitFor("Save it? (Y/n)");
    pty.enter("n");
    expect(await pty.exit()).toBe(0);
    const told = `${lines}${box.get("err")}${callsOf(box).join("\n")}${pty.bytes()}`;
    expect(told).not.toMatch(/phrase/);
    expect(box.get("err")).toContain("ykman can remember the password: ykman oath access remember");
    expect(`${lines}${box.get("err")}`).not.toContain(code);
  });
  it("Enter alone leads back to the code", async () => {
    const box = await withYkman({ keys: [LOCKED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(PASSWORD);
    pty.enter("");
    await pty.waitFor(QUESTION);
    await pty.waitFor("was not given");
    await pty.enterCode(box.code());
    await loggedIn(pty);
  });
  it("Ctrl-C ends all", async () => {
    const box = await withYkman({ keys: [LOCKED] });
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(PASSWORD);
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect([pty.screen(), isGone(box)]).toEqual(["", true]);
  });
  it("that ykman remembers is not asked for", async () => {
    const box = await withYkman({ keys: [LOCKED], remembered: true });
    await loggedIn(onTerminal(box, "awsmfa login"));
  });
});

describe("a YubiKey that still waits for the touch of a ykman that was ended", () => {
  it.each(["4.0.9", "5.9.2"] as const)("is waited for: ykman %s", async (version) => {
    const box = await withYkman({ version, hurry: true, patience: 3000 });
    box.put("ykman.touching", String(Date.now() + 3000));
    const pty = onTerminal(box, "awsmfa login --source yubikey");
    await loggedIn(pty);
    expect(pty.bytes().includes("another program uses the YubiKey")).toBe(version === "5.9.2");
  });
});
