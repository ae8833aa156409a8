/** A device is enabled with two codes that are computed: the previous one and the current one, so nobody waits. */
import { deviceLabel } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import { remember } from "../memory/remember.ts";
import { spentCode, withSpent } from "../memory/spent.ts";
import type { Context } from "../ports.ts";
import { type TotpSecret, stepAt } from "../secrets/totp-secret.ts";
import { typed } from "../words/typed.ts";
import type { Work } from "./enrolment.ts";
import { deleteUnused } from "./leftover.ts";
import { mayHaveActed } from "./make.ts";

/** The codes of a step and the one before it, with their steps. @param now AWS's clock, milliseconds since the epoch */
export async function computedPair(
  secret: TotpSecret,
  now: number,
): Promise<{
  readonly codes: readonly [string, string];
  readonly steps: readonly [number, number];
}> {
  const { codeOfStep } = await import("../secrets/one-time-code.ts");
  const step = stepAt(secret, now);
  return {
    codes: [codeOfStep(secret, step - 1), codeOfStep(secret, step)],
    steps: [step - 1, step],
  };
}

/** Notes codes as spent, so that the next session takes another one. @param steps of computed ones */
export async function spend(
  serial: string,
  codes: readonly [string, string],
  steps: readonly number[],
  memoryPath: string,
  { files, clock, digest }: Pick<Context, "files" | "clock" | "digest">,
): Promise<void> {
  for (const [at, code] of codes.entries()) {
    const spent = await spentCode(serial, code, clock.now(), digest, steps[at]);
    await remember(files, memoryPath, (memory) => withSpent(memory, spent));
  }
}

/**
 * Enables the device. Where the answer does not come, AWS is asked what it did.
 * @throws AwsmfaError what AWS's refusal means
 */
export async function enableDevice(work: Work): Promise<void> {
  const { made, calls, order, context } = work;
  if (made === undefined) return;
  const { serial, secret } = made;
  for (let tries = 1; ; tries += 1) {
    const { codes, steps } = await computedPair(secret, calls.now());
    await spend(serial, codes, steps, order.kept.paths.memory, context);
    const pair = { user: order.subject.name, serial, codes };
    // Until AWS has answered: a signal that comes now takes nothing back that may be in use.
    work.state = "unknown";
    work.spent = steps[1];
    const result = await calls.ask("EnableMFADevice", (iam, connection) =>
      iam.enableMfaDevice(connection, pair),
    );
    const isOn = result.granted || (mayHaveActed(result) ? await isEnabled(work) : false);
    work.state = isOn === undefined ? "unknown" : isOn ? "enabled" : "made";
    if (isOn === true || result.granted) return;
    // AWS's clock is known better now, or the step has turned in between.
    const isLate = stepAt(secret, calls.now()) !== steps[1];
    if (result.code === "InvalidAuthenticationCode" && isLate && tries === 1) continue;
    const error = await calls.error(result, "EnableMFADevice", serial);
    if (isOn === false) throw error;
    throw new AwsmfaError(
      error instanceof AwsmfaError ? error.code : "unreachable",
      `${error.message}; whether ${deviceLabel(serial)} is enabled cannot be told`,
      `run it again, and it carries on: awsmfa device enroll --profile ${typed(order.profile.name)}`,
      { cause: error },
    );
  }
}

/** Whether AWS did enable it: by the list, else by whether it lets it be deleted. `undefined` where neither tells. */
async function isEnabled(work: Work): Promise<boolean | undefined> {
  const { calls, order, made } = work;
  const serial = made?.serial ?? "";
  const { name, self } = order.subject;
  const listed = await calls.ask(
    "ListMFADevices",
    (iam, connection) => iam.listMfaDevices(connection, self ? undefined : name),
    "as is",
  );
  if (listed.granted) return listed.value.some((device) => device.serial === serial);
  const deleted = await deleteUnused(serial, work);
  return deleted === "stays" ? undefined : deleted === "in use";
}

/**
 * The first code that AWS has not seen of a device that was just enabled: that of this moment, or the next one,
 * which AWS takes as well. `undefined` where none was enabled in this run.
 */
export async function unseenCode({
  made,
  state,
  spent,
  calls,
}: Pick<Work, "made" | "state" | "spent" | "calls">): Promise<string | undefined> {
  if (made === undefined || state !== "enabled" || spent === undefined) return undefined;
  const { codeOfStep } = await import("../secrets/one-time-code.ts");
  return codeOfStep(made.secret, Math.max(stepAt(made.secret, calls.now()), spent + 1));
}
