import { describe, expect, it } from "vitest";
import { signedIn } from "../support/signed-in.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { awsCli, pythonWith } from "../support/tools.ts";

/** A profile that runs awsmfa, written by the built program and read by those that it is for. */

const SOURCE = "mfa.user-identity";
const NAME = `${SOURCE}-auto`;
const ARN = "arn:aws:iam::123456789012:user/mfa.user";

async function withProfile(): Promise<Sandbox> {
  const box = await signedIn();
  expect((await box.run("profile add -p mfa.user-identity")).status).toBe(0);
  return box;
}

/** The value of `credential_process`. */
const lineOf = (box: Sandbox): string =>
  /^credential_process = (.*)$/m.exec(box.get(".aws/config") ?? "")?.[1] ?? "";

describe("the profile", () => {
  it("names Node and the program by absolute paths, and its line prints the session", async () => {
    const box = await withProfile();
    const [node = "", script = ""] = lineOf(box).split(" ");
    expect([node, script].every((path) => path.startsWith("/"))).toBe(true);
    expect(script).toBe(`${box.home.replace(/home$/, "bin")}/awsmfa`.replace("//", "/"));
    // Programs that are started from a desktop have hardly a PATH.
    const env = { PATH: "/usr/bin:/bin" };
    const { status, stdout } = await box.start("/bin/sh", ["-c", lineOf(box)], { env });
    expect([status, stdout]).toEqual([0, (await box.run("credential-process")).stdout]);
  });
  it("goes without a trace, beside a login or after it", async () => {
    const box = await sandbox();
    const before = box.awsFiles();
    await box.run("profile add --profile mfa.user-identity");
    await box.run(["login", "--code", box.code()]);
    expect((await box.run("logout --all")).status).toBe(0);
    expect(box.get(".aws/config")).toContain(`[profile ${NAME}]`);
    const { status, stderr } = await box.run(["profile", "remove", NAME]);
    expect([status, stderr]).toEqual([0, `✔ ${NAME} · removed [profile ${NAME}]\n`]);
    expect([box.awsFiles(), box.list(".aws")]).toEqual([before, ["config", "credentials"]]);
  });
  it("means its source to awsmfa itself", async () => {
    const box = await withProfile();
    const env = { AWS_PROFILE: NAME };
    expect((await box.run("env --shell sh", { env })).stdout).toContain(
      `AWSMFA_SESSION='${SOURCE}'`,
    );
    expect((await box.run("status --prompt", { env })).stdout).toMatch(/^1[12]h/);
    expect((await box.run("status")).stdout).not.toContain(NAME);
  });
  it("is refused where npx runs the program, and nothing is written", async () => {
    const box = await sandbox();
    box.put("npx.cjs", 'process.argv[1] = "/home/jane/.npm/_npx/1b2c/node_modules/.bin/awsmfa";');
    const before = box.awsFiles();
    const env = { NODE_OPTIONS: `--require ${box.home}/npx.cjs` };
    const { status, stderr } = await box.run("profile add -p mfa.user-identity", { env });
    expect([status, box.awsFiles()]).toEqual([1, before]);
    expect(stderr).toContain("which is cleared now and then");
  });
  it.each([
    ["profile", 2, "profile takes one of: add, remove"],
    ["profile remove", 2, "missing required argument"],
    ["profile add a b", 2, "add takes one word besides its options, and there are 2"],
  ])("%s is no command line", async (words, expected, text) => {
    const { status, stderr } = await (await sandbox()).run(words);
    expect([status, stderr.includes(text) || stderr]).toEqual([expected, true]);
  });
});

const python = pythonWith("boto3");
const aws = awsCli();

describe("who reads it", () => {
  it.skipIf(python === undefined)(
    `boto3 gets the session and where it ends${python === undefined ? " (no boto3)" : ""}`,
    async () => {
      const box = await withProfile();
      const program = [
        "import boto3, json",
        `session = boto3.Session(profile_name="${NAME}")`,
        "keys = session.get_credentials()",
        'arn = session.client("sts").get_caller_identity()["Arn"]',
        "print(json.dumps([keys.method, keys.token, session.region_name, arn]))",
      ].join("\n");
      const { stdout, stderr } = await box.start(python ?? "", ["-c", program]);
      expect(stderr).toBe("");
      const token = box.world.sessions[0]?.token;
      expect(JSON.parse(stdout)).toEqual(["custom-process", token, "us-west-2", ARN]);
    },
  );
  it.skipIf(aws === undefined)(
    `the AWS CLI calls with it${aws === undefined ? " (no aws)" : ""}`,
    async () => {
      const box = await withProfile();
      const words = ["sts", "get-caller-identity", "--query", "Arn", "--profile", NAME];
      const { stdout, stderr } = await box.start(aws ?? "", words);
      expect([JSON.parse(stdout), stderr]).toEqual([ARN, ""]);
    },
  );
  it.skipIf(aws === undefined)(
    `and shows why there is none, in one line${aws === undefined ? " (no aws)" : ""}`,
    async () => {
      const box = await sandbox();
      await box.run("profile add -p mfa.user-identity");
      const words = ["sts", "get-caller-identity", "--profile", NAME];
      const { status, stderr } = await box.start(aws ?? "", words);
      expect(status).not.toBe(0);
      expect(stderr).toContain(
        "there is no terminal; hint: awsmfa login --profile mfa.user-identity",
      );
    },
  );
});
