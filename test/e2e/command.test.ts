import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { running } from "../support/questions.ts";
import { type Sandbox, sandbox, type Variables } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { errorText, LOGGED_IN, QUESTION, steady } from "../support/wording.ts";

/** `mfa_process`: a program of the user that prints the code. */

const TRY = 'try it: sh -c "$(aws configure get mfa_process --profile mfa.user-identity)"';
const again = (reason: string): string => errorText(`mfa_process ${reason}`, TRY);

/** A sandbox whose profile has the line as `mfa_process`; `$HOME/code` holds a good code. */
async function withProgram(line: string, env?: Variables): Promise<Sandbox> {
  const config = CONFIG.replace("output = json", (found) => `${found}\nmfa_process = ${line}`);
  const files = { ".aws/credentials": CREDENTIALS, ".aws/config": config };
  const box = await sandbox(env === undefined ? { files } : { files, env });
  box.put("code", `${box.code()}\n`);
  return box;
}

describe("a profile with mfa_process", () => {
  it("logs in without a terminal", async () => {
    const box = await withProgram("cat $HOME/code");
    const { status, stdout, stderr } = await box.run("login");
    expect([status, stdout, steady(stderr)]).toEqual([0, "", LOGGED_IN]);
    expect(box.get(".aws/config")).not.toMatch(/-mfa\][^[]*mfa_process/);
  });
  it("in the credentials file too", async () => {
    const box = await sandbox();
    box.put("code", box.code());
    box.put(
      ".aws/credentials",
      CREDENTIALS.replace("# rotate in spring", "mfa_process = cat $HOME/code"),
    );
    expect((await box.run("login")).status).toBe(0);
  });
  it("asks nobody on a terminal", async () => {
    const pty = onTerminal(await withProgram("cat $HOME/code"), "awsmfa login");
    expect(await pty.exit()).toBe(0);
    expect(steady(`${pty.screen()}\n`)).toBe(LOGGED_IN);
  });
  it("works in the background of a terminal", async () => {
    const box = await withProgram("cat $HOME/code");
    const pty = onTerminal(box, ["bash", "--norc", "--noprofile", "-i"], { env: { PS1: "$ " } });
    pty.enter("awsmfa login 2>err & wait $!; echo $? >status; exit");
    await pty.exit();
    expect(box.get("status")).toBe("0\n");
  });
  it("shows where the code comes from in status", async () => {
    const box = await withProgram("false");
    const { stdout } = await box.run("status");
    expect(stdout).toMatch(/^mfa\.user-identity +not looked up +command +–$/m);
    const json = JSON.parse((await box.run("status --json")).stdout);
    expect(json.profiles[0].codeFrom).toBe("command");
    box.put(".aws/config", `${box.get(".aws/config")}`.replace("= false", "="));
    expect((await box.run("status")).stdout).toMatch(/not looked up +prompt/);
  });
  it("is run with what is piped to us left alone, and without the code in its environment", async () => {
    const box = await withProgram("cat; env > env; cat $HOME/code");
    const words = ["-c", "printf '492039\\n' | { awsmfa login -q --source command; cat; }"];
    const { stdout } = await box.start("sh", words, { env: { AWSMFA_CODE: "999999" } });
    expect(stdout).toBe("492039\n");
    expect(box.get("env")).toContain("AWS_ENDPOINT_URL=");
    expect(box.get("env")).not.toContain("AWSMFA_CODE");
  });
  it("what is given goes first", async () => {
    const box = await withProgram("touch $HOME/ran; cat $HOME/code");
    expect((await box.run(["login", "--code", box.code()])).status).toBe(0);
    expect(box.get("ran")).toBeUndefined();
  });
  it("--source and awsmfa_source choose it, or not", async () => {
    const box = await withProgram("cat $HOME/code\nawsmfa_source = prompt");
    expect((await box.run("login")).status).toBe(3);
    expect((await box.run("login --source command")).status).toBe(0);
  });
  it("its stderr is ours, and says nothing secret by --debug", async () => {
    const box = await withProgram("echo touch the key >&2; cat $HOME/code");
    const { stderr } = await box.run("login --debug");
    expect(stderr).toContain("\ntouch the key\n");
    expect(stderr).toMatch(/debug: \+\d+ ms mfa_process: status 0, \d+ ms\n/);
    expect(stderr).toContain("code from: command\n");
    expect(stderr).not.toContain(box.get("code")?.trim());
  });
  it.skipIf(which("oathtool") === undefined)("that is oathtool", async () => {
    const box = await withProgram(`oathtool --totp -b ${EXAMPLE_SECRET}`);
    expect((await box.run("login")).status).toBe(0);
  });
  it.skipIf(which("faketime") === undefined)(
    "that prints a spent code is run again when the next one shows (faketime)",
    async () => {
      const box = await withProgram('cat "$HOME/code"; cp "$HOME/next" "$HOME/code"');
      box.put("next", `${box.get("code")}`);
      expect((await box.run("login")).status).toBe(0);
      box.put("next", box.code());
      const words = ["-f", "+0 x20", "awsmfa", "login", "--force"];
      const { status, stderr } = await box.start("faketime", words);
      expect(stderr).toMatch(
        /^awsmfa: \d{3} \d{3} was used \d+ s ago; AWS takes a code once; waiting \d+ s for the next one\n✔/,
      );
      expect([status, box.calls("GetSessionToken")]).toEqual([0, 2]);
    },
  );
});

describe("a program without a code", () => {
  it.each([
    ["exit 3", "failed with status 3"],
    ["no-such-program --totp", "names a program that is not there (status 127)"],
    ["/etc/passwd", "names a file that cannot be run (status 126)"],
    ["kill -9 $$", "was ended by SIGKILL"],
    ["true", "printed nothing"],
    ["echo JBSWY3DPEHPK3PXP", "printed 16 characters and no code of six digits"],
    ["yes 12345", "printed far more than a code, so it was ended"],
  ])("%s", async (line, reason) => {
    const box = await withProgram(line);
    const { status, stdout, stderr } = await box.run("login");
    expect([status, stdout]).toEqual([5, ""]);
    // The shell may have said something before.
    expect(stderr.endsWith(again(reason))).toBe(true);
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it.skipIf(which("faketime") === undefined)(
    "that takes too long is ended, with its children (faketime)",
    async () => {
      const box = await withProgram("sh -c 'sleep 3000; :'; cat code");
      const words = ["-f", "+0 x60", "awsmfa", "login"];
      const { status, stderr } = await box.start("faketime", words);
      expect([status, stderr]).toEqual([5, again("printed no code within 60 s, so it was ended")]);
      expect(running(box)).toEqual([]);
    },
  );
  it("is followed by the question, with the reason", async () => {
    const box = await withProgram("exit 3");
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    expect(pty.screen()).toBe(`awsmfa: mfa_process failed with status 3\n${QUESTION}`);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
  });
  it("then Ctrl-D: both reasons", async () => {
    const pty = onTerminal(await withProgram("exit 3"), "awsmfa login");
    await pty.waitFor(QUESTION);
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
    expect(pty.screen()).toContain("error: mfa_process failed with status 3; no code was entered");
  });
  it("is not run again with --source command where there is none", async () => {
    const box = await sandbox();
    expect(await box.run("login --source command")).toEqual({
      status: 5,
      stdout: "",
      stderr: errorText(
        "a new session for mfa.user-identity takes a code, and there is none: mfa.user-identity has no mfa_process",
        "awsmfa login --profile mfa.user-identity --source prompt    or, with a code at hand: --code 123456",
      ),
    });
  });
  it("is run again after a refusal", async () => {
    const box = await withProgram("echo x >> runs; cat $HOME/$(wc -l < runs)");
    const [one, two] = box.wrongCodes();
    for (const [at, code] of [one, two, box.code()].entries()) box.put(String(at + 1), code);
    expect((await box.run("login")).status).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(3);
  });
});

/** A program that asks on the terminal, as one with a PIN or a passphrase does. */
const ASKS = `printf 'PIN: ' >/dev/tty; read -r pin </dev/tty; [ "$pin" = 1234 ] && cat $HOME/code`;

describe("a program that asks on the terminal", () => {
  it.each([
    ["login", "awsmfa login"],
    ["eval $(awsmfa env)", "eval $(awsmfa env --shell sh) && echo $AWSMFA_SESSION"],
    ["with our stdin, stdout and stderr elsewhere", "awsmfa login </dev/null >out 2>err"],
    ["in a pipeline", "true | awsmfa env --shell sh | cat >out"],
  ])("%s", async (_title, line) => {
    const box = await withProgram(ASKS);
    const pty = onTerminal(box, line);
    await pty.waitFor("PIN:");
    pty.enter("1234");
    expect(await pty.exit()).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
  it("by bash, with echo off", async () => {
    const box = await withProgram(`bash ask`);
    box.put("ask", 'read -rsp "PIN: " pin </dev/tty 2>/dev/tty && cat "$HOME/code"\n');
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("PIN:");
    pty.enter("1234");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).not.toContain("1234");
  });
  it("cannot with --no-input: it fails at once", async () => {
    const box = await withProgram(ASKS);
    const pty = onTerminal(box, "awsmfa login --no-input");
    expect(await pty.exit()).toBe(5);
    expect(pty.screen()).toContain("mfa_process failed with status ");
  });
  it("cannot in the background: it fails and is not stopped", async () => {
    const box = await withProgram(ASKS);
    const pty = onTerminal(box, ["bash", "--norc", "--noprofile", "-i"], { env: { PS1: "$ " } });
    pty.enter("awsmfa login 2>err & wait $!; echo $? >status; exit");
    await pty.exit();
    expect(box.get("status")).toBe("5\n");
  });
});
