import { describe, expect, it } from "vitest";
import { agePath } from "../../src/secrets/age-store.ts";
import type { SecretStore, StoreName } from "../../src/secrets/secret-store.ts";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { SECRET_STORES, storeNamed } from "../../src/secrets/secrets.ts";
import { type Fake, type FakeOptions, HOME, failureOf, fakeContext } from "../support/context.ts";
import { fakeAge } from "../support/secrets.ts";

/** Both stores, over fakes of what they keep things in. */

const JANE = "arn:aws:iam::123456789012:mfa/jane";
const JOE = "arn:aws:iam::123456789012:mfa/joe";
const SECRET = secretOf("otpauth://totp/AWS:jane?secret=JBSWY3DPEHPK3PXP&issuer=AWS", "it");
const OTHER = secretOf("GEZDGNBVGY3TQOJQ", "it");
const PASSPHRASE = "correct horse";
const FILE = `${HOME}/.local/share/awsmfa/secrets.age`;
const LINE = `${JANE} otpauth://totp/AWS:jane?secret=JBSWY3DPEHPK3PXP&issuer=AWS\n`;

/** A store of a fake world; `files` with the age file if there is a text for it. */
function opened(
  name: StoreName,
  options: FakeOptions = {},
  text?: string,
): { store: SecretStore; fake: Fake } {
  const files = text === undefined ? {} : { [FILE]: fakeAge(PASSPHRASE, text) };
  const fake = fakeContext({ files, ...options });
  return { store: SECRET_STORES[name].open(fake.context), fake };
}

describe.each<[StoreName, FakeOptions]>([
  ["keychain", {}],
  ["age", { answers: [PASSPHRASE, PASSPHRASE] }],
])("the store %s", (name, options) => {
  it("gives back what it was given, by device", async () => {
    const { store } = opened(name, options);
    await store.put(JANE, SECRET);
    await store.put(JOE, OTHER);
    expect([await store.get(JANE), await store.get(JOE)]).toEqual([SECRET, OTHER]);
    expect(await store.get("GAHT12345678")).toBeUndefined();
  });
  it("replaces", async () => {
    const { store } = opened(name, options);
    await store.put(JANE, SECRET);
    await store.put(JANE, OTHER);
    expect(await store.get(JANE)).toEqual(OTHER);
  });
  it("removes, and says whether there was anything", async () => {
    const { store } = opened(name, options);
    await store.put(JANE, SECRET);
    await store.put(JOE, OTHER);
    expect([await store.remove(JANE), await store.remove(JANE)]).toEqual([true, false]);
    expect([await store.get(JANE), await store.get(JOE)]).toEqual([undefined, OTHER]);
  });
  it("has its name", () => expect(storeNamed(name).name).toBe(name));
});

describe("a keychain that may have to be unlocked", () => {
  const locked = {
    code: "store-unusable",
    message: "the keychain is locked, and was not unlocked",
  };
  const forbidden = { nobody: "--no-input was given" };
  const acts: ((store: SecretStore) => Promise<unknown>)[] = [
    (store) => store.get(JANE),
    (store) => store.put(JANE, SECRET),
    (store) => store.remove(JANE),
  ];
  it.each(acts)("is not opened where nobody may be asked: %s", async (act) => {
    const { store } = opened("keychain", { ...forbidden, keyringLocked: true });
    expect(await failureOf(() => act(store))).toMatchObject(locked);
  });
  it.each<[string, FakeOptions]>([
    ["it asks by its own window", { keyringLocked: true }],
    ["without a terminal too", { keyringLocked: true, nobody: "there is no terminal" }],
    ["it is open", { ...forbidden, keyringLocked: false }],
    ["nobody can tell", forbidden],
  ])("is opened: %s", async (_, options) => {
    const { store } = opened("keychain", options);
    for (const act of acts) await act(store);
    expect(await store.get(JANE)).toBeUndefined();
  });
});

it("takes no other name for a store", async () => {
  expect(await failureOf(() => storeNamed("vault"))).toEqual({
    code: "usage",
    message: "“vault” (--store) is no store of secrets",
    hint: "stores: keychain, age",
  });
});

describe("the keychain", () => {
  const other = "\nawsmfa secret add --store age keeps it in a file with a passphrase";
  it.each([
    [
      "absent",
      "there is no keychain to be reached: the keychain is absent",
      "it takes a desktop session with GNOME Keyring, KWallet or KeePassXC; or use the other store:",
    ],
    [
      "locked",
      "the keychain is locked, and was not unlocked",
      "unlock it and try again; or use the other store:",
    ],
    [
      "denied",
      "the keychain does not let awsmfa in: the keychain is denied",
      "let it in; or use the other store:",
    ],
    ["failed", "the keychain failed: the keychain is failed", "try again; or use the other store:"],
  ] as const)("that is %s names the other store", async (keyringFails, message, hint) => {
    const { store } = opened("keychain", { keyringFails });
    const expected = { code: "store-unusable", message, hint: hint + other };
    expect(await failureOf(() => store.get(JANE))).toEqual(expected);
    expect(await failureOf(() => store.put(JANE, SECRET))).toEqual(expected);
    expect(await failureOf(() => store.remove(JANE))).toEqual(expected);
  });
  it("holds the otpauth URI by serial number", async () => {
    const keyring = new Map<string, string>();
    await opened("keychain", { keyring }).store.put(JANE, SECRET);
    expect([...keyring]).toEqual([[JANE, LINE.trim().split(" ")[1]]]);
  });
  it("with something else in it says so without showing it", async () => {
    const { store } = opened("keychain", { keyring: new Map([[JANE, "hunter2"]]) });
    const { code, message } = await failureOf(() => store.get(JANE));
    expect(code).toBe("bad-secret");
    expect(message).not.toContain("hunter2");
  });
  it("is no obstacle by itself, for to look is to risk a window", async () => {
    expect(await opened("keychain", { keyringFails: "locked" }).store.obstacle()).toBeUndefined();
  });
});

describe("the age file", () => {
  it("is asked for once in a run", async () => {
    const { store, fake } = opened("age", { answers: [PASSPHRASE] }, LINE);
    expect([await store.get(JANE), await store.get(JANE)]).toEqual([SECRET, SECRET]);
    expect(fake.questions).toEqual(["Passphrase of the age file:"]);
    expect(fake.progress).toEqual([
      "the age file takes a second …",
      "the age file takes a second …",
    ]);
  });
  it("is asked for again until it opens", async () => {
    const { store, fake } = opened("age", { answers: ["wrong", "", PASSPHRASE] }, LINE);
    expect(await store.get(JANE)).toEqual(SECRET);
    expect(fake.objections).toEqual(["that is not the passphrase", "that is not the passphrase"]);
  });
  it("stays as it was where nothing is removed", async () => {
    const { store, fake } = opened("age", { answers: [PASSPHRASE] }, LINE);
    expect(await store.remove(JOE)).toBe(false);
    expect(fake.effects).toEqual(["ask hidden"]);
  });
  it("goes with its last secret", async () => {
    const { store, fake } = opened("age", { answers: [PASSPHRASE] }, LINE);
    await store.remove(JANE);
    expect(fake.files.has(FILE)).toBe(false);
  });
  it("keeps lines of others", async () => {
    const text = `${LINE}${JOE}  otpauth://totp/?secret=GEZDGNBVGY3TQOJQ\r\n`;
    const { store, fake } = opened("age", { answers: [PASSPHRASE] }, text);
    await store.put(JANE, OTHER);
    expect(await store.get(JOE)).toEqual(OTHER);
    expect(fake.questions).toHaveLength(1);
  });
  it("is changed again when another process has changed it meanwhile", async () => {
    const { store, fake } = opened("age", { answers: [PASSPHRASE] }, LINE);
    const edit = fake.context.files.edit.bind(fake.context.files);
    let first = true;
    fake.context.files.edit = (path, change, options) => {
      if (first)
        fake.files.set(
          FILE,
          fakeAge(PASSPHRASE, `${LINE}${JOE} otpauth://totp/?secret=GEZDGNBVGY3TQOJQ\n`),
        );
      first = false;
      return edit(path, change, options);
    };
    await store.put(JANE, OTHER);
    expect([await store.get(JANE), await store.get(JOE)]).toEqual([OTHER, OTHER]);
  });
  it("that is none is not overwritten", async () => {
    const { store, fake } = opened("age", { files: { [FILE]: "hello" }, answers: [PASSPHRASE] });
    expect(await failureOf(() => store.put(JANE, SECRET))).toEqual({
      code: "store-unusable",
      message: `${FILE} is no age file that a passphrase opens, or it is damaged`,
      hint: `look at it: age -d ${FILE}; a new one is made if you move it away`,
    });
    expect(fake.files.get(FILE)).toBe("hello");
  });
  it.each([
    ["linux", {}, "/home/jane/.local/share/awsmfa/secrets.age"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/awsmfa/secrets.age"],
    ["linux", { XDG_DATA_HOME: "data" }, "/home/jane/.local/share/awsmfa/secrets.age"],
    ["darwin", {}, "/home/jane/Library/Application Support/awsmfa/secrets.age"],
    ["win32", { LOCALAPPDATA: "/local" }, "/local/awsmfa/secrets.age"],
    ["win32", {}, "/home/jane/AppData/Local/awsmfa/secrets.age"],
  ])("on %s with %j is %s", (platform, environment, path) => {
    expect(agePath({ platform, environment, home: HOME })).toBe(path);
  });
});

describe("the passphrase", () => {
  const MACHINE = {
    environment: { AWSMFA_PASSPHRASE_COMMAND: "pass show awsmfa", AWSMFA_CODE: "1" },
  };
  it("of a new file is typed twice, and is not short", async () => {
    const answers = ["short", PASSPHRASE, "correct hoarse", PASSPHRASE];
    const { store, fake } = opened("age", { answers });
    await store.put(JANE, SECRET);
    expect(fake.objections).toEqual([
      "at least 8 characters; four or five words are good",
      "the two differ",
    ]);
    expect(fake.files.get(FILE)).toBe(fakeAge(PASSPHRASE, LINE));
  });
  it("comes from a program, without a question", async () => {
    const { store, fake } = opened(
      "age",
      {
        ...MACHINE,
        nobody: "there is no terminal",
        programs: [{ stdout: `${PASSPHRASE}\nmore\n` }],
      },
      LINE,
    );
    expect(await store.obstacle()).toBeUndefined();
    expect(await store.get(JANE)).toEqual(SECRET);
    expect(fake.ran).toMatchObject([
      { command: "pass show awsmfa", mayAsk: false, stderr: "ours" },
    ]);
    expect(fake.ran[0]?.environment).not.toHaveProperty("AWSMFA_CODE");
  });
  it.each([
    [
      "a wrong one",
      { stdout: "wrong horse" },
      "what AWSMFA_PASSPHRASE_COMMAND printed is not the passphrase of the age file",
    ],
    ["nothing", { stdout: "\n" }, "AWSMFA_PASSPHRASE_COMMAND printed nothing"],
    [
      "a failure",
      { status: 3, stdout: PASSPHRASE },
      "AWSMFA_PASSPHRASE_COMMAND failed with status 3",
    ],
    ["no end", { why: "limit" as const }, "AWSMFA_PASSPHRASE_COMMAND did not end well (limit)"],
  ])("from a program: %s", async (_, ended, message) => {
    const { store } = opened("age", { ...MACHINE, programs: [ended] }, LINE);
    expect(await failureOf(() => store.get(JANE))).toMatchObject({
      code: "store-unusable",
      message,
    });
  });
  it("from a program is not short either", async () => {
    const { store } = opened("age", { ...MACHINE, programs: [{ stdout: "short" }] });
    expect(await failureOf(() => store.put(JANE, SECRET))).toMatchObject({
      message: "what AWSMFA_PASSPHRASE_COMMAND printed has less than 8 characters",
    });
  });
  it("is not waited for after Ctrl-C in the program", async () => {
    const { store } = opened("age", { ...MACHINE, programs: [{ status: 130 }] }, LINE);
    expect((await failureOf(() => store.get(JANE))).code).toBe("interrupted");
  });
  it("cannot be had with nobody there", async () => {
    const { store } = opened("age", { nobody: "there is no terminal" }, LINE);
    const why =
      "nobody can be asked for the passphrase of the age file, and AWSMFA_PASSPHRASE_COMMAND is not set: there is no terminal";
    expect(await store.obstacle()).toBe(why);
    expect(await failureOf(() => store.get(JANE))).toEqual({
      code: "store-unusable",
      message: why,
      hint: "run it on a terminal, or set AWSMFA_PASSPHRASE_COMMAND to a command that prints the passphrase",
    });
  });
  it("that is not entered (Ctrl-D) ends it", async () => {
    const { store } = opened("age", { answers: [undefined] }, LINE);
    expect(await failureOf(() => store.get(JANE))).toMatchObject({
      code: "store-unusable",
      message: "no passphrase was entered",
    });
  });
  it("is in no error and in no --debug", async () => {
    const { store, fake } = opened(
      "age",
      { ...MACHINE, programs: [{ stdout: "hunter2hunter2" }] },
      LINE,
    );
    const failure = await failureOf(() => store.get(JANE));
    expect(JSON.stringify([failure, fake.debug])).not.toContain("hunter2");
    expect(fake.debug).toEqual(["AWSMFA_PASSPHRASE_COMMAND: status 0"]);
  });
});
