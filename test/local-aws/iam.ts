/** AWS Identity and Access Management, API version 2010-05-08. */

import type { Action, Call } from "./call.ts";
import { PASSWORD_ACTIONS } from "./iam-password.ts";
import { DEVICE_ACTIONS } from "./iam-devices.ts";
import { USER_NAME, subjectOf } from "./iam-calls.ts";
import { KEY_ACTIONS } from "./iam-keys.ts";
import { arnOf } from "./world.ts";
import { branch, leaf } from "./xml.ts";

const CREATED = leaf("CreateDate", "2026-01-02T03:04:05Z");

/** The actions by name: each takes a call and gives the inside of its result. */
export const IAM_ACTIONS: Readonly<Record<string, Action>> = {
  ...DEVICE_ACTIONS,
  GetUser,
  ...PASSWORD_ACTIONS,
  ...KEY_ACTIONS,
};

/** iam:GetUser. */
function GetUser(call: Call): string {
  const user = subjectOf(call, "GetUser", [USER_NAME]);
  const id = leaf("UserId", user.root ? user.account : "AIDACKCEVSQ6C2EXAMPLE");
  return branch(
    "User",
    leaf("Path", user.path),
    leaf("UserName", user.name),
    id,
    leaf("Arn", arnOf(user)),
    CREATED,
  );
}
