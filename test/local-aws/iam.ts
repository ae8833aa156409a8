/** AWS Identity and Access Management, API version 2010-05-08. */

import type { Action, Call } from "./call.ts";
import { PASSWORD_ACTIONS } from "./iam-password.ts";
import { DEVICE_ACTIONS } from "./iam-devices.ts";
import { LIST, USER_NAME, page, subjectOf } from "./iam-calls.ts";
import { arnOf } from "./world.ts";
import { branch, leaf } from "./xml.ts";

const CREATED = leaf("CreateDate", "2026-01-02T03:04:05Z");

/** The actions by name: each takes a call and gives the inside of its result. */
export const IAM_ACTIONS: Readonly<Record<string, Action>> = {
  ...DEVICE_ACTIONS,
  GetUser,
  ListAccessKeys,
  ...PASSWORD_ACTIONS,
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

/** iam:ListAccessKeys: inactive ones too. */
function ListAccessKeys(call: Call): string {
  const user = subjectOf(call, "ListAccessKeys", LIST);
  const items = user.keys.map(
    (key) =>
      leaf("UserName", user.name) +
      leaf("AccessKeyId", key.id) +
      leaf("Status", key.active ? "Active" : "Inactive") +
      CREATED,
  );
  return page(call, "AccessKeyMetadata", items);
}
