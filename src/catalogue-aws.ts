/** The part of the catalogue that is about AWS and the way to it. */
import type { Entry } from "./catalogue-entry.ts";
import { EXIT } from "./exit.ts";

/** What AWS refuses, and what keeps a call from it. */
export const AWS_CATALOGUE = {
  "wrong-code": [
    EXIT.refused,
    "AWS refused the code: it is wrong, too old, or was used before.",
    "Wait for the next code. If that fails too, compare the clocks.",
  ],
  "wrong-serial": [
    EXIT.refused,
    "AWS does not accept the serial number as an active MFA device of this user.",
    "Leave out `--serial` and `mfa_serial` to have it looked up. Where that is denied, and the usual one was tried: name it.",
  ],
  "unknown-key": [
    EXIT.refused,
    "AWS does not know the access key: deleted, inactive, of another partition, or seconds old.",
    "Put a valid key in place: `aws configure --profile NAME`.",
  ],
  "wrong-secret": [
    EXIT.refused,
    "The secret access key does not belong to the access key id.",
    "Enter the pair again: `aws configure --profile NAME`.",
  ],
  "wrong-clock": [
    EXIT.refused,
    "This machine's clock is more than a quarter of an hour from AWS's.",
    "Set the clock.",
  ],
  "access-denied": [
    EXIT.refused,
    "A policy of the account denies the call.",
    "Ask who manages the account. To look up a device, name it instead: `--serial`.",
  ],
  "role-refused": [
    EXIT.refused,
    "AWS does not let you assume the role. It does not say why: the role's trust policy, your own policies, or no such role.",
    "Check `role_arn` and `external_id`; `--force` where an old MFA session does not count.",
  ],
  "role-duration": [
    EXIT.refused,
    "The session is to last longer than the role's maximum session duration.",
    "Take less: `--duration`, or `duration_seconds` of the profile.",
  ],
  "too-many-devices": [
    EXIT.refused,
    "The user has eight MFA devices, which is as many as AWS allows.",
    "Remove one first: `awsmfa device remove`.",
  ],
  "aws-refused": [
    EXIT.refused,
    "AWS refused for a reason that has no code of its own here; the error has AWS's words.",
    "As AWS says; then try again.",
  ],
  "wrong-password": [
    EXIT.refused,
    "AWS says that the old console password is not the user's.",
    "Type it again. If it is lost, ask who manages the account for a new one.",
  ],
  "password-policy": [
    EXIT.refused,
    "The account's password policy does not allow the new console password.",
    "Choose one that does what the hint lists.",
  ],
  throttled: [
    EXIT.refused,
    "AWS turned the call away, four times, because the account makes too many just now.",
    "Wait a minute. The code was not used.",
  ],
  unreachable: [
    EXIT.unreachable,
    "No answer of AWS came in time, or at all: the network, a proxy, a wrong address, or trouble of AWS's own.",
    "Check the network and the endpoint, then try again, with the next code if the hint says so.",
  ],
  "not-aws": [
    EXIT.unreachable,
    "Something answered, but not as AWS does: a sign-in page, a proxy, an emulator. Nothing was written.",
    "Open a web page to see what is in between; check the endpoint.",
  ],
  "untrusted-certificate": [
    EXIT.unreachable,
    "The server's certificate is unknown, over, or for another name; nothing was sent to it.",
    "Name your network's authority (`AWS_CA_BUNDLE`), or set the clock, as the hint says.",
  ],
  "proxy-failed": [
    EXIT.unreachable,
    "The proxy of `HTTPS_PROXY` or `HTTP_PROXY` could not be reached, or did not let the call through. No code was used.",
    "As the hint says: the variable, its user and password, or `NO_PROXY`.",
  ],
} as const satisfies Readonly<Record<string, Entry>>;
