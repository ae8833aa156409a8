// The local AWS in a process of its own, and a home for each run: AWS takes a code once, so each login is a new user's.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rolldown } from "rolldown";

const root = new URL("../..", import.meta.url).pathname;
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/** The secret of every device: base32 as AWS gives it. */
export const DEVICE_SECRET = "JBSWY3DPEHPK3PXP".repeat(4);

/** @param {number} user */
const keyOf = (user) => `AKIAIOSFODNN7EX${String(user).padStart(5, "0")}`;
/** @param {number} user */
export const serialOf = (user) => `arn:aws:iam::123456789012:mfa/user-${user}`;

/**
 * Starts the service and writes the homes `login-N` (with `mfa_serial`) and `lookup-N`.
 * @param {string} folder @param {number} runs
 */
export async function startWorld(folder, runs) {
  const build = await rolldown({ input: join(root, "test/local-aws/main.ts"), platform: "node" });
  await build.write({ file: join(folder, "local-aws.mjs"), format: "esm", codeSplitting: false });
  await build.close();
  const users = Array.from({ length: runs * 2 + 2 }, (_, user) => ({
    name: `user-${user}`,
    keys: [{ id: keyOf(user), secret: SECRET }],
    devices: [{ serial: serialOf(user), secret: DEVICE_SECRET }],
  }));
  const server = spawn(process.execPath, [join(folder, "local-aws.mjs")], {
    env: { ...process.env, LOCAL_AWS_WORLD: JSON.stringify({ users }) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve) => createInterface(server.stdout).once("line", resolve));
  for (let run = 0; run < runs; run += 1) {
    // Users 0 and 1 are the homes' that are logged in once.
    const user = run * 2 + 2;
    homeOf(join(folder, `login-${run}`), user, [`mfa_serial = ${serialOf(user)}`]);
    homeOf(join(folder, `lookup-${run}`), user + 1, []);
  }
  return { url: String(url), stop: () => void server.kill() };
}

/** @param {string} home @param {number} user @param {string[]} settings */
export function homeOf(home, user, settings, others = 0) {
  mkdirSync(join(home, ".aws"), { recursive: true });
  const more = Array.from({ length: others }, (_, index) => `profile-${index}`);
  const credentials = more.map(
    (name) => `[${name}]\naws_access_key_id = test\naws_secret_access_key = test\n\n`,
  );
  const config = more.map((name) => `[profile ${name}]\nregion = eu-west-1\noutput = json\n\n`);
  const own = `[work]\naws_access_key_id = ${keyOf(user)}\naws_secret_access_key = ${SECRET}\n`;
  writeFileSync(join(home, ".aws", "credentials"), credentials.join("") + own, { mode: 0o600 });
  writeFileSync(
    join(home, ".aws", "config"),
    `${config.join("")}[profile work]\nregion = us-west-2\n${settings.join("\n")}\n`,
  );
}
