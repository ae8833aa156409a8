/** How things stand at the start of a command: the files, what is remembered, the sessions. */
import { clockOffset } from "../memory/clock.ts";
import { type Memory, readMemory } from "../memory/memory.ts";
import type { Clock, FileText } from "../ports.ts";
import { type AwsFiles, readAwsFiles } from "../profiles/aws-files.ts";
import type { Places } from "./places.ts";
import { type Session, sessionsIn } from "./session.ts";

/** What was found. */
export interface Situation {
  readonly paths: Places;
  readonly files: AwsFiles;
  readonly memory: Memory;
  readonly sessions: readonly Session[];
  /** AWS's clock less this machine's, in milliseconds. */
  readonly clockOffset: number;
  /** Milliseconds since the epoch, by AWS's clock as far as it is known. */
  readonly now: number;
}

/** The situation by the texts of the files; `undefined` stands for one that is not there. */
export function situationOf(
  paths: Places,
  texts: Readonly<Record<keyof Places, FileText | undefined>>,
  clock: Clock,
): Situation {
  const files = readAwsFiles(texts.config, texts.credentials);
  const memory = readMemory(texts.memory);
  const offset = clockOffset(memory, clock);
  return {
    paths,
    files,
    memory,
    sessions: sessionsIn(files),
    clockOffset: offset,
    now: clock.now() + offset,
  };
}
