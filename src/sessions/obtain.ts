/** The one straight way to a fresh session: the one that is there, or a new one for a code. */
import type { Service } from "../aws/endpoints.ts";
import type { Device } from "../devices/device.ts";
import { findDevice } from "../devices/find.ts";
import { aboutGuess } from "../devices/guess.ts";
import { offerDevice } from "../devices/offer.ts";
import { remember } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import type { Connection } from "../ports-aws.ts";
import { connectTo } from "./connect.ts";
import { requestSession } from "./issue.ts";
import { keepSession } from "./keep.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import type { Plan } from "./plan.ts";
import { checkReady } from "./ready.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** A session that was got, and how. */
export interface Obtained {
  readonly session: Session;
  readonly outcome: "kept" | "renewed";
  /** AWS's clock less this machine's, in milliseconds, as far as it is known now. */
  readonly clockOffset: number;
}

/**
 * Carries a plan out: gives back the fresh session, or looks up the device, fetches a code, asks AWS and
 * writes the files.
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
  const { profile, key } = plan;
  const ready = await checkReady(plan, situation, options, context);

  const learned = { offset: situation.clockOffset };
  const learn = (offset: number | undefined): void =>
    void (learned.offset = offset ?? learned.offset);
  const connect = (service: Service, serial?: string): Promise<Connection> => {
    const caller = { profile, credentials: key, serial, clockOffset: learned.offset };
    return connectTo(service, caller, situation, context);
  };

  const device: Device =
    plan.serial === undefined
      ? await findDevice({ profile: profile.name, connect, learn }, context)
      : { serial: plan.serial, how: "configured" };
  const { serial } = device;
  const seconds = sessionSeconds(profile, options.duration, serial);
  context.debug(`device: ${serial} (${device.how}); ${seconds} s wanted`);
  const order = {
    ...ready.asked,
    serial,
    seconds,
    sources: ready.sources,
    connection: await connect("sts", serial),
    learn,
  };
  const issued = await requestSession(order, situation.paths.memory, context).catch(
    (error: unknown) => {
      throw aboutGuess(error, device, profile.name);
    },
  );
  const session: Session = {
    source: profile.name,
    name: plan.name,
    credentials: issued.credentials,
    expires: issued.expires,
    issued: context.clock.now() + learned.offset,
    sourceKey: key.accessKeyId,
    serial,
  };
  await keepSession(session, profile, situation.paths, context.files);
  if (situation.memory.lastProfile !== profile.name)
    await remember(context.files, situation.paths.memory, (memory) => ({
      ...memory,
      lastProfile: profile.name,
    }));
  await offerDevice(device, profile, situation, context);
  return { session, outcome: "renewed", clockOffset: learned.offset };
}
