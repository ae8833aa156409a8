/** The interface of a stage of the way. */
import type { After } from "../devices/steps.ts";
import type { Way } from "./way.ts";

/** A stage: told for a dry run, or carried out. */
export interface Stage {
  /** For programs and tests: `device`. */
  readonly name: string;
  /** What is left to do, each as the end of “this would”; AWS is asked nothing that changes anything. @throws AwsmfaError */
  plan(way: Way): Promise<readonly string[]>;
  /** Does it, and notes in the way what came of it. @returns the line for the screen @throws AwsmfaError */
  act(way: Way, after: After): Promise<string | undefined>;
}
