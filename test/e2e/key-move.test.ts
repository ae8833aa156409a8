import { expect, it } from "vitest";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS, PROFILE } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { AGE_FILE, HIDDEN, MACHINE, PASSPHRASE } from "../support/stored.ts";

/** The long-term key out of the file, and printed by a program, with the built program. */

const MOVE = `key move --profile ${PROFILE} --to`;
const DOCUMENT = `{"Version": 1, "AccessKeyId": "${EXAMPLE_KEY.id}", "SecretAccessKey": "${EXAMPLE_KEY.secret}"}`;

it("a moved key signs in, its session needs no passphrase, and it comes back byte for byte", async () => {
  const box = await sandbox();
  const moved = await box.run(`${MOVE} age --force`, { env: MACHINE });
  expect([moved.status, box.awsFiles().credentials]).toEqual([
    0,
    CREDENTIALS.replace(
      /aws_access_key_id.*\naws_secret_access_key.*\n/,
      `awsmfa_key_store = age\nawsmfa_key_id = ${EXAMPLE_KEY.id}\n`,
    ),
  ]);
  expect(`${moved.stderr}${box.get(AGE_FILE)}`).not.toMatch(HIDDEN);
  const refused = await box.run(["login", "--no-input", "--code", box.code()]);
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining("AWSMFA_PASSPHRASE_COMMAND is not set: --no-input was given"),
  ]);
  // No code was spent.
  expect((await box.run(["login", "--code", box.code()], { env: MACHINE })).status).toBe(0);
  expect((await box.run("env")).stdout).toContain("AWS_SESSION_TOKEN");
  expect((await box.run("logout --all", { env: MACHINE })).status).toBe(0);
  expect((await box.run(`${MOVE} file --force`, { env: MACHINE })).status).toBe(0);
  expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  expect(box.get(AGE_FILE)).toBeUndefined();
});

it("a person says yes and types a new passphrase", async () => {
  const box = await sandbox();
  const pty = onTerminal(box, `awsmfa ${MOVE} age`);
  await pty.waitFor("yes, move it");
  pty.type(`${KEY.down}\r`);
  await pty.waitFor("New passphrase");
  pty.enter(PASSPHRASE);
  await pty.waitFor("again");
  pty.enter(PASSPHRASE);
  expect(await pty.exit()).toBe(0);
  expect(box.awsFiles().credentials).toContain("awsmfa_key_store = age\n");
});

it("a key that a program prints signs in, and nothing of it is written", async () => {
  const config = `[profile work]\nregion = us-east-1\ncredential_process = sh -c 'echo "$AWSMFA_RUNNING" >> ran; cat key.json'\n`;
  const box = await sandbox({ files: { ".aws/config": config } });
  box.put("key.json", DOCUMENT);
  const { status, stderr } = await box.run(["login", "--profile", "work", "--code", box.code()]);
  expect([status, stderr]).toEqual([0, expect.stringContaining("work")]);
  expect(box.get("ran")).toBe("work,key:work\n");
  expect(`${box.awsFiles().credentials}${box.awsFiles().config}`).not.toContain(EXAMPLE_KEY.secret);
  expect((await box.run("env --profile work")).stdout).toContain("AWS_SESSION_TOKEN");
  expect(box.get("ran")).toBe("work,key:work\n");
});
