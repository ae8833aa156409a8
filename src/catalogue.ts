/**
 * The catalogue of everything that can fail: exit status, cause and cure of each code. The program takes
 * the statuses from it, docs/errors.md is written from it.
 */
import { AWS_CATALOGUE } from "./catalogue-aws.ts";
import type { Entry } from "./catalogue-entry.ts";
import { KEYS_CATALOGUE } from "./catalogue-keys.ts";
import { PROGRAMS_CATALOGUE } from "./catalogue-programs.ts";
import { EXIT } from "./exit.ts";

/** Every code, in the order of the page. */
export const CATALOGUE = {
  usage: [
    EXIT.usage,
    "The command line is wrong: an unknown command or option, or a value that cannot be one.",
    "Read `awsmfa COMMAND --help`.",
  ],
  "unknown-profile": [
    EXIT.failure,
    "Neither of AWS's files has the profile that was named, by `--profile` or a variable.",
    "Name one of those that the hint lists, or unset the variable.",
  ],
  "no-profile": [
    EXIT.failure,
    "No profile was named, and the files do not tell which is meant.",
    "Name one with `--profile`, or put an access key in place: `aws configure`.",
  ],
  "no-keys": [
    EXIT.failure,
    "The profile has no access key, or only half of one.",
    "`aws configure --profile NAME`.",
  ],
  "temporary-keys": [
    EXIT.failure,
    "The keys of the profile are temporary. AWS gives sessions only for the long-term key of an IAM user.",
    "Put the long-term key in place: `aws configure --profile NAME`, and remove `aws_session_token`.",
  ],
  "sso-profile": [
    EXIT.failure,
    "The profile signs in with IAM Identity Center or `aws login`, which ask for MFA themselves.",
    "`aws sso login` or `aws login`.",
  ],
  "role-profile": [
    EXIT.failure,
    "The profile is a role's where that of a user is needed, or MFA has no part in how it assumes the role.",
    "Name the user's profile; or use the role as it is, with `aws --profile NAME`.",
  ],
  "role-loop": [
    EXIT.failure,
    "The `source_profile` settings of roles go round in a circle, so that no access key is at the end.",
    "Let the last one name a profile with an access key.",
  ],
  "role-chained": [
    EXIT.failure,
    "More than an hour is wanted for a role that another role, or temporary keys, assume. AWS allows one hour there.",
    "Take an hour: `--duration 1h`, or `duration_seconds` of the profile.",
  ],
  "bad-setting": [
    EXIT.failure,
    "A setting of the profile, or a variable in its place, cannot be used.",
    "Correct it in `~/.aws/config`; the error names it.",
  ],
  "no-device": [EXIT.failure, "The user has no MFA device.", "`awsmfa device enroll`."],
  "several-devices": [
    EXIT.noSession,
    "The user has several MFA devices, and nobody can be asked which one to use.",
    "Name one: `--serial`, or `mfa_serial` in the profile.",
  ],
  "security-key-only": [
    EXIT.failure,
    "The only device is a FIDO security key or passkey, which AWS does not take for sessions.",
    "Add an authenticator app beside it: `awsmfa device enroll`.",
  ],
  "device-exists": [
    EXIT.failure,
    "An MFA device of the name that was given exists already.",
    "Give another with `--name`, or none.",
  ],
  "last-device": [
    EXIT.failure,
    "The device is the last one of the user that gives codes; without one, what the account allows only with MFA is out of reach.",
    "`awsmfa device replace`, or `--force`.",
  ],
  "root-user": [
    EXIT.failure,
    "The key is the root user's, whose MFA devices are managed in the AWS console only.",
    "As the hint says; and keep no access key of the root user.",
  ],
  "yubikey-failed": [
    EXIT.failure,
    "A secret could not be put on the YubiKey: ykman or the key is missing, it is locked or full, or it was not touched.",
    "As the hint says; `ykman oath accounts list` shows what is on it.",
  ],
  "file-unreadable": [
    EXIT.failure,
    "A file is there and cannot be read: its permissions, a folder in its place, a failing disk.",
    "The hint says how to look at it.",
  ],
  "file-unwritable": [
    EXIT.failure,
    "A file cannot be written: permissions, a full disk, a read-only file system, a mount. It is as it was.",
    "The hint says how to look at it.",
  ],
  "file-busy": [
    EXIT.failure,
    "Other processes kept the file locked, or kept writing it, for half a minute.",
    "Try again; the hint names the lock.",
  ],
  "foreign-section": [
    EXIT.failure,
    "A section with the session's name is there that awsmfa did not write, or that holds a long-term key.",
    "Choose another name: `awsmfa login --as NAME`.",
  ],
  "unsafe-edit": [
    EXIT.failure,
    "A check of an edit failed, so nothing was written. The file is odd, or this is a bug.",
    "Look at the line that the error names; report it if the file is sound.",
  ],
  "no-terminal": [
    EXIT.noSession,
    "There is no fresh session, a new one takes a code, and nobody may be asked for it.",
    "Log in at a terminal, or hand the code over: `--code`.",
  ],
  "no-code": [
    EXIT.noCode,
    "Every source of codes was tried, and none gave one; or the question was given up.",
    "Try again with a code at hand.",
  ],
  "bad-secret": [
    EXIT.failure,
    "What was given is no TOTP secret, or not one that AWS's codes can be made of. The error says why.",
    "Give the “secret key” that AWS shows, an otpauth URI, or a picture of the QR code.",
  ],
  "no-secret": [EXIT.noCode, "No secret is stored for the device.", "`awsmfa secret add`."],
  "store-unusable": [
    EXIT.failure,
    "A secret store cannot be opened: the keychain is absent or locked, or the passphrase is wrong.",
    "Unlock it, or use the other store: `awsmfa secret add --store age` or `keychain`.",
  ],
  "no-clipboard": [
    EXIT.failure,
    "There is no clipboard, or no program that reaches it.",
    "`awsmfa code` prints the code.",
  ],
  "bad-password": [
    EXIT.failure,
    "No password was given, or one that AWS does not take whatever the account's policy says.",
    "Run `awsmfa password` on a terminal, or pipe two lines: the old password, then the new one.",
  ],
  ...PROGRAMS_CATALOGUE,
  ...KEYS_CATALOGUE,
  ...AWS_CATALOGUE,
  "terminal-gone": [
    EXIT.hangup,
    "The terminal went away while a question stood on it. What it asked about was not done.",
    "Run it again on another.",
  ],
  interrupted: [
    EXIT.interrupted,
    "Ctrl-C at a question. Nothing was written; only the offer to save a device comes after the session.",
    "Nothing to do.",
  ],
  internal: [
    EXIT.failure,
    "A bug in awsmfa.",
    "Run it again with `--debug` and report what it says.",
  ],
} as const satisfies Readonly<Record<string, Entry>>;
