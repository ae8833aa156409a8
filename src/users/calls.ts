/** IAM calls as the user of a profile: by the key as far as that goes, then by an MFA session, one for all of them. */
import { type Attempt, attemptOf } from "../aws/attempt.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import type { Service } from "../aws/endpoints.ts";
import type { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { AwsRefusal, AwsResult, Connection, Iam } from "../ports-aws.ts";

/** The two ways to call AWS as a user. */
export interface UserAccess {
  /** By the long-term key: what policies without MFA allow. */
  withKey(service: Service): Promise<Connection>;
  /** By an MFA session, made with a code of one of these devices if it must be. @param serials the usable ones; looked up if absent */
  withSession(service: Service, serials?: readonly string[]): Promise<Connection>;
}

/** By what a call is made. */
export type Way = "key" | "session";

/** Whose calls they are, and what is special about them. */
export interface CallsOrder {
  readonly profile: string;
  readonly access: UserAccess;
  /** By what the first call is made. */
  readonly first: Way;
  /** AWS's clock less this machine's, in milliseconds, as far as it is known. */
  readonly offset: number;
  /** A refusal in words. */
  words(refusal: AwsRefusal, attempt: Attempt, about: RefusedCall): AwsmfaError;
  /** Whether a refusal may be one for want of MFA; by its code if absent. */
  readonly isDenied?: (refusal: AwsRefusal) => boolean;
  /** Mends what is in a call's way, and says whether the call is to be made once more. */
  mend?(refusal: AwsRefusal, way: Way): Promise<boolean>;
}

/** What is known of a call that was refused. */
export interface RefusedCall {
  /** The device that it was about. */
  readonly serial?: string | undefined;
  /** Whether it was made with an MFA session. */
  readonly withMfa: boolean;
}

/** What a call does with IAM. */
export type Act<T> = (iam: Iam, connection: Connection) => Promise<AwsResult<T>>;

/** Calls of one run. */
export interface Calls {
  readonly profile: string;
  /**
   * Makes a call, again with an MFA session where AWS denies it to the key.
   * @param name as AWS names it, without `iam:`
   * @param manner `as is`: no code is asked for it
   */
  ask<T>(name: string, act: Act<T>, manner?: "as is"): Promise<AwsResult<T>>;
  /** The same, where a refusal is the end. @throws AwsmfaError what it means */
  must<T>(name: string, act: Act<T>): Promise<T>;
  /** The error that a refusal of {@link Calls.ask} means. */
  error(refusal: AwsRefusal, name: string, serial?: string): Promise<AwsmfaError>;
  /** Names the devices that a session can be made with; with none, none is tried. */
  usable(serials: readonly string[]): void;
  /** By what calls are made now. */
  way(): Way;
  /** AWS's clock, milliseconds since the epoch. */
  now(this: void): number;
}

/** The ports that they take. */
export type CallPorts = Pick<Context, "iam" | "clock" | "output" | "debug" | "platform">;

/** How often a call is made that meets a change of a moment ago, and the first pause, in milliseconds. */
const [TRIES, PAUSE] = [4, 1000];

/** Calls as a user. */
export function callsAs(order: CallsOrder, ports: CallPorts): Calls {
  const { profile, access, isDenied = isDeniedByCode } = order;
  const { clock, output, debug, platform } = ports;
  const known = {
    offset: order.offset,
    way: order.first,
    serials: undefined as readonly string[] | undefined,
  };
  const connect = (): Promise<Connection> =>
    known.way === "session" ? access.withSession("iam", known.serials) : access.withKey("iam");

  const settled = async <T>(name: string, act: Act<T>): Promise<AwsResult<T>> => {
    const [iam, connection] = await Promise.all([ports.iam(), connect()]);
    for (let tries = 1; ; tries += 1) {
      const result = await act(iam, connection);
      debug(`iam:${name} (by the ${known.way}): ${result.granted ? "granted" : result.code}`);
      known.offset = result.clockOffset ?? known.offset;
      if (result.granted || tries === TRIES || !isPassing(result)) return result;
      debug(`again in ${PAUSE * tries} ms`);
      await clock.sleep(PAUSE * tries);
    }
  };
  const calls: Calls = {
    profile,
    async ask(name, act, manner) {
      for (;;) {
        const result = await settled(name, act);
        if (result.granted) return result;
        if (await order.mend?.(result, known.way)) continue;
        const isLast = known.way === "session" || manner === "as is" || known.serials?.length === 0;
        if (isLast || !isDenied(result)) return result;
        output.news(`awsmfa: AWS denies iam:${name} to the access key alone; trying with MFA`);
        known.way = "session";
      }
    },
    async must(name, act) {
      const result = await calls.ask(name, act);
      if (result.granted) return result.value;
      throw await calls.error(result, name);
    },
    async error(refusal, name, serial) {
      const about = { profile, call: `iam:${name}`, platform };
      const attempt = attemptOf(await connect(), about);
      return order.words(refusal, attempt, { serial, withMfa: known.way === "session" });
    },
    usable: (serials) => void (known.serials = serials),
    way: () => known.way,
    now: () => clock.now() + known.offset,
  };
  return calls;
}

function isDeniedByCode(refusal: AwsRefusal): boolean {
  return codeOfRefusal(refusal) === "access-denied";
}

/** What AWS answers while a change of a moment ago goes round (IAM API reference, errors of EnableMFADevice). */
function isPassing({ code }: AwsRefusal): boolean {
  return code === "EntityTemporarilyUnmodifiable" || code === "ConcurrentModification";
}
