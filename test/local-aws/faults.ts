/** The faults by name: knobs that a description of a world can carry as JSON. */

import type { Answer, Request, Response } from "./http.ts";
import { errorDocument, resultDocument } from "./xml.ts";

/** What a fault is told of the request that it meets. */
export interface Circumstances {
  readonly action: string;
  readonly namespace: string;
  readonly requestId: string;
  /** The headers of AWS's own answers. */
  readonly headers: Readonly<Record<string, string>>;
  /** AWS's clock, in milliseconds. */
  readonly awsNow: number;
}

/** A fault: in AWS's place, so that AWS never sees the request, or after AWS acted (a code is used up then). */
type Rule =
  | { readonly before: (circumstances: Circumstances) => Answer }
  | { readonly after: (answer: Response, circumstances: Circumstances) => Answer };

const HTML =
  "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>\n";

const RULES = {
  /** AWS turns the request away unread. */
  throttled: { before: refusal(400, "Throttling", "Rate exceeded") },
  "500": {
    before: refusal(
      500,
      "InternalFailure",
      "The request processing has failed because of an unknown error, exception or failure.",
    ),
  },
  "503": {
    before: refusal(
      503,
      "ServiceUnavailable",
      "The request has failed due to a temporary failure of the server.",
    ),
  },
  "500-empty": { before: empty(500) },
  "502-empty": { before: empty(502) },
  "503-empty": { before: empty(503) },
  hang: { before: () => "hang" },
  /** An orderly end without an answer. */
  drop: { before: () => "drop" },
  reset: { before: () => "reset" },
  "html-200": { before: page(200) },
  "html-302": { before: page(302, { location: "http://portal.example/" }) },
  "html-403": { before: page(403) },
  "html-503": { before: page(503) },
  "html-511": { before: page(511) },
  /** Consent without what was asked for. */
  "no-result": {
    before: ({ action, namespace, requestId, headers }) => ({
      status: 200,
      headers,
      body: resultDocument(action, namespace, "", requestId),
    }),
  },
  /** AWS acts, and its answer never arrives: `lose` by an orderly end. */
  lose: { after: () => "drop" },
  "lose-reset": { after: () => "reset" },
  "lose-hang": { after: () => "hang" },
  cut: { after: delivered("cut") },
  "cut-chunked": { after: delivered("cut-chunked") },
  trickle: { after: delivered("trickle") },
  /** XML that is none, of the right length. */
  malformed: {
    after: (answer) => ({ ...answer, body: answer.body.replace("</", "<//") }),
  },
  "expiry-missing": { after: expiring(() => undefined) },
  "expiry-unreadable": { after: expiring(() => "tomorrow") },
  "expiry-past": { after: expiring((now) => instant(now - 3_600_000)) },
  "expiry-soon": { after: expiring((now) => instant(now + 30_000)) },
  "expiry-far": { after: expiring((now) => instant(now + 10 * 365 * 86_400_000)) },
} as const satisfies Readonly<Record<string, Rule>>;

/** The faults that have a name. */
export type FaultName = keyof typeof RULES;

/** What a fault does to a request: another answer, or one of the faults with a name. */
export type Fault = Answer | FaultName;

/** Decides on the fault of a request by its Query action; `undefined` lets it through. */
export type Intercept = (request: Request, action: string) => Fault | undefined;

/** Every name, for tests of all. */
export const FAULTS = Object.keys(RULES) as readonly FaultName[];

/** A fault as a description of a world carries it. */
export interface PlannedFault {
  readonly fault: FaultName;
  /** The Query action that it meets; every one if absent. */
  readonly action?: string;
  /** How many requests it meets before all is well; every one if absent. */
  readonly times?: number;
}

/** What a fault does in AWS's place, or `undefined` if AWS acts first. */
export function inPlaceOf(fault: FaultName, circumstances: Circumstances): Answer | undefined {
  const rule: Rule = RULES[fault];
  return "before" in rule ? rule.before(circumstances) : undefined;
}

/** What becomes of the answer of AWS, which has acted. */
export function spoiled(fault: FaultName, answer: Response, circumstances: Circumstances): Answer {
  const rule: Rule = RULES[fault];
  return "after" in rule ? rule.after(answer, circumstances) : answer;
}

/** Takes the next planned fault for an action and counts it; `undefined` where all is well. */
export function nextFault(planned: PlannedFault[], action: string): FaultName | undefined {
  const index = planned.findIndex(
    (each) => (each.action ?? action) === action && (each.times ?? 1) > 0,
  );
  const found = planned[index];
  if (found?.times !== undefined) planned[index] = { ...found, times: found.times - 1 };
  return found?.fault;
}

function refusal(status: number, code: string, message: string) {
  return ({ namespace, requestId, headers }: Circumstances): Answer => ({
    status,
    headers,
    body: errorDocument(namespace, { code, message }, requestId),
  });
}

function empty(status: number) {
  return (): Answer => ({ status, headers: { "content-length": "0" }, body: "" });
}

function page(status: number, more: Readonly<Record<string, string>> = {}) {
  return (): Answer => ({ status, headers: { "content-type": "text/html", ...more }, body: HTML });
}

function delivered(delivery: NonNullable<Response["delivery"]>) {
  return (answer: Response): Answer => ({ ...answer, delivery });
}

/** Puts another end into the answer's session. @param end text, or `undefined` for none */
function expiring(end: (awsNow: number) => string | undefined) {
  return (answer: Response, { awsNow }: Circumstances): Answer => {
    const text = end(awsNow);
    const element = text === undefined ? "" : `<Expiration>${text}</Expiration>`;
    return { ...answer, body: answer.body.replace(/<Expiration>[^<]*<\/Expiration>/, element) };
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
