/** The one straight way to a fresh session: the one that is there, or a new one, step by step. */
import type { Service } from "../aws/endpoints.ts";
import type { Device } from "../devices/device.ts";
import { findDevice } from "../devices/find.ts";
import { aboutGuess } from "../devices/guess.ts";
import { offerDevice } from "../devices/offer.ts";
import { remember } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import type { Connection, Credentials, IssuedSession } from "../ports-aws.ts";
import { assumeRole, orderOf } from "./assume.ts";
import { connectTo } from "./connect.ts";
import { requestSession } from "./issue.ts";
import { keepSession } from "./keep.ts";
import { secretOfKey } from "./key-secret.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import type { Plan } from "./plan.ts";
import { type Ready, checkReady, coder, takesCode } from "./ready.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** A session that was got, and how. */
export interface Obtained {
  readonly session: Session;
  readonly outcome: "kept" | "renewed";
  /** AWS's clock less this machine's, in milliseconds, as far as it is known now. */
  readonly clockOffset: number;
  /** The session by which a role was assumed, if it was renewed on the way. */
  readonly via?: Obtained;
}

/** What every step of the way shares. */
interface Way {
  readonly situation: Situation;
  readonly options: SessionOptions;
  readonly context: Context;
  readonly ready: Ready;
  /** The key at the end, with its secret. */
  readonly key: Credentials;
  /** AWS's clock less this machine's, in milliseconds. */
  offset: number;
  /** The device whose code was taken, to be offered at the end. */
  device: Device | undefined;
}

/**
 * Carries a plan out: gives back the fresh session, or looks up the device, fetches a code, asks AWS and
 * writes the files; for a role by way of the sessions before it, each kept in its own section.
 * @throws AwsmfaError
 */
export async function obtainSession(
  plan: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Obtained> {
  if (plan.fresh !== undefined)
    return { session: plan.fresh, outcome: "kept", clockOffset: situation.clockOffset };
  const { profile } = plan;
  const ready = await checkReady(plan, situation, options, context);
  const offset = situation.clockOffset;
  // Before a code is asked for: it would be of no use if the key cannot be had.
  const key = await keyOnTheWay(plan, context);
  const way: Way = { situation, options, context, ready, key, offset, device: undefined };
  const obtained = await step(plan, options.duration, way);
  if (situation.memory.lastProfile !== profile.name)
    await remember(context.files, situation.paths.memory, (memory) => ({
      ...memory,
      lastProfile: profile.name,
    }));
  if (way.device !== undefined) await offerDevice(way.device, coder(plan), situation, context);
  return obtained;
}

/** The key with its secret, if the way begins with it; where a session that is fresh assumes the role it is not needed. */
async function keyOnTheWay(plan: Plan, context: Context): Promise<Credentials> {
  let first = plan;
  for (let one: Plan | undefined = plan; one !== undefined; one = one.role?.source) first = one;
  const { key } = first;
  if (first.fresh === undefined) return secretOfKey(key, coder(first).name, context);
  return { accessKeyId: key.accessKeyId ?? first.fresh.sourceKey, secretAccessKey: "" };
}

/** One session: those before it first. @param duration `--duration`, which is about the wanted session only */
async function step(plan: Plan, duration: number | undefined, way: Way): Promise<Obtained> {
  if (plan.fresh !== undefined)
    return { session: plan.fresh, outcome: "kept", clockOffset: way.offset };
  const { source } = plan.role ?? {};
  const via = source === undefined ? undefined : await step(source, undefined, way);
  const { issued, serial } = takesCode(plan)
    ? await byCode(plan, duration, way)
    : await withoutCode(plan, via?.session, way);
  const session: Session = {
    source: plan.profile.name,
    name: plan.name,
    credentials: issued.credentials,
    expires: issued.expires,
    issued: way.context.clock.now() + way.offset,
    sourceKey: way.key.accessKeyId,
    serial,
    ...(plan.role && { role: plan.role.arn }),
  };
  await keepSession(session, plan.profile, way.situation.paths, way.context.files);
  const renewed = via?.outcome === "renewed" ? { via } : {};
  return { session, outcome: "renewed", clockOffset: way.offset, ...renewed };
}

interface Issued {
  readonly issued: IssuedSession;
  readonly serial: string;
}

/** A session for a code: the user's own, or a role's that is to last longer than an hour. */
async function byCode(plan: Plan, duration: number | undefined, way: Way): Promise<Issued> {
  const { situation, context, ready, key } = way;
  const { profile, role } = plan;
  const user = coder(plan);
  const learn = (offset: number | undefined): void => void (way.offset = offset ?? way.offset);
  const connect = (service: Service, serial?: string): Promise<Connection> => {
    const caller = { profile: user, credentials: key, serial, clockOffset: way.offset };
    return connectTo(service, caller, situation, context);
  };
  const device: Device =
    plan.serial === undefined
      ? await findDevice({ profile: user.name, connect, learn }, context)
      : { serial: plan.serial, how: "configured" };
  const { serial } = device;
  const seconds = role?.seconds ?? sessionSeconds(profile, duration, serial);
  context.debug(`device: ${serial} (${device.how}); ${seconds} s wanted`);
  const target = { profile, credentials: key, serial, clockOffset: way.offset };
  const connection =
    role === undefined
      ? await connect("sts", serial)
      : await connectTo("sts", { ...target, role: role.arn }, situation, context);
  const order = {
    ...ready.asked,
    user: user.name,
    serial,
    seconds,
    sources: ready.sources,
    connection,
    learn,
    ...(role && { role: orderOf(role, profile, serial, context) }),
  };
  const issued = await requestSession(order, situation.paths.memory, context).catch(
    (error: unknown) => {
      throw aboutGuess(error, device, user.name);
    },
  );
  way.device = device;
  return { issued, serial };
}

/** A role's session by a session that is there, or by keys that take no code. */
async function withoutCode(plan: Plan, by: Session | undefined, way: Way): Promise<Issued> {
  const { situation, context, key } = way;
  const { profile, role } = plan;
  if (role === undefined) throw new Error("only a role is assumed without a code");
  const credentials = by?.credentials ?? key;
  const serial = by?.serial ?? "";
  const caller = { profile, credentials, serial: undefined, clockOffset: way.offset };
  const connection = await connectTo("sts", { ...caller, role: role.arn }, situation, context);
  const { issued, clockOffset } = await assumeRole(
    { role, profile, serial, by: by?.source, connection },
    context,
  );
  way.offset = clockOffset ?? way.offset;
  return { issued, serial };
}
