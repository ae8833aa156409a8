import { describe, expect, it } from "vitest";
import { EXAMPLE_KEY, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { lapse, signedIn } from "../support/signed-in.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { CONFIG, WORK, atWork, compared, session } from "../support/speeds.ts";
import { MACHINE, withStored } from "../support/stored.ts";

/** The session as SDKs are handed it. */

const COMMAND = "credential-process";
const SOON = { ".aws/credentials": WORK + session({ left: 600 }) };
const OVER = { ".aws/credentials": WORK + session({ left: -60 }) };
const NOBODY =
  "awsmfa: error: a new session for work takes a code, and nobody can be asked for one: there is no terminal; hint: awsmfa login --profile work\n";

/** The token of the session that is there at first. */
const OLD = "FwoGZXIvYXdzEXAMPLE+TOKEN/==";
const tokenIn = (stdout: string): unknown =>
  (JSON.parse(stdout) as Record<string, unknown>)["SessionToken"];

/** A home in which the secret is stored, and a session ends within ten minutes. */
async function soonOver(options: Parameters<typeof withStored>[0] = {}): Promise<Sandbox> {
  const box = await withStored({
    ...options,
    files: { ...SOON, ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n` },
  });
  return box;
}

describe("the document", () => {
  it("is that of version 1, with the end of the session, and nothing else is said", async () => {
    const box = await signedIn();
    const { status, stdout, stderr } = await box.run(COMMAND);
    const [issued] = box.world.sessions;
    expect([status, stderr]).toEqual([0, ""]);
    const section = box.get(".aws/credentials") ?? "";
    expect(JSON.parse(stdout)).toEqual({
      Version: 1,
      AccessKeyId: issued?.accessKeyId,
      SecretAccessKey: issued?.secretAccessKey,
      SessionToken: issued?.token,
      Expiration: /x_security_token_expires = (.*)/.exec(section)?.[1],
    });
  });
  it("goes to whoever reads it although stdin, stderr or both are closed", async () => {
    const box = await signedIn();
    const { stdout } = await box.run(COMMAND);
    for (const line of ["<&-", "2>&-", "<&- 2>&-", "--quiet <&- 2>&-"])
      expect(await box.start("sh", ["-c", `awsmfa ${COMMAND} ${line}`])).toEqual({
        status: 0,
        stdout,
        stderr: "",
      });
  });
  it("is not there where the profile is unknown, and one line says why", async () => {
    const box = await atWork();
    const { status, stdout, stderr } = await box.run([COMMAND, "-p", "wrok"]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      "awsmfa: error: there is no profile “wrok” (named by --profile); hint: name one with --profile: work\n",
    );
  });
  it("has a plan", async () => {
    const box = await sandbox({ files: { ...OVER, ".aws/config": CONFIG } });
    const { status, stderr } = await box.run([COMMAND, "--dry-run", "--code", box.code()]);
    expect([status, box.world.requests]).toEqual([0, []]);
    expect(stderr).toContain("work: credential-process would\n  look up the MFA device");
    expect(stderr).toContain("  print it as a credential_process does\n");
  });
});

describe("one program", () => {
  it.each<["quick" | "full", number, string]>([
    ["quick", 16_200, COMMAND],
    ["quick", 900, COMMAND],
    ["quick", 900, `${COMMAND} --json`],
    ["quick", 900, `${COMMAND} -p work`],
    ["quick", 900, `${COMMAND} --profile work-mfa --json`],
    ["full", 840, COMMAND],
    ["full", 60, COMMAND],
    ["full", 0, COMMAND],
    ["full", -60, `${COMMAND} --json`],
    ["full", 16_200, `${COMMAND} --quiet`],
    ["full", 16_200, `${COMMAND} --no-input`],
    ["full", 16_200, `${COMMAND} --min-remaining 1h`],
    ["full", 16_200, `${COMMAND} --min-remaining 6h`],
    ["full", 16_200, `${COMMAND} --json --json`],
    ["full", 16_200, `${COMMAND} --shell json`],
    ["full", 16_200, `${COMMAND} --as-profile`],
    ["full", 16_200, `${COMMAND} --unset`],
    ["full", 16_200, `${COMMAND} --prompt`],
    ["full", 16_200, `${COMMAND} -p nobody`],
    ["full", 16_200, `${COMMAND} work`],
    ["full", 16_200, `--json ${COMMAND}`],
    ["full", 16_200, `${COMMAND} --help`],
  ])("the %s one answers with %i s left: %s", async (answerer, left, words) => {
    const files = { ".aws/credentials": WORK + session({ left }) };
    await compared(await atWork({ files }), words, answerer);
  });
});

describe("without a terminal", () => {
  it.each([
    ["nothing on stdin", `awsmfa ${COMMAND}`],
    ["a pipe that never ends on stdin", `mkfifo p; exec 3<>p; awsmfa ${COMMAND} <&3`],
    ["stdin closed", `awsmfa ${COMMAND} <&-`],
    ["--no-input", `awsmfa ${COMMAND} --no-input`],
  ])("it fails at once in one line: %s", async (title, line) => {
    const box = await atWork({ files: OVER });
    const { status, stdout, stderr } = await box.start("sh", ["-c", line]);
    const why = title === "--no-input" ? "--no-input was given" : "there is no terminal";
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toBe(NOBODY.replace("there is no terminal", why));
  });
  it("it says so to nobody, if stderr is closed", async () => {
    const box = await atWork({ files: OVER });
    const end = await box.start("sh", ["-c", `awsmfa ${COMMAND} 2>&-`]);
    expect(end).toEqual({ status: 3, stdout: "", stderr: "" });
  });
});

describe("with less than 15 minutes left", () => {
  it("a session is renewed where nobody need be asked", async () => {
    const box = await soonOver();
    const { status, stdout, stderr } = await box.run(COMMAND, { env: MACHINE });
    expect([status, stderr, tokenIn(stdout)]).toEqual([0, "", box.world.sessions[0]?.token]);
    expect((await box.run(COMMAND)).stdout).toBe(stdout);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
  it("it is handed out as it is where somebody would have to be, a terminal or not", async () => {
    const box = await atWork({ files: SOON });
    const { stdout } = await box.run(COMMAND);
    expect(tokenIn(stdout)).toBe(OLD);
    const pty = onTerminal(box, `awsmfa ${COMMAND} >out`);
    expect([await pty.exit(), pty.screen()]).toEqual([0, ""]);
    expect(box.get("out")).toBe(stdout);
    expect(box.world.requests).toEqual([]);
  });
  it("it is handed out where the renewal fails, which is not tried again at once", async () => {
    const box = await soonOver();
    box.world.intercept = () => ({ status: 500, headers: {}, body: "" });
    const first = await box.run([COMMAND, "--debug"]);
    expect([first.status, tokenIn(first.stdout)]).toEqual([0, OLD]);
    expect(first.stderr).toMatch(/debug: .* not renewed: AWS has trouble/);
    const asked = box.world.requests.length;
    expect((await box.run(COMMAND)).stdout).toBe(first.stdout);
    expect([asked > 0, box.world.requests.length]).toEqual([true, asked]);
  });
  it("--min-remaining asks for more all the same", async () => {
    const box = await atWork({ files: SOON });
    const { status, stdout, stderr } = await box.run([COMMAND, "--min-remaining", "20m"]);
    expect([status, stdout, stderr]).toEqual([3, "", NOBODY]);
  });
  it("a code that was brought is taken when it is over", async () => {
    const box = await sandbox({ files: { ...OVER, ".aws/config": CONFIG } });
    const { status, stdout } = await box.run([COMMAND, "--code", "-"], { stdin: box.code() });
    expect([status, tokenIn(stdout)]).toEqual([0, box.world.sessions[0]?.token]);
  });
  it("--force gets another", async () => {
    const box = await atWork();
    const { stdout } = await box.run([COMMAND, "--force", "--code", box.code()]);
    expect(tokenIn(stdout)).toBe(box.world.sessions[0]?.token);
  });
});

describe("a program that awsmfa runs", () => {
  const withProcess = (mfaProcess: string): Promise<Sandbox> =>
    sandbox({
      files: {
        ".aws/credentials": `${WORK}${WORK.replace("[work]", "[other]").replace(EXAMPLE_KEY.id, "AKIAI44QH8DHBEXAMPLE")}`,
        ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\nmfa_process = ${mfaProcess}\n`,
      },
    });
  it.each([
    ["the same command", `awsmfa ${COMMAND} --profile work`],
    ["another command", "awsmfa login -p work"],
    ["a program in between", "sh -c 'awsmfa env -p work --shell sh'"],
  ])("may not ask it for the session that it is run for: %s", async (_title, line) => {
    const box = await withProcess(line);
    const { status, stdout, stderr } = await box.run([COMMAND, "-p", "work"]);
    expect([status, stdout]).toEqual([5, ""]);
    expect(stderr).toMatch(/^awsmfa: error: a session for work takes a session for work/);
    expect(stderr).toContain("awsmfa: error: mfa_process failed with status 1");
    expect(box.world.requests).toEqual([]);
  });
  it("may have one that is fresh", async () => {
    const box = await withProcess(`awsmfa ${COMMAND} --profile work >/dev/null; cat code`);
    box.put(".aws/credentials", WORK + session());
    box.put("code", box.code());
    const { status, stdout } = await box.run([COMMAND, "-p", "work", "--force"]);
    expect([status, tokenIn(stdout)]).toEqual([0, box.world.sessions[0]?.token]);
  });
  it("may ask for another profile's", async () => {
    const box = await withProcess("awsmfa login -p other");
    const { stderr } = await box.run([COMMAND, "-p", "work"]);
    expect(stderr).toContain("a new session for other takes a code");
    expect(stderr).not.toContain("takes a session for");
  });
});

it("a session that is over is asked for on the terminal, stdin and stderr left alone", async () => {
  const box = await signedIn();
  lapse(box);
  const pty = onTerminal(box, `echo 111111 | awsmfa ${COMMAND} >out 2>err`);
  await pty.waitFor("MFA code for mfa.user");
  pty.enter(box.wrongCodes()[0]);
  await pty.waitFor("wrong, too old, or used before\nMFA code for mfa.user");
  pty.enter(box.code());
  expect([await pty.exit(), pty.screen(), box.get("err")]).toEqual([0, "", ""]);
  expect(tokenIn(box.get("out") ?? "")).toBe(box.world.sessions.at(-1)?.token);
});
