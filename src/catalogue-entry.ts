/** A row of the catalogue. Plain data: a call would keep all of it in the fast path. */

/** What the catalogue says of a code: the exit status, and cause and cure as sentences in Markdown. */
export type Entry = readonly [status: number, cause: string, cure: string];
