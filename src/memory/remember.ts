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
 * Changes what is remembered, under the lock of the file, and gives back the result.
 * @param known what to change where the file cannot be read or written: then it holds for this run
 */
export async function remember(
  files: Files,
  path: string,
  change: (memory: Memory) => Memory,
  known?: Memory,
): Promise<Memory> {
  let memory = known ?? readMemory(undefined);
  const edit = (text: FileText | undefined): FileText => {
    memory = change(readMemory(text));
    return memoryText(memory);
  };
  try {
    await files.edit(path, edit, { durable: false });
    return memory;
  } catch {
    return change(known ?? readMemory(undefined));
  }
}
