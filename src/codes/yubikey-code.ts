/** A code from a YubiKey: found, touched if it wants to be, waited for if it was used. */
import { CODE_SECONDS } from "../aws/limits.ts";
import { typed } from "../words/typed.ts";
import {
  type CodeAnswer,
  type CodePorts,
  type CodeRequest,
  type HadCode,
  digitsOf,
} from "./code-source.ts";
import { makeNotice } from "./notice.ts";
import { untilNextStep } from "./next-step.ts";
import { pause } from "./pause.ts";
import { type Found, findAccount } from "./yubikey-find.ts";
import { patienceWith } from "./yubikey-patience.ts";
import { type Asking, type Attempt, ask, failure } from "./yubikey-try.ts";
import type { YkmanFailure } from "./ykman-failures.ts";
import { TOUCH_LIMIT, codeWords } from "./ykman.ts";

/** How long the YubiKey waits for a touch, in seconds (ykman 4.0.9 and 5.9 with firmware 5.4.3). */
const TOUCH_SECONDS = 15;

/** How often a used code is waited out: one of an account whose codes never change is given up. */
const WAITS = 3;

const STEP = CODE_SECONDS * 1000;

/** Tries until there is a code, or no more hope for one. */
export async function codeOfYubiKey(request: CodeRequest, ports: CodePorts): Promise<CodeAnswer> {
  const notice = request.notice ?? makeNotice(ports.output);
  const attempt: Attempt = { request, ports, known: request.yubikey ?? {}, notice };
  const patience = await patienceWith(attempt);
  try {
    if (request.inItsPlace === undefined) notice.say("asking the YubiKey");
    for (;;) {
      const tried = await unspentCode(attempt);
      if (tried.reason === undefined) return tried;
      const { kind, ...why } = tried;
      if (!(await patience(kind, why.reason))) return why;
    }
  } finally {
    notice.say(undefined);
  }
}

async function unspentCode(
  attempt: Attempt,
): Promise<(HadCode & { reason?: never }) | YkmanFailure> {
  const { request, ports, known } = attempt;
  // It would blink, and be busy, for nobody.
  if (ports.terminal.forbidden && known.touch) return untouched(request, ports);
  const found = await findAccount(attempt);
  if (found.reason !== undefined) return found;
  let spent = { reason: "", hint: "" };
  for (let waits = 0; waits < WAITS && !request.signal?.aborted; waits += 1) {
    // Nobody is made to touch it for a code that AWS has seen.
    if ((await request.objection("", stepAt(ports))) !== undefined) await nextStep(attempt);
    const started = stepAt(ports);
    const computed = await computeCode(attempt, found);
    if (computed.reason !== undefined) return computed;
    // Of which step it is cannot be told where one ended meanwhile.
    const step = computed.at === started ? { step: started } : {};
    const objection = await request.objection(computed.code, step.step);
    if (objection === undefined) return { code: computed.code, key: known.key ?? "", ...step };
    spent = objection;
    await nextStep(attempt);
  }
  return failure(`the YubiKey gives the same code again; ${spent.reason}`, spent.hint);
}

/** A code, and the last time step that it can be of. */
export type Computed = { readonly code: string; readonly at: number; readonly reason?: never };

/** What it takes to have a code computed. */
export type Touching = Asking &
  Pick<Attempt, "notice"> & { readonly request: Pick<CodeRequest, "profile"> };

/**
 * Has the YubiKey compute a code, and asks for the touch if it wants one.
 * @returns with the code the last time step that it can be of: it is computed when the touch is asked for, not when it comes
 */
export async function computeCode(
  { request, ports, known, notice }: Touching,
  { ykman, account }: Found,
): Promise<Computed | YkmanFailure> {
  const { terminal, clock } = ports;
  const barred = new AbortController();
  const bar = (): void => barred.abort();
  if (request.signal?.aborted) bar();
  request.signal?.addEventListener("abort", bar);
  const over = new AbortController();
  let at: number | undefined;
  const countDown = async (): Promise<void> => {
    for (let left = TOUCH_SECONDS; left > 0 && !over.signal.aborted; left -= 1) {
      const typing = notice.isBelow() ? ", or type the code" : "";
      const wait = `touch your YubiKey: ${left} s${typing}`;
      notice.say(wait, `touch your YubiKey; it waits ${TOUCH_SECONDS} s`);
      await pause(1000, clock, over.signal);
    }
  };
  let wantsTouch = false;
  const told = (line: string): void => {
    if (!/touch your yubikey/i.test(line)) return;
    at = stepAt(ports);
    wantsTouch = true;
    if (terminal.forbidden) bar();
    else void countDown();
  };
  const call = {
    words: codeWords(ykman, account),
    password: known.password,
    limit: TOUCH_LIMIT,
    told,
  };
  const printed = await ask({ request, ports, known }, ykman, call, barred.signal);
  request.signal?.removeEventListener("abort", bar);
  over.abort();
  notice.say(undefined);
  if (wantsTouch || printed.reason === undefined) known.touch = wantsTouch;
  if (printed.reason === undefined) {
    const code = digitsOf(printed.stdout);
    return code === undefined
      ? failure(`“${account}” on the YubiKey gives no code of six digits`, otherAccount(request))
      : { code, at: at ?? stepAt(ports) };
  }
  return wantsTouch && terminal.forbidden ? untouched(request, ports) : printed;
}

/** Nobody is there to touch it. What is remembered of it holds until somebody logs in with it. */
async function untouched(
  { profile }: Pick<CodeRequest, "profile">,
  { terminal }: Pick<CodePorts, "terminal">,
): Promise<YkmanFailure> {
  const why = await terminal.unusable();
  return failure(
    `the YubiKey wants to be touched, and nobody is there to do it: ${why}`,
    `awsmfa login --profile ${typed(profile)}`,
  );
}

function otherAccount({ profile }: Pick<CodeRequest, "profile">): string {
  return `name another: aws configure set awsmfa_yubikey_account ID --profile ${typed(profile)}`;
}

/** The time step by this machine's clock, which ykman goes by. */
function stepAt({ clock }: CodePorts): number {
  return Math.floor(clock.now() / STEP);
}

/** Waits for the next time step, and says so in the meantime. */
async function nextStep({ request, ports, notice }: Attempt): Promise<void> {
  const wait = {
    now: () => ports.clock.now(),
    period: CODE_SECONDS,
    say: (line: string) => notice.say(line),
    signal: request.signal,
  };
  await untilNextStep(wait, ports);
  notice.say(undefined);
}
