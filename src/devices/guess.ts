/** The device of a user who may not list devices: by the user's name, which AWS says when it denies. */
import { arnOf, usualDevice } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import { askCaller, noUser } from "../users/caller.ts";
import type { AwsRefusal } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import type { Device, LookUp, LookUpPorts } from "./device.ts";

/**
 * The serial number that the caller's device usually has, and says so. The caller is learnt from the denial,
 * else by sts:GetCallerIdentity.
 * @param denied the error to throw where the caller cannot be learnt
 * @throws AwsmfaError `temporary-keys` where the caller is no user, `unreachable`
 */
export async function guessDevice(
  denial: AwsRefusal,
  denied: AwsmfaError,
  lookUp: LookUp,
  ports: LookUpPorts,
): Promise<string> {
  const { profile } = lookUp;
  const caller = callerIn(denial.message) ?? (await askWho(denied, lookUp, ports));
  const serial = usualDevice(caller);
  if (serial === undefined) throw noUser(caller, profile);
  ports.output.news(
    `awsmfa: ${profile} may not look up its MFA devices; trying the usual one, ${serial}`,
  );
  return serial;
}

/**
 * The ARN of the caller in the words of a denial: `User: arn:aws:iam::123456789012:user/jane is not
 * authorized to perform: …`. The words are foreign, so only a well-formed ARN is taken from them.
 */
export function callerIn(message: string): string | undefined {
  const [, arn = ""] =
    /\bUser: (arn:[!-~]{1,640}) is not authorized to perform: /.exec(message) ?? [];
  return arnOf(arn) === undefined ? undefined : arn;
}

async function askWho(
  denied: AwsmfaError,
  { profile, connect, learn }: LookUp,
  ports: LookUpPorts,
): Promise<string> {
  const caller = await askCaller(await connect("sts"), profile, ports);
  learn(caller.clockOffset);
  if (caller.granted) return caller.value;
  throw caller.kind === "refused" ? denied : caller.error;
}

/** What an error of the session means where the device was a guess: a wrong serial number was a wrong guess. */
export function aboutGuess(error: unknown, { serial, how }: Device, profile: string): unknown {
  if (how !== "guessed" || !(error instanceof AwsmfaError) || error.code !== "wrong-serial")
    return error;
  const example = serial.replace(/[^/]*$/, "NAME");
  return new AwsmfaError(
    "wrong-serial",
    `${serial} was a guess, and a wrong one: the device of ${profile} has another name, or is none that AWS takes`,
    `find its name in the AWS console, under Security credentials, then: awsmfa login --profile ${typed(profile)} --serial ${example}\nor for always: aws configure set mfa_serial ${example} --profile ${typed(profile)}`,
    { cause: error.cause },
  );
}
