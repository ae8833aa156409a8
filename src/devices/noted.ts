/** The note of a device that is being enrolled. */
import { withEnrolling, withoutEnrolling } from "../memory/enrolling.ts";
import { remember } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import type { Work } from "./enrolment.ts";

/** Notes that a device is about to be made by us. */
export async function note(serial: string, { order, context }: Work): Promise<void> {
  const device = { profile: order.profile.name, serial };
  await remember(context.files, order.kept.paths.memory, (memory) => withEnrolling(memory, device));
}

/** Forgets it: it is enabled and saved, or gone. */
export async function forget(
  serial: string,
  memoryPath: string,
  { files }: Pick<Context, "files">,
): Promise<void> {
  await remember(files, memoryPath, (memory) => withoutEnrolling(memory, serial));
}
