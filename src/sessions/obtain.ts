/** The one straight way to a fresh session: the one that is there, or a new one for a code. */
import type { CodeRequest, CodeSource } from "../codes/code-source.ts";
import { checkSources, chosenSources } from "../codes/codes.ts";
import { findDevice } from "../devices/find.ts";
import { remember } from "../memory/remember.ts";
import type { Connection, Context } from "../ports.ts";
import { connectionOf } from "../profiles/connection.ts";
import { requestSession } from "./issue.ts";
import { configWith, keepSession } from "./keep.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import type { Plan } from "./plan.ts";
import { ownEnvironment } from "./saved.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** A session that was got, and how. */
export interface Obtained {
  readonly session: Session;
  readonly outcome: "kept" | "renewed";
  /** AWS's clock less this machine's, in milliseconds, as far as it is known now. */
  readonly clockOffset: number;
}

/** What was checked before a code is asked for, and is needed to fetch one. */
export interface Ready {
  readonly sources: readonly CodeSource[];
  readonly given: CodeRequest["given"];
}

/**
 * Tries all of a plan that can be known to fail before anything is asked, sent or written: a dry run ends here.
 * @throws AwsmfaError
 */
export async function checkReady(
  { profile, name, key, serial }: Plan,
  situation: Situation,
  options: SessionOptions,
  context: Context,
): Promise<Ready> {
  const sources = chosenSources(options.source, profile.settings.get("awsmfa_source"));
  context.debug(`sources of a code: ${sources.map((source) => source.name).join(", ")}`);
  const given = { option: options.code, variable: context.environment["AWSMFA_CODE"] };
  const { settings } = profile;
  const standing = { profile: profile.name, settings, given, serial, refused: 0 };
  await checkSources(sources, standing, context);
  await context.files.checkWritable(situation.paths.credentials);
  await context.files.checkWritable(situation.paths.config);
  const { config, credentials } = situation.files;
  configWith({ name, source: profile.name }, profile, config.text, credentials.text);
  const environment = ownEnvironment(context.environment);
  connectionOf("sts", { ...situation, profile, serial, credentials: key, environment });
  return { sources, given };
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
  const { sources, given } = await checkReady(plan, situation, options, context);

  const learned = { offset: situation.clockOffset };
  const learn = (offset: number | undefined): void =>
    void (learned.offset = offset ?? learned.offset);
  const connect = (service: "sts" | "iam", serial: string | undefined): Connection =>
    connectionOf(service, {
      ...situation,
      profile,
      serial,
      credentials: key,
      environment: ownEnvironment(context.environment),
      clockOffset: learned.offset,
    });

  const serial = plan.serial ?? (await lookUp(plan, connect("iam", undefined), learn, context));
  const seconds = sessionSeconds(profile, options.duration, serial);
  context.debug(
    `device: ${serial} (${plan.serial === undefined ? "looked up" : "configured"}); ${seconds} s wanted`,
  );
  const order = {
    profile: profile.name,
    settings: profile.settings,
    given,
    serial,
    seconds,
    sources,
    connection: connect("sts", serial),
    learn,
  };
  const issued = await requestSession(order, situation.paths.memory, context);
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
  return { session, outcome: "renewed", clockOffset: learned.offset };
}

async function lookUp(
  plan: Plan,
  connection: Connection,
  learn: (offset: number | undefined) => void,
  context: Context,
): Promise<string> {
  context.debug(`iam:ListMFADevices at ${connection.endpoint} (${connection.region})`);
  const iam = await context.iam();
  return findDevice({
    profile: plan.profile.name,
    connection,
    iam,
    terminal: context.terminal,
    clock: learn,
  });
}
