/** `awsmfa code`: the current code of a stored secret. */
import { deviceLabel } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import { sentAt, spentWords } from "../memory/spent.ts";
import type { Context } from "../ports.ts";
import { SECRET_STORES } from "../secrets/secrets.ts";
import { type TotpSecret, secondsLeft, stepAt } from "../secrets/totp-secret.ts";
import { lookAround } from "../sessions/look.ts";
import { type DeviceOptions, storedSecretFor } from "../sessions/secret-device.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `code`. */
export interface CodeOptions extends CommonOptions, DeviceOptions {
  /** `--copy`: to the clipboard, for a while. */
  readonly copy: boolean;
}

/** A code. */
export interface Code {
  readonly serial: string;
  readonly code: string;
  readonly secondsLeft: number;
  /** That AWS has seen it already, in words. */
  readonly spent: string | undefined;
  /** What became of the clipboard, if it was asked for; `others`: something else was on it by then. */
  readonly copied: "cleared" | "others" | undefined;
}

/** How long a code stays on the clipboard, in milliseconds. */
const COPIED = 30_000;

/** Computes it by AWS's clock. @throws AwsmfaError `no-secret`, `store-unusable`, `no-clipboard` */
export async function run(options: CodeOptions, context: Context): Promise<Code> {
  const situation = await lookAround(context);
  const question = "The code of which profile?";
  const { serial, store } = await storedSecretFor(options, situation, context, question);
  const secret = await SECRET_STORES[store].open(context).get(serial);
  if (secret === undefined) throw gone(serial, store);
  const { codeOfStep } = await import("../secrets/one-time-code.ts");
  const here = context.clock.now();
  const now = here + situation.clockOffset;
  const step = stepAt(secret, now);
  const code = codeOfStep(secret, step);
  const { digest } = context;
  const sent = await sentAt(situation.memory, serial, code, here, digest, step);
  const spent = sent === undefined ? undefined : usedWords(secret, code, here - sent, now);
  // Before half a minute has passed: by then it would say nothing.
  if (options.copy && spent !== undefined) context.output.warn(`awsmfa: warning: ${spent}`);
  const current = (): string =>
    codeOfStep(secret, stepAt(secret, context.clock.now() + situation.clockOffset));
  const copied = options.copy ? await copy(current, context) : undefined;
  return { serial, code, secondsLeft: secondsLeft(secret, now), spent, copied };
}

function usedWords(secret: TotpSecret, code: string, ago: number, now: number): string {
  return `${spentWords(code, ago, now).reason}; the next one shows in ${secondsLeft(secret, now)} s`;
}

function gone(serial: string, store: keyof typeof SECRET_STORES): AwsmfaError {
  return new AwsmfaError(
    "no-secret",
    `${SECRET_STORES[store].label} has no secret of ${deviceLabel(serial)} any more`,
    "awsmfa secret add, with another backup of it",
  );
}

/**
 * Puts the code on the clipboard, the next one when it shows, and takes it away after a while, or at once when a
 * signal ends the program.
 */
async function copy(current: () => string, context: Context): Promise<"cleared" | "others"> {
  const { clock, output, endings } = context;
  const clipboard = await context.clipboard();
  let [code, which] = [current(), "the code"];
  await clipboard.write(code);
  const clear = async (): Promise<"cleared" | "others"> => {
    // What somebody else has put there since is theirs.
    if ((await clipboard.read()) !== code) return "others";
    await clipboard.write("");
    return "cleared";
  };
  endings.add(clear);
  try {
    const end = clock.now() + COPIED;
    for (let left = COPIED; left > 0; left = end - clock.now()) {
      output.progress(
        `${which} is on the clipboard for ${Math.ceil(left / 1000)} s; Ctrl-C clears it now`,
      );
      await clock.sleep(Math.min(left, 1000));
      const next = current();
      if (next === code || clock.now() >= end) continue;
      if ((await clipboard.read()) !== code) return "others";
      [code, which] = [next, "the next code"];
      await clipboard.write(code);
    }
    return await clear();
  } finally {
    endings.delete(clear);
    output.progress(undefined);
  }
}

/** The code on stdout, how long it lasts on stderr. */
export function words(result: Code, { news }: View): Told {
  const { serial, code, secondsLeft: left, spent, copied } = result;
  const warnings = spent === undefined || copied !== undefined ? [] : [`awsmfa: warning: ${spent}`];
  const device = news("bold", deviceLabel(serial));
  if (copied === undefined)
    return { data: `${code}\n`, news: [`${device} · ${left} s left`], warnings };
  const done = copied === "cleared" ? "is cleared again" : "has something else on it by now";
  return { news: [`${device} · the clipboard ${done}`], warnings };
}

/** The same for programs. */
export function json({ serial, code, secondsLeft: left, copied }: Code): unknown {
  return copied === undefined ? { serial, code, secondsLeft: left } : { serial, clipboard: copied };
}
