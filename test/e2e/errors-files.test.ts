import { chmodSync, chownSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import type { Outcome } from "../support/process.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { errorText } from "../support/wording.ts";

/** Files that cannot be read or written, as a user who is not root meets them. */

type Run = (...words: readonly string[]) => Promise<Outcome>;

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A sandbox that belongs to a user without rights, and the program where that user can read it. */
async function asNobody(
  modes: Readonly<Record<string, number>>,
): Promise<{ box: Sandbox; login: () => Promise<Outcome>; run: Run; lock: () => void }> {
  const box = await sandbox();
  const copy = join(dirname(box.home), "program");
  mkdirSync(copy);
  for (const folder of ["bin", "dist"])
    cpSync(join(dirname(PROGRAM), "..", folder), join(copy, folder), { recursive: true });
  for (const path of ["", ".aws", ".aws/config", ".aws/credentials"])
    chownSync(join(box.home, path), NOBODY, NOBODY);
  const lock = (): void => {
    for (const [path, mode] of Object.entries(modes)) chmodSync(join(box.home, path), mode);
  };
  const run: Run = (...words) =>
    box.start(process.execPath, [join(copy, "bin", "awsmfa.js"), ...words], { user: NOBODY });
  return { box, login: () => run("login", "--code", box.code()), run, lock };
}

describe("files without the right to them", () => {
  it.skipIf(!isRoot).each([
    [
      "credentials that cannot be read",
      { ".aws/credentials": 0o000 },
      "cannot read HOME/.aws/credentials: permission denied",
      [
        "look at it: ls -l HOME/.aws/credentials",
        "let yourself read it: chmod u+r HOME/.aws/credentials",
      ],
    ],
    [
      "a config file that cannot be read",
      { ".aws/config": 0o000 },
      "cannot read HOME/.aws/config: permission denied",
      ["look at it: ls -l HOME/.aws/config", "let yourself read it: chmod u+r HOME/.aws/config"],
    ],
    [
      "credentials that cannot be written",
      { ".aws/credentials": 0o400 },
      "cannot write HOME/.aws/credentials: permission denied",
      ["let yourself write it: chmod u+w HOME/.aws/credentials"],
    ],
    [
      "a config file that cannot be written",
      { ".aws/config": 0o400 },
      "cannot write HOME/.aws/config: permission denied",
      ["let yourself write it: chmod u+w HOME/.aws/config"],
    ],
    [
      "a folder that cannot be changed",
      { ".aws": 0o500 },
      "cannot write HOME/.aws/credentials: no permission to change the folder HOME/.aws",
      ["look at it: ls -ld HOME/.aws"],
    ],
  ])(
    "%s: no code is spent (needs root to become another user)",
    async (_title, modes, sentence, hints) => {
      const { box, login, lock } = await asNobody(modes);
      lock();
      const stderr = errorText(sentence, ...hints).replaceAll("HOME", box.home);
      expect(await login()).toEqual({ status: 1, stdout: "", stderr });
      expect(box.calls("GetSessionToken")).toBe(0);
      expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
    },
  );
  it.skipIf(!isRoot)(
    "what is remembered may be lost, the login is not (needs root to become another user)",
    async () => {
      // The home denies a state folder.
      const { box, login, lock } = await asNobody({ "": 0o555 });
      lock();
      expect((await login()).status).toBe(0);
      expect(box.list(".")).toEqual([".aws"]);
    },
  );
  it.skipIf(!isRoot).each([
    [
      "credentials",
      ".aws/credentials",
      0o000,
      1,
      "cannot read HOME/.aws/credentials: permission denied",
    ],
    ["a config file", ".aws/config", 0o000, 1, "cannot read HOME/.aws/config: permission denied"],
    [
      "credentials to write",
      ".aws/credentials",
      0o400,
      0,
      "cannot write HOME/.aws/credentials: permission denied",
    ],
    [
      "a config file to write",
      ".aws/config",
      0o400,
      0,
      "cannot write HOME/.aws/config: permission denied",
    ],
    [
      "the folder",
      ".aws",
      0o500,
      0,
      "cannot write HOME/.aws/config: no permission to change the folder HOME/.aws",
    ],
  ])(
    "after a login without the right to %s: the session stays whole (needs root to become another user)",
    async (_title, path, mode, envStatus, sentence) => {
      const { box, login, run, lock } = await asNobody({ [path]: mode });
      expect((await login()).status).toBe(0);
      lock();
      const before = box.awsFiles();
      const { status, stderr } = await run("logout", "-p", "mfa.user-identity");
      expect([status, stderr.replaceAll(box.home, "HOME").split("\n")[0]]).toEqual([
        1,
        `awsmfa: error: ${sentence}`,
      ]);
      const env = await run("env", "-p", "mfa.user-identity", "--no-input", "--shell", "sh");
      expect(env.status).toBe(envStatus);
      expect(box.awsFiles()).toEqual(before);
      expect(box.list(".aws")).toEqual(["config", "credentials"]);
    },
  );
  it.skipIf(!isRoot)(
    "a file of somebody else in a folder for all (needs root to become another user)",
    async () => {
      const { box, login } = await asNobody({});
      chownSync(join(box.home, ".aws/credentials"), 0, NOBODY);
      chmodSync(join(box.home, ".aws/credentials"), 0o660);
      chownSync(join(box.home, ".aws"), 0, 0);
      chmodSync(join(box.home, ".aws"), 0o1777);
      const stderr = errorText(
        "cannot write HOME/.aws/credentials: it belongs to somebody else, and that could not be kept",
        "see whose it is: ls -l HOME/.aws/credentials",
      ).replaceAll("HOME", box.home);
      expect(await login()).toEqual({ status: 1, stdout: "", stderr });
      expect(box.calls("GetSessionToken")).toBe(0);
      expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
    },
  );
  it("a folder in the place of the credentials", async () => {
    const box = await sandbox({ files: { ".aws/credentials/x": "", ".aws/config": CONFIG } });
    const file = `${box.home}/.aws/credentials`;
    expect(await box.run("login --code 123456 -p mfa.user-identity")).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(`cannot read ${file}: it is a folder`, `look at it: ls -ld ${file}`),
    });
  });
});
