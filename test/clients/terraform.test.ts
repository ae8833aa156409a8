import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { keySection } from "../support/onboarding.ts";
import { sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";

/** Terraform, where it is: its S3 backend, which is built in, asks STS who it is. It has the AWS SDK for Go. */

/** A bucket with nothing in it. */
async function emptyBucket(): Promise<string> {
  const server = createServer((request, response) => {
    const isList = request.url?.includes("list-type=2") === true;
    const body = isList
      ? "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>"
      : "<Error><Code>NoSuchKey</Code></Error>";
    response.writeHead(isList ? 200 : 404, { "content-type": "application/xml" }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A configuration with the state in the bucket. */
const backend = (sts: string, s3: string): string => `terraform {
  backend "s3" {
    bucket = "states"
    key = "state"
    region = "us-west-2"
    use_path_style = true
    skip_s3_checksum = true
    skip_metadata_api_check = true
    endpoints = { sts = "${sts}", s3 = "${s3}", iam = "${sts}" }
  }
}
`;

describe.skipIf(which("terraform") === undefined)("terraform", () => {
  it.each([
    ["by the profile", "awsmfa login -q; AWS_PROFILE=work-mfa terraform init"],
    ["after env", "eval $(awsmfa -q env); terraform init"],
    ["by exec", "AWS_PROFILE=localstack awsmfa -q -p work exec -- terraform init"],
    ["by exec --serve", "AWS_PROFILE=localstack awsmfa -q -p work exec --serve -- terraform init"],
    ["by credential-process", "AWS_PROFILE=by-process terraform init"],
  ])("signs in %s (terraform)", async (_, line) => {
    const box = await sandbox({
      files: {
        ".aws/credentials": keySection("work") + keySection("localstack", "test", "test"),
        ".aws/config": `[profile work]
region = us-west-2
mfa_process = cat "$HOME/code"

[profile by-process]
credential_process = awsmfa credential-process --profile work
`,
      },
    });
    box.put("code", box.code());
    box.put("main.tf", backend(box.url, await emptyBucket()));
    const env = { CHECKPOINT_DISABLE: "1" };
    const { stdout, stderr } = await box.start("sh", ["-c", line], { env });
    expect(`${stdout}${stderr}`).toContain("Terraform has been successfully initialized");
    const seen = box.world.requests.filter(({ action }) => action === "GetCallerIdentity");
    // The backend asks more than once.
    const said = seen.map((each) => `${each.accessKeyId} ${each.outcome}`);
    expect([...new Set(said)]).toEqual(["ASIAIOSFODNN7EXAMPLE ok"]);
  });
});
