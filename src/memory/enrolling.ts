/** Devices that are being enrolled, so that the next run knows what an interrupted one left behind. */
import type { Enrolling, Memory } from "./memory.ts";

/** The serial numbers of the devices that were being enrolled for a profile. */
export function enrollingFor({ enrolling = [] }: Memory, profile: string): readonly string[] {
  return enrolling.filter((each) => each.profile === profile).map(({ serial }) => serial);
}

/** The memory with a device that is about to be made. */
export function withEnrolling(memory: Memory, device: Enrolling): Memory {
  const { enrolling = [] } = withoutEnrolling(memory, device.serial);
  return { ...memory, enrolling: [...enrolling, device] };
}

/** The memory without a device: it is enabled, or gone. */
export function withoutEnrolling(memory: Memory, serial: string): Memory {
  const { enrolling = [], ...others } = memory;
  const left = enrolling.filter((each) => each.serial !== serial);
  return left.length === 0 ? others : { ...others, enrolling: left };
}
