import { chmodSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS, PROFILE } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";

/** `awsmfa console` for the session of a role: signed in at once, by an address that nobody else sees. */

const ROLE = "arn:aws:iam::123456789012:role/admin";
const PAGE = "https://us-west-2.console.aws.amazon.com/console/home?region=us-west-2";

/** A browser that goes where it is sent, up to the console, and writes down its way. */
const BROWSER = `#!/bin/sh
exec "${process.execPath}" -e '
const { writeFileSync } = require("node:fs");
(async () => {
  const way = [process.argv[1]];
  while (/^http:/.test(way.at(-1))) way.push((await fetch(way.at(-1), { redirect: "manual" })).headers.get("location"));
  writeFileSync(process.env.HOME + "/way", way.join("\\n"));
})();' "$1"
`;

async function withRole(): Promise<Sandbox> {
  const world = createWorld({ users: [EXAMPLE_USER], roles: [{ arn: ROLE }] });
  const config = `${CONFIG}\n[profile admin]\nrole_arn = ${ROLE}\nsource_profile = ${PROFILE}\nregion = us-west-2\n`;
  const box = await sandbox({
    world,
    files: { ".aws/credentials": CREDENTIALS, ".aws/config": config },
  });
  box.put("../bin/browser", BROWSER);
  chmodSync(`${box.home}/../bin/browser`, 0o755);
  return box;
}

const env = (box: Sandbox) => ({
  AWSMFA_CODE: box.code(),
  AWS_ENDPOINT_URL_SIGNIN: box.url,
  BROWSER: "browser",
});

it("leads the browser into the console, and says the way to nobody", async () => {
  const box = await withRole();
  const { status, stdout, stderr } = await box.run("console -p admin --debug", { env: env(box) });
  expect([status, stdout]).toEqual([0, ""]);
  await vi.waitUntil(() => box.get("way") !== undefined, { timeout: 10_000 });
  const [started = "", login = "", page = ""] = box.get("way")?.split("\n") ?? [];
  expect(started).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
  expect(login).toContain(`${box.url}/federation?Action=login&Issuer=awsmfa`);
  expect(page).toBe(PAGE);
  expect(stderr).toContain("✔ admin · the console is open\n");
  expect(stderr).not.toMatch(/SIGNIN-EXAMPLE|FwoGZ|wJalr|federation\?/);
});

it("--print prints the address, with a warning where a person sees it", async () => {
  const box = await withRole();
  const { stdout, stderr } = await box.run("console -p admin --print", { env: env(box) });
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&\S+\n$/);
  expect(stderr).toBe("");
  const answer = await fetch(stdout.trim(), { redirect: "manual" });
  expect(answer.headers.get("location")).toBe(PAGE);
  const pty = onTerminal(box, "awsmfa console -p admin --print", { env: env(box) });
  expect(await pty.exit()).toBe(0);
  expect(pty.screen()).toContain(
    "awsmfa: warning: whoever has this address is signed in, for the next 15 minutes",
  );
});

it("an emulator's session is sent to nobody whose address is not named", async () => {
  const box = await withRole();
  const given = { ...env(box), AWS_ENDPOINT_URL_SIGNIN: undefined };
  const { status, stderr } = await box.run("console -p admin", { env: given });
  expect([status, stderr]).toEqual([
    1,
    `awsmfa: error: the session of admin is not AWS's own (127.0.0.1), and no console is known for it
awsmfa: hint: name the address of its sign-in: export AWS_ENDPOINT_URL_SIGNIN=URL
`,
  ]);
  expect(box.world.requests).toEqual([]);
});

it("opens no browser for a code that AWS refuses", async () => {
  const box = await withRole();
  const given = { ...env(box), AWSMFA_CODE: box.wrongCodes()[0] };
  expect((await box.run("console -p admin", { env: given })).status).toBe(4);
  expect(box.get("way")).toBeUndefined();
});
