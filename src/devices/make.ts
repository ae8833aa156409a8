/** A new virtual device: its name, leftovers in its way, and how it is taken back. */
import { deviceLabel } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { AwsRefusal, AwsResult, MadeDevice } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import type { Work } from "./enrolment.ts";
import { deviceNames, namedSecret } from "./labels.ts";
import { deleteUnused, removeLeftover } from "./leftover.ts";
import { forget, note } from "./noted.ts";
import { serialOf } from "./subject.ts";

/**
 * The names to try: `--name`, else the user's name, then numbered ones; those of the user's own devices are taken.
 * @throws AwsmfaError `device-exists`
 */
export function namesToTry({ order, facts }: Pick<Work, "order" | "facts">): readonly string[] {
  const { subject, name, profile } = order;
  const isOwn = (each: string): boolean =>
    facts.devices?.some(({ serial }) => serial === serialOf(subject, each)) ?? false;
  if (name !== undefined && isOwn(name)) throw exists(name, profile.name);
  return name === undefined ? deviceNames(subject.name).filter((each) => !isOwn(each)) : [name];
}

/** Whether a device of that serial number is known to be nobody's, or was being made by us. */
export function isLeftover(serial: string, { facts }: Pick<Work, "facts">): boolean {
  return (facts.unassigned ?? facts.enrolling).includes(serial);
}

/**
 * Makes the device by the first of the names that AWS takes. It is noted as ours before it is made.
 * @throws AwsmfaError `device-exists`, or what AWS's refusal means
 */
export async function makeDevice(work: Work): Promise<void> {
  const { order, facts } = work;
  const names = namesToTry(work);
  for (const name of names) {
    const serial = serialOf(order.subject, name);
    if (isLeftover(serial, work) && !(await removeLeftover(serial, work))) continue;
    let result = await create(name, serial, work);
    // It may be a leftover where AWS denies the list of them.
    const isUnknown = isTaken(result) && facts.unassigned === undefined;
    if (isUnknown && (await removeLeftover(serial, work)))
      result = await create(name, serial, work);
    if (result.granted) {
      const { seed } = result.value;
      work.state = "made";
      work.made = {
        serial: result.value.serial,
        name,
        secret: namedSecret(seed, name, facts.account),
      };
      return;
    }
    if (!isTaken(result)) throw await failed(result, name, work);
    work.context.debug(`name taken: ${name}`);
  }
  throw exists(names.at(0) ?? "", order.profile.name);
}

async function create(name: string, serial: string, work: Work): Promise<AwsResult<MadeDevice>> {
  await note(serial, work);
  const result = await work.calls.ask("CreateVirtualMFADevice", (iam, connection) =>
    iam.createVirtualMfaDevice(connection, name),
  );
  // What AWS made and could not say is deleted unseen: its secret is known to nobody.
  if (!result.granted && mayHaveActed(result)) await deleteUnused(serial, work);
  else if (!result.granted) await forget(serial, work.order.kept.paths.memory, work.context);
  return result;
}

/** Whether AWS may have done what was asked, though its answer did not come. */
export function mayHaveActed({ kind }: AwsRefusal): boolean {
  return ["trouble", "silent", "cut", "not-aws"].includes(kind);
}

function isTaken(result: AwsResult<unknown>): boolean {
  return !result.granted && result.code === "EntityAlreadyExists";
}

async function failed(refusal: AwsRefusal, name: string, { calls, order }: Work): Promise<Error> {
  const error = await calls.error(refusal, "CreateVirtualMFADevice");
  if (!(error instanceof AwsmfaError) || error.code !== "access-denied") return error;
  if (name === order.subject.name) return error;
  const hint = `older policies allow only a device named as the user (${order.subject.name}): remove that one first, or ask who manages the account`;
  return new AwsmfaError(error.code, error.message, hint, { cause: error.cause });
}

function exists(name: string, profile: string): AwsmfaError {
  return new AwsmfaError(
    "device-exists",
    `an MFA device named ${name} exists already`,
    `awsmfa device list --profile ${typed(profile)}; another name: --name ${typed(`${name}-2`)}`,
  );
}

/** Takes the device back, unless AWS enabled it. What must stay at AWS is said. */
export async function takeBackDevice(work: Work): Promise<void> {
  const { made, state, context } = work;
  if (made === undefined || state !== "made") return;
  const label = deviceLabel(made.serial);
  switch (await deleteUnused(made.serial, work)) {
    case "deleted":
      work.state = "gone";
      context.output.news(`awsmfa: ${label}, which was just made, is removed again`);
      return;
    case "in use":
      work.state = "unknown";
      context.output.warn(`awsmfa: AWS did enable ${label}; run it again: it carries on`);
      return;
    default:
      context.output.warn(
        `awsmfa: ${label} stays at AWS, of no use to anybody; it is seen to the next time`,
      );
  }
}
