import { describe, expect, it } from "vitest";
import { json, words } from "../../src/commands/setup.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { EXAMPLE_KEY, EXAMPLE_SECRET } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  MEMORY,
  failureOf,
  keySection,
  viewAt,
} from "../support/context.ts";
import { FIRST, SECOND, changes, devicesIn } from "../support/devices.ts";
import { OTHER_KEY } from "../support/keys.ts";
import { type Answers, FILE, fakeSetup, newcomer, setUp } from "../support/setup.ts";
import { runsYkman } from "../support/ykman-add.ts";

const NAME = "mfa.user-identity";
const NOBODY = { nobody: "there is no terminal" };
const QUESTIONS = {
  name: `Name of its profile (Enter: ${NAME}):`,
  region: `Region of ${NAME}, such as us-east-1 (Enter: none):`,
  scan: "Scan it, or type “text” to see it as text. Code that the app shows then:",
  remove: "Delete ~/accessKeys.csv? The secret stands in it for all who can read it.",
};
const FOUND = [
  `✔ access key ${EXAMPLE_KEY.id} · ${FILE}`,
  "✔ it belongs to mfa.user in account 123456789012",
];
const PROFILE_LINE = `✔ profile ${NAME} · eu-west-1 · written to ~/.aws/credentials`;
const PASSKEY = {
  serial: "arn:aws:iam::123456789012:u2f/user/mfa.user/laptop",
  kind: "fido",
} as const;
const PHONE = { serial: FIRST, secret: EXAMPLE_SECRET };
const standing = {
  [CREDENTIALS]: keySection("work"),
  [CONFIG]: "[profile work]\nregion = us-east-1\n",
};

function withFiles(
  files: Readonly<Record<string, string>>,
  other: FakeOptions & { by?: Answers } = {},
) {
  return fakeSetup({ ...other, files });
}

const isCsvGone = ({ files }: Fake): boolean => !files.has(FILE);

describe("setup", () => {
  it("asks four things, and says what it found", async () => {
    const fake = fakeSetup();
    const result = await setUp(fake);
    expect(fake.questions).toEqual(Object.values(QUESTIONS));
    expect(fake.news).toEqual([
      ...FOUND,
      `  writing ${EXAMPLE_KEY.id} into [${NAME}] of ~/.aws/credentials …`,
      PROFILE_LINE,
      "✔ MFA device mfa/mfa.user · on the authenticator app",
      `✔ ${NAME} · session until 16:20, 12 h · written to [${NAME}-mfa]`,
      "✔ iam:ListAccessKeys is denied without MFA, and allowed with the session",
      "✔ ~/accessKeys.csv is deleted",
    ]);
    expect(words(result, viewAt()).news).toEqual([
      "",
      `Now:       aws --profile ${NAME}-mfa …    or    eval $(awsmfa env)`,
      "Tomorrow:  awsmfa login",
    ]);
    expect(json(result)).toMatchObject({
      profile: NAME,
      key: { accessKeyId: EXAMPLE_KEY.id, outcome: "imported" },
      arn: "arn:aws:iam::123456789012:user/mfa.user",
      region: "eu-west-1",
      device: { outcome: "enrolled", serial: FIRST, to: ["phone"], passkeys: [] },
      session: { outcome: "renewed", profile: `${NAME}-mfa`, serial: FIRST },
      check: { withoutMfa: "denied", withMfa: "allowed" },
      csvDeleted: true,
    });
    expect(JSON.stringify([json(result), fake.news, fake.debug])).not.toContain(EXAMPLE_KEY.secret);
  });

  it("asks nothing that options say", async () => {
    const fake = fakeSetup();
    await setUp(fake, { profile: "work", region: "us-east-1", deleteCsv: true });
    expect(fake.questions).toEqual([QUESTIONS.scan]);
    expect(fake.files.get(CREDENTIALS)).toContain(keySection("work"));
    expect(isCsvGone(fake)).toBe(true);
  });

  it("does nothing the second time, but offers the file", async () => {
    const first = fakeSetup({ confirms: false });
    await setUp(first);
    const fake = fakeSetup({}, first);
    const result = await setUp(fake);
    expect(fake.questions).toEqual([QUESTIONS.remove]);
    expect(json(result)).toMatchObject({
      key: { outcome: "kept" },
      device: { outcome: "there", serial: FIRST },
      session: { outcome: "kept" },
    });
    expect(fake.news).toContain(`✔ profile ${NAME} · eu-west-1 · has the key already`);
    expect(fake.news).toContain("✔ MFA device mfa/mfa.user · there already");
  });

  it("carries on with the profile that has the key, whatever its name", async () => {
    const fake = withFiles(standing);
    await setUp(fake);
    expect(fake.questions).toEqual([QUESTIONS.scan, QUESTIONS.remove]);
    expect(fake.files.get(CREDENTIALS)).toContain("[work-mfa]");
    expect(fake.files.get(CREDENTIALS)).not.toContain(NAME);
  });

  it("carries on with a key that stands in the config file", async () => {
    const config = keySection("work").replace("[work]", "[profile work]");
    const fake = withFiles({ [CONFIG]: `${config}region = us-east-1\n` });
    await setUp(fake);
    expect(fake.files.get(CREDENTIALS)).toMatch(/^\[work-mfa\]/);
  });

  it("numbers the name where another key has it", async () => {
    const fake = withFiles({ [CREDENTIALS]: keySection(NAME, OTHER_KEY.id) });
    await setUp(fake);
    expect(fake.questions[0]).toBe(`Name of its profile (Enter: ${NAME}-2):`);
    expect(fake.files.get(CREDENTIALS)).toContain(`[${NAME}-2]`);
  });

  it("sets a secret right that was typed wrong", async () => {
    const wrong = keySection("work").replace("wJalr", "XJalr");
    const fake = withFiles({ [CREDENTIALS]: wrong, [CONFIG]: standing[CONFIG] ?? "" });
    await setUp(fake);
    expect(fake.files.get(CREDENTIALS)).toContain(keySection("work"));
    expect(fake.news).toContain(
      "✔ profile work · us-east-1 · its secret is set right in ~/.aws/credentials",
    );
  });

  it("replaces another key only with a yes", async () => {
    const other = { [CREDENTIALS]: keySection("work", OTHER_KEY.id) };
    const error = await failureOf(() => setUp(withFiles(other), { profile: "work" }));
    expect([error.code, error.hint]).toEqual([
      "key-in-use",
      `name another profile: awsmfa setup ${FILE} --profile NAME`,
    ]);
    const fake = withFiles(other, { by: [[/Replace it by/, "yes"]] });
    await setUp(fake, { profile: "work" });
    expect(fake.files.get(CREDENTIALS)).toContain(keySection("work"));
  });
});

describe("the device", () => {
  it("comes beside a passkey, and it is said why", async () => {
    const fake = fakeSetup({ world: newcomer({ devices: [PASSKEY] }) });
    await setUp(fake);
    expect(fake.news).toContain(
      "  u2f/user/mfa.user/laptop is a passkey or security key, which AWS does not take for sessions: one with six digits comes beside it",
    );
    expect(devicesIn(fake.world)).toEqual([PASSKEY.serial, FIRST]);
  });

  it("is one that is there, whose code is asked for", async () => {
    const fake = fakeSetup({ world: newcomer({ devices: [PHONE] }) });
    await setUp(fake);
    expect(changes(fake.world)).toEqual([]);
    expect(fake.questions.some((each) => each.startsWith("MFA code for mfa.user"))).toBe(true);
  });

  it("is left alone where another one is asked for, and it is said how to get that", async () => {
    const fake = fakeSetup({ world: newcomer({ devices: [PHONE] }) });
    await setUp(fake, { to: ["stored"] });
    expect(changes(fake.world)).toEqual([]);
    expect(fake.news).toContain(
      `✔ MFA device mfa/mfa.user · there already; one more: awsmfa device enroll --profile ${NAME} --to stored`,
    );
  });

  it("is asked about where AWS denies the list", async () => {
    const deny = ["iam:ListMFADevices"];
    const fake = fakeSetup({ world: newcomer({ deny }), by: [[/Has mfa.user one already/, "no"]] });
    await setUp(fake);
    expect(devicesIn(fake.world)).toEqual([FIRST]);
    const has = fakeSetup({
      world: newcomer({ deny, devices: [PHONE] }),
      by: [[/Has mfa.user one already/, "yes"]],
    });
    await setUp(has);
    expect([changes(has.world), devicesIn(has.world)]).toEqual([[], [FIRST]]);
  });

  it("takes another name where somebody's leftover may not be removed", async () => {
    const world = newcomer();
    world.unassigned.push({ serial: FIRST, secret: EXAMPLE_SECRET });
    const fake = fakeSetup({ world });
    await setUp(fake);
    expect(devicesIn(world)).toEqual([SECOND]);
  });

  it.each([
    ["the keychain", { to: ["stored"] }],
    ["an age file", { to: ["stored"], store: "age" }],
  ])("is in %s, with nobody there", async (_title, options) => {
    const keyring = new Map<string, string>();
    const environment = { AWSMFA_PASSPHRASE_COMMAND: "echo correct" };
    const programs = Array.from({ length: 9 }, () => ({ stdout: "correct horse\n" }));
    const fake = fakeSetup({ ...NOBODY, keyring, environment, programs });
    await setUp(fake, { ...options, deleteCsv: true });
    expect([fake.questions, devicesIn(fake.world), isCsvGone(fake)]).toEqual([[], [FIRST], true]);
  });

  it("is on a YubiKey", async () => {
    const state = { keys: { "13371337": {} as Record<string, string> } };
    const fake = fakeSetup();
    const run = async () => runsYkman(state, () => fake.time.now);
    await setUp({ context: { ...fake.context, run } }, { to: ["yubikey"] });
    expect(Object.keys(state.keys["13371337"])).toEqual([
      "Amazon Web Services:mfa.user@123456789012",
    ]);
    expect(fake.files.get(CONFIG)).toContain(
      "awsmfa_yubikey_account = Amazon Web Services:mfa.user@123456789012\n",
    );
  });

  it("has a first code that AWS refuses: the person is asked", async () => {
    const world = newcomer();
    let refused = 0;
    world.intercept = (_request, action) => {
      if (action !== "GetSessionToken" || refused++ > 0) return undefined;
      const text = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
      const body = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${text}</Message></Error></ErrorResponse>`;
      return { status: 403, headers: {}, body };
    };
    const fake = fakeSetup({ world });
    await setUp(fake);
    expect(fake.questions.some((each) => each.startsWith("MFA code for mfa.user"))).toBe(true);
  });
});

describe("the check", () => {
  it.each([
    [
      "no policy",
      { denyWithoutMfa: [] },
      "✔ iam:ListAccessKeys is allowed with the session; no policy demands MFA for it",
    ],
    [
      "no right",
      { deny: ["iam:ListAccessKeys"] },
      "✔ AWS takes the session; iam:ListAccessKeys is denied with it too: this user has no right to it",
    ],
  ])("tells what a refusal means: %s", async (_title, user, line) => {
    const fake = fakeSetup({ world: newcomer(user) });
    await setUp(fake);
    expect(fake.news).toContain(line);
  });
});

describe("options that cannot be", () => {
  it.each([
    [{ to: ["phon"] }, "“phon” (--to) is no authenticator"],
    [{ store: "age" }, "--store is for --to stored"],
    [{ region: "no where" }, "“no where” (--region) is no region"],
  ])("%j are refused before AWS is asked", async (options, message) => {
    const fake = fakeSetup();
    const error = await failureOf(() => setUp(fake, options));
    expect([error.code, error.message, fake.world.requests]).toEqual(["usage", message, []]);
  });
});

describe("with nobody there", () => {
  it("fails at once where a phone is wanted, and writes nothing", async () => {
    const fake = fakeSetup(NOBODY);
    const error = await failureOf(() => setUp(fake));
    expect([error.code, error.message, error.hint]).toEqual([
      "no-terminal",
      "the user has no MFA device yet, and the authenticator app takes somebody who types its code: there is no terminal",
      `run it on a terminal, or: awsmfa setup ${FILE} --to stored`,
    ]);
    expect([...fake.files.keys()]).toEqual([FILE]);
  });
  it.each([
    [
      "no key",
      {},
      "there is no access key to set up, and nobody can be asked for it: there is no terminal",
    ],
    [
      "several",
      { [CREDENTIALS]: `${keySection("a")}${keySection("b", OTHER_KEY.id)}` },
      "several profiles have an access key (a, b), and nobody is asked which: there is no terminal",
    ],
  ])("fails at once: %s", async (_title, files, message) => {
    const fake = withFiles(files, NOBODY);
    const error = await failureOf(() => setUp(fake, { csv: undefined } as never));
    expect([error.code, error.message]).toEqual(["no-terminal", message]);
  });
});

describe("interrupted at a question", () => {
  const broken = new AwsmfaError("interrupted", "interrupted");
  it.each<[string, RegExp, boolean]>([
    ["the name", /^Name of/, false],
    ["the region", /^Region of/, false],
    ["the code", /^Scan/, true],
  ])(
    "%s: it says how to carry on, if there is something to carry on",
    async (_title, at, begun) => {
      const fake = fakeSetup({ by: [[at, broken]] });
      expect((await failureOf(() => setUp(fake))).code).toBe("interrupted");
      const line = `awsmfa: to carry on: awsmfa setup ${FILE}`;
      expect(fake.news.includes(line)).toBe(begun);
      expect(fake.files.has(CREDENTIALS)).toBe(begun);
    },
  );
  it("Ctrl-D at the code: the hint is this command", async () => {
    const fake = fakeSetup({ by: [[/^Scan/, undefined]] });
    const { code, hint } = await failureOf(() => setUp(fake));
    expect([code, hint]).toEqual(["no-code", `awsmfa setup ${FILE}`]);
  });
});

describe("--dry-run", () => {
  it("tells the steps, asks nothing, and changes nothing", async () => {
    const fake = fakeSetup();
    const before = [...fake.files];
    const result = await setUp(fake, { dryRun: true, region: "eu-west-1" });
    expect(result).toEqual({
      outcome: "planned",
      profile: NAME,
      steps: [
        `write the access key to [${NAME}] in ${CREDENTIALS}`,
        `write region = eu-west-1 for ${NAME} in ${CONFIG}`,
        "check that the secret can go to: the authenticator app",
        "make the virtual device mfa/mfa.user (iam:CreateVirtualMFADevice)",
        "hand the secret to the authenticator app",
        "compare the code of the authenticator app",
        "enable it with two codes (iam:EnableMFADevice)",
        `save it as mfa_serial of ${NAME}`,
        "get a session with a code, unless there is a fresh one (sts:GetSessionToken)",
        `write it to [${NAME}-mfa] in ${CREDENTIALS}, and to [profile ${NAME}-mfa] in ${CONFIG}`,
        "try a call that needs MFA, without the session and with it (iam:ListAccessKeys)",
        `offer to delete ${FILE}`,
      ],
    });
    expect([fake.questions, changes(fake.world), [...fake.files]]).toEqual([[], [], before]);
    expect(words(result, viewAt()).news?.[0]).toBe(`${NAME}: a setup would`);
  });
  it("of nothing says what would be asked", async () => {
    const fake = withFiles({}, { world: createWorld({ users: [] }) });
    const result = await setUp(fake, { csv: undefined, dryRun: true } as never);
    expect(result).toMatchObject({ outcome: "planned", profile: null });
    expect(fake.world.requests).toEqual([]);
  });
});

describe("what is not its own", () => {
  it("stays byte for byte", async () => {
    const [credentials, config] = ["# mine\r\n[x]\r\na = b\r\n", "; mine\n[profile x]\nregion=y"];
    const fake = withFiles({ [CREDENTIALS]: credentials, [CONFIG]: config });
    await setUp(fake);
    expect(fake.files.get(CREDENTIALS)?.startsWith(credentials)).toBe(true);
    expect(fake.files.get(CONFIG)?.startsWith(config)).toBe(true);
    expect(fake.files.get(MEMORY)).not.toContain(EXAMPLE_KEY.secret);
  });
});
