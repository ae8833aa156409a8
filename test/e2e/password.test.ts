import { describe, expect, it } from "vitest";
import { EXAMPLE_PASSWORD, EXAMPLE_USER, OTHER_PASSWORD } from "../local-aws/example.ts";
import { type UserDescription, createWorld } from "../local-aws/world.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { QUESTION } from "../support/wording.ts";

/** `awsmfa password`, at a terminal and in a script. */

const PROFILE = "mfa.user-identity";
const PIPED = { stdin: `${EXAMPLE_PASSWORD}\n${OTHER_PASSWORD}\n` };

function boxOf(user: Partial<UserDescription> = {}): Promise<Sandbox> {
  return sandbox({ world: createWorld({ users: [{ ...EXAMPLE_USER, ...user }] }) });
}

const passwordIn = ({ world }: Sandbox): string | undefined => world.users[0]?.passwords[0];
const WITHOUT_MFA = { denyWithoutMfa: ["iam:ChangePassword"] };

describe("in a script", () => {
  it("two lines change it; no file is touched where no policy demands MFA", async () => {
    const box = await boxOf();
    const before = box.awsFiles();
    expect(await box.run(`password -p ${PROFILE}`, PIPED)).toEqual({
      status: 0,
      stdout: "",
      stderr: `✔ ${PROFILE} · console password changed\n`,
    });
    expect([passwordIn(box), box.awsFiles()]).toEqual([OTHER_PASSWORD, before]);
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it("a code is taken where a policy demands MFA", async () => {
    const box = await boxOf(WITHOUT_MFA);
    const env = { AWSMFA_CODE: box.code() };
    const { status, stderr } = await box.run(`password -p ${PROFILE}`, { ...PIPED, env });
    expect([status, stderr]).toEqual([
      0,
      `awsmfa: AWS denies iam:ChangePassword to the access key alone; trying with MFA
✔ ${PROFILE} · console password changed · by the session in [${PROFILE}-mfa]
`,
    ]);
    expect(passwordIn(box)).toBe(OTHER_PASSWORD);
    expect(box.calls("ChangePassword")).toBe(2);
  });
  it.each([
    ["--debug", {}, PIPED],
    ["--debug", WITHOUT_MFA, PIPED],
    ["--debug --json", {}, { stdin: `${EXAMPLE_PASSWORD}\nx-s3cr3t\n` }],
    ["--debug", {}, { stdin: `wr0ng-s3cr3t\n${OTHER_PASSWORD}\n` }],
    ["--debug", { keys: [] }, PIPED],
  ])("says neither password: %s", async (words, user, given) => {
    const box = await boxOf(user);
    const { stdout, stderr } = await box.run(`password -p ${PROFILE} ${words}`, given);
    expect(stderr).toContain("iam: try 1");
    for (const secret of [EXAMPLE_PASSWORD, OTHER_PASSWORD, "s3cr3t"])
      expect(stdout + stderr).not.toContain(secret);
  });
  it("needs the name of a profile", async () => {
    const { status, stderr } = await (await boxOf()).run("password", PIPED);
    expect([status, stderr]).toEqual([1, expect.stringContaining("name it with --profile")]);
  });
});

describe("at a terminal", () => {
  it("asks for everything, hidden, and for a code only when a policy demands it", async () => {
    const box = await boxOf(WITHOUT_MFA);
    const pty = onTerminal(box, "awsmfa password");
    await pty.waitFor("Change the console password of which profile?");
    pty.type(KEY.enter);
    await pty.waitFor("Old console password of mfa.user-identity:");
    pty.enter(EXAMPLE_PASSWORD);
    await pty.waitFor("New password:");
    pty.enter(OTHER_PASSWORD);
    await pty.waitFor("New password again:");
    pty.enter(OTHER_PASSWORD);
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("✔ mfa.user-identity · console password changed");
    expect(pty.bytes()).not.toContain(EXAMPLE_PASSWORD);
    expect(pty.bytes()).not.toContain(OTHER_PASSWORD);
    expect(passwordIn(box)).toBe(OTHER_PASSWORD);
  });
  it("says where the two differ, and goes on asking", async () => {
    const box = await boxOf();
    const pty = onTerminal(box, `awsmfa password -p ${PROFILE}`);
    await pty.waitFor("Old console password");
    pty.enter(EXAMPLE_PASSWORD);
    await pty.waitFor("New password:");
    pty.enter(OTHER_PASSWORD);
    await pty.waitFor("New password again:");
    pty.enter(`${OTHER_PASSWORD}x`);
    await pty.waitFor("the two differ");
    pty.enter(OTHER_PASSWORD);
    expect(await pty.exit()).toBe(0);
    expect(passwordIn(box)).toBe(OTHER_PASSWORD);
  });
});
