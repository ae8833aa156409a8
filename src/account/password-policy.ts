/** An account's password policy in words. */
import type { PasswordPolicy } from "../ports-aws.ts";

/** What AWS demands where an account has no policy of its own (IAM user guide, "Default password policy"). */
const DEFAULT =
  "8 to 128 characters of three of these kinds: upper case, lower case, digits, symbols; not the account's name or mail address";

/** What a policy demands, as a list. @param policy `undefined` where the account has none */
export function policyWords(policy: PasswordPolicy | undefined): string {
  if (policy === undefined) return DEFAULT;
  const { minimumLength = 6, reusePrevention } = policy;
  const kinds = [
    policy.upperCase && "an upper-case letter",
    policy.lowerCase && "a lower-case letter",
    policy.numbers && "a digit",
    policy.symbols && "a symbol such as ! @ # $ %",
  ].filter((kind) => kind !== false);
  const parts = [
    `at least ${minimumLength} characters`,
    ...kinds,
    ...(reusePrevention === undefined ? [] : [reuseWords(reusePrevention)]),
  ];
  return parts.join("; ");
}

function reuseWords(count: number): string {
  return count === 1 ? "not the last one" : `none of the last ${count}`;
}
