/** Standard input. */
import { fstatSync, read } from "node:fs";
import { promisify } from "node:util";
import type { Input } from "../ports-input.ts";

const MOST = 4096;
const WHOLE = 8 * 1024 * 1024;
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
  piped() {
    try {
      const facts = fstatSync(0);
      return facts.isFIFO() || facts.isFile() || facts.isSocket();
    } catch {
      return false;
    }
  },
  async whole() {
    const buffer = Buffer.alloc(65_536);
    const parts: string[] = [];
    for (let length = 0; length <= WHOLE;) {
      const bytes = await more(buffer, 0);
      if (bytes === 0) return parts.join("");
      parts.push(buffer.toString("latin1", 0, bytes));
      length += bytes;
    }
    return undefined;
  },
};

/** Bytes read; 0 at the end, and where there is no standard input. */
async function more(buffer: Buffer, offset: number): Promise<number> {
  try {
    return (await readSome(0, buffer, offset, buffer.length - offset, null)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return 0;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return more(buffer, offset);
  }
}
