/** What an action of either service gets to see. */

import type { Caller } from "./callers.ts";
import type { World } from "./world.ts";

/** A request that is let through to an action. */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly parameters: URLSearchParams;
  /** AWS's clock, in milliseconds. */
  readonly awsNow: number;
}

/** An action: a call in, the inside of its result out. Throws Refusal. */
export type Action = (call: Call) => string;
