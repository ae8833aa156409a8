/** Where what a command looks at is kept. */
import { memoryPath } from "../memory/memory.ts";
import type { Environment } from "../ports.ts";
import { type AwsPaths, awsPaths } from "../profiles/aws-paths.ts";
import { ownEnvironment } from "./saved.ts";

/** Where what is read is kept. */
export interface Places extends AwsPaths {
  /** What the tool remembers. */
  readonly memory: string;
}

/** The files that tell how things stand. What `exec --serve` hides from programs is not hidden from us. */
export function placesOf(environment: Environment, home: string, platform: string): Places {
  return {
    ...awsPaths(ownEnvironment(environment), home),
    memory: memoryPath(environment, home, platform),
  };
}
