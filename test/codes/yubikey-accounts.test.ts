import { describe, expect, it } from "vitest";
import { accountsFor, accountsIn } from "../../src/codes/yubikey-accounts.ts";
import { RECORDED } from "../support/ykman.ts";

const BOB = "arn:aws:iam::123456789012:mfa/bob";
const AWS = "Amazon Web Services:";

describe("the accounts that ykman lists", () => {
  it.each(["4.0.9", "5.9"] as const)("ykman %s", (version) => {
    const accounts = accountsIn(RECORDED[version]["locked, list"]?.stdout ?? "");
    expect(accounts).toHaveLength(13);
    expect(accounts).toContain("Amazon Web Services:mfa.user@example");
    expect(accounts).toContain("aws/üser-日本");
  });
  it("of Windows", () => {
    expect(accountsIn("a\r\nb c\r\n")).toEqual(["a", "b c"]);
  });
});

describe("the account of a device", () => {
  it.each<[string, string | undefined, string[], string[]]>([
    ["the serial number itself", undefined, [`${BOB}by`, BOB, `${AWS}bob@x`], [BOB]],
    ["never one that only begins so", undefined, [`${BOB}by`, `x${BOB}`], []],
    [
      "as AWS's QR code names it",
      undefined,
      [`${AWS}bobby@x`, `${AWS}bob@acme`],
      [`${AWS}bob@acme`],
    ],
    [
      "that of the AWS account",
      undefined,
      [`${AWS}bob@acme`, `${AWS}bob@123456789012`],
      [`${AWS}bob@123456789012`],
    ],
    ["several", undefined, [`${AWS}bob@a`, `${AWS}bob@b`], [`${AWS}bob@a`, `${AWS}bob@b`]],
    ["without an alias", undefined, [`${AWS}bob`], [`${AWS}bob`]],
    ["another issuer is none", undefined, ["AWS:bob@x", "bob", "aws/bob"], []],
    ["the one that is set", "aws/bob", [BOB, "aws/bob", "aws/bob2"], ["aws/bob"]],
    ["not a part of the one that is set", "aws/bo", [BOB, "aws/bob"], []],
    ["none at all", undefined, [], []],
  ])("%s", (_title, set, accounts, expected) => {
    expect(accountsFor(BOB, set, accounts)).toEqual(expected);
  });
  it("of a device with a path, and of a hardware token", () => {
    const path = "arn:aws:iam::123456789012:mfa/staff/bob";
    expect(accountsFor(path, undefined, [`${AWS}bob@x`])).toEqual([`${AWS}bob@x`]);
    expect(accountsFor("GAHT12345678", undefined, ["GAHT12345678"])).toEqual(["GAHT12345678"]);
  });
});
