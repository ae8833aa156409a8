/** Sessions of whose end a person was told by a notification: once for each. */
import type { Memory, Told } from "./memory.ts";

/** How many are remembered. */
const MOST = 200;

/** Whether a person was told that this session ends. */
export function wasTold({ told }: Memory, { profile, expires }: Told): boolean {
  return told.some((each) => each.profile === profile && each.expires === expires);
}

/** The memory with one more; the profile's earlier ones are over. */
export function withTold(memory: Memory, one: Told): Memory {
  const others = memory.told.filter(({ profile }) => profile !== one.profile);
  return { ...memory, told: [...others, one].slice(-MOST) };
}
