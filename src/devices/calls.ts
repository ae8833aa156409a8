/** IAM calls as the user of a profile: by the key as far as that goes, then with an MFA session. */
import type { Service } from "../aws/endpoints.ts";
import { attemptOf } from "../aws/attempt.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import type { Context } from "../ports.ts";
import type { AwsRefusal, AwsResult, Connection, Iam } from "../ports-aws.ts";
import { deviceRefusal } from "./refused.ts";

/** The two ways to call AWS as a user. */
export interface UserAccess {
  /** By the long-term key: what policies without MFA allow. */
  withKey(service: Service): Promise<Connection>;
  /** By an MFA session, made with a code of one of these devices if it must be. @param serials the usable ones; looked up if absent */
  withSession(service: Service, serials?: readonly string[]): Promise<Connection>;
}

/** What a call does with IAM. */
type Act<T> = (iam: Iam, connection: Connection) => Promise<AwsResult<T>>;

/** Calls of one run. */
export interface Calls {
  readonly profile: string;
  /**
   * Makes a call, again with an MFA session where AWS denies it to the key.
   * @param name as AWS names it, without `iam:`
   * @param manner `key`: no code is asked for it
   */
  ask<T>(name: string, act: Act<T>, manner?: "key"): Promise<AwsResult<T>>;
  /** The same, where a refusal is the end. @throws AwsmfaError what it means */
  must<T>(name: string, act: Act<T>): Promise<T>;
  /** The error that a refusal of {@link Calls.ask} means. */
  error(refusal: AwsRefusal, name: string, serial?: string): Promise<Error>;
  /** Names the devices that a session can be made with; with none, none is tried. */
  usable(serials: readonly string[]): void;
  /** AWS's clock, milliseconds since the epoch. */
  now(this: void): number;
}

/** How often a call is made that meets a change of a moment ago, and the first pause, in milliseconds. */
const [TRIES, PAUSE] = [4, 1000];

/** Calls for a profile. @param offset AWS's clock less this machine's, in milliseconds, as far as it is known */
export function callsFor(
  profile: string,
  access: UserAccess,
  offset: number,
  ports: Pick<Context, "iam" | "sts" | "clock" | "output" | "debug">,
): Calls {
  const { clock, output } = ports;
  const known = { offset, session: false, serials: undefined as readonly string[] | undefined };
  const connect = (): Promise<Connection> =>
    known.session ? access.withSession("iam", known.serials) : access.withKey("iam");

  const settled = async <T>(act: Act<T>): Promise<AwsResult<T>> => {
    const [iam, connection] = await Promise.all([ports.iam(), connect()]);
    for (let tries = 1; ; tries += 1) {
      const result = await act(iam, connection);
      known.offset = result.clockOffset ?? known.offset;
      if (result.granted || tries === TRIES || !isPassing(result)) return result;
      ports.debug(`iam: ${result.code}; again in ${PAUSE * tries} ms`);
      await clock.sleep(PAUSE * tries);
    }
  };
  const calls: Calls = {
    profile,
    async ask(name, act, manner) {
      const result = await settled(act);
      if (result.granted || known.session || manner === "key") return result;
      if (codeOfRefusal(result) !== "access-denied" || known.serials?.length === 0) return result;
      output.news(`awsmfa: AWS denies iam:${name} to the access key alone; trying with MFA`);
      known.session = true;
      return settled(act);
    },
    async must(name, act) {
      const result = await calls.ask(name, act);
      if (result.granted) return result.value;
      throw await calls.error(result, name);
    },
    async error(refusal, name, serial) {
      const attempt = attemptOf(await connect(), { profile, call: `iam:${name}` });
      return deviceRefusal(refusal, attempt, { serial, withMfa: known.session });
    },
    usable: (serials) => void (known.serials = serials),
    now: () => clock.now() + known.offset,
  };
  return calls;
}

/** What AWS answers while a change of a moment ago goes round (IAM API reference, errors of EnableMFADevice). */
function isPassing({ code }: AwsRefusal): boolean {
  return code === "EntityTemporarilyUnmodifiable" || code === "ConcurrentModification";
}
