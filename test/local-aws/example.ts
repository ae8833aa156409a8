/** The world that most tests begin with: one user, one key, one virtual device. */

import { createWorld, type Knobs, type UserDescription, type World } from "./world.ts";

/** The key of AWS's own documentation. */
export const EXAMPLE_KEY = {
  id: "AKIAIOSFODNN7EXAMPLE",
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
} as const;

/** The serial number of the example's device. */
export const EXAMPLE_SERIAL = "arn:aws:iam::123456789012:mfa/mfa.user";

/** The device's secret: 64 characters of base32, as AWS gives. */
export const EXAMPLE_SECRET = "JBSWY3DPEHPK3PXP".repeat(4);

/** The console password of the example's user, and another one (IAM API reference, ChangePassword). */
export const EXAMPLE_PASSWORD = "3s0K_;xh4~8XXI";
export const OTHER_PASSWORD = "]35d/{pB9Fo9wJ";

/** The example's user, `mfa.user`, to describe other worlds from. */
export const EXAMPLE_USER: UserDescription = {
  name: "mfa.user",
  password: EXAMPLE_PASSWORD,
  keys: [EXAMPLE_KEY],
  devices: [{ serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET }],
};

/** A new example world with some knobs set. */
export function exampleWorld(knobs: Partial<Knobs> = {}): World {
  return createWorld({ ...knobs, users: [EXAMPLE_USER] });
}

/**
 * What the group `Force_MFA` denies without MFA, as far as it matters here: AWS's example of a policy for
 * self-management (IAM user guide, "Allows MFA-authenticated IAM users to manage their own credentials").
 */
export const FORCE_MFA: readonly string[] = [
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:ListAccountAliases",
  "iam:ListAccessKeys",
];
