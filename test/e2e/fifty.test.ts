import { describe, expect, it } from "vitest";
import { codeOf } from "../local-aws/totp.ts";
import { type World, createWorld } from "../local-aws/world.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";

/** Fifty logins at once in one home, and some of them killed in the midst. */

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const NUMBERS = Array.from({ length: 50 }, (_, number) => `${number}`.padStart(2, "0"));
const serialOf = (number: string): string => `arn:aws:iam::123456789012:mfa/device${number}`;
const keyOf = (number: string): string => `AKIAIOSFODN${number}EXAMPLE`;
const device = (number: string) => ({
  serial: serialOf(number),
  secret: "JBSWY3DPEHPK3PXP".repeat(4),
});

/** The next code: good for a minute at least, however long fifty programs take to start. */
const nextCode = (world: World, number: string): string =>
  codeOf(world, serialOf(number), Date.now(), 1);

/** What stands in a section of the credentials file for the session that AWS gave to a key last. */
function issuedTo(box: Sandbox, profile: string): readonly string[] {
  return box.world.sessions
    .filter(({ user }) => user.name === profile)
    .map(
      ({ accessKeyId, secretAccessKey, token }) =>
        `[${profile}-mfa]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\naws_session_token = ${token}\nx_security_token_expires = `,
    );
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just come to its own end.
  }
}

describe("fifty logins at once", () => {
  it("of fifty profiles, some killed: every survivor's session is there, the files are whole", async () => {
    const users = NUMBERS.map((number) => ({
      name: `user${number}`,
      keys: [{ id: keyOf(number), secret: SECRET }],
      devices: [device(number)],
    }));
    const credentials = users.map(({ name, keys }) => keySection(name, keys[0]?.id)).join("\n");
    const config = NUMBERS.map((number) => `[profile user${number}]\nregion = eu-west-1\n`).join(
      "",
    );
    const box = await sandbox({
      world: createWorld({ users }),
      files: { ".aws/credentials": credentials, ".aws/config": config },
    });
    const pids = new Map<string, number>();
    const asked: string[] = [];
    // Whoever has had its answer for a while is about to write, or waits for the others.
    box.world.intercept = ({ headers }) => {
      asked.push(/AKIA\w{16}/.exec(headers["authorization"] ?? "")?.[0] ?? "");
      const victim = asked.length % 8 === 0 ? pids.get(asked.at(-4) ?? "") : undefined;
      if (victim !== undefined) end(victim);
      return undefined;
    };
    const outcomes = await Promise.all(
      NUMBERS.map((number) =>
        box.run(
          [
            "login",
            "-p",
            `user${number}`,
            "--serial",
            serialOf(number),
            "--code",
            nextCode(box.world, number),
          ],
          {
            started: (pid) => pids.set(keyOf(number), pid),
          },
        ),
      ),
    );
    box.world.intercept = undefined;

    const killed = outcomes.filter(({ status }) => status === "SIGKILL").length;
    expect(outcomes.filter(({ status }) => status === 0)).toHaveLength(50 - killed);
    expect(killed).toBeGreaterThan(0);
    const after = box.awsFiles();
    expect(after.credentials?.startsWith(credentials)).toBe(true);
    expect(after.config?.startsWith(config)).toBe(true);
    for (const [at, { status }] of outcomes.entries()) {
      const name = `user${NUMBERS[at]}`;
      const there = after.credentials?.includes(`[${name}-mfa]`) ?? false;
      const [whole = "none was issued"] = issuedTo(box, name);
      expect([name, there]).toEqual([name, status === 0 || there]);
      expect(after.credentials?.includes(whole)).toBe(there);
      if (status === 0)
        expect(after.config).toContain(`[profile ${name}-mfa]\nregion = eu-west-1\n`);
    }

    expect((await box.run("logout --all")).status).toBe(0);
    expect(box.awsFiles()).toEqual({ credentials, config });
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
    expect(box.list(".local/state/awsmfa")).toEqual(["memory.json"]);
  });

  it("of one profile: one whole session is there, and nothing else", async () => {
    const users = [
      { name: "anna", keys: [{ id: keyOf("00"), secret: SECRET }], devices: NUMBERS.map(device) },
    ];
    const credentials = keySection("anna", keyOf("00"));
    const box = await sandbox({
      world: createWorld({ users }),
      files: { ".aws/credentials": credentials },
    });
    const outcomes = await Promise.all(
      NUMBERS.map((number) =>
        box.run([
          "login",
          "--force",
          "-p",
          "anna",
          "--serial",
          serialOf(number),
          "--code",
          nextCode(box.world, number),
        ]),
      ),
    );
    expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
    const [, section = "", more] = (box.get(".aws/credentials") ?? "").split("\n[anna-mfa]\n");
    expect(more).toBeUndefined();
    expect(issuedTo(box, "anna").some((whole) => `[anna-mfa]\n${section}`.startsWith(whole))).toBe(
      true,
    );
    expect((await box.run("logout -p anna")).status).toBe(0);
    expect(box.awsFiles()).toEqual({ credentials, config: undefined });
    expect(box.list(".aws")).toEqual(["credentials"]);
  });
});
