/** Standard input. */
import { read } from "node:fs";
import { promisify } from "node:util";
import type { Input } from "../ports.ts";

const MOST = 4096;
const readSome = promisify(read);

/**
 * Reads file descriptor 0 directly: a stream on it would keep the program from ending, and a blocking read
 * would keep Ctrl-C from being heard.
 */
export const systemInput: Input = {
  async line() {
    const buffer = Buffer.alloc(MOST);
    let length = 0;
    while (length < MOST && !buffer.includes(10)) {
      const bytes = await more(buffer, length);
      if (bytes === 0) break;
      length += bytes;
    }
    const [line = ""] = buffer.toString("utf8", 0, length).split(/\r?\n/, 1);
    return length === 0 ? undefined : line;
  },
};

/** Bytes read; 0 at the end, and where there is no standard input. */
async function more(buffer: Buffer, offset: number): Promise<number> {
  try {
    return (await readSome(0, buffer, offset, MOST - offset, null)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return 0;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return more(buffer, offset);
  }
}
