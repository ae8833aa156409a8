import { expect, it } from "vitest";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { keySection } from "../support/onboarding.ts";
import { sandbox } from "../support/sandbox.ts";
import { CLIENTS } from "./clients.ts";

/** A role's session by every way; one client does. */

const ROLE = "arn:aws:iam::123456789012:role/admin";
const FILES = {
  ".aws/credentials": keySection("work"),
  ".aws/config": `[profile work]
region = us-west-2
mfa_process = cat "$HOME/code"

[profile admin]
role_arn = ${ROLE}
source_profile = work
role_session_name = jane
region = us-west-2

[profile by-process]
region = us-west-2
credential_process = awsmfa credential-process --profile admin
`,
};

const AWSMFA = "awsmfa -q -p admin";
const client = (by: "chain" | "profile") =>
  CLIENTS.find((each) => each.by === by && each.name.startsWith("boto3") && !each.missing);
const chain = client("chain");
const profile = client("profile");

it.skipIf(chain === undefined)("boto3 acts as a role, by every way", async () => {
  const box = await sandbox({
    world: createWorld({ users: [EXAMPLE_USER], roles: [{ arn: ROLE }] }),
    files: FILES,
  });
  box.put("code", box.code());
  const [call, named] = [chain?.line(box.url, ""), (name: string) => profile?.line(box.url, name)];
  const lines = [
    `${AWSMFA} exec -- ${call}`,
    `${AWSMFA} exec --serve -- ${call}`,
    `(eval $(${AWSMFA} env); ${call})`,
    named("admin-mfa"),
    named("by-process"),
  ];
  const { stdout, stderr } = await box.start("sh", ["-c", lines.join("\n")]);
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual(
    lines.map(() => "arn:aws:sts::123456789012:assumed-role/admin/jane"),
  );
  expect(box.calls("GetSessionToken")).toBe(1);
});
