/** The access keys of AWS Identity and Access Management. */

import type { Action, Call } from "./call.ts";
import { LIST, USER_NAME, page, subjectOf } from "./iam-calls.ts";
import type { Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { lettersOf } from "./sessions.ts";
import type { Key, User, World } from "./world.ts";
import { branch, leaf } from "./xml.ts";

// botocore's model, iam/2010-05-08.
const KEY_ID: Rule = { name: "AccessKeyId", kind: "text", min: 16, max: 128, pattern: "[\\w]+" };
const STATUS: Rule = { name: "Status", kind: "text", min: 6, max: 8, pattern: "Active|Inactive" };
/** Keys that a user may have (IAM user guide, quotas). */
const QUOTA = 2;
const CREATED = "2026-01-02T03:04:05Z";

/** The actions by name. */
export const KEY_ACTIONS: Readonly<Record<string, Action>> = {
  ListAccessKeys,
  GetAccessKeyLastUsed,
  CreateAccessKey,
  UpdateAccessKey,
  DeleteAccessKey,
};

/** iam:ListAccessKeys: inactive ones too. */
function ListAccessKeys(call: Call): string {
  const user = subjectOf(call, "ListAccessKeys", LIST);
  return page(
    call,
    "AccessKeyMetadata",
    user.keys.map((key) => factsOf(user, key)),
  );
}

/** iam:GetAccessKeyLastUsed: `N/A` where it was never used. */
function GetAccessKeyLastUsed(call: Call): string {
  const user = subjectOf(call, "GetAccessKeyLastUsed", [KEY_ID]);
  const { lastUsed } = keyOf(call, user);
  const { service = "N/A", region = "N/A" } = lastUsed ?? {};
  return (
    leaf("UserName", user.name) +
    branch(
      "AccessKeyLastUsed",
      ...(lastUsed === undefined ? [] : [leaf("LastUsedDate", lastUsed.date)]),
      leaf("ServiceName", service),
      leaf("Region", region),
    )
  );
}

/** iam:CreateAccessKey: the only answer with the secret. */
function CreateAccessKey(call: Call): string {
  const user = subjectOf(call, "CreateAccessKey", [USER_NAME]);
  if (user.keys.length >= QUOTA)
    throw new Refusal(409, "LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${QUOTA}`);
  const key = newKey(call.world, call.awsNow);
  user.keys.push(key);
  return branch("AccessKey", factsOf(user, key), leaf("SecretAccessKey", key.secret));
}

/** iam:UpdateAccessKey: active or not. */
function UpdateAccessKey(call: Call): string {
  const user = subjectOf(call, "UpdateAccessKey", [USER_NAME, KEY_ID, STATUS]);
  keyOf(call, user).active = call.parameters.get("Status") === "Active";
  return "";
}

/** iam:DeleteAccessKey, active or not. */
function DeleteAccessKey(call: Call): string {
  const user = subjectOf(call, "DeleteAccessKey", [USER_NAME, KEY_ID]);
  user.keys.splice(user.keys.indexOf(keyOf(call, user)), 1);
  return "";
}

function factsOf(user: User, key: Key): string {
  return (
    leaf("UserName", user.name) +
    leaf("AccessKeyId", key.id) +
    leaf("Status", key.active ? "Active" : "Inactive") +
    leaf("CreateDate", key.created ?? CREATED)
  );
}

function keyOf({ parameters }: Call, user: User): Key {
  const id = parameters.get("AccessKeyId");
  const key = user.keys.find((each) => each.id === id);
  if (key !== undefined) return key;
  throw new Refusal(404, "NoSuchEntity", `The Access Key with id ${id} cannot be found.`);
}

/** The next key of AWS's documentation, and those that count up from it, that nobody has had. */
function newKey(world: World, awsNow: number): Key {
  const known = new Set(world.users.flatMap(({ keys }) => keys.map(({ id }) => id)));
  let letters: string;
  do {
    letters = lettersOf(world.keysMade ?? 0);
    world.keysMade = (world.keysMade ?? 0) + 1;
  } while (known.has(`AKIAI44QH8DHBEXAM${letters}`));
  return {
    id: `AKIAI44QH8DHBEXAM${letters}`,
    secret: `je7MtGbClwBF/2Zp9Utk/h3yCo8${letters}EXAMPLEKEY`,
    active: true,
    created: new Date(awsNow).toISOString().replace(/\.\d+/, ""),
    refusals: world.propagation ?? 0,
  };
}
