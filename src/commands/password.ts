/** `awsmfa password`: another console password for the user of a profile. */
import { type Passwords, givenPasswords } from "../account/passwords.ts";
import { policyWords } from "../account/password-policy.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { codeTaken } from "../aws/taken.ts";
import { AwsmfaError } from "../errors.ts";
import { type Calls, type Way, callsAs } from "../users/calls.ts";
import type { Context } from "../ports.ts";
import type { AwsRefusal } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";
import { accessFor } from "../sessions/access.ts";
import type { Wanted } from "../sessions/get.ts";
import { lookAround } from "../sessions/look.ts";
import { planSession } from "../sessions/plan.ts";
import { settleProfile } from "../sessions/settle.ts";
import { typed } from "../words/typed.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `password`. */
export interface PasswordOptions extends CommonOptions {
  /** `--dry-run`: the plan, nothing done. */
  readonly dryRun: boolean;
}

/** What was done. */
export interface Changed {
  readonly profile: string;
  /** By the long-term key, or by an MFA session; `undefined` for a dry run. */
  readonly by: Way | undefined;
  /** The session profile that such a session is in. */
  readonly session: string;
}

const SESSION_OPTIONS = { force: false };

/** Asks for both passwords and changes it at AWS. @throws AwsmfaError */
export async function run(options: PasswordOptions, context: Context): Promise<Changed> {
  const situation = await lookAround(context);
  const ask = { always: true, question: "Change the console password of which profile?" };
  const profile = await settleProfile(situation, options.profile, context, ask);
  if (profile.settings.has("role_arn")) throw roleHasNone(profile);
  const plan = planSession(profile, situation, SESSION_OPTIONS, context.debug);
  const wanted: Wanted = { situation, profile, plan };
  const done = { profile: profile.name, session: plan.name };
  if (options.dryRun) return { ...done, by: undefined };
  const passwords = await givenPasswords(profile.name, context);
  return { ...done, by: await change(passwords, wanted, context) };
}

function roleHasNone({ name, settings }: Profile): AwsmfaError {
  const source = settings.get("source_profile");
  return new AwsmfaError(
    "role-profile",
    `${name} is the profile of a role, and a role has no password`,
    `name the profile of a user: awsmfa password --profile ${source === undefined ? "NAME" : typed(source)}`,
  );
}

/** By the key where that is allowed and no session is at hand: no code is needed then. */
async function change(passwords: Passwords, wanted: Wanted, context: Context): Promise<Way> {
  const calls = callsAs(
    {
      profile: wanted.profile.name,
      access: accessFor(wanted, SESSION_OPTIONS, context),
      first: wanted.plan.fresh === undefined ? "key" : "session",
      offset: wanted.situation.clockOffset,
      words: errorOfRefusal,
      isDenied,
    },
    context,
  );
  const answer = await calls.ask("ChangePassword", (iam, to) => iam.changePassword(to, passwords));
  if (answer.granted) return calls.way();
  throw await failure(answer, calls);
}

/** AWS says with the same code that a policy denies the call and that the old password is wrong. */
function isDenied({ kind, code, message }: AwsRefusal): boolean {
  return kind === "refused" && code === "AccessDenied" && !isAboutOld(message);
}

function isAboutOld(message: string): boolean {
  return /\bold ?password\b/i.test(message);
}

async function failure(refusal: AwsRefusal, calls: Calls): Promise<AwsmfaError> {
  const { kind, message, status } = refusal;
  const { profile: name } = calls;
  // The SDK's names of what the model lists have a tail that the wire has not.
  const code = refusal.code.replace(/Exception$/, "");
  const again = `awsmfa password --profile ${typed(name)}`;
  if (kind === "refused" && code !== "NoSuchEntity" && isAboutOld(message))
    return new AwsmfaError(
      "wrong-password",
      `AWS says that the old password of ${name} is wrong`,
      again,
    );
  if (kind === "refused" && code === "NoSuchEntity")
    return new AwsmfaError(
      "aws-refused",
      `the user of ${name} has no console password, so there is none to change`,
      "ask who manages the account for one",
    );
  if (kind === "refused" && code === "PasswordPolicyViolation")
    return new AwsmfaError(
      "password-policy",
      `the account does not allow that password: ${message}`,
      `${await demands(calls)}\n${again}`,
    );
  // What AWS says of a value that it cannot read may hold the value.
  const safe =
    code === "ValidationError" ? { ...refusal, message: `HTTP status ${status}` } : refusal;
  const error = await calls.error(safe, "ChangePassword");
  if (kind === "refused" || codeTaken(refusal) === "no") return error;
  const both = "it may have been changed all the same: try the new password too";
  return new AwsmfaError(error.code, error.message, `${error.hint}\n${both}`, {
    cause: error.cause,
  });
}

/** The policy in words; users may often not read it. */
async function demands(calls: Calls): Promise<string> {
  const policy = await calls.ask(
    "GetAccountPasswordPolicy",
    (iam, to) => iam.getPasswordPolicy(to),
    "as is",
  );
  return policy.granted
    ? `it demands ${policyWords(policy.value)}`
    : "what it demands only its administrator can say: iam:GetAccountPasswordPolicy is denied";
}

/** What was done, without a password. */
export function words({ profile, by, session }: Changed, { news }: View): Told {
  if (by === undefined)
    return {
      news: [
        `${profile}: would ask for the old and the new password, and change it (iam:ChangePassword)`,
        "  by the access key; where a policy demands MFA, by a session",
      ],
    };
  const how = by === "key" ? "" : ` · by the session in [${session}]`;
  return {
    news: [`${news("good", "✔")} ${news("bold", profile)} · console password changed${how}`],
  };
}

/** The same for programs. */
export function json({ profile, by }: Changed): unknown {
  return { profile, outcome: by === undefined ? "planned" : "changed", by: by ?? null };
}
