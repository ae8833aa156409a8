import { chmodSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { signedIn } from "../support/signed-in.ts";

/** `exec` as scripts use it: without a terminal. */

/** Runs `awsmfa exec` with a line for sh. */
const sh = (box: Sandbox, line: string, ...words: string[]) =>
  box.run(["exec", ...words, "--", "sh", "-c", line]);

describe("the status", () => {
  it.each([
    [["sh", "-c", "exit 0"], 0],
    [["sh", "-c", "exit 7"], 7],
    [["sh", "-c", "exit 255"], 255],
    [["sh", "-c", "kill -TERM $$"], 143],
    [["sh", "-c", "kill -KILL $$"], 137],
    [["sh", "-c", "kill -INT $$"], 130],
    [["nonesuch"], 127],
    [["./nonesuch"], 127],
    [[""], 127],
    [["./plain"], 126],
    [["/"], 126],
  ])("%j: %i", async (command, status) => {
    const box = await signedIn();
    box.put("plain", "no program");
    const ended = await box.run(["exec", "--", ...command]);
    expect([ended.status, ended.stdout]).toEqual([status, ""]);
    if (status !== 126 && status !== 127) expect(ended.stderr).toBe("");
    else expect(ended.stderr).toMatch(/^awsmfa: error: .*\nawsmfa: hint: .*\n$/);
  });
  it.each([
    "exec",
    "exec --bogus -- true",
    "exec --profile nope -- true --debug --json",
    "exec --no-input --force -- true",
    "exec --code 12 --force -- true",
  ])("of its own failures is 125: %s", async (line) => {
    const { status, stdout, stderr } = await (await signedIn()).run(line);
    expect([status, stdout]).toEqual([125, ""]);
    expect(stderr).toMatch(/^awsmfa: error: .*\n(?:awsmfa: hint: .*\n)+$/);
  });
  it("is told in the document that --json asks for", async () => {
    const { status, stdout } = await (await signedIn()).run("exec --json -- nonesuch");
    expect([status, JSON.parse(stdout)]).toMatchObject([
      127,
      { error: { code: "command-not-found", status: 127 } },
    ]);
  });
});

describe("the command line", () => {
  it.each([
    ["exec echo a -- b --profile y", "a -- b --profile y"],
    ["exec -- echo -- b --json --debug -h", "-- b --json --debug -h"],
    ["exec -q echo -q --version", "-q --version"],
    ["exec -- echo login", "login"],
  ])("%s", async (line, said) => {
    const { status, stdout, stderr } = await (await signedIn()).run(line);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${said}\n`, stderr: "" });
  });
});

describe("what is handed on", () => {
  it("standard input, every byte of it, and both outputs", async () => {
    const box = await signedIn();
    const bytes = Array.from({ length: 128 }, (_, at) => String.fromCharCode(at)).join("");
    const words = ["exec", "--", "sh", "-c", "cat; echo news >&2"];
    const { stdout, stderr } = await box.run(words, { stdin: bytes });
    expect([stdout, stderr]).toEqual([bytes, "news\n"]);
  });
  it("further descriptors", async () => {
    const box = await signedIn();
    const line = "exec 3>three 5<.aws/config";
    const using = "sh -c 'echo hi >&3; cat <&5'";
    const { stdout } = await box.start("bash", ["-c", `${line}; awsmfa exec -- ${using}`]);
    expect([box.get("three"), stdout]).toEqual(["hi\n", box.get(".aws/config")]);
  });
  it.skipIf(process.platform !== "linux")("and nothing of Node's own (Linux)", async () => {
    const box = await signedIn();
    const list = "sh -c 'ls /proc/$$/fd'";
    const line = `exec 3>three 5<.aws/config; ${list} >plain; awsmfa exec -- ${list} >ours`;
    await box.start("bash", ["-c", line]);
    expect(box.get("ours")).toBe(box.get("plain"));
    expect(box.get("ours")).toContain("3\n5\n");
  });
  it("what bash puts in place of <(…)", async () => {
    const box = await signedIn();
    const { stdout } = await box.start("bash", [
      "-c",
      "awsmfa exec -- cat <(echo one) <(echo two)",
    ]);
    expect(stdout).toBe("one\ntwo\n");
  });
  it("the session, and no code", async () => {
    const box = await sandbox();
    const env = { AWSMFA_CODE: box.code(), AWS_PROFILE: "mfa.user-identity" };
    const words = ["exec", "--", "sh", "-c", "env"];
    const { stdout, stderr } = await box.run(words, { env });
    expect(stdout).toMatch(/^AWS_ACCESS_KEY_ID=ASIA/m);
    expect(stdout).not.toMatch(/^AWS_PROFILE=|AWSMFA_CODE|AKIA/m);
    expect(stderr).toMatch(/^✔/);
  });
});

describe("signals", () => {
  it.each(["SIGTERM", "SIGHUP", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGQUIT"] as const)(
    "%s is sent on, and the command's status is ours",
    async (signal) => {
      const box = await signedIn();
      const name = signal.slice(3);
      const line = `trap 'echo got; exit 9' ${name}; echo ready >ready; while :; do sleep 0.05; done`;
      let pid = 0;
      const words = ["exec", "--", "sh", "-c", line];
      const ended = box.run(words, { started: (id) => (pid = id) });
      await vi.waitUntil(() => box.get("ready") !== undefined, { timeout: 20_000 });
      process.kill(pid, signal);
      expect(await ended).toEqual({ status: 9, stdout: "got\n", stderr: "" });
    },
  );
  it("one that kills the command is told as shells tell it", async () => {
    const box = await signedIn();
    let pid = 0;
    const words = ["exec", "--", "sh", "-c", "echo ready >ready; exec sleep 60"];
    const ended = box.run(words, { started: (id) => (pid = id) });
    await vi.waitUntil(() => box.get("ready") !== undefined, { timeout: 20_000 });
    process.kill(pid, "SIGTERM");
    expect((await ended).status).toBe(143);
  });
});

describe("a hang-up", () => {
  it("does nothing to what nohup started", async () => {
    const box = await signedIn();
    let pid = 0;
    const line = "echo ready >ready; until [ -e over ]; do sleep 0.05; done; echo lived";
    const words = ["exec", "--", "nohup", "sh", "-c", line];
    const ended = box.run(words, { started: (id) => (pid = id) });
    await vi.waitUntil(() => box.get("ready") !== undefined, { timeout: 20_000 });
    process.kill(pid, "SIGHUP");
    box.put("over", "");
    const { status, stdout } = await ended;
    expect([status, stdout]).toEqual([0, "lived\n"]);
  });
});

describe("nesting", () => {
  it("is said, takes no second login, and gives back nothing of the outer one", async () => {
    const box = await signedIn();
    const { stdout, stderr } = await sh(box, "awsmfa exec -- sh -c 'echo $AWSMFA_SESSION'");
    expect([stdout, stderr]).toEqual([
      "mfa.user-identity\n",
      "awsmfa: the session of mfa.user-identity is in this environment already\n",
    ]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
});

describe("--serve", () => {
  const asking = `node -e 'fetch(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI,{headers:{authorization:process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN}}).then(r=>r.text()).then(t=>console.log(t))'`;

  it("answers as long as the command runs, and has stopped with it", async () => {
    const box = await signedIn();
    const line = `${asking}; echo $AWS_CONTAINER_CREDENTIALS_FULL_URI; env | grep -c '^AWS_ACCESS_KEY_ID'; exit 3`;
    const { status, stdout } = await sh(box, line, "--serve");
    const [document = "", uri = "", keys] = stdout.split("\n");
    expect(JSON.parse(document)).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.any(String),
      Token: expect.any(String),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect([status, keys]).toEqual([3, "0"]);
    await expect(fetch(uri)).rejects.toThrow();
  });
  it("hides long-term keys in [default], and is no obstacle to awsmfa inside", async () => {
    const files = { ".aws/credentials": keySection("default") };
    const box = await signedIn({ files });
    const line = "cat $AWS_SHARED_CREDENTIALS_FILE; awsmfa exec -- sh -c 'env | grep ^AWS_ACCESS'";
    const { stdout, stderr } = await sh(box, line, "--serve");
    expect(stdout).toMatch(/^AWS_ACCESS_KEY_ID=ASIA\w+\n$/);
    expect(stdout).not.toContain(EXAMPLE_KEY.id);
    expect(stderr.split("\n")[0]).toBe(
      "awsmfa: credentials in [default] would win over the endpoint, so AWS_SHARED_CREDENTIALS_FILE is /dev/null: --profile finds none there",
    );
  });
});

it("a script without #! is run as shells run it", async () => {
  const box = await signedIn();
  box.put("script", "echo plain script\n");
  chmodSync(`${box.home}/script`, 0o755);
  const { status, stdout } = await box.run("exec -- ./script");
  expect([status, stdout]).toEqual([0, "plain script\n"]);
});
