import { describe, expect, it } from "vitest";
import type { Outcome } from "../support/process.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { signedIn } from "../support/signed-in.ts";
import { awsCli, pythonWith } from "../support/tools.ts";

/** The tools that people use with the session: what they sign with is what `login` and `env` gave. */

const PROFILE = "mfa.user-identity-mfa";
const BOTO3 =
  "import boto3, sys; print(boto3.Session(**eval(sys.argv[1])).client('sts').get_caller_identity()['Arn'])";
const tools = [
  {
    tool: "aws",
    program: awsCli(),
    plain: "sts get-caller-identity --query Arn --output text",
    named: `--profile ${PROFILE} sts get-caller-identity --query Arn --output text`,
  },
  {
    tool: "boto3",
    program: pythonWith("boto3"),
    plain: `-c "${BOTO3}" {}`,
    named: `-c "${BOTO3}" '{"profile_name": "${PROFILE}"}'`,
  },
] as const;

function sh(box: Sandbox, text: string, more = {}): Promise<Outcome> {
  return box.start("sh", ["-c", text], { env: { AWS_ENDPOINT_URL: undefined, ...more } });
}

describe.each(tools)("$tool", ({ tool, program, plain, named }) => {
  /** A sandbox whose profiles, not its environment, name the local AWS. */
  const ready = async (): Promise<Sandbox> => {
    const box = await signedIn();
    const config = `[profile mfa.user-identity]\nregion = us-west-2\nservices = here\n\n[services here]\nsts =\n  endpoint_url = ${box.url}\niam =\n  endpoint_url = ${box.url}\n`;
    box.put(".aws/config", config);
    const again = await box.run(["login", "--force", "--code", box.code()], {
      env: { AWS_ENDPOINT_URL: undefined },
    });
    expect(again.status).toBe(0);
    return box;
  };

  it.skipIf(program === undefined).each([
    ["by environment", `eval $(awsmfa env); "${program}" ${plain}`, {}],
    [
      "by environment, with a profile that was set before",
      `eval $(awsmfa env); "${program}" ${plain}`,
      { AWS_PROFILE: "localstack", AWSMFA_PROFILE: "mfa.user-identity" },
    ],
    ["by --as-profile", `eval $(awsmfa env --as-profile); "${program}" ${plain}`, {}],
    ["by --profile", `"${program}" ${named}`, {}],
  ])(`uses the session %s (${tool})`, async (_title, text, env) => {
    const box = await ready();
    const { stdout, stderr } = await sh(box, text, env);
    expect([stdout, stderr]).toEqual(["arn:aws:iam::123456789012:user/mfa.user\n", ""]);
    expect(box.world.requests.at(-1)).toEqual({
      service: "sts",
      action: "GetCallerIdentity",
      accessKeyId: "ASIAIOSFODNN7EXAMPLF",
      region: "us-west-2",
      outcome: "ok",
    });
  });
});
