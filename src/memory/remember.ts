/** The memory kept in its file. It is a convenience: that it cannot be read or written stops nothing. */
import type { FileText, Files } from "../ports.ts";
import { type Memory, memoryText, readMemory } from "./memory.ts";

/** The text of what is remembered; none, if the file cannot be read. */
export async function recallText(files: Files, path: string): Promise<FileText | undefined> {
  try {
    return await files.read(path);
  } catch {
    return undefined;
  }
}

/** What is remembered; nothing, if the file cannot be read. */
export async function recall(files: Files, path: string): Promise<Memory> {
  return readMemory(await recallText(files, path));
}

/**
 * Changes what is remembered, under the lock of the file, and gives back the result. Where the file cannot
 * be written, the change holds for this run.
 */
export async function remember(
  files: Files,
  path: string,
  change: (memory: Memory) => Memory,
): Promise<Memory> {
  let memory = readMemory(undefined);
  const edit = (text: string | undefined): string => {
    memory = change(readMemory(text));
    return memoryText(memory);
  };
  try {
    await files.edit(path, edit, { durable: false });
  } catch {
    return change(memory);
  }
  return memory;
}
