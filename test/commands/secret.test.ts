import { describe, expect, it } from "vitest";
import * as add from "../../src/commands/secret/add.ts";
import * as list from "../../src/commands/secret/list.ts";
import * as remove from "../../src/commands/secret/remove.ts";
import * as show from "../../src/commands/secret/show.ts";
import type { StoredSecret } from "../../src/secrets/stored-secrets.ts";
import { readStored } from "../../src/secrets/stored-secrets.ts";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { jsonText } from "../../src/words/json-text.ts";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import {
  type Fake,
  type FakeOptions,
  CONFIG,
  CREDENTIALS,
  HOME,
  PROFILE,
  failureOf,
  fakeContext,
  filesWith,
  exampleSession,
  keySection,
  viewAt,
} from "../support/context.ts";
import { fakeAge } from "../support/secrets.ts";

/** `secret add`, `list`, `show` and `remove`, over fakes. */

const LIST = `${HOME}/.local/share/awsmfa/secrets.json`;
const AGE = `${HOME}/.local/share/awsmfa/secrets.age`;
const FILES = {
  [CREDENTIALS]: keySection(PROFILE),
  [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\nmfa_serial = ${EXAMPLE_SERIAL}\n`,
};
const URI = `otpauth://totp/Amazon%20Web%20Services:mfa.user%40123456789012?secret=${EXAMPLE_SECRET}&issuer=Amazon%20Web%20Services`;
const OTHER = "GEZDGNBVGY3TQOJQ".repeat(4);
const COMMON = { json: false, force: false, dryRun: false };
const ENTRY = { serial: EXAMPLE_SERIAL, store: "keychain", profile: PROFILE } as const;

const listed = (...secrets: StoredSecret[]) => ({ ...FILES, [LIST]: jsonText({ secrets }) });
const kept = (uri = URI): FakeOptions => ({
  files: listed(ENTRY),
  keyring: new Map([[EXAMPLE_SERIAL, uri]]),
});
const entries = ({ files }: Fake) => readStored(files.get(LIST));

describe("secret add", () => {
  const start = (options: FakeOptions = {}, given: Partial<add.AddOptions> = {}) => {
    const keyring = options.keyring ?? new Map<string, string>();
    const fake = fakeContext({ files: FILES, piped: EXAMPLE_SECRET, ...options, keyring });
    return { fake, keyring, added: () => add.run({ ...COMMON, ...given }, fake.context) };
  };

  it("keeps the secret for the profile's device, and shows its code", async () => {
    const { fake, keyring, added } = start();
    const result = await added();
    expect(result).toEqual({
      serial: EXAMPLE_SERIAL,
      profile: PROFILE,
      store: "keychain",
      label: "the keychain",
      outcome: "added",
      code: fake.code(),
      secondsLeft: 30,
    });
    expect([...keyring]).toEqual([[EXAMPLE_SERIAL, URI]]);
    expect(entries(fake)).toEqual([ENTRY]);
    const code = `${fake.code().slice(0, 3)} ${fake.code().slice(3)}`;
    expect(add.words(result, viewAt())).toEqual({
      news: [
        "✔ mfa/mfa.user · the secret is in the keychain",
        `  its code now: ${code} (30 s left); your other authenticator shows the same`,
      ],
      warnings: [],
    });
    expect(add.json(result)).toEqual({
      serial: EXAMPLE_SERIAL,
      profile: PROFILE,
      store: "keychain",
      outcome: "added",
    });
  });
  it.each<[string, FakeOptions, Partial<add.AddOptions>, string, string | undefined]>([
    ["set", {}, {}, EXAMPLE_SERIAL, PROFILE],
    ["given", {}, { serial: "GAHT12345678" }, "GAHT12345678", undefined],
    [
      "given, of a profile that is named",
      {},
      { serial: "GAHT12345678", profile: PROFILE },
      "GAHT12345678",
      PROFILE,
    ],
    [
      "the session's",
      { files: filesWith([exampleSession({ serial: "GAHT87654321" })]) },
      {},
      "GAHT87654321",
      PROFILE,
    ],
    ["looked up", { files: { [CREDENTIALS]: keySection(PROFILE) } }, {}, EXAMPLE_SERIAL, PROFILE],
  ])("finds the device: %s", async (_, options, given, serial, profile) => {
    const { fake, added } = start(options, given);
    expect(await added()).toMatchObject({ serial, profile });
    expect(entries(fake)).toEqual([{ serial, profile, store: "keychain" }]);
  });
  it("opens the store before it asks for the secret", async () => {
    const { fake, added } = start({
      keyringFails: "absent",
      piped: undefined as never,
      answers: [],
    });
    expect((await failureOf(added)).code).toBe("store-unusable");
    expect(fake.questions).toEqual([]);
  });
  it("keeps it in the age file", async () => {
    const answers = ["correct horse", "correct horse"];
    const { fake, added } = start({ answers }, { store: "age" });
    await added();
    expect(fake.files.get(AGE)).toBe(fakeAge("correct horse", `${EXAMPLE_SERIAL} ${URI}\n`));
    expect(entries(fake)).toEqual([{ ...ENTRY, store: "age" }]);
  });
  it.each([
    [[], "keychain"],
    [[{ serial: "GAHT12345678", store: "age", profile: undefined }], "age"],
    [
      [
        { serial: "GAHT12345678", store: "age", profile: undefined },
        { ...ENTRY, serial: "GAHT1" },
      ],
      "keychain",
    ],
    [[ENTRY, { serial: "GAHT12345678", store: "age", profile: undefined }], "keychain"],
  ] as const)(
    "takes the store that the device has, else the last one: %j",
    async (secrets, store) => {
      const answers = ["correct horse", "correct horse"];
      const { added } = start({ files: listed(...secrets), answers });
      expect(await added()).toMatchObject({ store });
    },
  );
  it("does nothing twice", async () => {
    const { fake, added } = start(kept());
    expect(await added()).toMatchObject({ outcome: "kept" });
    expect(fake.effects).toEqual([]);
  });
  it.each<[string, FakeOptions, Partial<add.AddOptions>, string, string]>([
    ["a yes", { answers: ["yes"] }, {}, "replaced", OTHER],
    ["a no", { answers: ["no"] }, {}, "declined", EXAMPLE_SECRET],
    ["Ctrl-D", { answers: [undefined] }, {}, "declined", EXAMPLE_SECRET],
    ["--force", {}, { force: true }, "replaced", OTHER],
  ])("has another one replaced by %s", async (_, options, given, outcome, base32) => {
    const { fake, keyring, added } = start({ ...kept(), piped: OTHER, ...options }, given);
    const result = await added();
    expect(result).toMatchObject({ outcome });
    expect(secretOf(keyring.get(EXAMPLE_SERIAL) ?? "", "it").base32).toBe(base32);
    if (outcome === "declined")
      expect(add.words(result, viewAt()).news).toEqual([
        "mfa/mfa.user · the secret in the keychain stays as it is",
      ]);
    else
      expect(add.words(result, viewAt()).news?.[0]).toBe(
        "✔ mfa/mfa.user · the secret was replaced in the keychain",
      );
    if (!given.force)
      expect(fake.questions).toEqual([
        "the keychain has another secret of mfa/mfa.user. Replace it? no | yes, replace it",
      ]);
  });
  it("replaces nothing with nobody there", async () => {
    const { keyring, added } = start({ ...kept(), piped: OTHER, nobody: "there is no terminal" });
    expect(await failureOf(added)).toEqual({
      code: "no-terminal",
      message: "replacing a secret takes a yes, and nobody can be asked: there is no terminal",
      hint: "run it on a terminal, or with --force",
    });
    expect(keyring.get(EXAMPLE_SERIAL)).toBe(URI);
  });
  it("moves from one store to the other", async () => {
    const answers = ["correct horse", "correct horse"];
    const { fake, keyring, added } = start({ ...kept(), answers }, { store: "age" });
    expect(await added()).toMatchObject({ store: "age", outcome: "added" });
    expect([keyring.size, entries(fake)]).toEqual([0, [{ ...ENTRY, store: "age" }]]);
  });
  it("says that AWS does not take other digits than six", async () => {
    const { added } = start({ piped: `otpauth://totp/?secret=${OTHER}&digits=8` });
    const told = add.words(await added(), viewAt());
    expect(told.warnings).toEqual(["awsmfa: warning: its codes have 8 digits; AWS takes six"]);
  });
  it("shows the secret nowhere", async () => {
    const { fake, added } = start();
    const result = await added();
    const said = JSON.stringify([
      result,
      add.words(result, viewAt()),
      add.json(result),
      fake.debug,
      fake.news,
      fake.data,
      entries(fake),
    ]);
    expect(said).not.toMatch(/JBSWY3DP|wJalrXUtnFEMI/);
  });
});

describe("a dry run", () => {
  const dry = { ...COMMON, dryRun: true };
  const said = (profile: string, step: string) => ({
    news: [`${profile}: this would`, `  ${step}`],
  });
  it("of add opens and asks nothing", async () => {
    const fake = fakeContext({ files: FILES, keyringFails: "locked" });
    const planned = await add.run(dry, fake.context);
    const step = "store the secret of mfa/mfa.user in the keychain";
    expect(add.words(planned, viewAt())).toEqual(said(PROFILE, step));
    expect(add.json(planned)).toEqual({ outcome: "planned", profile: PROFILE, steps: [step] });
    expect(fake.effects).toEqual([]);
  });
  it("of remove opens and asks nothing", async () => {
    const fake = fakeContext({ ...kept(), keyringFails: "locked" });
    const planned = await remove.run(dry, fake.context);
    const step = "remove the secret of mfa/mfa.user from the keychain";
    expect(remove.words(planned, viewAt())).toEqual(said(PROFILE, step));
    expect(remove.json(planned)).toEqual({ outcome: "planned", profile: PROFILE, steps: [step] });
    expect(fake.effects).toEqual([]);
  });
});

describe("secret list", () => {
  const run = (files: Record<string, string>, profile?: string) =>
    list.run(
      { json: false, ...(profile === undefined ? {} : { profile }) },
      fakeContext({ files, keyringFails: "locked" }).context,
    );
  const two = listed(ENTRY, { serial: "GAHT12345678", store: "age", profile: undefined });
  it("is a table, and opens nothing", async () => {
    expect(list.words(await run(two), viewAt()).data).toBe(
      [
        "DEVICE        STORE     PROFILE   SERIAL",
        `mfa/mfa.user  keychain  mfa.user  ${EXAMPLE_SERIAL}`,
        "GAHT12345678  age       –         GAHT12345678",
        "",
      ].join("\n"),
    );
  });
  it("is a document", async () => {
    expect(list.json(await run(two))).toEqual({
      secrets: [ENTRY, { serial: "GAHT12345678", store: "age", profile: null }],
    });
  });
  it("is of one profile", async () => expect(await run(two, PROFILE)).toEqual([ENTRY]));
  it("says that there are none", async () => {
    expect(list.words(await run(FILES), viewAt())).toEqual({
      news: ["no secret is stored; store one: awsmfa secret add"],
    });
  });
});

describe("secret show", () => {
  const run = (options: FakeOptions) => {
    const fake = fakeContext({ dataIsTerminal: true, ...options });
    return { fake, shown: () => show.run(COMMON, fake.context) };
  };
  it("asks, then shows the QR code and the URI", async () => {
    const { fake, shown } = run({ ...kept(), answers: ["yes"] });
    const result = await shown();
    expect(fake.questions).toEqual([
      "Show the secret of mfa/mfa.user on this screen? Whoever sees it can make its codes. no | yes, show it",
    ]);
    expect(show.words(result, viewAt())).toEqual({
      data: `<QR code of ${URI.length} characters>\n${URI}\n`,
    });
    expect(show.json(result)).toEqual({ serial: EXAMPLE_SERIAL, uri: URI });
  });
  it("leaves out a QR code that is too wide", () => {
    const shown = { serial: EXAMPLE_SERIAL, uri: URI, code: ["█".repeat(53)] };
    expect(show.words(shown, viewAt(undefined, 53)).data).toBe(`${"█".repeat(53)}\n${URI}\n`);
    expect(show.words(shown, viewAt(undefined, 52))).toEqual({
      data: `${URI}\n`,
      warnings: ["awsmfa: warning: the QR code takes 53 columns; there are 52"],
    });
  });
  it.each(["no", undefined])("shows nothing after %s", async (answer) => {
    const { shown } = run({ ...kept(), answers: [answer] });
    const result = await shown();
    expect([show.words(result, viewAt()), show.json(result)]).toEqual([
      { news: ["mfa/mfa.user · not shown"] },
      { serial: EXAMPLE_SERIAL, uri: null },
    ]);
  });
  it.each<[string, FakeOptions, string, string]>([
    [
      "in a pipe",
      { ...kept(), dataIsTerminal: false },
      "usage",
      "a secret is shown on a terminal only",
    ],
    [
      "to nobody",
      { ...kept(), nobody: "--no-input was given" },
      "no-terminal",
      "showing a secret takes a yes, and nobody can be asked: --no-input was given",
    ],
    [
      "that is not there",
      { files: listed(ENTRY), answers: ["yes"] },
      "no-secret",
      "the keychain has no secret of mfa/mfa.user any more",
    ],
    ["of which there is none", { files: FILES }, "no-secret", "no secret is stored"],
  ])("shows nothing %s", async (_, options, code, message) => {
    expect(await failureOf(run(options).shown)).toMatchObject({ code, message });
  });
});

describe("secret remove", () => {
  const run = (options: FakeOptions, given: Partial<remove.RemoveOptions> = {}) => {
    const fake = fakeContext(options);
    return { fake, removed: () => remove.run({ ...COMMON, ...given }, fake.context) };
  };
  it.each<[string, FakeOptions, Partial<remove.RemoveOptions>, string, number]>([
    ["after a yes", { ...kept(), answers: ["yes"] }, {}, "removed", 0],
    ["with --force", { ...kept(), nobody: "there is no terminal" }, { force: true }, "removed", 0],
    ["not after a no", { ...kept(), answers: ["no"] }, {}, "declined", 1],
    ["what is gone", { files: listed(ENTRY), answers: ["yes"] }, {}, "gone", 0],
  ])("removes %s", async (_, options, given, outcome, left) => {
    const { fake, removed } = run(options, given);
    const result = await removed();
    expect([result, entries(fake).length]).toEqual([
      { serial: EXAMPLE_SERIAL, store: "keychain", label: "the keychain", outcome },
      left,
    ]);
    expect(options.keyring?.size ?? 0).toBe(left);
  });
  it("asks", async () => {
    const { fake, removed } = run({ ...kept(), answers: ["no"] });
    expect(remove.words(await removed(), viewAt())).toEqual({
      news: ["mfa/mfa.user · the secret stays in the keychain"],
    });
    expect(fake.questions).toEqual([
      "Remove the secret of mfa/mfa.user from the keychain? Without a copy elsewhere its codes are lost. no | yes, remove it",
    ]);
  });
  it("says what it did", async () => {
    const result = await run(kept(), { force: true }).removed();
    expect(remove.words(result, viewAt()).news).toEqual([
      "✔ mfa/mfa.user · the secret was removed from the keychain",
      "  AWS still takes codes of the device: remove that there if it is not used any more",
    ]);
    expect(remove.json(result)).toEqual({
      serial: EXAMPLE_SERIAL,
      store: "keychain",
      outcome: "removed",
    });
  });
  it("keeps the entry where the store did not let go", async () => {
    const { fake, removed } = run({ ...kept(), keyringFails: "locked" }, { force: true });
    expect((await failureOf(removed)).code).toBe("store-unusable");
    expect(entries(fake)).toEqual([ENTRY]);
  });
});
