/** Where what a command looks at is kept. */
import { memoryPath } from "../memory/memory.ts";
import type { Environment } from "../ports.ts";
import { type AwsPaths, awsPaths } from "../profiles/aws-paths.ts";

/** Where what is read is kept. */
export interface Places extends AwsPaths {
  /** What the tool remembers. */
  readonly memory: string;
}

/** The files that tell how things stand. */
export function placesOf(environment: Environment, home: string, platform: string): Places {
  return { ...awsPaths(environment, home), memory: memoryPath(environment, home, platform) };
}
