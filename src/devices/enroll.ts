/** Enrolment as a plan: what is there is looked at, then steps that can be told, carried out, and taken back. */
import { deviceLabel, isSecurityKey } from "../aws/arn.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import { AwsmfaError } from "../errors.ts";
import { enrollingFor } from "../memory/enrolling.ts";
import { recall } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import type { Authenticator } from "./authenticator.ts";
import type { Calls } from "../users/calls.ts";
import { enableDevice, unseenCode } from "./enable.ts";
import type { Enrolled, Facts, Order, Work } from "./enrolment.ts";
import { saveSettings } from "./keep-serial.ts";
import { isLeftover, makeDevice, namesToTry, takeBackDevice } from "./make.ts";
import { forget } from "./noted.ts";
import { MOST_DEVICES, tooManyDevices } from "./refused.ts";
import { serialSetting } from "./serial.ts";
import type { Step } from "./steps.ts";
import { refuseRoot, serialOf } from "./subject.ts";

/** A plan, and what came of it once its steps are carried out. */
export interface Enrolment {
  readonly steps: readonly Step[];
  enrolled(): Enrolled;
  /** The new device, once it is made. */
  serial(): string | undefined;
  /** A code of it that AWS has not seen, if it was enabled in this run: for the first session, with nobody asked. */
  code(): Promise<string | undefined>;
}

/**
 * Looks at what is there and plans. AWS is asked what it tells to the key alone; nothing is changed.
 * @throws AwsmfaError `root-user`, `too-many-devices`, `device-exists`, or what AWS's refusal means
 */
export async function planEnrolment(
  order: Order,
  calls: Calls,
  context: Context,
): Promise<Enrolment> {
  refuseRoot(order.subject, order.profile.name);
  refuseKeeping(order);
  const facts = await factsFor(order, calls, context);
  const work: Work = { order, facts, calls, context, state: "none" };
  const { finished, devices = [] } = facts;
  if (finished === undefined && devices.length >= MOST_DEVICES)
    throw tooManyDevices(order.profile.name);
  const steps = finished === undefined ? stepsOf(work) : [saving(work)];
  const serial = (): string | undefined => work.made?.serial ?? finished;
  return {
    steps,
    serial,
    code: () => unseenCode(work),
    enrolled: () => ({
      outcome: finished === undefined ? "enrolled" : "finished",
      profile: order.profile.name,
      user: order.subject.name,
      serial: serial() ?? "",
      to: order.authenticators.map(({ name }) => name),
      saved: work.saved,
      old: order.old,
    }),
  };
}

/** A colleague's secret has no business on an administrator's machine. @throws AwsmfaError `usage` */
function refuseKeeping({ subject, authenticators }: Order): void {
  const kept = authenticators.find(({ name }) => name !== "phone");
  if (subject.self || kept === undefined) return;
  throw new AwsmfaError(
    "usage",
    `--to ${kept.name} would keep the secret of ${subject.name} here`,
    "leave it out: the QR code is for the phone of the colleague, also as a picture (--png)",
  );
}

async function factsFor(
  { subject, profile, kept }: Order,
  calls: Calls,
  { files }: Context,
): Promise<Facts> {
  const whose = subject.self ? undefined : subject.name;
  const listed = await calls.ask(
    "ListMFADevices",
    (iam, connection) => iam.listMfaDevices(connection, whose),
    "as is",
  );
  if (!listed.granted && codeOfRefusal(listed) !== "access-denied")
    throw await calls.error(listed, "ListMFADevices");
  const devices = listed.granted ? listed.value : undefined;
  const usable = devices?.map(({ serial }) => serial).filter((serial) => !isSecurityKey(serial));
  // Somebody without a device has no code to give.
  if (subject.self && usable !== undefined) calls.usable(usable);
  const [unassigned, aliases] = await Promise.all([
    calls.ask("ListVirtualMFADevices", (iam, to) => iam.listUnassignedDevices(to), "as is"),
    calls.ask("ListAccountAliases", (iam, to) => iam.listAccountAliases(to), "as is"),
  ]);
  const enrolling = enrollingFor(await recall(files, kept.paths.memory), profile.name);
  return {
    devices,
    unassigned: unassigned.granted ? unassigned.value : undefined,
    account: (aliases.granted ? aliases.value[0] : undefined) ?? subject.account,
    enrolling,
    finished: enrolling.find((serial) => devices?.some((device) => device.serial === serial)),
  };
}

function stepsOf(work: Work): Step[] {
  const { order, facts } = work;
  const [name = ""] = namesToTry(work);
  const serial = serialOf(order.subject, name);
  const leftover = isLeftover(serial, work)
    ? `remove ${deviceLabel(serial)}, which is nobody's (iam:DeleteVirtualMFADevice), and `
    : "";
  const { authenticators } = order;
  const labels = authenticators.map(({ label }) => label).join(", ");
  return [
    {
      name: "check",
      words: `check that the secret can go to: ${labels}`,
      asks: true,
      act: async () => {
        for (const each of authenticators) await each.ready(name, facts.account);
      },
    },
    {
      name: "create",
      words: `${leftover}make the virtual device ${deviceLabel(serial)} (iam:CreateVirtualMFADevice)`,
      act: () => makeDevice(work),
      undo: () => takeBackDevice(work),
    },
    ...authenticators.map((each) => handing(each, work)),
    ...authenticators.map((each) => proving(each, work)),
    {
      name: "enable",
      words: "enable it with two codes (iam:EnableMFADevice)",
      act: () => enableDevice(work),
    },
    saving(work),
  ];
}

/** The secret is put there before the device is enabled, and taken back unless AWS may have enabled it. */
function handing(authenticator: Authenticator, work: Work): Step {
  const { name, label } = authenticator;
  let begun = false;
  const device = () => work.made && { ...work.made, now: work.calls.now };
  return {
    name: `put-${name}`,
    words: `hand the secret to ${label}`,
    async act() {
      const made = device();
      begun = true;
      if (made !== undefined) await authenticator.put(made);
    },
    async undo() {
      const made = device();
      const isOff = work.state === "made" || work.state === "gone";
      if (begun && isOff && made !== undefined) await authenticator.remove(made);
    },
  };
}

function proving(authenticator: Authenticator, work: Work): Step {
  const { name, label, asks } = authenticator;
  return {
    name: `prove-${name}`,
    words: `compare the code of ${label}`,
    asks,
    async act() {
      if (work.made !== undefined) await authenticator.prove({ ...work.made, now: work.calls.now });
    },
  };
}

/** The profile gets the device, unless it has another one that is still there and is to stay. */
function saving(work: Work): Step {
  const { order, facts, context } = work;
  const { profile, subject, kept, authenticators, old } = order;
  const standing = serialSetting(profile.settings);
  const isOld = standing === old || standing === undefined;
  const isThere = facts.devices?.some(({ serial }) => serial === standing) ?? true;
  const isWanted = subject.self && (isOld || !isThere);
  return {
    name: "save",
    words: isWanted
      ? `save it as mfa_serial of ${profile.name}`
      : `leave mfa_serial of ${profile.name} as it is`,
    async act() {
      const serial = work.made?.serial ?? facts.finished;
      if (serial === undefined) return;
      // Those of a run before this one know of nothing.
      const more =
        work.made === undefined ? [] : authenticators.flatMap((each) => [...each.settings()]);
      const settings = new Map([["mfa_serial", serial], ...more]);
      if (isWanted) work.saved = await saveSettings(profile, settings, [], kept, context);
      // A replacement is over when the old one is gone.
      if (old === undefined) await forget(serial, order.kept.paths.memory, context);
    },
  };
}
