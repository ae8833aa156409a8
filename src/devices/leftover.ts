/** Virtual devices that are nobody's: made and never enabled, or taken from their user. */
import { deviceLabel } from "../aws/arn.ts";
import { consents } from "../secrets/consent.ts";
import type { Work } from "./enrolment.ts";
import { forget } from "./noted.ts";

/**
 * Deletes a device that is nobody's. No code is asked for it. AWS deletes none that is in use.
 * @returns `stays` where AWS denies it, or was not reached
 */
export async function deleteUnused(
  serial: string,
  work: Work,
): Promise<"deleted" | "in use" | "stays"> {
  const result = await work.calls.ask(
    "DeleteVirtualMFADevice",
    (iam, connection) => iam.deleteVirtualMfaDevice(connection, serial),
    "as is",
  );
  if (!result.granted && result.code === "DeleteConflict") return "in use";
  if (!result.granted && result.code !== "NoSuchEntity") return "stays";
  await forget(serial, work.order.kept.paths.memory, work.context);
  return "deleted";
}

/**
 * Takes a leftover out of the way: at once if it is ours, else with consent.
 * @returns whether its name is free now
 */
export async function removeLeftover(serial: string, work: Work): Promise<boolean> {
  const { facts, context } = work;
  const { output, terminal } = context;
  const label = deviceLabel(serial);
  const isOurs = facts.enrolling.includes(serial);
  if (!isOurs && (await terminal.unusable()) !== undefined) {
    output.news(`awsmfa: ${label} exists already, so another name is taken`);
    return false;
  }
  if (!isOurs && !(await agreed(label, work))) return false;
  const outcome = await deleteUnused(serial, work);
  const told = {
    deleted: `${label}, which an earlier enrolment left behind, is removed`,
    "in use": `${label} is in use, so another name is taken`,
    stays: `AWS does not let ${label} be removed, so another name is taken`,
  }[outcome];
  output.news(`awsmfa: ${told}`);
  return outcome === "deleted";
}

function agreed(label: string, { facts, context }: Work): Promise<boolean> {
  const what =
    facts.unassigned === undefined
      ? `${label} exists already, and it is not a device of this user.\nIf it is nobody's, an enrolment that was never finished left it behind.`
      : `${label} exists already, and it is nobody's: an enrolment that was never finished left it behind.\nIts secret cannot be had again.`;
  return consents(
    {
      message: `${what}\nRemove it? Else another name is taken.`,
      yes: "yes, remove it",
      what: "removing a device",
    },
    context.terminal,
  );
}
