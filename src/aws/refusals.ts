/** What calls that were not granted mean to a person: AWS's refusals in words, and who to ask for the rest. */
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import type { AwsRefusal } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import type { Attempt, Words } from "./attempt.ts";
import { codeOfRefusal } from "./codes-of-refusals.ts";
import { roleWords } from "./role-refusals.ts";
import { offBy, offFromAws, settingTheClock, spoilsCodes } from "./clocks.ts";
import { proxyWords } from "./proxy-words.ts";
import { codeTaken } from "./taken.ts";
import { cutWords, notAwsWords, silentWords, unsentWords, untrustedWords } from "./unanswered.ts";

/** A refusal in words, with what to type next. Secrets do not occur in what AWS answers to these calls. */
export function errorOfRefusal(refusal: AwsRefusal, attempt: Attempt): AwsmfaError {
  const [message, hint] = wordsOfKind(refusal, attempt);
  return new AwsmfaError(codeOfRefusal(refusal), message, hint + fateOfCode(refusal, attempt), {
    cause: `${refusal.code}: ${refusal.message}`,
  });
}

const UNUSED_CODE = "the code was not used";
/** The hint about a code that AWS may have looked at. */
export const USED_CODE = "the code may have been used, so take the next one";

/** The line on what became of the code, where it was not refused itself and its fate is in question. */
function fateOfCode(refusal: AwsRefusal, { serial }: Attempt): string {
  if (serial === undefined || refusal.kind === "refused") return "";
  return `\n${codeTaken(refusal) === "no" ? UNUSED_CODE : USED_CODE}`;
}

function wordsOfKind(refusal: AwsRefusal, attempt: Attempt): Words {
  switch (refusal.kind) {
    case "throttled":
      return [
        `AWS turned ${attempt.call} away: the account makes too many calls just now (${refusal.code})`,
        "try again in a minute",
      ];
    case "trouble":
      return [
        `AWS has trouble of its own with ${attempt.call} (${troubleOf(refusal)})`,
        "try again in a minute, or see https://health.aws.amazon.com/health/status",
      ];
    case "not-aws":
      return notAwsWords(refusal, attempt);
    case "unsent":
      return unsentWords(refusal, attempt);
    case "untrusted":
      return untrustedWords(refusal, attempt);
    case "silent":
      return silentWords(refusal, attempt);
    case "cut":
      return cutWords(refusal, attempt);
    case "proxy":
      return attempt.proxy === undefined
        ? notAwsWords(refusal, attempt)
        : proxyWords(refusal, attempt.proxy, attempt.endpoint);
    default:
      return wordsOf(codeOfRefusal(refusal), refusal, attempt);
  }
}

function troubleOf({ code, status }: AwsRefusal): string {
  return code.startsWith("HTTP ") ? code : `${code}, HTTP ${status}`;
}

function wordsOf(code: ErrorCode, refusal: AwsRefusal, attempt: Attempt): Words {
  const { profile, accessKeyId, serial = "the device", call, platform } = attempt;
  const aboutRole = roleWords(code, refusal, attempt);
  if (aboutRole !== undefined) return aboutRole;
  switch (code) {
    case "wrong-code":
      return wrongCodeWords(refusal, attempt);
    case "wrong-serial":
      return [
        `AWS does not accept ${serial} as an MFA device of this user (or it is a security key, or not active)`,
        `leave out --serial and mfa_serial to have it looked up: awsmfa login --profile ${typed(profile)}`,
      ];
    case "unknown-key":
      return [
        `AWS does not know the access key ${accessKeyId} of ${profile}: deleted, inactive, or of another partition`,
        `put a valid key in place: aws configure --profile ${typed(profile)}`,
      ];
    case "wrong-secret":
      return [
        `the secret access key of ${profile} does not belong to ${accessKeyId}`,
        `enter the pair again: aws configure --profile ${typed(profile)}`,
      ];
    case "wrong-clock":
      return [
        `this machine's clock is too far from AWS's${inBrackets(offBy(refusal.clockOffset))}`,
        settingTheClock(platform),
      ];
    case "temporary-keys":
      return [
        `the keys of ${profile} are temporary; a session needs the long-term access key of an IAM user`,
        `put the long-term key in place: aws configure --profile ${typed(profile)}`,
      ];
    case "access-denied":
      return deniedWords(call, refusal, profile);
    default:
      return [
        `AWS refused ${call} (${refusal.code}): ${refusal.message}`,
        `try again: awsmfa login --profile ${typed(profile)}`,
      ];
  }
}

/** A clock that is off spoils codes that are computed with it, by a password manager say, but not a telephone's. */
function wrongCodeWords({ clockOffset }: AwsRefusal, attempt: Attempt): Words {
  const { serial = "the device", platform } = attempt;
  const profile = attempt.role?.profile ?? attempt.profile;
  const next = `wait for the next code, then: awsmfa login --profile ${typed(profile)}`;
  const sentence = `AWS refused the code for ${serial}: it is wrong, too old, or was used before`;
  if (!spoilsCodes(clockOffset)) return [sentence, next];
  const clock = `this machine's clock is ${offFromAws(clockOffset)}, so codes computed on it are wrong`;
  return [sentence, `${clock}; ${settingTheClock(platform)}\nfrom a telephone: ${next}`];
}

function deniedWords(call: string, refusal: AwsRefusal, profile: string): Words {
  if (call === "iam:ListMFADevices")
    return [
      `${profile} may not look up its MFA devices (iam:ListMFADevices is denied)`,
      `name the device: awsmfa login --profile ${typed(profile)} --serial arn:aws:iam::ACCOUNT:mfa/NAME (or mfa_serial in its profile)`,
    ];
  return [`AWS denied ${call}: ${refusal.message}`, "ask who manages the account"];
}

function inBrackets(words: string | undefined): string {
  return words === undefined ? "" : ` (${words})`;
}
