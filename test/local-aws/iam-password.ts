/** The actions of IAM that are about the caller's console password. */

import type { Action, Call } from "./call.ts";
import { subjectOf } from "./iam-calls.ts";
import type { Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import type { PasswordDemands } from "./world.ts";
import { branch, leaf } from "./xml.ts";

// botocore's model, iam/2010-05-08 (passwordType).
const PASSWORD = {
  kind: "text",
  min: 1,
  max: 128,
  pattern: "[\\t\\n\\r\\u0020-\\u00ff]+",
} as const;
const RULES: readonly Rule[] = [
  { name: "OldPassword", ...PASSWORD },
  { name: "NewPassword", ...PASSWORD },
];

/** The actions by name: each takes a call and gives the inside of its result. */
export const PASSWORD_ACTIONS: Readonly<Record<string, Action>> = {
  ChangePassword,
  GetAccountPasswordPolicy,
};

/** iam:ChangePassword, of whoever calls. */
function ChangePassword(call: Call): string {
  const user = subjectOf(call, "ChangePassword", RULES);
  const [old, other] = [call.parameters.get("OldPassword"), call.parameters.get("NewPassword")];
  if (user.root)
    throw new Refusal(400, "InvalidUserType", "ChangePassword is not for the root user.");
  if (user.passwords.length === 0)
    throw new Refusal(404, "NoSuchEntity", `Login Profile for User ${user.name} cannot be found.`);
  if (user.passwords[0] !== old)
    throw new Refusal(403, "AccessDenied", "The old password was incorrect.");
  const flaw = flawOf(
    other ?? "",
    user.passwords,
    call.world.passwordPolicy ?? { minimumLength: 8 },
  );
  if (flaw !== undefined) throw new Refusal(400, "PasswordPolicyViolation", flaw);
  user.passwords.unshift(other ?? "");
  return "";
}

function flawOf(
  password: string,
  past: readonly string[],
  demands: PasswordDemands,
): string | undefined {
  const { minimumLength = 6, reusePrevention = 0 } = demands;
  const kinds: readonly (readonly [boolean | undefined, RegExp, string])[] = [
    [demands.symbols, /[^A-Za-z0-9]/, "symbol"],
    [demands.numbers, /[0-9]/, "number"],
    [demands.upperCase, /[A-Z]/, "uppercase letter"],
    [demands.lowerCase, /[a-z]/, "lowercase letter"],
  ];
  if (password.length < minimumLength)
    return `Password should have a minimum length of ${minimumLength}`;
  const lacking = kinds.find(([wanted, kind]) => wanted === true && !kind.test(password));
  if (lacking !== undefined) return `Password should have at least one ${lacking[2]}`;
  return past.slice(0, reusePrevention).includes(password)
    ? "Password cannot be one of the previously used ones"
    : undefined;
}

/** iam:GetAccountPasswordPolicy: the account's own, if it has one. */
function GetAccountPasswordPolicy(call: Call): string {
  const user = subjectOf(call, "GetAccountPasswordPolicy", []);
  const policy = call.world.passwordPolicy;
  if (policy === undefined)
    throw new Refusal(
      404,
      "NoSuchEntity",
      `The Password Policy with domain name ${user.account} cannot be found.`,
    );
  const { minimumLength = 6, reusePrevention } = policy;
  return branch(
    "PasswordPolicy",
    leaf("MinimumPasswordLength", String(minimumLength)),
    leaf("RequireSymbols", policy.symbols === true),
    leaf("RequireNumbers", policy.numbers === true),
    leaf("RequireUppercaseCharacters", policy.upperCase === true),
    leaf("RequireLowercaseCharacters", policy.lowerCase === true),
    leaf("AllowUsersToChangePassword", true),
    leaf("ExpirePasswords", false),
    ...(reusePrevention === undefined
      ? []
      : [leaf("PasswordReusePrevention", String(reusePrevention))]),
  );
}
