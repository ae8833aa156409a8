import { describe, expect, it } from "vitest";
import type { StoredSecret } from "../../src/secrets/stored-secrets.ts";
import { lookAround } from "../../src/sessions/look.ts";
import { type DeviceOptions, storedSecretFor } from "../../src/sessions/secret-device.ts";
import { jsonText } from "../../src/words/json-text.ts";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import {
  type FakeOptions,
  CONFIG,
  CREDENTIALS,
  HOME,
  PROFILE,
  failureOf,
  fakeContext,
  keySection,
} from "../support/context.ts";

/** Which stored secret a command means. Which device a secret is added for is in `test/commands/secret.test.ts`. */

const LIST = `${HOME}/.local/share/awsmfa/secrets.json`;
const mine: StoredSecret = { serial: EXAMPLE_SERIAL, store: "keychain", profile: PROFILE };
const joe: StoredSecret = { serial: "GAHT12345678", store: "keychain", profile: "joe" };
const listed = (...secrets: StoredSecret[]) => ({ [LIST]: jsonText({ secrets }) });
const BOTH = {
  [CONFIG]: `[profile ${PROFILE}]\nmfa_serial = ${EXAMPLE_SERIAL}\n`,
  [CREDENTIALS]: keySection(PROFILE) + keySection("joe"),
};
const files = { ...BOTH, ...listed(mine, joe) };

async function meant(options: FakeOptions, given: DeviceOptions): Promise<string> {
  const { context } = fakeContext(options);
  const secret = await storedSecretFor(given, await lookAround(context), context, "Which?");
  return secret.serial;
}

describe("which secret", () => {
  it.each<[string, FakeOptions, DeviceOptions, string]>([
    ["by --serial", { files }, { serial: joe.serial }, joe.serial],
    ["by --profile, for which it was added", { files }, { profile: "joe" }, joe.serial],
    ["by --profile, whose device is set", { files }, { profile: PROFILE }, EXAMPLE_SERIAL],
    ["by a variable", { files, environment: { AWS_PROFILE: "joe" } }, {}, joe.serial],
    ["by a question", { files, answers: ["joe"] }, {}, joe.serial],
    ["the only one, whoever's", { files: listed(joe) }, {}, joe.serial],
    [
      "by what AWS says of the device",
      {
        files: {
          [CREDENTIALS]: keySection("jim"),
          ...listed({ ...mine, profile: "other" }, joe),
        },
      },
      { profile: "jim" },
      EXAMPLE_SERIAL,
    ],
  ])("is found %s", async (_, options, given, serial) => {
    expect(await meant(options, given)).toBe(serial);
  });

  const add = "awsmfa secret add";
  it.each<[string, FakeOptions, DeviceOptions, string, string]>([
    ["nothing is stored", { files: BOTH }, {}, "no secret is stored", add],
    [
      "nothing is stored, and a device is named",
      { files: BOTH },
      { profile: PROFILE, serial: "GAHT12345678" },
      "no secret is stored for GAHT12345678",
      `${add} --profile ${PROFILE} --serial GAHT12345678`,
    ],
    [
      "another device's is stored",
      { files },
      { serial: "GAHT87654321" },
      "no secret is stored for GAHT87654321",
      `${add} --serial GAHT87654321`,
    ],
    [
      "another profile's is stored",
      { files: { ...BOTH, ...listed(joe) } },
      { profile: PROFILE },
      "no secret is stored for mfa/mfa.user",
      `${add} --profile ${PROFILE} --serial ${EXAMPLE_SERIAL}`,
    ],
  ])("is none: %s", async (_, options, given, message, hint) => {
    expect(await failureOf(() => meant(options, given))).toEqual({
      code: "no-secret",
      message,
      hint,
    });
  });

  it.each(["no", "arn:aws:iam::123456789012:user/jane"])("is not that of %s", async (serial) => {
    expect((await failureOf(() => meant({ files }, { serial }))).code).toBe("usage");
  });
  it("cannot be told with several and nobody there", async () => {
    const { code } = await failureOf(() => meant({ files, nobody: "there is no terminal" }, {}));
    expect(code).toBe("no-profile");
  });
});
