/** AWS Identity and Access Management, API version 2010-05-08. */

import { unknownToken } from "./callers.ts";
import type { Action, Call } from "./call.ts";
import { checkParameters, numberOf, type Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { arnOf, type User } from "./world.ts";
import { branch, leaf } from "./xml.ts";

const USER_NAME: Rule = {
  name: "UserName",
  kind: "text",
  min: 1,
  max: 128,
  pattern: "[\\w+=,.@-]+",
};
// botocore's model, iam/2010-05-08.
const LIST: readonly Rule[] = [
  USER_NAME,
  { name: "Marker", kind: "text", min: 1, max: 320, pattern: "[\\u0020-\\u00FF]+" },
  { name: "MaxItems", kind: "number", min: 1, max: 1000 },
];
const DEFAULT_ITEMS = 100;
const CREATED = leaf("CreateDate", "2026-01-02T03:04:05Z");

/** The actions by name: each takes a call and gives the inside of its result. */
export const IAM_ACTIONS: Readonly<Record<string, Action>> = {
  ListMFADevices,
  GetUser,
  ListAccessKeys,
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

/** Checks the parameters and the permission, and finds the user that a call is about. */
function subjectOf(call: Call, action: string, rules: readonly Rule[]): User {
  const { caller, parameters, world } = call;
  // AWS takes credentials of GetSessionToken in IAM only if MFA was given for them.
  if (caller.session?.mfa === false) throw unknownToken();
  checkParameters(parameters, rules);
  const name = parameters.get("UserName") ?? caller.user.name;
  const denials = [
    ...caller.user.deny,
    ...(caller.session === undefined ? caller.user.denyWithoutMfa : []),
  ];
  if (denials.includes(`iam:${action}`)) {
    throw new Refusal(403, "AccessDenied", denialText(caller.user, `iam:${action}`, name));
  }
  const user = world.users.find(
    (each) => each.name === name && each.account === caller.user.account,
  );
  if (user !== undefined) return user;
  throw new Refusal(404, "NoSuchEntity", `The user with name ${name} cannot be found.`);
}

/** A denial as AWS words it; some words do not name the caller. */
function denialText(caller: User, action: string, name: string): string {
  const what = `User: ${arnOf(caller)} is not authorized to perform: ${action} on resource: user ${name}`;
  const texts = {
    explicit: `${what} with an explicit deny in an identity-based policy`,
    implicit: `${what} because no identity-based policy allows the ${action} action`,
    bare: "Access denied",
  };
  return texts[caller.denial];
}

/** One page of a list; the marker is where the next one begins. */
function page({ parameters, world }: Call, name: string, items: readonly string[]): string {
  const marker = parameters.get("Marker");
  const start = marker === null ? 0 : Number(Buffer.from(marker, "base64").toString());
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    throw new Refusal(400, "ValidationError", "Invalid Marker.");
  }
  const asked = numberOf(parameters, "MaxItems") ?? DEFAULT_ITEMS;
  const end = start + Math.min(asked, world.pageSize ?? asked);
  const rest = items.length > end;
  return (
    branch(name, ...items.slice(start, end).map((item) => branch("member", item))) +
    leaf("IsTruncated", rest) +
    (rest ? leaf("Marker", Buffer.from(String(end)).toString("base64")) : "")
  );
}
