/** Requests and answers as plain values: what both carriers of the local AWS hand around. */

/** An HTTP request. Header names are in lower case; the body is text. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An HTTP answer. Header names are in lower case. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a carrier has to do: send an answer, never answer, or cut the connection. */
export type Answer = Response | "hang" | "drop";

/**
 * What a fault does to a request: another answer, no answer, or a cut connection, all before AWS sees
 * it; `lose` lets AWS do its work (the code is used up) and cuts the connection then.
 */
export type Fault = Answer | "lose";

/** Decides on the fault of a request by its Query action; `undefined` lets it through. */
export type Intercept = (request: Request, action: string) => Fault | undefined;
