import { describe, expect, it } from "vitest";
import { codeOf } from "../local-aws/totp.ts";
import { createWorld, type Session } from "../local-aws/world.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";

/** Several logins and logouts at once, in one home. */

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const NAMES = ["anna", "berta", "carl", "dora"];
const USERS = NAMES.map((name, number) => ({
  name,
  keys: [{ id: `AKIAIOSFODNN${number}EXAMPLE`, secret: SECRET }],
  devices: [
    { serial: `arn:aws:iam::123456789012:mfa/${name}`, secret: "JBSWY3DPEHPK3PXP".repeat(4) },
  ],
}));
const CREDENTIALS = USERS.map(({ name, keys }) => keySection(name, keys[0]?.id)).join("\n");
const CONFIG = NAMES.map((name) => `[profile ${name}]\nregion = eu-west-1\n`).join("\n");

function crowd(config: string | undefined): Promise<Sandbox> {
  const files = {
    ".aws/credentials": CREDENTIALS,
    ...(config === undefined ? {} : { ".aws/config": config }),
  };
  return sandbox({ world: createWorld({ users: USERS }), files });
}

async function all(box: Sandbox, words: (name: string) => readonly string[]): Promise<unknown[]> {
  const outcomes = await Promise.all(NAMES.map((name) => box.run(words(name))));
  return outcomes.map(({ status, stderr }) => (status === 0 ? status : stderr));
}

describe.each([
  ["with a config file", CONFIG],
  ["without one", undefined],
])("at once, %s", (_title, config) => {
  it("nothing is lost, and nothing is left behind", async () => {
    const box = await crowd(config);
    const login = (name: string): string[] => [
      "login",
      "-p",
      name,
      "--code",
      box.code(`arn:aws:iam::123456789012:mfa/${name}`),
    ];
    expect(await all(box, login)).toEqual([0, 0, 0, 0]);
    for (const name of NAMES) {
      const session = await box.run(["env", "-p", name, "--no-input"]);
      expect(session.stdout).toContain(`AWSMFA_SESSION='${name}'`);
      expect(box.get(".aws/config")).toContain(`[profile ${name}-mfa]\n`);
    }
    expect(box.get(".aws/credentials")?.startsWith(CREDENTIALS)).toBe(true);
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
    expect(box.list(".local/state/awsmfa")).toEqual(["memory.json"]);

    expect(await all(box, (name) => ["logout", "-p", name])).toEqual([0, 0, 0, 0]);
    expect(box.get(".aws/credentials")).toBe(CREDENTIALS);
    expect(box.get(".aws/config") ?? "").toBe(config ?? "");
    expect(box.list(".aws").filter((name) => !["config", "credentials"].includes(name))).toEqual(
      [],
    );
  });
});

describe("the same profile twice at once", () => {
  it("ends with one whole session in its section", async () => {
    const box = await crowd(CONFIG);
    const serial = "arn:aws:iam::123456789012:mfa/anna";
    const codes = [0, 1].map((steps) => codeOf(box.world, serial, Date.now(), steps));
    const login = (code: string): ReturnType<Sandbox["run"]> =>
      box.run(["login", "--force", "-p", "anna", "--code", code]);
    const outcomes = await Promise.all(codes.map(login));
    expect(outcomes.map(({ status }) => status)).toEqual([0, 0]);
    const [, section = ""] = (box.get(".aws/credentials") ?? "").split("[anna-mfa]\n");
    expect(box.world.sessions.map(textOf)).toContain(section.split("x_security")[0]);
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
  });
});

/** The settings of a session's section that hold its credentials. */
function textOf(session: Session): string {
  return `aws_access_key_id = ${session.accessKeyId}\naws_secret_access_key = ${session.secretAccessKey}\naws_session_token = ${session.token}\n`;
}
