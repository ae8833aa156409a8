import { describe, expect, it, vi } from "vitest";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { KEY, type Pty, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { CONFIG, WORK } from "../support/speeds.ts";

/** Many roles of one user at once, as Terraform's providers want them: one question, and a call for each role. */

const ARN = "arn:aws:iam::123456789012:role/admin";
const ROLES = Array.from({ length: 10 }, (_, at) => `role${at}`);
const QUESTION = "MFA code for mfa.user (work):";

async function start(): Promise<Sandbox> {
  const world = createWorld({ users: [EXAMPLE_USER], roles: [{ arn: ARN }] });
  const roles = ROLES.map(
    (name) => `\n[profile ${name}]\nrole_arn = ${ARN}\nsource_profile = work\n`,
  );
  const config = `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n${roles.join("")}`;
  return sandbox({ world, files: { ".aws/credentials": WORK, ".aws/config": config } });
}

/** Starts two for each role on one terminal, and waits until one asks and the others have seen that. */
async function asked(box: Sandbox): Promise<Pty> {
  const one =
    "{ awsmfa credential-process -p $r --debug >out$r$i 2>err$r$i; echo $? >status$r$i; } &";
  const pty = onTerminal(
    box,
    `for i in 1 2; do for r in ${ROLES.join(" ")}; do ${one} done; done; wait`,
  );
  await pty.waitFor(QUESTION);
  const waiting = (): number =>
    all(box, "err").filter((text) => text.includes("another process is at it")).length;
  await vi.waitUntil(() => waiting() === 19, { timeout: 20_000 });
  return pty;
}

const all = (box: Sandbox, what: string): string[] =>
  ["1", "2"].flatMap((at) => ROLES.map((name) => box.get(`${what}${name}${at}`) ?? ""));

describe("ten roles of a user, wanted by twenty programs", () => {
  it("take one code, and a call for each role", async () => {
    const box = await start();
    const pty = await asked(box);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    expect(new Set(all(box, "status"))).toEqual(new Set(["0\n"]));
    expect([box.calls("GetSessionToken"), box.calls("AssumeRole")]).toEqual([1, 10]);
    expect([pty.screen(), new Set(all(box, "out")).size]).toEqual(["", 10]);
  });
  it("ask nobody a second time where the question is given up", async () => {
    const box = await start();
    const pty = await asked(box);
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(0);
    expect(new Set(all(box, "status"))).toEqual(new Set(["5\n"]));
    expect([box.world.requests, pty.bytes().split(QUESTION).length]).toEqual([[], 2]);
  });
});
