/** YubiKeys of which AWS took a code, so that they are tried again without being set up. */
import type { Memory, RememberedYubiKey } from "./memory.ts";

/** How many are remembered; of more, the oldest are forgotten. */
const MOST = 200;

/** Whether a YubiKey was used for the device. */
export function isYubiKeyUsed({ yubikeys = [] }: Memory, serial: string | undefined): boolean {
  return yubikeys.some((each) => each.serial === serial);
}

/** The memory with one more, the only one of its device; the same value where it is there. */
export function withYubiKey(memory: Memory, one: RememberedYubiKey): Memory {
  const { yubikeys = [] } = memory;
  if (yubikeys.some(({ serial, key }) => serial === one.serial && key === one.key)) return memory;
  const others = yubikeys.filter(({ serial }) => serial !== one.serial);
  return { ...memory, yubikeys: [...others, one].slice(-MOST) };
}

/** Whether the YubiKey of the device wanted to be touched for its last code. */
export function isTouchWanted({ touch = [] }: Memory, serial: string): boolean {
  return touch.includes(serial);
}

/** The memory with whether the YubiKey of the device wants to be touched; the same value where it says so. */
export function withTouch(memory: Memory, serial: string, isWanted: boolean): Memory {
  if (isTouchWanted(memory, serial) === isWanted) return memory;
  const others = (memory.touch ?? []).filter((each) => each !== serial);
  return { ...memory, touch: isWanted ? [...others, serial].slice(-MOST) : others };
}
