/** Devices that a person did not want to have saved, so that the question is put once. */
import type { Memory, Unsaved } from "./memory.ts";

/** How many are remembered; of more, the oldest are forgotten. */
const MOST = 200;

/** Whether the device is not to be offered for the profile again. */
export function isUnsaved({ unsaved }: Memory, { profile, serial }: Unsaved): boolean {
  return unsaved.some((one) => one.profile === profile && one.serial === serial);
}

/** The memory with one more, once. */
export function withUnsaved(memory: Memory, one: Unsaved): Memory {
  return isUnsaved(memory, one)
    ? memory
    : { ...memory, unsaved: [...memory.unsaved, one].slice(-MOST) };
}
