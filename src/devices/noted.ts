/** The note of a device that is being enrolled. */
import { withEnrolling, withoutEnrolling } from "../memory/enrolling.ts";
import { remember } from "../memory/remember.ts";
import type { Work } from "./enrolment.ts";

/** Notes that a device is about to be made by us. */
export async function note(serial: string, { order, context }: Work): Promise<void> {
  const device = { profile: order.profile.name, serial };
  await remember(context.files, order.kept.paths.memory, (memory) => withEnrolling(memory, device));
}

/** Forgets it: it is enabled, or gone. */
export async function forget(serial: string, { order, context }: Work): Promise<void> {
  await remember(context.files, order.kept.paths.memory, (memory) =>
    withoutEnrolling(memory, serial),
  );
}
