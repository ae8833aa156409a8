import { spawn } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import type { FaultName } from "../local-aws/faults.ts";
import type { World } from "../local-aws/world.ts";
import { EXAMPLE_KEY, OTHER_KEY, isWorking, keyWorld, keysOf } from "../support/keys.ts";
import { CONFIG, CREDENTIALS, PROFILE } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { signIn } from "../support/signed-in.ts";
import { MACHINE, withStored } from "../support/stored.ts";
import { awsCli } from "../support/tools.ts";

/** The life of an access key, with the built program. */

const ROTATE = `key rotate --profile ${PROFILE}`;
const NAMED = "User name,Access key ID,Secret access key\r\n";
const rowOf = (user: string, { id, secret }: typeof EXAMPLE_KEY | typeof OTHER_KEY): string =>
  `${user},${id},${secret}\r\n`;
const credentials = (box: Sandbox): string => box.awsFiles().credentials ?? "";

/** The onboarding's file with the key that AWS has made in the place of the example's. */
function rotatedFile({ users }: World): string {
  const { id, secret } = users[0]?.keys.at(-1) ?? { id: "", secret: "" };
  return CREDENTIALS.replace(EXAMPLE_KEY.id, id).replace(EXAMPLE_KEY.secret, secret);
}

/** The file without the sections of sessions. */
const withoutSession = (text: string): string =>
  text.replace(/\n\[mfa\.user-identity-mfa\]\n(?:\S+ = .*\n)+/, "");

describe("a rotation under a policy that wants MFA", () => {
  it("takes one code, and no other byte changes", async () => {
    const box = await sandbox({ world: keyWorld({}, { propagation: 1 }) });
    const { status, stderr } = await box.run([...ROTATE.split(" "), "--code", box.code()]);
    expect([status, stderr]).toEqual([
      0,
      `awsmfa: AWS denies iam:ListAccessKeys to the access key alone; trying with MFA
a new key goes into [${PROFILE}-next] of ~/.aws/credentials, and when it works into [${PROFILE}]
✔ ${PROFILE} · rotated · ${OTHER_KEY.id} is in [${PROFILE}] of ~/.aws/credentials
  ${EXAMPLE_KEY.id} is inactive; delete it when nothing misses it: awsmfa key delete ${EXAMPLE_KEY.id} --profile ${PROFILE}
  the session was made with the old key: awsmfa login --profile ${PROFILE}
`,
    ]);
    expect(withoutSession(credentials(box))).toBe(rotatedFile(box.world));
    expect(keysOf(box.world)).toEqual([`${EXAMPLE_KEY.id} inactive`, `${OTHER_KEY.id} active`]);
    expect(box.calls("GetSessionToken")).toBe(1);
    expect(box.list(".local/state/awsmfa")).toEqual(["memory.json"]);
  });

  it("takes no code with a fresh session, and deletes the old key on request", async () => {
    const box = await sandbox({ world: keyWorld() });
    await signIn(box);
    const { status, stdout } = await box.run(`${ROTATE} --delete --json`);
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        from: EXAMPLE_KEY.id,
        to: OTHER_KEY.id,
        deleted: true,
        session: "stale",
      }),
    ]);
    expect(keysOf(box.world)).toEqual([`${OTHER_KEY.id} active`]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });

  it("asks nobody where a secret is stored, and the session is renewed", async () => {
    // The next code is taken at once, as AWS allows.
    const config = CONFIG.replace("output = json", "awsmfa_code_ahead = true\noutput = json");
    const files = { ".aws/credentials": CREDENTIALS, ".aws/config": config };
    const box = await withStored({ world: keyWorld(), files });
    const { status, stderr } = await box.run(ROTATE, { env: MACHINE });
    expect([status, stderr]).toEqual([0, expect.stringContaining("the session is renewed")]);
    expect(credentials(box)).toContain(`awsmfa_source_key = ${OTHER_KEY.id}`);
    expect(credentials(box)).not.toContain("-next");
  });

  it.skipIf(awsCli() === undefined)("leaves a profile that the AWS CLI reads", async () => {
    const box = await sandbox({ world: keyWorld({ denyWithoutMfa: [] }) });
    expect((await box.run(ROTATE)).status).toBe(0);
    const words = ["configure", "get", "aws_access_key_id", "--profile", PROFILE];
    const { stdout } = await box.start(awsCli() ?? "", words);
    expect(stdout.trim()).toBe(OTHER_KEY.id);
  });
});

/** Begins a rotation and kills it when AWS has seen an action. */
async function killedAt(box: Sandbox, action: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...ROTATE.split(" ")], {
    env: box.env(),
    cwd: box.home,
    stdio: "ignore",
  });
  const gone = new Promise((done) => child.once("exit", done));
  await vi.waitUntil(() => box.calls(action) > 0, { timeout: 15_000 });
  child.kill("SIGKILL");
  await gone;
}

describe("a rotation that is killed (SIGKILL) is carried on by the next", () => {
  const actions = ["ListAccessKeys", "CreateAccessKey", "GetCallerIdentity", "UpdateAccessKey"];
  const faults: readonly FaultName[] = ["hang", "lose-hang"];
  it.each(actions.flatMap((action) => faults.map((fault) => [action, fault] as const)))(
    "at %s (%s)",
    async (action, fault) => {
      const world = keyWorld({ denyWithoutMfa: [] }, { faults: [{ fault, action, times: 1 }] });
      const box = await sandbox({ world });
      await killedAt(box, action);
      expect(
        isWorking(world, credentials(box).replaceAll("# rotate in spring\n", ""), PROFILE),
      ).toBe(true);
      // A key that waits is no profile to choose, and no session to log out of.
      expect((await box.run("logout --all")).status).toBe(0);
      expect((await box.run("status")).stdout).not.toContain("-next");
      const { status, stderr } = await box.run(ROTATE);
      expect([status, stderr]).toEqual([0, expect.stringContaining("✔")]);
      expect(credentials(box)).toBe(rotatedFile(world));
      expect(keysOf(world)).toHaveLength(2);
      expect(keysOf(world)[0]).toBe(`${EXAMPLE_KEY.id} inactive`);
      expect(box.list(".aws")).toEqual(["config", "credentials"]);
    },
  );
});

describe("key import", () => {
  it("on a terminal: the key is picked, named, and the file is deleted", async () => {
    const box = await sandbox({ world: keyWorld({ keys: [OTHER_KEY] }) });
    box.put(
      "keys.csv",
      `\u00ef\u00bb\u00bf${NAMED}${rowOf("jane", EXAMPLE_KEY)}${rowOf("joe", OTHER_KEY)}`,
    );
    const pty = onTerminal(box, "awsmfa key import keys.csv");
    await pty.waitFor("Which key of the file?");
    pty.type(KEY.down + KEY.enter);
    await pty.waitFor("Name of its profile (Enter: joe-identity):");
    pty.enter("");
    await pty.waitFor("Region of joe-identity");
    pty.enter("eu-west-1");
    await pty.waitFor("Delete keys.csv?");
    pty.type(KEY.down + KEY.enter);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain(`✔ joe-identity · ${OTHER_KEY.id} is in [joe-identity]`);
    expect(pty.screen()).not.toContain(OTHER_KEY.secret);
    expect(box.get("keys.csv")).toBeUndefined();
    const section = `\n[joe-identity]\naws_access_key_id = ${OTHER_KEY.id}\naws_secret_access_key = ${OTHER_KEY.secret}\n`;
    expect(box.awsFiles()).toEqual({
      credentials: CREDENTIALS + section,
      config: `${CONFIG}\n[profile joe-identity]\nregion = eu-west-1\n`,
    });
  });

  it("says no secret with --debug, --json or in an error", async () => {
    const box = await sandbox({ world: keyWorld() });
    box.put("keys.csv", NAMED + rowOf("jane", EXAMPLE_KEY));
    const runs = [
      await box.run("key import keys.csv --debug --json"),
      await box.run("key rotate --profile jane-identity --debug --json --code 123456"),
      await box.run("key import keys.csv --user joe"),
    ];
    for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toMatch(/wJalr|je7Mt/);
    expect(runs.map(({ status }) => status)).toEqual([0, expect.any(Number), 2]);
  });
});

describe("key list, create, deactivate and delete", () => {
  it("one after the other", async () => {
    const box = await sandbox({ world: keyWorld() });
    await signIn(box);
    const on = `--profile ${PROFILE}`;
    expect((await box.run(`key create ${on} --as laptop`)).stderr).toContain(
      `a second key ${OTHER_KEY.id} is in [laptop] of ~/.aws/credentials`,
    );
    expect((await box.run(`key list ${on}`)).stdout).toMatch(
      new RegExp(
        `^ACCESS KEY.*\\n${EXAMPLE_KEY.id} +active .*\\n${OTHER_KEY.id} +active +\\d+ s +never +\\[laptop\\]\\n$`,
      ),
    );
    const refused = await box.run(`key delete ${OTHER_KEY.id} ${on}`);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining("is the key in [laptop]"),
    ]);
    expect((await box.run(`key deactivate ${OTHER_KEY.id} ${on} --force`)).status).toBe(0);
    const pty = onTerminal(box, `awsmfa key delete ${OTHER_KEY.id} ${on} --force`);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("[laptop] still has it, and does not work any more");
    expect(keysOf(box.world)).toEqual([`${EXAMPLE_KEY.id} active`]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
});
