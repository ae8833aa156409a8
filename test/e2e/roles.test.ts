import { describe, expect, it } from "vitest";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS, PROFILE } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";

/** Roles by the built program: one code, sections of their own, the fast path, and the files as they were. */

const ARN = "arn:aws:iam::123456789012:role";
const ROLES = `${CONFIG}
[profile admin]
role_arn = ${ARN}/admin
source_profile = ${PROFILE}
region = eu-west-1

[profile deploy]
role_arn = ${ARN}/deploy
source_profile = admin
external_id = x:1
`;

async function start(): Promise<Sandbox> {
  const roles = [
    { arn: `${ARN}/admin`, maxSessionDuration: 14_400 },
    { arn: `${ARN}/deploy`, trusts: [`${ARN}/admin`], mfa: false, externalId: "x:1" },
  ];
  return sandbox({
    world: createWorld({ users: [EXAMPLE_USER], roles }),
    files: { ".aws/credentials": CREDENTIALS, ".aws/config": ROLES },
  });
}

describe("roles", () => {
  it("open with one code, are shown under their source, and go without a trace", async () => {
    const box = await start();
    const login = await box.run(["login", "-p", "deploy", "--code", box.code()]);
    expect([login.status, login.stderr.match(/written to \[[^\]]+\]/g)]).toEqual([
      0,
      [`written to [${PROFILE}-mfa]`, "written to [admin-mfa]", "written to [deploy-mfa]"],
    ]);
    const status = await box.run("status");
    expect(status.stdout.split("\n").map((line) => line.slice(0, 42).trimEnd())).toEqual(
      [
        "PROFILE            DEVICE         CODE FROM",
        "mfa.user-identity  mfa/mfa.user   prompt",
        "└ admin (role)     via the above  –",
        "  └ deploy (role)  via the above  –",
        "localstack         not looked up  –",
        "",
      ].map((line) => line.slice(0, 42).trimEnd()),
    );
    await box.run("login -p admin");
    expect([box.calls("GetSessionToken"), box.calls("AssumeRole")]).toEqual([1, 2]);
    for (const profile of ["deploy", "admin", PROFILE])
      expect((await box.run(["logout", "-p", profile])).status).toBe(0);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: ROLES });
    await box.run(["login", "-p", "deploy", "--code", box.code()]);
    await box.run(["logout", "-p", PROFILE]);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: ROLES });
  });

  it("are in the environment by the fast path as by the full program", async () => {
    const box = await start();
    await box.run(["login", "-p", "deploy", "--code", box.code()]);
    const quick = await box.run("env -p admin --shell sh");
    const full = await box.run("env -p admin --shell sh --debug");
    expect([quick.stdout, quick.status]).toEqual([full.stdout, 0]);
    expect(quick.stdout).toContain("AWS_REGION='eu-west-1'");
    expect(quick.stdout).toContain("AWSMFA_SESSION='admin'");
    expect(box.calls("AssumeRole")).toBe(2);
  });

  it("last longer than an hour with a code of their own, and the reason is said", async () => {
    const box = await start();
    const words = ["login", "-p", "admin", "--duration", "4h", "--code", box.code()];
    const { stderr, status } = await box.run(words);
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^awsmfa: admin is to last 4 h: above one hour AWS takes a code for the role itself\n✔ admin \(role\) · session until \d\d:\d\d, 4 h · written to \[admin-mfa\]\n/,
      ),
    ]);
    expect([box.calls("GetSessionToken"), box.calls("AssumeRole")]).toEqual([0, 1]);
  });
});
