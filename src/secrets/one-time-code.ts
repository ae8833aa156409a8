/** The door to otplib: codes of a secret. Loaded with the first code, since it costs some milliseconds. */
import { createGuardrails, generateSync } from "otplib";
import type { TotpSecret } from "./totp-secret.ts";

/** Shorter secrets than RFC 4226 recommends are in use; `base32.ts` has refused those that are too short. */
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1 });

/** The code of a time step (RFC 6238). @param step as `stepAt` counts them */
export function codeOfStep(
  { base32, digits, period, algorithm }: TotpSecret,
  step: number,
): string {
  const name = { SHA1: "sha1", SHA256: "sha256", SHA512: "sha512" } as const;
  return generateSync({
    secret: base32,
    digits,
    period,
    algorithm: name[algorithm],
    epoch: step * period,
    guardrails,
  });
}
