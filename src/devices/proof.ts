/** Whether a code is that of a secret, now. */
import type { AwsmfaError } from "../errors.ts";
import { type TotpSecret, stepAt } from "../secrets/totp-secret.ts";

/** How many steps a clock may be off and still be told from another secret: an hour. */
const FAR = 120;

/**
 * How many steps the code is from AWS's clock: 0 is the code of this moment. `undefined` for none of the secret's.
 * @param now AWS's clock, milliseconds since the epoch
 */
export async function stepsAway(
  secret: TotpSecret,
  code: string,
  now: number,
): Promise<number | undefined> {
  const { codeOfStep } = await import("../secrets/one-time-code.ts");
  const current = stepAt(secret, now);
  for (let away = 0; away <= FAR; away += 1)
    for (const step of [current + away, current - away])
      if (codeOfStep(secret, step) === code) return step - current;
  return undefined;
}

/** What is wrong with a code that was typed, or `undefined`: AWS takes those of the steps beside its own too. */
export async function objectionToProof(
  secret: TotpSecret,
  code: string,
  now: number,
): Promise<string | undefined> {
  const away = await stepsAway(secret, code, now);
  if (away === undefined)
    return "that is not the code of this device: is it the entry just scanned?";
  if (Math.abs(away) <= 1) return undefined;
  const seconds = Math.abs(away) * secret.period;
  return `right, but that clock is about ${seconds} s ${away > 0 ? "ahead" : "behind"}: set it to automatic, then type the next code`;
}

/** Fails where a code that was computed elsewhere is not the secret's. @param failure makes the error @throws AwsmfaError */
export async function proveComputed(
  secret: TotpSecret,
  code: string,
  now: number,
  failure: () => AwsmfaError,
): Promise<void> {
  const away = await stepsAway(secret, code, now);
  if (away === undefined || Math.abs(away) > 1) throw failure();
}
