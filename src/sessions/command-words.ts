/** The words of a command line, as a POSIX shell splits it. The door to shlex, the port of what botocore splits with. */
import { split } from "shlex";

/** The words; `undefined` where there is none, or where a quote is not closed. */
export function commandWords(line: string): readonly [string, ...string[]] | undefined {
  try {
    const [file, ...words] = split(line);
    return file === undefined ? undefined : [file, ...words];
  } catch {
    return undefined;
  }
}
