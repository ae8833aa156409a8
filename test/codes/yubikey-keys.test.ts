import { describe, expect, it } from "vitest";
import type { Standing } from "../../src/codes/code-source.ts";
import { chooseKey, keysIn } from "../../src/codes/yubikey-keys.ts";
import { RECORDED } from "../support/ykman.ts";

const NAME = "YubiKey 5 NFC (5.4.3) [OTP+FIDO+CCID]";
const SERIAL = "arn:aws:iam::123456789012:mfa/jane";

describe("the keys that ykman lists", () => {
  it.each(["4.0.9", "5.9"] as const)("ykman %s", (version) => {
    expect(keysIn(RECORDED[version]["two keys, list"]?.stdout ?? "")).toEqual([
      { serial: "13371337", label: `13371337  ${NAME}` },
      { serial: "22223333", label: `22223333  ${NAME}` },
    ]);
    expect(keysIn(RECORDED[version]["no key plugged in, list"]?.stdout ?? "?")).toEqual([]);
  });
  it("without a serial number, on Windows", () => {
    expect(keysIn(`${NAME}\r\n`)).toEqual([{ serial: undefined, label: NAME }]);
  });
});

describe("the key to take", () => {
  const standing = (set?: string, used: [string, string][] = []): Standing => ({
    profile: "my work",
    serial: SERIAL,
    settings: new Map(set === undefined ? [] : [["awsmfa_yubikey_serial", set]]),
    given: { option: undefined, variable: undefined },
    refused: 0,
    yubikeys: used.map(([serial, key]) => ({ serial, key })),
  });
  const keys = (...serials: (string | undefined)[]) =>
    serials.map((serial) => ({ serial, label: serial ?? NAME }));

  it.each<[string, Standing, (string | undefined)[], unknown]>([
    ["the one that is set", standing(" 2 "), ["1", "2"], { key: "2", how: "set" }],
    ["is not there", standing("3"), ["1", "2"], { absent: "YubiKey 3 is not plugged in" }],
    ["may be one without a number", standing("3"), [undefined], { key: "3", how: "set" }],
    ["the only one", standing(), ["1"], { key: "1", how: "the only one" }],
    ["the only one, without a number", standing(), [undefined], { key: "", how: "the only one" }],
    ["none", standing(), [], { absent: "no YubiKey is plugged in" }],
    ["the used one", standing("", [[SERIAL, "2"]]), ["1", "2"], { key: "2", how: "used before" }],
    [
      "one used for another device",
      standing("", [["x", "2"]]),
      ["1", "2"],
      { several: keys("1", "2") },
    ],
    [
      "another than the used one",
      standing("", [[SERIAL, "2"]]),
      ["1"],
      { key: "1", how: "the only one" },
    ],
    [
      "the set one before the used one",
      standing("1", [[SERIAL, "2"]]),
      ["1", "2"],
      { key: "1", how: "set" },
    ],
  ])("%s", (_title, asked, there, expected) => {
    expect(chooseKey(asked, keys(...there))).toEqual(expected);
  });
  it("that is set cannot be one", () => {
    expect(chooseKey(standing("abc"), keys("1"))).toEqual({
      reason: "awsmfa_yubikey_serial of my work is “abc”, and no serial number",
      hint: "the numbers: ykman list --serials\naws configure set awsmfa_yubikey_serial NUMBER --profile 'my work'",
    });
  });
});
