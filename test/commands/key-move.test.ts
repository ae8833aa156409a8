import { describe, expect, it } from "vitest";
import * as list from "../../src/commands/key/list.ts";
import * as move from "../../src/commands/key/move.ts";
import * as rotate from "../../src/commands/key/rotate.ts";
import * as login from "../../src/commands/login.ts";
import * as status from "../../src/commands/status.ts";
import type { Command } from "../../src/commands/command.ts";
import { keyDocument } from "../../src/secrets/key-document.ts";
import { EXAMPLE_KEY, keyWorld } from "../support/keys.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  HOME,
  PROFILE,
  failureOf,
  fakeContext,
  keySection,
  viewAt,
} from "../support/context.ts";
import { fakeAge } from "../support/secrets.ts";

/** The long-term key out of the file, and back; and what others make of a profile whose key is elsewhere. */

const { id: ID, secret: SECRET } = EXAMPLE_KEY;
const DOCUMENT = keyDocument({ accessKeyId: ID, secretAccessKey: SECRET });
const ABOVE = "# mine\n[other]\nregion = r\n\n";
const BELOW = "# the end\n[last]\nx=y";
const around = (section: string): string => `${ABOVE}${section}${BELOW}`;
const marked = (store: string, more = ""): string =>
  `[${PROFILE}]\nawsmfa_key_store = ${store}\nawsmfa_key_id = ${ID}\n${more}`;
const settings = `[profile ${PROFILE}]\nregion = us-east-1\n`;
const filesOf = (credentials: string, config = settings) => ({
  [CREDENTIALS]: credentials,
  [CONFIG]: config,
});
const PASSPHRASE = "correct horse";
const AGE = `${HOME}/.local/share/awsmfa/secrets.age`;
const AT_HAND = { json: false, force: true, dryRun: false, profile: PROFILE };
const OPEN = { world: keyWorld({ denyWithoutMfa: [] }) };

async function told<O, R>(command: Command<O, R>, options: O, fake: Fake) {
  const result = await command.run(options, fake.context);
  return { ...command.words(result, viewAt()), json: command.json(result) };
}

/** A machine with the key in the keychain, named by the file. */
function moved(options: FakeOptions = {}): { fake: Fake; keyring: Map<string, string> } {
  const keyring = new Map([[ID, DOCUMENT]]);
  return {
    fake: fakeContext({ files: filesOf(around(marked("keychain"))), keyring, ...options }),
    keyring,
  };
}

describe("key move", () => {
  it("to the keychain: says what stops, keeps every other byte", async () => {
    const keyring = new Map<string, string>();
    const config = `${settings}[profile dev]\nrole_arn = r\nsource_profile = ${PROFILE}\n`;
    const fake = fakeContext({ files: filesOf(around(keySection(PROFILE)), config), keyring });
    const { news, json } = await told(move, { ...AT_HAND, to: "keychain" }, fake);
    expect(fake.files.get(CREDENTIALS)).toBe(around(marked("keychain")));
    expect(keyring).toEqual(new Map([[ID, DOCUMENT]]));
    expect(json).toEqual({
      profile: PROFILE,
      accessKeyId: ID,
      outcome: "moved",
      from: "file",
      to: "keychain",
    });
    expect(fake.news.join("\n")).toMatch(
      /^about to move the access key .*\n {2}stops working: aws --profile mfa\.user, .*\n {2}stops working without awsmfa: dev /,
    );
    expect(news).toEqual([
      `✔ ${PROFILE} · ${ID} is in the keychain`,
      "  backups, editors and other machines may still have a copy of the file",
      `  awsmfa login --profile ${PROFILE}`,
    ]);
    expect(JSON.stringify([json, news, fake.news, fake.debug])).not.toContain(SECRET);
  });

  it("to the age file, beside the secrets that it has, with one question for the passphrase", async () => {
    const line = "GAHT12345678 otpauth://totp/?secret=JBSWY3DPEHPK3PXP\n";
    const files = { ...filesOf(around(keySection(PROFILE))), [AGE]: fakeAge(PASSPHRASE, line) };
    const fake = fakeContext({ files, answers: [PASSPHRASE] });
    await told(move, { ...AT_HAND, to: "age" }, fake);
    expect(fake.files.get(AGE)).toBe(fakeAge(PASSPHRASE, `${line}${ID} ${DOCUMENT}\n`));
    expect(fake.files.get(CREDENTIALS)).toBe(around(marked("age")));
  });

  it.each([
    ["the credentials file", around(keySection(PROFILE)), settings],
    ["the config file", ABOVE, `${settings}${keySection("").replace("[]\n", "")}`],
    ["several profiles", `${keySection(PROFILE)}${keySection("twin")}`, settings],
  ])("and back gives the same key where it was: %s", async (_title, credentials, config) => {
    const keyring = new Map<string, string>();
    const fake = fakeContext({ files: filesOf(credentials, config), keyring });
    await told(move, { ...AT_HAND, to: "keychain" }, fake);
    expect(`${fake.files.get(CREDENTIALS)}${fake.files.get(CONFIG)}`).not.toContain(SECRET);
    await told(move, { ...AT_HAND, to: "file" }, fake);
    expect([fake.files.get(CREDENTIALS), fake.files.get(CONFIG)]).toEqual([credentials, config]);
    expect(keyring.size).toBe(0);
  });

  it("from one store to the other leaves no copy", async () => {
    const { fake, keyring } = moved({ answers: [PASSPHRASE, PASSPHRASE] });
    await told(move, { ...AT_HAND, to: "age" }, fake);
    expect(fake.files.get(CREDENTIALS)).toBe(around(marked("age")));
    expect([keyring.size, fake.files.get(AGE)]).toEqual([
      0,
      fakeAge(PASSPHRASE, `${ID} ${DOCUMENT}\n`),
    ]);
  });

  it.each([
    ["no", "no", "declined", around(keySection(PROFILE))],
    ["yes", "yes", "moved", around(marked("keychain"))],
  ])("asks first: %s", async (_title, answer, outcome, text) => {
    const fake = fakeContext({ files: filesOf(around(keySection(PROFILE))), answers: [answer] });
    const { json } = await told(move, { ...AT_HAND, force: false, to: "keychain" }, fake);
    expect([json, fake.files.get(CREDENTIALS)]).toEqual([
      expect.objectContaining({ outcome }),
      text,
    ]);
    expect(fake.questions).toEqual([`Move ${ID} of ${PROFILE}? no | yes, move it`]);
  });

  it("does nothing where it is there already, and in a dry run", async () => {
    const { fake, keyring } = moved();
    const kept = await told(move, { ...AT_HAND, to: "keychain" }, fake);
    expect(kept.news).toEqual([`✔ ${PROFILE} · ${ID} is already in the keychain`]);
    const dry = await told(move, { ...AT_HAND, to: "file", dryRun: true }, fake);
    expect(dry.news?.[1]).toBe(
      `  move the access key ${ID} of [${PROFILE}] from the keychain to ~/.aws/credentials`,
    );
    expect([fake.effects.filter((effect) => effect.startsWith("edit")), keyring.size]).toEqual([
      [],
      1,
    ]);
  });

  it.each<[string, string | undefined, FakeOptions, string]>([
    ["no place", undefined, {}, "usage"],
    ["an unknown place", "vault", {}, "usage"],
    ["a locked keychain", "keychain", { keyringFails: "locked" }, "store-unusable"],
    ["nobody to ask for a passphrase", "age", { nobody: "there is no terminal" }, "store-unusable"],
    ["a file that cannot be written", "keychain", { unwritable: [CREDENTIALS] }, "file-unwritable"],
    [
      "a rotation under way",
      "keychain",
      {
        files: filesOf(
          `${keySection(PROFILE)}[${PROFILE}-next]\nmanager = awsmfa\nawsmfa_next_of = ${PROFILE}\n`,
        ),
      },
      "move-stopped",
    ],
    [
      "a key of a program",
      "keychain",
      { files: filesOf("", `${settings}credential_process = p\n`) },
      "moved-key",
    ],
    [
      "a key in both files",
      "keychain",
      { files: filesOf(keySection(PROFILE), keySection(PROFILE).replace("[", "[profile ")) },
      "split-key",
    ],
  ])("changes nothing with %s", async (_title, to, options, code) => {
    const fake = fakeContext({ files: filesOf(around(keySection(PROFILE))), ...options });
    const before = new Map(fake.files);
    const { to: _to, ...rest } = { ...AT_HAND, to };
    const given = to === undefined ? rest : { ...rest, to };
    expect((await failureOf(() => told(move, given, fake))).code).toBe(code);
    expect(fake.files).toEqual(before);
  });

  it("puts nothing into a store where the file cannot be changed in the end", async () => {
    const keyring = new Map<string, string>();
    const fake = fakeContext({ files: filesOf(around(keySection(PROFILE))), keyring });
    const { files } = fake.context;
    const edit = () => Promise.reject(new Error("the disk is full"));
    const full = { ...fake.context, files: { ...files, edit } };
    await expect(move.run({ ...AT_HAND, to: "keychain" }, full)).rejects.toThrow(
      "the disk is full",
    );
    expect(keyring.size).toBe(0);
  });
});

describe("a profile whose key was moved", () => {
  const LOGIN = { json: false, force: false, dryRun: false };
  it("logs in, named or not, and the session is fresh afterwards without the store", async () => {
    const { fake } = moved({ answers: [(one) => one.code()] });
    await told(login, LOGIN, fake);
    expect(fake.files.get(CREDENTIALS)).toContain(`awsmfa_source_key = ${ID}\n`);
    const again = fakeContext({ files: Object.fromEntries(fake.files), keyringFails: "locked" });
    expect((await told(login, LOGIN, again)).json).toMatchObject({ outcome: "kept" });
  });
  it("is one with a key for status and key list", async () => {
    const { fake } = moved(OPEN);
    expect((await told(status, { ...LOGIN, prompt: false }, fake)).data).toMatch(
      /mfa\.user +not looked up +prompt/,
    );
    expect((await told(list, AT_HAND, fake)).data).toContain(`[${PROFILE}]`);
  });
  it("asks for no code where the store does not have the key any more", async () => {
    const { fake } = moved({ keyring: new Map() });
    expect(await failureOf(() => told(login, LOGIN, fake))).toEqual({
      code: "no-stored-key",
      message: `the keychain has no access key ${ID}, which is that of ${PROFILE}`,
      hint: `put the key into the file again: aws configure --profile ${PROFILE}`,
    });
    expect(fake.questions).toEqual([]);
  });
  it("is not rotated where it is", async () => {
    const { fake } = moved(OPEN);
    expect(await failureOf(() => told(rotate, { ...AT_HAND, delete: false }, fake))).toMatchObject({
      code: "moved-key",
      hint: `awsmfa key move --to file --profile ${PROFILE}\nthen awsmfa key rotate --profile ${PROFILE}, and awsmfa key move --to keychain --profile ${PROFILE}`,
    });
  });
  it("asks for one passphrase, though key and secret are both in the age file", async () => {
    const seed = `arn:aws:iam::123456789012:mfa/mfa.user otpauth://totp/?secret=${"JBSWY3DPEHPK3PXP".repeat(4)}\n`;
    const fake = fakeContext({
      files: {
        ...filesOf(around(marked("age"))),
        [AGE]: fakeAge(PASSPHRASE, `${seed}${ID} ${DOCUMENT}\n`),
        [`${HOME}/.local/share/awsmfa/secrets.json`]: JSON.stringify({
          secrets: [{ serial: "arn:aws:iam::123456789012:mfa/mfa.user", store: "age" }],
        }),
      },
      answers: [PASSPHRASE],
    });
    await told(login, LOGIN, fake);
    expect(fake.questions).toEqual(["Passphrase of the age file:"]);
  });
});
