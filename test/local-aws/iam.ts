/** AWS Identity and Access Management, API version 2010-05-08. */

import type { Action, Call } from "./call.ts";
import { LIST, USER_NAME, page, subjectOf } from "./iam-calls.ts";
import { KEY_ACTIONS } from "./iam-keys.ts";
import { arnOf } from "./world.ts";
import { branch, leaf } from "./xml.ts";

const CREATED = leaf("CreateDate", "2026-01-02T03:04:05Z");

/** The actions by name: each takes a call and gives the inside of its result. */
export const IAM_ACTIONS: Readonly<Record<string, Action>> = {
  ListMFADevices,
  GetUser,
  ...KEY_ACTIONS,
};

/** iam:ListMFADevices: what is active, security keys and hardware tokens included. */
function ListMFADevices(call: Call): string {
  const user = subjectOf(call, "ListMFADevices", LIST);
  const items = user.devices
    .filter((device) => device.active)
    .map(
      ({ serial, enabled }) =>
        leaf("UserName", user.name) + leaf("SerialNumber", serial) + leaf("EnableDate", enabled),
    );
  return page(call, "MFADevices", items);
}

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
