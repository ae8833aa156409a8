import { describe, expect, it, vi } from "vitest";
import { EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { codeOf } from "../local-aws/totp.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { onTerminal, type Pty } from "../support/pty.ts";
import { running } from "../support/questions.ts";
import { sandbox } from "../support/sandbox.ts";
import { QUESTION } from "../support/wording.ts";
import { hasStrace } from "../system/files-world.ts";

/** A login that is ended from outside after the code was given: while AWS is asked, while files are written. */

const onLinux = process.platform === "linux";
const UNTOUCHED = { credentials: CREDENTIALS, config: CONFIG };

/** A login whose code is typed before, so that nothing is asked; `act` is done when AWS has been asked. */
async function whileAsking(line: string, act: (pty: Pty) => void, answer?: "hang") {
  let pty: Pty | undefined;
  const intercept = (_request: unknown, action: string): "hang" | undefined => {
    if (action !== "GetSessionToken" || pty === undefined) return undefined;
    act(pty);
    return answer;
  };
  const box = await sandbox({ world: exampleWorld({ intercept }) });
  pty = onTerminal(box, line.replace("LOGIN", `awsmfa login --code ${box.code()}`));
  const over = (): boolean => box.calls("GetSessionToken") === 1 && running(box).length === 0;
  await vi.waitUntil(over, { timeout: 20_000 });
  return box;
}

describe.skipIf(!onLinux)("a question that a signal ends (Linux)", () => {
  it("leaves the shell a line of its own", async () => {
    const pty = onTerminal(await sandbox(), "awsmfa login; echo next");
    await pty.waitFor(QUESTION);
    await pty.signal("SIGTERM", "child");
    await pty.exit();
    expect(pty.screen()).toBe(`${QUESTION}\nnext`);
  });
});

describe.skipIf(!onLinux)("the terminal goes away while AWS is asked (Linux)", () => {
  it("the shell is told: nothing is written", async () => {
    const box = await whileAsking("LOGIN; :", (pty) => pty.vanish(), "hang");
    expect([box.awsFiles(), box.list(".aws")]).toEqual([UNTOUCHED, ["config", "credentials"]]);
  });
  it("nobody is told: it goes on, though it cannot say so", async () => {
    const box = await whileAsking("trap '' HUP; LOGIN; echo $? >status", (pty) => pty.vanish());
    expect(box.get("status")).toBe("0\n");
    expect(box.get(".aws/credentials")).toContain("[mfa.user-identity-mfa]");
    expect(box.get(".aws/config")).toContain("[profile mfa.user-identity-mfa]");
  });
  it("nobody is told, and AWS refuses", async () => {
    const line = "trap '' HUP; awsmfa login --serial GAHT12345678 --code 123456; echo $? >status";
    const box = await whileAsking(line, (pty) => pty.vanish());
    expect([box.get("status"), box.awsFiles()]).toEqual(["4\n", UNTOUCHED]);
  });
});

describe.skipIf(!hasStrace)("a signal at one of the steps of writing (strace)", () => {
  const signals = [
    ["HUP", 129],
    ["TERM", 143],
    ["INT", 130],
  ] as const;
  it.each(
    [1, 2, 3, 4, 5, 6, 7, 8].map((step) => [step, ...(signals[step % 3] ?? signals[0])] as const),
  )("the %i. rename, SIG%s", async (step, signal, status) => {
    const box = await sandbox();
    const words = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=/^rename"];
    const inject = ["-e", `inject=/^rename:signal=${signal}:when=${step}`];
    const login = ["awsmfa", "login", "--code", box.code()];
    const ended = await box.start("strace", [...words, ...inject, ...login]);
    expect([status, 0]).toContain(ended.status);
    const { credentials, config } = box.awsFiles();
    // Each is as it was, or whole; the credentials come first.
    expect([CREDENTIALS, `${CREDENTIALS}${credentials?.slice(CREDENTIALS.length)}`]).toContain(
      credentials,
    );
    expect(credentials).toMatch(/# the end\n(?:\n\[mfa\.user-identity-mfa\]\n(?:\w+ = .+\n){9})?$/);
    expect(config).toMatch(
      /output = text\n(?:\n\[profile mfa\.user-identity-mfa\]\n(?:\w+ = .+\n){5})?$/,
    );
    if (credentials === CREDENTIALS) expect(config).toBe(CONFIG);
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
    // Of a later step: the first may be noted as used and not have left.
    const later = codeOf(box.world, EXAMPLE_SERIAL, Date.now(), 1);
    expect((await box.run(["login", "--force", "--code", later])).status).toBe(0);
  });
});
