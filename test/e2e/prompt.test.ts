import { describe, expect, it, vi } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { errorText, LOGGED_IN, QUESTION, steady, WRONG_CODE } from "../support/wording.ts";

/** The question for a code on a real terminal. */

const bash = which("bash");
const INTERACTIVE = ["bash", "--norc", "--noprofile", "-i"];
const UNTOUCHED = { credentials: CREDENTIALS, config: CONFIG };
const AGAIN = "awsmfa: AWS refused 111 111: wrong, too old, or used before";
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
const inBackground = errorText(
  "a new session for mfa.user-identity takes a code, and nobody can be asked for one: this runs in the background of the terminal",
  "awsmfa login --profile mfa.user-identity    or, with a code at hand: --code 123456",
);
const noInput = inBackground.replace(
  "this runs in the background of the terminal",
  "--no-input was given",
);

describe("a code typed on the terminal", () => {
  it.each([
    ["six digits", (code: string) => code],
    ["with a blank, as the device shows it", spaced],
  ])("%s: the question is replaced by its result", async (_title, typed) => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    expect(pty.screen()).toBe(QUESTION);
    await pty.enterCode(typed(box.code()));
    expect(await pty.exit()).toBe(0);
    expect(steady(`${pty.screen()}\n`)).toBe(LOGGED_IN);
  });
  it("is asked for even if stdin, stdout and stderr are elsewhere", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login </dev/null >out 2>err");
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect([pty.screen(), box.get("out")]).toEqual(["", ""]);
    expect(Buffer.from(box.get("err") ?? "", "latin1").toString()).toContain("✔ mfa.user-identity");
  });
  it.each([
    ["20 columns wide", 20, {}],
    ["that can do nothing, 20 columns wide", 20, { TERM: "dumb" }],
    ["that can do nothing", 100, { TERM: "dumb" }],
    ["of no known kind", 100, { TERM: undefined }],
    ["without colours", 100, { NO_COLOR: "1" }],
  ])("on a terminal %s", async (_title, columns, env) => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login", { columns, env });
    // The question is broken into lines where it has to be.
    const seen = (text: string) => (): boolean => pty.screen().replaceAll("\n", "").includes(text);
    await vi.waitUntil(seen(QUESTION), { timeout: 10_000 });
    pty.enter("12345");
    await vi.waitUntil(seen("six digits, please"), { timeout: 10_000 });
    pty.type(KEY.backspace.repeat(5));
    await pty.enterCode(spaced(box.code()));
    expect(await pty.exit()).toBe(0);
    expect(steady(`${pty.screen()}\n`)).toBe(LOGGED_IN);
  });
  it("that cannot be one is asked for again without AWS", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    pty.enter("12345");
    await pty.waitFor("six digits, please");
    expect(box.calls("GetSessionToken")).toBe(0);
    pty.type(KEY.backspace.repeat(5));
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
  it("that AWS refused is asked for again", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    const [wrong] = box.wrongCodes();
    await pty.waitFor(QUESTION);
    pty.enter(wrong);
    await pty.waitFor("wrong, too old, or used before");
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(steady(`${pty.screen()}\n`)).toBe(
      `${AGAIN.replace("111 111", spaced(wrong))}\n${LOGGED_IN}`,
    );
    expect(box.calls("GetSessionToken")).toBe(2);
  });
  it("is asked for three times in all", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    const [one, two, three] = box.wrongCodes();
    await pty.waitFor(QUESTION);
    pty.enter(one);
    await pty.waitFor(`refused ${spaced(one)}`);
    await pty.waitFor(QUESTION);
    pty.enter(two);
    await pty.waitFor(`refused ${spaced(two)}`);
    await pty.waitFor(QUESTION);
    pty.enter(three);
    expect(await pty.exit()).toBe(4);
    const news = [one, two].map((code) => `${AGAIN.replace("111 111", spaced(code))}\n`).join("");
    // Long lines are wrapped by the terminal, not by the program.
    expect(`${pty.screen()}\n`).toBe(news + WRONG_CODE);
    expect(box.calls("GetSessionToken")).toBe(3);
    expect(box.awsFiles()).toEqual(UNTOUCHED);
  });
  it("that was refused and is typed again is not sent again", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    const [wrong] = box.wrongCodes();
    await pty.waitFor(QUESTION);
    pty.enter(wrong);
    await pty.waitFor("refused");
    await pty.waitFor(QUESTION);
    pty.enter(wrong);
    await pty.waitFor("s ago");
    expect(steady(pty.screen())).toContain(
      `${spaced(wrong)} was used N s ago; AWS takes a code once; the next one shows in N s`,
    );
    expect(box.calls("GetSessionToken")).toBe(1);
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
  });
  it("is asked for after a given one was refused", async () => {
    const box = await sandbox();
    const [wrong] = box.wrongCodes();
    const pty = onTerminal(box, `awsmfa login --code ${wrong}`);
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(2);
  });
});

describe("a question that is broken off", () => {
  const after = "; echo status=$?; stty -a";

  it.each([
    ["Ctrl-C", KEY.ctrlC, 130],
    ["Ctrl-D", KEY.ctrlD, 5],
  ])("%s: the terminal is as it was, nothing is written or sent", async (_title, key, status) => {
    const box = await sandbox();
    const pty = onTerminal(box, `awsmfa login${after}`);
    await pty.waitFor(QUESTION);
    pty.type(`12${key === KEY.ctrlD ? KEY.backspace.repeat(2) : ""}${key}`);
    await pty.exit();
    expect(pty.screen()).toContain(`status=${status}\n`);
    expect(pty.screen()).toMatch(/ icanon .* echo /s);
    expect(pty.bytes().lastIndexOf("\u001b[?25h")).toBeGreaterThan(
      pty.bytes().lastIndexOf("\u001b[?25l"),
    );
    expect([box.awsFiles(), box.calls("GetSessionToken")]).toEqual([UNTOUCHED, 0]);
  });
  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("%s: the same", async (signal, status) => {
    const box = await sandbox();
    const pty = onTerminal(box, `awsmfa login${after}`);
    await pty.waitFor(QUESTION);
    await pty.signal(signal, "child");
    await pty.exit();
    expect(pty.screen()).toContain(`status=${status}\n`);
    expect(pty.screen()).toMatch(/ icanon .* echo /s);
    expect([box.awsFiles(), box.calls("GetSessionToken")]).toEqual([UNTOUCHED, 0]);
  });
  it("Ctrl-D says so", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
    expect(`${pty.screen()}\n`).toBe(
      errorText("no code was entered", "awsmfa login --profile mfa.user-identity"),
    );
  });
  it.skipIf(bash === undefined)("Ctrl-Z puts it aside, fg takes it up again (bash)", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, INTERACTIVE, { env: { PS1: "$ " } });
    pty.enter("awsmfa login");
    await pty.waitFor(QUESTION);
    pty.type(KEY.ctrlZ);
    await pty.waitFor("Stopped");
    pty.enter("fg");
    await pty.waitFor(QUESTION, 2);
    await pty.enterCode(box.code());
    await pty.waitFor("✔ mfa.user-identity");
    pty.hangUp();
  });
  it("Ctrl-C while AWS keeps us waiting", async () => {
    const hangs = (_request: unknown, action: string): "hang" | undefined =>
      action === "GetSessionToken" ? "hang" : undefined;
    const box = await sandbox({ world: exampleWorld({ intercept: hangs }) });
    const pty = onTerminal(box, ["awsmfa", "login"]);
    await pty.waitFor(QUESTION);
    pty.enter(box.code());
    await vi.waitUntil(() => box.calls("GetSessionToken") === 1, { timeout: 10_000 });
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect([box.awsFiles(), box.list(".aws")]).toEqual([UNTOUCHED, ["config", "credentials"]]);
  });
  it("closing the window ends the program", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, ["awsmfa", "login"]);
    await pty.waitFor(QUESTION);
    pty.hangUp();
    expect(await pty.exit()).toBe(129);
    expect(box.awsFiles()).toEqual(UNTOUCHED);
  });
});

describe("nobody to ask", () => {
  it("--no-input on a terminal", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login --no-input");
    expect(await pty.exit()).toBe(3);
    expect(`${pty.screen()}\n`).toBe(noInput);
  });
  it.each([
    ["login", ""],
    ["env --shell json", '"code": "no-terminal"'],
  ])("no terminal: %s", async (words, told) => {
    const box = await sandbox();
    expect(await box.run(words)).toEqual({
      status: 3,
      stdout: told === "" ? "" : expect.stringContaining(told),
      stderr: noInput.replace("--no-input was given", "there is no terminal"),
    });
    expect(box.world.requests).toEqual([]);
  });
  it.skipIf(bash === undefined)(
    "a job in the background fails and is not stopped (bash)",
    async () => {
      const box = await sandbox();
      const pty = onTerminal(box, ["bash", "--norc", "--noprofile", "-i"], { env: { PS1: "$ " } });
      pty.enter("awsmfa login 2>err & wait $!; echo status=$?; jobs; exit");
      await pty.waitFor("status=3");
      expect(await pty.exit()).toBe(0);
      expect(box.get("err")).toBe(inBackground);
      expect(pty.screen()).not.toContain("Stopped");
    },
  );
});
