/** The descriptors that we were started with. */
import { fstatSync } from "node:fs";

/**
 * What is to be a child's descriptors: the standard ones, and those up to 15 that our parent gave us (`3>log`), which
 * Node has marked to be closed (uv_disable_stdio_inheritance). Higher ones, such as bash's `<(…)`, are inherited as they are.
 */
export function descriptors(): (number | "ignore")[] {
  if (process.platform === "win32") return [0, 1, 2];
  const pipes = new Map<number, number>();
  const found = Array.from({ length: 13 }, (_, at) => kindOf(at + 3));
  for (const { pipe } of found) if (pipe !== undefined) pipes.set(pipe, (pipes.get(pipe) ?? 0) + 1);
  const more = found.map(({ pipe, given }, at) =>
    // Of a pipe of Node's own both ends are here.
    given && (pipe === undefined || pipes.get(pipe) === 1) ? at + 3 : "ignore",
  );
  return [0, 1, 2, ...more.slice(0, more.findLastIndex((each) => each !== "ignore") + 1)];
}

/** Node's own descriptors are of other kinds (epoll, eventfd, kqueue), or pipes, or sockets. */
function kindOf(descriptor: number): { readonly given: boolean; readonly pipe?: number } {
  try {
    const facts = fstatSync(descriptor);
    if (facts.isFIFO()) return { given: facts.ino !== 0, pipe: facts.ino };
    return { given: facts.isFile() || facts.isCharacterDevice() };
  } catch {
    return { given: false };
  }
}
