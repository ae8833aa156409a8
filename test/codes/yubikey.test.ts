import { describe, expect, it } from "vitest";
import type { CodeRequest, Standing } from "../../src/codes/code-source.ts";
import { yubikey } from "../../src/codes/yubikey.ts";
import { NOW, fakeContext } from "../support/context.ts";

/** When the source is tried at all. */

const SERIAL = "GAHT12345678";
const { context } = fakeContext();
const standing = (other: Partial<Standing>): Standing => ({
  profile: "work",
  serial: SERIAL,
  settings: new Map(),
  given: { option: undefined, variable: undefined },
  refused: 0,
  ...other,
});
const set = (name: string, value: string) => ({ settings: new Map([[name, value]]) });
const used = (serial: string) => ({ yubikeys: [{ serial, key: "1" }] });

describe("a YubiKey is tried", () => {
  it.each<[string, Partial<Standing>, boolean]>([
    ["not because one is plugged in", {}, false],
    ["where its number is set", set("awsmfa_yubikey_serial", "1"), true],
    ["where its account is set", set("awsmfa_yubikey_account", "x"), true],
    ["not where they are set to nothing", set("awsmfa_yubikey_account", " "), false],
    ["where awsmfa_source has it", set("awsmfa_source", "prompt, yubikey"), true],
    ["not where awsmfa_source has others", set("awsmfa_source", "prompt"), false],
    ["where --source names it", { chosen: "yubikey" }, true],
    ["not where --source names another", { chosen: "prompt" }, false],
    ["where AWS took a code of it for the device", used(SERIAL), true],
    ["not where it did for another device", used("other"), false],
    ["where the device is yet to be looked up", { ...used("other"), serial: undefined }, true],
    ["after one refusal", { chosen: "yubikey", refusedFrom: ["yubikey"] }, true],
  ])("%s", async (_title, other, isTried) => {
    const obstacle = isTried ? undefined : "no YubiKey is set up for work";
    expect(await yubikey.obstacle(standing(other), context)).toBe(obstacle);
  });
  it("not after two refusals", async () => {
    const other = { chosen: "yubikey", refusedFrom: ["yubikey", "prompt", "yubikey"] };
    expect(await yubikey.obstacle(standing(other), context)).toBe(
      "AWS refused the codes of the YubiKey",
    );
  });
  it("as status shows it", () => {
    const { settings } = set("awsmfa_yubikey_serial", "1");
    const none = new Map<string, string>();
    expect(yubikey.stands(settings, false)).toBe(true);
    expect([yubikey.stands(none, false), yubikey.stands(none, false, true)]).toEqual([false, true]);
  });
});

describe("a clock that is off", () => {
  it.each([
    [120_000, "120 s behind"],
    [-600_000, "10 min ahead of"],
  ])("%i ms: the YubiKey is not even asked", async (offset, words) => {
    const fake = fakeContext();
    const request: CodeRequest = {
      ...standing({ chosen: "yubikey" }),
      serial: SERIAL,
      now: () => NOW + offset,
      opened: new Map(),
      objection: async () => undefined,
    };
    expect(await yubikey.code(request, fake.context)).toEqual({
      reason: expect.stringMatching(
        `^this machine's clock is .*${words.split(" ").at(-1)} AWS's, and the YubiKey's codes go by it$`,
      ),
      hint: "set the clock: sudo timedatectl set-ntp true",
    });
    expect(fake.ran).toEqual([]);
  });
});
