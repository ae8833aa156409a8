import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  forgetStored,
  hasSecret,
  noteStored,
  readStored,
  storedPath,
  storedSecrets,
} from "../../src/secrets/stored-secrets.ts";
import { HOME, fakeContext } from "../support/context.ts";

/** The list of what is stored where. */

const PATH = `${HOME}/.local/share/awsmfa/secrets.json`;
const JANE = {
  serial: "arn:aws:iam::123456789012:mfa/jane",
  store: "age",
  profile: "work",
} as const;
const JOE = { serial: "GAHT12345678", store: "keychain", profile: undefined } as const;

describe("the list", () => {
  it("is empty where there is no file", async () => {
    expect(await storedSecrets(fakeContext({ files: {} }).context)).toEqual([]);
  });
  it("holds what was noted, each device once, and goes with the last", async () => {
    const { context, files } = fakeContext({ files: {} });
    expect(storedPath(context)).toBe(PATH);
    await noteStored({ ...JANE, store: "keychain" }, context);
    await noteStored(JOE, context);
    await noteStored(JANE, context);
    expect(await storedSecrets(context)).toEqual([JOE, JANE]);
    await forgetStored(JOE.serial, context);
    expect(await storedSecrets(context)).toEqual([JANE]);
    await forgetStored(JANE.serial, context);
    expect(files.has(PATH)).toBe(false);
  });
  it("tells by serial number", () => {
    expect([
      hasSecret(JANE.serial, [JANE]),
      hasSecret("other", [JANE]),
      hasSecret(undefined, [JANE]),
    ]).toEqual([true, false, false]);
  });
  it.each([
    ["no JSON", "hello", []],
    ["another value", "7", []],
    ["no list", '{"secrets": 7}', []],
    ["what has no serial number", '{"secrets": [{"store": "age"}, null, 7]}', []],
    ["an unknown store", '{"secrets": [{"serial": "a", "store": "vault"}]}', []],
    [
      "an odd profile",
      '{"secrets": [{"serial": "a", "store": "age", "profile": 7}]}',
      [{ serial: "a", store: "age", profile: undefined }],
    ],
  ])("leaves out %s", (_, text, expected) => {
    expect(readStored(text)).toEqual(expected);
  });
  it("survives whatever text is there", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(Array.isArray(readStored(text))).toBe(true);
      }),
    );
  });
});
