/** How long a call may take and how often it is tried. */
import type { AwsRefusal } from "../ports-aws.ts";
import { isTrouble } from "./aws-error.ts";

/** The limits of a call, in milliseconds. */
export interface Limits {
  /** For the whole answer to one request, the connection included. */
  readonly answer: number;
  /** For everything: pages, tries, and the pauses between them. */
  readonly call: number;
  /** The longest first pause; each further one is twice as long. */
  readonly pause: number;
}

/** The limits of every call. */
export const LIMITS: Limits = { answer: 15_000, call: 30_000, pause: 250 };

/** How many times a request is made. */
const TRIES = 4;

/** What is known of a request that failed. */
export interface Tried {
  /** Requests made so far, this one included. */
  readonly tries: number;
  /** Whether it carries a code, which AWS takes once. */
  readonly withCode: boolean;
  /** Whether it was signed anew for AWS's clock already. */
  readonly signedAnew: boolean;
  /** How much of the call's time is left, in milliseconds. */
  readonly left: number;
  /** Between 0 and 1, so that many do not come back at the same moment. */
  readonly chance: number;
}

/**
 * How long to wait before a request is made again, in milliseconds, or `undefined` where it is not. With a
 * code it is made again only where AWS surely did not look at the code.
 */
export function pauseBefore(refusal: AwsRefusal, tried: Tried, limits: Limits): number | undefined {
  // The signature is checked before anything else, so no code is spent.
  if (isSkew(refusal)) return tried.signedAnew ? undefined : 0;
  if (tried.tries >= TRIES || !isWorthAnother(refusal, tried.withCode)) return undefined;
  const longest = limits.pause * 2 ** (tried.tries - 1);
  const pause = Math.round((longest * (1 + tried.chance)) / 2);
  return pause < tried.left ? pause : undefined;
}

/** Whether AWS refused the time of the signature. */
export function isSkew({ kind, message }: AwsRefusal): boolean {
  return kind === "refused" && /Signature (?:expired|not yet current)/i.test(message);
}

function isWorthAnother({ kind, code, message, status }: AwsRefusal, withCode: boolean): boolean {
  switch (kind) {
    case "throttled":
      return true;
    case "proxy":
      return isPassing(code, message);
    case "unsent":
      // A name that nobody knows is not known in a second either; a name server that is busy may be free then.
      return code !== "ENOTFOUND";
    case "trouble":
    case "silent":
    case "cut":
      return !withCode;
    case "not-aws":
      return !withCode && isTrouble(status);
    default:
      return false;
  }
}

/** Whether what a proxy failed by (proxy.ts) may be over in a second: not its questions, its rules, or what is no proxy. */
function isPassing(code: string, message: string): boolean {
  if (code === "EPROXYANSWER") return /^50[0234]\b/.test(message);
  if (code === "EPROXYCONNECT")
    return /^(?:ECONN|EAI_AGAIN|E(?:HOST|NET)UNREACH|EPIPE)/.test(message);
  return code === "EPROXYTIMEOUT";
}
