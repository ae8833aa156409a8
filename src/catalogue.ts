/**
 * The catalogue of everything that can fail: exit status, cause and cure of each code. The program takes
 * the statuses from it, docs/errors.md is written from it.
 */
import { EXIT } from "./exit.ts";

/** What the catalogue says of a code. Cause and cure are sentences in Markdown. */
export interface Entry {
  readonly status: number;
  readonly cause: string;
  readonly cure: string;
}

/** Every code, in the order of the page. */
export const CATALOGUE = {
  usage: entry(
    EXIT.usage,
    "The command line is wrong: an unknown command or option, or a value that cannot be one.",
    "Read `awsmfa COMMAND --help`.",
  ),
  "unknown-profile": entry(
    EXIT.failure,
    "Neither of AWS's files has the profile that was named, by `--profile` or a variable.",
    "Name one of those that the hint lists, or unset the variable.",
  ),
  "no-profile": entry(
    EXIT.failure,
    "No profile was named, and the files do not tell which is meant.",
    "Name one with `--profile`, or put an access key in place: `aws configure`.",
  ),
  "no-keys": entry(
    EXIT.failure,
    "The profile has no access key, or only half of one.",
    "`aws configure --profile NAME`.",
  ),
  "temporary-keys": entry(
    EXIT.failure,
    "The keys of the profile are temporary. AWS gives sessions only for the long-term key of an IAM user.",
    "Put the long-term key in place: `aws configure --profile NAME`, and remove `aws_session_token`.",
  ),
  "sso-profile": entry(
    EXIT.failure,
    "The profile signs in with IAM Identity Center or `aws login`, which ask for MFA themselves.",
    "`aws sso login` or `aws login`.",
  ),
  "role-profile": entry(
    EXIT.failure,
    "The profile assumes a role, which awsmfa does not do yet.",
    "Log in with its source profile.",
  ),
  "bad-setting": entry(
    EXIT.failure,
    "A setting of the profile, or a variable in its place, cannot be used.",
    "Correct it in `~/.aws/config`; the error names it.",
  ),
  "no-device": entry(
    EXIT.failure,
    "The user has no MFA device.",
    "Add an authenticator app in the AWS console, under Security credentials.",
  ),
  "several-devices": entry(
    EXIT.noSession,
    "The user has several MFA devices, and nobody can be asked which one to use.",
    "Name one: `--serial`, or `mfa_serial` in the profile.",
  ),
  "security-key-only": entry(
    EXIT.failure,
    "The only device is a FIDO security key or passkey, which AWS does not take for sessions.",
    "Add an authenticator app beside it.",
  ),
  "file-unreadable": entry(
    EXIT.failure,
    "A file is there and cannot be read: its permissions, a folder in its place, a failing disk.",
    "The hint says how to look at it.",
  ),
  "file-unwritable": entry(
    EXIT.failure,
    "A file cannot be written: permissions, a full disk, a read-only file system, a mount. It is as it was.",
    "The hint says how to look at it.",
  ),
  "file-busy": entry(
    EXIT.failure,
    "Other processes kept the file locked, or kept writing it, for half a minute.",
    "Try again; the hint names the lock.",
  ),
  "foreign-section": entry(
    EXIT.failure,
    "A section with the session's name is there that awsmfa did not write, or that holds a long-term key.",
    "Choose another name: `awsmfa login --as NAME`.",
  ),
  "unsafe-edit": entry(
    EXIT.failure,
    "A check of an edit failed, so nothing was written. The file is odd, or this is a bug.",
    "Look at the line that the error names; report it if the file is sound.",
  ),
  "no-terminal": entry(
    EXIT.noSession,
    "There is no fresh session, a new one takes a code, and nobody may be asked for it.",
    "Log in at a terminal, or hand the code over: `--code`.",
  ),
  "no-code": entry(
    EXIT.noCode,
    "Every source of codes was tried, and none gave one; or the question was given up.",
    "Try again with a code at hand.",
  ),
  "bad-secret": entry(
    EXIT.failure,
    "What was given is no TOTP secret, or not one that AWS's codes can be made of. The error says why.",
    "Give the “secret key” that AWS shows, an otpauth URI, or a picture of the QR code.",
  ),
  "no-secret": entry(EXIT.noCode, "No secret is stored for the device.", "`awsmfa secret add`."),
  "store-unusable": entry(
    EXIT.failure,
    "A secret store cannot be opened: the keychain is absent or locked, or the passphrase is wrong.",
    "Unlock it, or use the other store: `awsmfa secret add --store age` or `keychain`.",
  ),
  "no-clipboard": entry(
    EXIT.failure,
    "There is no clipboard, or no program that reaches it.",
    "`awsmfa code` prints the code.",
  ),
  "wrong-code": entry(
    EXIT.refused,
    "AWS refused the code: it is wrong, too old, or was used before.",
    "Wait for the next code. If that fails too, compare the clocks.",
  ),
  "wrong-serial": entry(
    EXIT.refused,
    "AWS does not accept the serial number as an active MFA device of this user.",
    "Leave out `--serial` and `mfa_serial` to have it looked up.",
  ),
  "unknown-key": entry(
    EXIT.refused,
    "AWS does not know the access key: deleted, inactive, of another partition, or seconds old.",
    "Put a valid key in place: `aws configure --profile NAME`.",
  ),
  "wrong-secret": entry(
    EXIT.refused,
    "The secret access key does not belong to the access key id.",
    "Enter the pair again: `aws configure --profile NAME`.",
  ),
  "wrong-clock": entry(
    EXIT.refused,
    "This machine's clock is more than a quarter of an hour from AWS's.",
    "Set the clock.",
  ),
  "access-denied": entry(
    EXIT.refused,
    "A policy of the account denies the call.",
    "Ask who manages the account. To look up a device, name it instead: `--serial`.",
  ),
  "aws-refused": entry(
    EXIT.refused,
    "AWS refused for a reason that has no code of its own here; the error has AWS's words.",
    "As AWS says; then try again.",
  ),
  unreachable: entry(
    EXIT.unreachable,
    "No answer of AWS came: the network, a proxy, a wrong address, or something in between that answered.",
    "Check the network and the endpoint, then try again.",
  ),
  "terminal-gone": entry(
    EXIT.hangup,
    "The terminal went away while a question stood on it. Nothing was written.",
    "Log in on another.",
  ),
  interrupted: entry(
    EXIT.interrupted,
    "Ctrl-C at a question. Nothing was written.",
    "Nothing to do.",
  ),
  internal: entry(
    EXIT.failure,
    "A bug in awsmfa.",
    "Run it again with `--debug` and report what it says.",
  ),
} as const;

function entry(status: number, cause: string, cure: string): Entry {
  return { status, cause, cure };
}
