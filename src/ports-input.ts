/** Standard input: types only, as in `ports.ts`. */

/** Standard input, for what is piped to us. */
export interface Input {
  /** The first line, without its end, or `undefined` at the end of input; at most 4096 bytes are read. */
  line(): Promise<string | undefined>;
  /** Whether something is piped or redirected to it: not a terminal, not `/dev/null`. */
  piped(): boolean;
  /** All of it, one character a byte; `undefined` where there is more than 8 MiB. */
  whole(): Promise<string | undefined>;
}
