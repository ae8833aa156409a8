import { describe, expect, it } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import { CREDENTIALS, keySection } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { lapse, signedIn } from "../support/signed-in.ts";
import { errorText, steady } from "../support/wording.ts";

/** Where one stands: `awsmfa status`, `status --prompt`, and `awsmfa` alone. */

const HEADER = "PROFILE            DEVICE         CODE FROM  SESSION";
const OTHER = "localstack         not looked up  –          –";
const ESCAPE = "\u001b[";

/** A sandbox whose session ends after so many seconds; 0: it is over. */
async function lasting(seconds: number): Promise<Sandbox> {
  const box = await signedIn({ world: exampleWorld({ sessionSeconds: seconds || undefined }) });
  if (seconds === 0) lapse(box);
  return box;
}

describe("status", () => {
  it("before the first login", async () => {
    const box = await sandbox();
    expect(await box.run("status")).toEqual({
      status: 0,
      stdout: `${HEADER}\nmfa.user-identity  not looked up  prompt     –\n${OTHER}\n`,
      stderr: "",
    });
    expect(box.world.requests).toEqual([]);
  });
  it("with a session", async () => {
    const box = await signedIn();
    expect(steady((await box.run("status")).stdout)).toBe(
      `${HEADER}\nmfa.user-identity  mfa/mfa.user   prompt     ██████████  11 h 5N min  until TIME\n${OTHER}\n`,
    );
  });
  it.each([
    ["80 columns", 80, "██████████  11 h 5N min  until TIME"],
    ["100 columns", 100, "██████████  11 h 5N min  until TIME"],
    ["70 columns, without the bar", 70, "11 h 5N min  until TIME"],
  ])("fits a terminal of %s", async (_title, columns, cell) => {
    const box = await signedIn();
    const pty = onTerminal(box, "awsmfa status", { columns });
    expect(await pty.exit()).toBe(0);
    expect(steady(pty.screen())).toBe(
      `${HEADER}\nmfa.user-identity  mfa/mfa.user   prompt     ${cell}\n${OTHER}`,
    );
    expect(pty.bytes().split("\r\n").length).toBe(4);
  });
  it("an expired session, and one of another key", async () => {
    const box = await lasting(0);
    expect((await box.run("status")).stdout).toContain("mfa/mfa.user   prompt     expired\n");
    const other = await signedIn();
    const { credentials = "" } = other.awsFiles();
    other.put(
      ".aws/credentials",
      credentials.replace("AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"),
    );
    expect((await other.run("status")).stdout).toMatch(
      /until \d\d:\d\d {2}made with another access key\n/,
    );
  });
  it("an hour of a session that had more is few bars", async () => {
    const box = await lasting(3600);
    const { credentials = "" } = box.awsFiles();
    const issued = new Date(Date.now() - 9 * 3_600_000).toISOString().replace(/\.\d+/, "");
    box.put(
      ".aws/credentials",
      credentials.replace(/awsmfa_issued = .*/, `awsmfa_issued = ${issued}`),
    );
    expect((await box.run("status")).stdout).toContain("█░░░░░░░░░       59 min  until");
  });
  it("one profile only", async () => {
    const box = await signedIn();
    for (const name of ["mfa.user-identity", "mfa.user-identity-mfa"])
      expect((await box.run(["status", "-p", name])).stdout.split("\n").length).toBe(3);
  });
  it("no files at all", async () => {
    const box = await sandbox({ files: {} });
    expect(await box.run("status")).toEqual({
      status: 0,
      stdout: "",
      stderr: "no profiles yet; put an access key in place: aws configure\n",
    });
  });
  it("--json", async () => {
    const box = await signedIn();
    const { stdout } = await box.run("status --json");
    expect(JSON.parse(steady(stdout))).toEqual({
      profiles: [
        {
          profile: "mfa.user-identity",
          serial: "arn:aws:iam::123456789012:mfa/mfa.user",
          codeFrom: "prompt",
          session: {
            profile: "mfa.user-identity-mfa",
            accessKeyId: "ASIAIOSFODNN7EXAMPLE",
            serial: "arn:aws:iam::123456789012:mfa/mfa.user",
            issued: "INSTANT",
            expires: "INSTANT",
            secondsLeft: expect.any(Number),
            fresh: true,
          },
        },
        { profile: "localstack", serial: null, codeFrom: null, session: null },
      ],
    });
  });
});

describe("colour", () => {
  it.each([
    ["on a terminal", "", {}, true],
    ["not with NO_COLOR", "", { NO_COLOR: "1" }, false],
    ["not with TERM=dumb", "", { TERM: "dumb" }, false],
    ["not with --color never", " --color never", {}, false],
    ["not through a pipe", " | cat", {}, false],
    ["through a pipe with --color always", " --color always | cat", { NO_COLOR: "1" }, true],
  ])("%s", async (_title, more, env, coloured) => {
    const box = await signedIn();
    const pty = onTerminal(box, `awsmfa status${more}`, { env });
    await pty.exit();
    expect(pty.bytes().includes(`${ESCAPE}32m█`)).toBe(coloured);
    expect(pty.bytes().includes(ESCAPE)).toBe(coloured);
  });
  it("says soon in yellow and over in red", async () => {
    const box = await lasting(600);
    expect((await box.run("status --color always")).stdout).toContain(`${ESCAPE}33m█`);
    const over = await lasting(0);
    expect((await over.run("status --color always")).stdout).toContain(`${ESCAPE}31mexpired`);
  });
});

describe("status --prompt", () => {
  it.each([
    ["a session", 43_200, "11h59m\n"],
    ["minutes", 300, "4m\n"],
    ["none left", 0, "expired\n"],
  ])("%s", async (_title, seconds, word) => {
    const box = await lasting(seconds);
    expect(await box.run("status --prompt")).toEqual({ status: 0, stdout: word, stderr: "" });
  });
  it.each([
    ["no session", { ".aws/credentials": CREDENTIALS }, {}],
    ["no files", {}, {}],
    ["an unknown profile", { ".aws/credentials": CREDENTIALS }, { AWS_PROFILE: "nobody" }],
    ["several profiles", { ".aws/credentials": keySection("a") + keySection("b") }, {}],
  ])("%s: nothing, and no error", async (_title, files, env) => {
    const box = await sandbox({ files });
    expect(await box.run("status --prompt", { env })).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });
});

describe("awsmfa alone", () => {
  const alone = async (box: Sandbox, env = {}): Promise<string> =>
    steady((await box.run("", { env })).stdout);

  it.each([
    ["no session", CREDENTIALS, "mfa.user-identity · no session\n  next: awsmfa login\n"],
    ["no key", "", "no profile has the access key of an IAM user yet\n  next: awsmfa setup\n"],
    [
      "several profiles",
      keySection("a") + keySection("b"),
      "several profiles have an access key: a, b\n  next: awsmfa login --profile NAME\n",
    ],
    [
      "default",
      keySection("a") + keySection("default"),
      "default · no session\n  next: awsmfa login\n",
    ],
  ])("%s", async (_title, credentials, stdout) => {
    const box = await sandbox({ files: { ".aws/credentials": credentials } });
    expect(await alone(box)).toBe(stdout);
  });
  it("a session", async () => {
    const box = await signedIn();
    expect(await alone(box)).toBe(
      "✔ mfa.user-identity · session until TIME, 11 h 5N min left · in [mfa.user-identity-mfa]\n  next: eval $(awsmfa env)\n",
    );
    expect(await alone(box, { SHELL: "/usr/bin/fish" })).toContain(
      "\n  next: awsmfa env | source\n",
    );
  });
  it("a session that is over", async () => {
    expect(await alone(await lasting(0))).toBe(
      "mfa.user-identity · the session is over, or made with another access key\n  next: awsmfa login\n",
    );
  });
  it("a profile that is not there", async () => {
    const box = await sandbox();
    expect(await box.run("", { env: { AWS_PROFILE: "nobody" } })).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        "there is no profile “nobody” (named by AWS_PROFILE)",
        "name one with --profile: mfa.user-identity, localstack",
      ),
    });
  });
});
