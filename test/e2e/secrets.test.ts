import { describe, expect, it } from "vitest";
import { onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { POSIX_SHELLS, shellWords } from "../support/shell.ts";
import { signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";
import { QUESTION } from "../support/wording.ts";

/** Where secrets do not go. */

const SECRETS = /wJalrXUtnFEMI|FwoGZXIvYXdz/;
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

describe("a secret is never", () => {
  const strace = which("strace");
  it.skipIf(strace === undefined).each(POSIX_SHELLS.filter(({ missing }) => !missing))(
    "among the arguments of a program while $name evaluates (strace)",
    async (shell) => {
      const box = await signedIn();
      box.put(".aws/config", "[profile mfa.user-identity]\nca_bundle = /etc/my  ca's.pem\n");
      const trace = [
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-e",
        "trace=execve",
        "-s",
        "5000",
        "-o",
        "trace",
      ];
      const text = 'eval $(awsmfa env); test -n "$AWS_SESSION_TOKEN" && ls -d .aws';
      const { stdout } = await box.start("strace", [...trace, ...shellWords(shell, text)]);
      expect(stdout).toBe(".aws\n");
      // The trace did see the programs that ran.
      expect(box.get("trace")).toContain('["ls", "-d", ".aws"]');
      expect(box.get("trace")).toMatch(/"awsmfa(?:\.js)?", "env"/);
      expect(box.get("trace")).not.toMatch(SECRETS);
    },
  );
  it.each([
    ["that works", (box: { code(): string }) => box.code()],
    ["that AWS refuses", (box: { wrongCodes(): string[] }) => box.wrongCodes()[0] ?? ""],
  ])("in what --debug says of a login %s, nor is the code", async (_title, codeOf) => {
    const box = await sandbox();
    const code = codeOf(box);
    const { stderr } = await box.run(["login", "--debug", "--code", code]);
    expect(stderr).toMatch(/^awsmfa: debug: \+\d+ ms sts:GetSessionToken at /m);
    expect(stderr).not.toMatch(SECRETS);
    expect(stderr).not.toContain(code);
  });
  it("in what a failure with --debug says", async () => {
    const box = await sandbox();
    const { status, stderr } = await box.run("login --debug --code 123456", {
      env: { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    });
    expect([status, SECRETS.test(stderr), stderr.includes("123456")]).toEqual([6, false, false]);
  });
  it("in the memory, nor is the code", async () => {
    const box = await sandbox();
    const code = box.code();
    await box.run(["login", "--code", code]);
    const memory = box.get(".local/state/awsmfa/memory.json") ?? "";
    expect(memory).toContain('"serial": "arn:aws:iam::123456789012:mfa/mfa.user"');
    expect([SECRETS.test(memory), memory.includes(code)]).toEqual([false, false]);
  });
  it("on the screen, and the code does not stay there", async () => {
    const box = await sandbox();
    const code = box.code();
    const pty = onTerminal(
      box,
      "awsmfa login; awsmfa status; awsmfa; awsmfa login --json; awsmfa logout -p mfa.user-identity",
    );
    await pty.waitFor(QUESTION);
    await pty.enterCode(code);
    expect(await pty.exit()).toBe(0);
    expect(pty.bytes()).not.toMatch(SECRETS);
    expect([pty.screen().includes(code), pty.screen().includes(spaced(code))]).toEqual([
      false,
      false,
    ]);
  });
});
