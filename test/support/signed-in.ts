/** Sandboxes in which somebody has logged in. */
import { expect } from "vitest";
import { type Sandbox, type SandboxOptions, sandbox } from "./sandbox.ts";

/** Logs in with a code of the device, and expects that to work. */
export async function signIn(box: Sandbox, ...words: readonly string[]): Promise<void> {
  const { status, stderr } = await box.run(["login", "--code", box.code(), ...words]);
  expect(`${status} ${stderr}`).toMatch(/^0 ✔/);
}

/** A sandbox with a fresh session. */
export async function signedIn(options?: SandboxOptions): Promise<Sandbox> {
  const box = await sandbox(options);
  await signIn(box);
  return box;
}

/** Lets the sessions in a sandbox be over, as if an hour more had passed. */
export function lapse(box: Sandbox): void {
  const over = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, "");
  const { credentials = "" } = box.awsFiles();
  box.put(
    ".aws/credentials",
    credentials.replace(/^(x_security_token_expires = ).*$/gm, `$1${over}`),
  );
}

/** Values of the profile that an unquoted eval would mangle if they were written plainly. */
export const AWKWARD_CONFIG = `[profile mfa.user-identity]
region = us-west-2
output = json
ca_bundle = /etc/my  ca's/[a]*?.pem
endpoint_url = http://127.0.0.1:9/a?b=*&c
use_fips_endpoint = true
use_dualstack_endpoint = true
services = local

[services local]
dynamodb =
  endpoint_url = http://localhost:8000
api_gateway =
  endpoint_url = http://localhost:8001
`;
