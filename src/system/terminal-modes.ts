/** The modes of the terminal (echo, lines), for when a program that we ran leaves them as they should not be. */
import { closeSync, openSync, writeSync } from "node:fs";
import { isForeground } from "./foreground.ts";

/**
 * Notes the modes of the controlling terminal. @returns what puts them back, and shows the cursor, as long as
 * the terminal is ours; where there is none, or no `stty`, it does nothing
 */
export function noteModes(): () => void {
  const modes = stty("-g")?.trim();
  if (!modes) return () => undefined;
  return () => {
    if (!isForeground()) return;
    stty(modes);
    onTerminal((descriptor) => writeSync(descriptor, "\u001b[?25h"));
  };
}

function stty(word: string): string | undefined {
  // This file is with those that are loaded at every start.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  return onTerminal((descriptor) => {
    const stdio = [descriptor, "pipe", "ignore"] as const;
    return spawnSync("stty", [word], { stdio: [...stdio], encoding: "utf8", timeout: 1_000 })
      .stdout;
  });
}

function onTerminal<T>(act: (descriptor: number) => T): T | undefined {
  if (process.platform === "win32") return undefined;
  let descriptor: number | undefined;
  try {
    descriptor = openSync("/dev/tty", "r+");
    return act(descriptor);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
