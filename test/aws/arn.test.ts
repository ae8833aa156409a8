import { describe, expect, it } from "vitest";
import {
  arnOf,
  deviceKind,
  deviceLabel,
  deviceName,
  isRootDevice,
  isSecurityKey,
  isSerial,
  isUser,
  usualDevice,
} from "../../src/aws/arn.ts";

const ACCOUNT = "123456789012";

describe("arnOf", () => {
  it.each([
    [`arn:aws:iam::${ACCOUNT}:mfa/jane`, ["aws", ACCOUNT, "mfa/jane"]],
    [`arn:aws-cn:iam::${ACCOUNT}:mfa/staff/jane`, ["aws-cn", ACCOUNT, "mfa/staff/jane"]],
    [`arn:aws-iso-b:iam::${ACCOUNT}:mfa/a:b`, ["aws-iso-b", ACCOUNT, "mfa/a:b"]],
    ["arn:aws:s3:::bucket/key", ["aws", undefined, "bucket/key"]],
    [`arn:aws:sns:us-east-1:${ACCOUNT}:topic`, ["aws", ACCOUNT, "topic"]],
  ])("%s", (text, [partition, account, resource]) => {
    expect(arnOf(text)).toEqual({ partition, account, resource });
  });

  it.each([
    "GAHT12345678",
    "",
    "arn:aws:iam",
    `arn:aws:iam::${ACCOUNT}:`,
    "arn:aws:iam::12345:mfa/jane",
    `arn:AWS:iam::${ACCOUNT}:mfa/jane`,
    `x arn:aws:iam::${ACCOUNT}:mfa/jane`,
  ])("none: %j", (text) => {
    expect(arnOf(text)).toBeUndefined();
  });
});

// The columns: whether STS would look at it, a security key's, a user's, root's, label and name.
describe("a serial number", () => {
  const no = false;
  const yes = true;
  it.each([
    [`arn:aws:iam::${ACCOUNT}:mfa/jane`, yes, no, no, no, "mfa/jane", "jane"],
    [`arn:aws-us-gov:iam::${ACCOUNT}:mfa/a/b/jane`, yes, no, no, no, "mfa/a/b/jane", "jane"],
    [
      `arn:aws:iam::${ACCOUNT}:mfa/root-account-mfa-device`,
      yes,
      no,
      no,
      yes,
      "mfa/root-account-mfa-device",
      "root-account-mfa-device",
    ],
    [
      `arn:aws:iam::${ACCOUNT}:mfa/x/root-account-mfa-device`,
      yes,
      no,
      no,
      no,
      "mfa/x/root-account-mfa-device",
      "root-account-mfa-device",
    ],
    [
      `arn:aws:iam::${ACCOUNT}:u2f/user/jane/key-AB12`,
      yes,
      yes,
      no,
      no,
      "u2f/user/jane/key-AB12",
      "key-AB12",
    ],
    [
      `arn:aws:iam::${ACCOUNT}:u2f/root/key-AB12`,
      yes,
      yes,
      no,
      no,
      "u2f/root/key-AB12",
      "key-AB12",
    ],
    [`arn:aws:iam::${ACCOUNT}:user/jane`, yes, no, yes, no, "user/jane", "jane"],
    [`arn:aws:iam::${ACCOUNT}:root`, yes, no, yes, no, "root", "root"],
    [`arn:aws:iam::${ACCOUNT}:mfa/root`, yes, no, no, no, "mfa/root", "root"],
    [`arn:aws:iam::${ACCOUNT}:mfa/u2f/jane`, yes, no, no, no, "mfa/u2f/jane", "jane"],
    ["GAHT12345678", yes, no, no, no, "GAHT12345678", "GAHT12345678"],
    ["GAHT12345", yes, no, no, no, "GAHT12345", "GAHT12345"],
    ["GAHT1234", no, no, no, no, "GAHT1234", "GAHT1234"],
    ["A".repeat(256), yes, no, no, no, "A".repeat(256), "A".repeat(256)],
    ["A".repeat(257), no, no, no, no, "A".repeat(257), "A".repeat(257)],
    ["GAHT 12345678", no, no, no, no, "GAHT 12345678", "GAHT 12345678"],
    ["GAHT12345678\n", no, no, no, no, "GAHT12345678\n", "GAHT12345678\n"],
    ["GÄHT12345678", no, no, no, no, "GÄHT12345678", "GÄHT12345678"],
    ["", no, no, no, no, "", ""],
  ])("%j", (serial, valid, securityKey, user, root, label, name) => {
    expect({
      valid: isSerial(serial),
      securityKey: isSecurityKey(serial),
      user: isUser(serial),
      root: isRootDevice(serial),
      label: deviceLabel(serial),
      name: deviceName(serial),
    }).toEqual({ valid, securityKey, user, root, label, name });
  });
});

describe("the device that a user usually has", () => {
  const name = "x".repeat(64);
  it.each<[string, string | undefined]>([
    ["aws:iam::123456789012:user/jane", "aws:iam::123456789012:mfa/jane"],
    ["aws-cn:iam::123456789012:user/jane", "aws-cn:iam::123456789012:mfa/jane"],
    [
      "aws-us-gov:iam::123456789012:user/a/b/j.d+x=y,z@w-v",
      "aws-us-gov:iam::123456789012:mfa/j.d+x=y,z@w-v",
    ],
    ["aws:iam::123456789012:user/~!(:/jane", "aws:iam::123456789012:mfa/jane"],
    [`aws:iam::123456789012:user/${name}`, `aws:iam::123456789012:mfa/${name}`],
    ["aws:iam::123456789012:root", "aws:iam::123456789012:mfa/root-account-mfa-device"],
    [`aws:iam::123456789012:user/${name}x`, undefined],
    ["aws:iam::123456789012:user/", undefined],
    ["aws:iam::123456789012:user/ja ne", undefined],
    ["aws:iam::123456789012:user/jane\n", undefined],
    ["aws:sts::123456789012:assumed-role/Admin/jane", undefined],
    ["aws:iam::123456789012:role/jane", undefined],
    ["evil:iam::123456789012:user/jane", undefined],
    ["aws:s3::123456789012:user/jane", undefined],
    ["aws:iam::12345:user/jane", undefined],
  ])("%j", (arn, serial) => {
    expect(usualDevice(`arn:${arn}`)).toBe(serial && `arn:${serial}`);
  });
});

describe("the kind of a device", () => {
  it.each([
    [`arn:aws:iam::${ACCOUNT}:mfa/u2f/jane`, "authenticator app"],
    [`arn:aws:iam::${ACCOUNT}:u2f/user/jane/key-AB12`, "security key"],
    ["GAHT12345678", "hardware token"],
  ])("%s: %s", (serial, kind) => expect(deviceKind(serial)).toBe(kind));
});
