import { chmodSync, chownSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import type { Outcome } from "../support/process.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { errorText } from "../support/wording.ts";

/** Files that cannot be read or written, as a user who is not root meets them. */

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A sandbox that belongs to a user without rights, and the program where that user can read it. */
async function asNobody(
  modes: Readonly<Record<string, number>>,
): Promise<{ box: Sandbox; login: () => Promise<Outcome> }> {
  const box = await sandbox();
  const copy = join(dirname(box.home), "program");
  mkdirSync(copy);
  for (const folder of ["bin", "dist"])
    cpSync(join(dirname(PROGRAM), "..", folder), join(copy, folder), { recursive: true });
  for (const path of ["", ".aws", ".aws/config", ".aws/credentials"])
    chownSync(join(box.home, path), NOBODY, NOBODY);
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(box.home, path), mode);
  const words = [join(copy, "bin", "awsmfa.js"), "login", "--code", box.code()];
  return { box, login: () => box.start(process.execPath, words, { user: NOBODY }) };
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
      const { box, login } = await asNobody(modes);
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
      const { box, login } = await asNobody({ "": 0o555 });
      expect((await login()).status).toBe(0);
      expect(box.list(".")).toEqual([".aws"]);
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
