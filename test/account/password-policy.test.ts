import { expect, it } from "vitest";
import { policyWords } from "../../src/account/password-policy.ts";
import type { PasswordPolicy } from "../../src/ports-aws.ts";

/** What an account demands of passwords, in words. */

const NONE: PasswordPolicy = {
  minimumLength: undefined,
  symbols: false,
  numbers: false,
  upperCase: false,
  lowerCase: false,
  reusePrevention: undefined,
};

it.each([
  [
    "none of its own",
    undefined,
    "8 to 128 characters of three of these kinds: upper case, lower case, digits, symbols; not the account's name or mail address",
  ],
  ["an empty one", NONE, "at least 6 characters"],
  ["a length", { ...NONE, minimumLength: 14 }, "at least 14 characters"],
  ["one kind", { ...NONE, minimumLength: 8, numbers: true }, "at least 8 characters; a digit"],
  [
    "everything",
    {
      minimumLength: 20,
      symbols: true,
      numbers: true,
      upperCase: true,
      lowerCase: true,
      reusePrevention: 5,
    },
    "at least 20 characters; an upper-case letter; a lower-case letter; a digit; a symbol such as ! @ # $ %; none of the last 5",
  ],
  [
    "one that is remembered",
    { ...NONE, reusePrevention: 1 },
    "at least 6 characters; not the last one",
  ],
])("%s", (_title, policy, words) => expect(policyWords(policy)).toBe(words));
