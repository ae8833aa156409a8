/** How long a YubiKey is waited for that is not there yet, or busy. */
import { pause } from "./pause.ts";
import type { Attempt } from "./yubikey-try.ts";
import type { FailureKind } from "./ykman-failures.ts";

/** What waits: whether to try again. */
export type Patience = (kind: FailureKind, reason: string) => Promise<boolean>;

/** For one to be plugged in: beside a question, and for somebody who is asked nothing else; milliseconds. */
const BESIDE = 600_000;
const ALONE = 30_000;
/** For another's touch to be over: as long as the YubiKey waits for one, and a bit. */
const BUSY = 16_000;

/** From so many tries on, they are further apart: ykman takes its share of a processor. */
const SOON = 15;

/**
 * Waits with a notice: for somebody at hand to plug one in, for a busy one to become free. Nobody is waited for with
 * `--no-input` or without a terminal, nor when the question beside has come to nothing.
 */
export async function patienceWith({ request, ports, notice }: Attempt): Promise<Patience> {
  const { clock, terminal } = ports;
  const { signal, unasked } = request;
  const isBeside = unasked !== undefined;
  const isAnybodyThere = isBeside || (await terminal.unusable()) === undefined;
  const absent = isBeside ? BESIDE : isAnybodyThere ? ALONE : 0;
  const limits: Partial<Record<FailureKind, number>> = { absent, pulled: absent, busy: BUSY };
  const since = new Map<FailureKind, number>();
  let tries = 0;
  return async (kind, reason) => {
    const first = since.get(kind) ?? clock.now();
    since.set(kind, first);
    tries += 1;
    const left = (limits[kind] ?? 0) - (clock.now() - first);
    const isInVain = (): boolean =>
      signal?.aborted === true || (unasked?.aborted === true && kind !== "busy");
    if (left <= 0 || isInVain()) return false;
    const doing = kind === "busy" ? "trying again" : "put it in";
    const how = notice.isBelow() ? ", or type the code" : ` (${Math.ceil(left / 1000)} s)`;
    notice.say(`${reason}: ${doing}${how}`, kind === "busy" ? undefined : `${reason}: ${doing}`);
    const over = kind === "busy" ? [signal] : [signal, unasked];
    await pause(tries < SOON ? 1000 : 3000, clock, ...over);
    return !isInVain();
  };
}
