import fc from "fast-check";
import { expect, it } from "vitest";
import {
  isExternalId,
  isRoleArn,
  isRoleSessionName,
  usualSessionName,
} from "../../src/aws/role.ts";

it.each([
  ["arn:aws:iam::123456789012:role/admin", true],
  ["arn:aws-us-gov:iam::123456789012:role/staff/admin", true],
  ["arn:aws:iam::123456789012:user/jane", false],
  ["arn:aws:sts::123456789012:assumed-role/admin/jane", false],
  ["arn:aws:iam::12345:role/admin", false],
  ["arn:aws:iam::123456789012:role/", false],
  ["arn:aws:iam::123456789012:role/ad min", false],
  ["arn:aws:iam::123456789012:role/admin\n", false],
  ["admin", false],
])("the ARN of a role: %j, %s", (text, is) => expect(isRoleArn(text)).toBe(is));

it.each([
  ["arn:aws:iam::123456789012:mfa/jane", "work", "jane"],
  ["arn:aws:iam::123456789012:mfa/staff/jane@example.com", "work", "jane@example.com"],
  ["GAHT12345678", "work", "work"],
  [undefined, "my profile", "my-profile"],
  [undefined, "x", "x-"],
])("the usual name of a session: %s of %s is %s", (serial, profile, name) =>
  expect(usualSessionName(serial, profile)).toBe(name),
);

it("the usual name is one that STS takes, whatever the profile is called", () =>
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (profile) => {
      expect(isRoleSessionName(usualSessionName(undefined, profile))).toBe(true);
    }),
  ));

it.each([
  ["ab", true],
  ["a", false],
  ["a:b/c", true],
  ["a b", false],
  ["x".repeat(1225), false],
])("an external id: %j, %s", (text, is) => expect(isExternalId(text)).toBe(is));
