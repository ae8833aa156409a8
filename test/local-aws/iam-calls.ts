/** What the actions of IAM share: who may, about whom, in which pages. */

import { unknownToken } from "./callers.ts";
import type { Call } from "./call.ts";
import { checkParameters, numberOf, type Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { arnOf, type User } from "./world.ts";
import { branch, leaf } from "./xml.ts";

/** The parameter UserName (botocore's model, iam/2010-05-08). */
export const USER_NAME: Rule = {
  name: "UserName",
  kind: "text",
  min: 1,
  max: 128,
  pattern: "[\\w+=,.@-]+",
};
/** The parameters of a list that comes in pages. */
export const LIST: readonly Rule[] = [
  USER_NAME,
  { name: "Marker", kind: "text", min: 1, max: 320, pattern: "[\\u0020-\\u00FF]+" },
  { name: "MaxItems", kind: "number", min: 1, max: 1000 },
];
const DEFAULT_ITEMS = 100;
const NO_USER = "Must specify userName when calling with non-User credentials";

/** Checks the parameters and the permission, and finds the user that a call is about. */
export function subjectOf(call: Call, action: string, rules: readonly Rule[]): User {
  const { caller, parameters, world } = call;
  // AWS takes credentials of GetSessionToken in IAM only if MFA was given for them.
  if (caller.session?.mfa === false && caller.session.role === undefined) throw unknownToken();
  checkParameters(parameters, rules);
  if (caller.session?.role !== undefined && !parameters.has("UserName"))
    throw new Refusal(400, "ValidationError", NO_USER);
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
export function page({ parameters, world }: Call, name: string, items: readonly string[]): string {
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
