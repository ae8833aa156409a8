/** Windows refuses to replace a file while a virus scanner or a reader has it open. */

import { errnoOf } from "./file-errors.ts";

const TRANSIENT = new Set(["EPERM", "EACCES", "EBUSY"]);
const TRIES = 10;

/**
 * Does it; on Windows up to ten times, with pauses of 10 to 90 ms, as long as it is refused for what may pass.
 * @throws what `act` throws the last time
 */
export function persistently(act: () => void, platform: string = process.platform): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return act();
    } catch (error) {
      if (platform !== "win32" || tries >= TRIES || !TRANSIENT.has(errnoOf(error))) throw error;
      // Blocks the thread on purpose: nothing else may happen while the lock is held.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * 10);
    }
  }
}
