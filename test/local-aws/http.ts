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
  /** How the answer goes out; whole if absent. */
  readonly delivery?: Delivery;
}

/**
 * How an answer goes wrong on its way: `cut`: the connection is closed in mid-body, less than the promised length;
 * `cut-chunked`: the same of a body without a promised length; `trickle`: a byte a second.
 */
export type Delivery = "cut" | "cut-chunked" | "trickle";

/** What a carrier has to do: send an answer, never answer, close the connection, or reset it (TCP RST). */
export type Answer = Response | "hang" | "drop" | "reset";
