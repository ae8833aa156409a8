/** Time-based codes as AWS checks them: RFC 6238 with SHA-1, six digits, steps of 30 seconds. */

import { generateSync } from "otplib";
import type { Device, World } from "./world.ts";

const STEP_SECONDS = 30;

/**
 * The code that a device shows, by AWS's clock: a telephone's clock is right even where the machine's is not.
 * @param now the machine's clock, in milliseconds
 * @param steps so many steps later (or earlier, if negative)
 * @throws Error where no device of that serial has a secret
 */
export function codeOf(world: World, serial: string, now: number, steps = 0): string {
  const device = [...world.users.flatMap((user) => user.devices), ...world.unassigned].find(
    (each) => each.serial === serial,
  );
  if (device?.secret === undefined)
    throw new Error(`no device with a secret has the serial ${serial}`);
  return codeAt(device.secret, stepAt(now + world.clockOffset) + steps);
}

/**
 * Tries a code: it is good for its own step and the ones beside it, once per device.
 * @param awsNow AWS's clock, in milliseconds
 */
export function acceptCode(device: Device, code: string, awsNow: number): boolean {
  device.attempts += 1;
  const { secret } = device;
  if (secret === undefined) return false;
  const current = stepAt(awsNow) + device.drift;
  const step = [current, current - 1, current + 1].find(
    (each) => !device.usedSteps.has(each) && codeAt(secret, each) === code,
  );
  if (step === undefined) return false;
  device.usedSteps.add(step);
  return true;
}

/**
 * Tries two consecutive codes, and takes both.
 * @param window how many steps from AWS's clock the later one may be
 * @returns how many steps the device is ahead, or `undefined` where the codes are refused
 */
export function acceptPair(
  secret: string,
  [earlier, later]: readonly [string, string],
  awsNow: number,
  window: number,
): { readonly drift: number; readonly steps: readonly number[] } | undefined {
  const current = stepAt(awsNow);
  for (let drift = -window; drift <= window; drift += 1) {
    const step = current + drift;
    if (codeAt(secret, step - 1) === earlier && codeAt(secret, step) === later)
      return { drift, steps: [step - 1, step] };
  }
  return undefined;
}

function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** The code of a time step. */
export function codeAt(secret: string, step: number): string {
  return generateSync({ secret, epoch: step * STEP_SECONDS });
}
