/** What the steps of a rotation work with. */
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { KeyPlace } from "../profiles/key-place.ts";
import type { Wanted } from "../sessions/get.ts";
import type { KeyCalls } from "./key-calls.ts";

/** The profile and its key, the way to AWS, and what is known by now. */
export interface Work {
  readonly wanted: Wanted;
  readonly calls: KeyCalls;
  readonly context: Context;
  readonly place: KeyPlace;
  /** The path of the file with the key. */
  readonly path: string;
  /** The keys whose secrets are known, by id. */
  readonly keys: ReadonlyMap<string, Credentials>;
  /** Whether the person was told what is written. */
  readonly said?: boolean;
  /** How often a key was asked for in vain, or rather without hearing of it. */
  readonly unheard?: number;
}
