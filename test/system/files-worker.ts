/** A process that edits a file as told by its arguments, for tests that stop, kill and hinder it: COMMAND FILE … */

import { existsSync, writeSync } from "node:fs";
import { AwsmfaError } from "../../src/errors.ts";
import { systemFiles } from "../../src/system/files.ts";

const [command = "", path = "", ...rest] = process.argv.slice(2);
const files = systemFiles();
const nap = (milliseconds: number): unknown =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

type Change = (text: string | undefined) => string | undefined;
const edit = (change: Change): Promise<unknown> => files.edit(path, change, { durable: true });

/** The same change; before its first answer it says so, and does `act`. */
function telling(act: () => void, change: Change): Change {
  let told = false;
  return (text) => {
    if (!told) {
      told = true;
      writeSync(1, "held\n");
      act();
    }
    return change(text);
  };
}

const stop = (): void => void process.kill(process.pid, "SIGSTOP");
const add: Change = (text) => `${text ?? ""}${rest[0]}\n`;
const removeOld: Change = (text) => (text === "old\n" ? undefined : text);
/** The argument, or, if it is xN, N letters. */
const set: Change = () => {
  const size = /^x(\d+)$/.exec(rest[0] ?? "")?.[1];
  return size === undefined ? rest[0] : "x".repeat(Number(size));
};

const COMMANDS: Record<string, () => Promise<unknown>> = {
  /** FILE GO TIMES DURABLE: counts up in the file once GO exists. */
  async count() {
    const [go = "", times = "1", durable] = rest;
    writeSync(1, "ready\n");
    while (!existsSync(go)) nap(2);
    for (let time = 0; time < Number(times); time += 1) {
      await files.edit(path, (text) => `${Number(text ?? 0) + 1}`, {
        durable: durable === "durable",
      });
    }
  },
  add: () => edit(add),
  removeOld: () => edit(removeOld),
  set: () => edit(set),
  remove: () => edit(() => undefined),
  same: () => edit((text) => text),
  hang: () => edit(telling(() => nap(600_000), add)),
  stopAndAdd: () => edit(telling(stop, add)),
  stopAndRemoveOld: () => edit(telling(stop, removeOld)),
  read: () => files.read(path),
  check: () => files.checkWritable(path),
};

try {
  process.umask(0);
  const answer = (await COMMANDS[command]?.()) ?? {};
  writeSync(1, `${JSON.stringify(answer)}\n`);
} catch (error) {
  if (!(error instanceof AwsmfaError)) throw error;
  writeSync(
    1,
    `${JSON.stringify({ code: error.code, message: error.message, hint: error.hint })}\n`,
  );
}
