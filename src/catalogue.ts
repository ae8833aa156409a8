/**
 * The catalogue of everything that can fail: exit status, cause and cure of each code. The program takes
 * the statuses from it, docs/errors.md is written from it.
 */
import { AWS_CATALOGUE } from "./catalogue-aws.ts";
import type { Entry } from "./catalogue-entry.ts";
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
    "The profile assumes a role, which awsmfa does not do yet.",
    "Log in with its source profile.",
  ],
  "bad-setting": [
    EXIT.failure,
    "A setting of the profile, or a variable in its place, cannot be used.",
    "Correct it in `~/.aws/config`; the error names it.",
  ],
  "no-device": [
    EXIT.failure,
    "The user has no MFA device.",
    "Add an authenticator app in the AWS console, under Security credentials.",
  ],
  "several-devices": [
    EXIT.noSession,
    "The user has several MFA devices, and nobody can be asked which one to use.",
    "Name one: `--serial`, or `mfa_serial` in the profile.",
  ],
  "security-key-only": [
    EXIT.failure,
    "The only device is a FIDO security key or passkey, which AWS does not take for sessions.",
    "Add an authenticator app beside it.",
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
  recursion: [
    EXIT.failure,
    "A program that awsmfa runs for a code, such as `mfa_process`, asks awsmfa for the session that the code is for.",
    "Let that program use another profile, or the access key itself.",
  ],
  "unusable-path": [
    EXIT.failure,
    "The program cannot be named in a `credential_process` or a scheduled job: it is in a folder that npx clears, or its path holds what SDKs read differently.",
    "Install it: `npm install -g awsmfa`.",
  ],
  "bad-password": [
    EXIT.failure,
    "No password was given, or one that AWS does not take whatever the account's policy says.",
    "Run `awsmfa password` on a terminal, or pipe two lines: the old password, then the new one.",
  ],
  "no-browser": [
    EXIT.failure,
    "No browser can be opened here: there is no display, this is a session by SSH, or none is installed.",
    "`awsmfa console --print` prints the address.",
  ],
  "no-scheduler": [
    EXIT.failure,
    "There is no scheduler that works for this user: neither the platform's own nor cron.",
    "Let another program run `awsmfa renew --all` every few minutes.",
  ],
  "scheduler-failed": [
    EXIT.failure,
    "A program of the scheduler failed, or the crontab cannot be changed safely. What was done before is taken back.",
    "Run the command that the hint names, and see what it says.",
  ],
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
