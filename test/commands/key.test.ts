import { describe, expect, it } from "vitest";
import * as create from "../../src/commands/key/create.ts";
import * as deactivate from "../../src/commands/key/deactivate.ts";
import * as remove from "../../src/commands/key/delete.ts";
import * as list from "../../src/commands/key/list.ts";
import * as rotate from "../../src/commands/key/rotate.ts";
import type { Command } from "../../src/commands/command.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  PROFILE,
  failureOf,
  fakeContext,
  filesWith,
  exampleSession,
  keySection,
  viewAt,
} from "../support/context.ts";
import { EXAMPLE_KEY, OTHER_KEY, keyWorld, keysOf } from "../support/keys.ts";

const AT_HAND = { json: false, force: false, dryRun: false, delete: false, profile: PROFILE };
const TWO = [
  EXAMPLE_KEY,
  {
    ...OTHER_KEY,
    created: "2026-08-01T00:00:00Z",
    lastUsed: { date: "2026-11-20T04:20:00Z", service: "s3", region: "eu-west-1" },
  },
];
const code = (fake: Fake): string => fake.code();
const OPEN = { denyWithoutMfa: [] };

async function told<O, R>(command: Command<O, R>, options: O, fake: Fake) {
  const result = await command.run(options, fake.context);
  return { ...command.words(result, viewAt()), json: command.json(result) };
}

function fakeWith(user: Parameters<typeof keyWorld>[0], other: FakeOptions = {}): Fake {
  return fakeContext({ world: keyWorld(user), ...other });
}

describe("key list", () => {
  it("shows age and last use, and where a key is", async () => {
    const fake = fakeWith({ ...OPEN, keys: TWO });
    const { data, json } = await told(list, AT_HAND, fake);
    expect(data).toBe(`ACCESS KEY            STATUS  AGE       LAST USED                    IN
AKIAIOSFODNN7EXAMPLE  active  324 days  never                        [mfa.user]
AKIAI44QH8DHBEXAMPLE  active  113 days  2 days ago, s3 in eu-west-1  –
`);
    expect(json).toEqual({
      profile: PROFILE,
      keys: [
        {
          accessKeyId: EXAMPLE_KEY.id,
          active: true,
          created: "2026-01-02T03:04:05Z",
          lastUsed: null,
          lastUsedService: null,
          lastUsedRegion: null,
          sections: [PROFILE],
        },
        {
          accessKeyId: OTHER_KEY.id,
          active: true,
          created: "2026-08-01T00:00:00Z",
          lastUsed: "2026-11-20T04:20:00Z",
          lastUsedService: "s3",
          lastUsedRegion: "eu-west-1",
          sections: [],
        },
      ],
    });
  });

  it("says that the last use is unknown where it is denied", async () => {
    const fake = fakeWith({ ...OPEN, deny: ["iam:GetAccessKeyLastUsed"] }, { answers: [code] });
    expect((await told(list, AT_HAND, fake)).data).toContain("unknown");
  });

  it.each([
    ["the key alone, where a policy lets it", OPEN, [], ["listAccessKeys", "getAccessKeyLastUsed"]],
    [
      "one session, where it takes MFA",
      {},
      [code],
      ["listAccessKeys", "ask", "sts", "listAccessKeys", "getAccessKeyLastUsed"],
    ],
  ])("calls by %s", async (_title, user, answers, effects) => {
    const fake = fakeWith(user, { answers });
    await told(list, { ...AT_HAND, serial: "arn:aws:iam::123456789012:mfa/mfa.user" }, fake);
    expect(fake.effects.filter((effect) => !effect.startsWith("edit"))).toEqual(effects);
  });

  it("uses a fresh session as it is, and makes a new one where AWS does not know it any more", async () => {
    const files = filesWith([exampleSession()]);
    const fake = fakeWith({}, { files, answers: [code] });
    await told(list, AT_HAND, fake);
    expect(fake.effects.filter((effect) => /Key|ask|sts/.test(effect))).toEqual([
      "listAccessKeys",
      "ask",
      "sts",
      "listAccessKeys",
      "getAccessKeyLastUsed",
    ]);
  });
});

describe("key create", () => {
  it("writes the new key to a profile of its own, with the region", async () => {
    const fake = fakeWith(OPEN);
    const { news, json } = await told(create, AT_HAND, fake);
    const secret = fake.world.users[0]?.keys[1]?.secret;
    expect(fake.files.get(CREDENTIALS)).toBe(
      `${keySection(PROFILE)}\n[${PROFILE}-2]\naws_access_key_id = ${OTHER_KEY.id}\naws_secret_access_key = ${secret}\n`,
    );
    expect(fake.files.get(CONFIG)).toContain(`\n[profile ${PROFILE}-2]\nregion = us-east-1\n`);
    expect(news?.[0]).toBe(
      `✔ ${PROFILE} · a second key ${OTHER_KEY.id} is in [${PROFILE}-2] of ~/.aws/credentials`,
    );
    expect(json).toEqual({
      profile: PROFILE,
      outcome: "created",
      accessKeyId: OTHER_KEY.id,
      as: `${PROFILE}-2`,
      works: true,
    });
  });

  it.each([
    ["the user has two", { keys: TWO }, {}, "no-room-for-key"],
    ["the profile has one", {}, { as: PROFILE }, "key-in-use"],
    ["the name cannot be one", {}, { as: "a]b" }, "usage"],
    ["it may not", { deny: ["iam:CreateAccessKey"] }, {}, "access-denied"],
  ])("makes none where %s", async (_title, user, options, expected) => {
    const fake = fakeWith({ ...OPEN, ...user }, { answers: [code] });
    const failure = await failureOf(() => told(create, { ...AT_HAND, ...options }, fake));
    expect([failure.code, fake.world.keysMade]).toEqual([expected, undefined]);
  });

  it("has it deleted again where it cannot be written", async () => {
    const fake = fakeWith(OPEN);
    const unwritable: string[] = [];
    const failing = fakeContext({ world: fake.world, unwritable });
    fake.world.intercept = (_request, action) => {
      if (action === "CreateAccessKey") unwritable.push(CREDENTIALS);
      return undefined;
    };
    expect(await failureOf(() => told(create, AT_HAND, failing))).toMatchObject({
      code: "file-unwritable",
      hint: `the new key ${OTHER_KEY.id} was deleted again`,
    });
    expect(keysOf(fake.world)).toEqual([`${EXAMPLE_KEY.id} active`]);
  });
});

describe.each([
  ["deactivate", deactivate as Command<typeof AT_HAND & { id: string }, unknown>],
  ["delete", remove as Command<typeof AT_HAND & { id: string }, unknown>],
])("key %s", (name, command) => {
  it.each([
    [
      "the key of a profile",
      EXAMPLE_KEY.id,
      { keys: TWO },
      "key-in-use",
      `${EXAMPLE_KEY.id} is the key in [${PROFILE}], which would work no more`,
    ],
    ["a key that nobody needs", OTHER_KEY.id, { keys: TWO }, undefined, ""],
    [
      "a key that AWS does not list",
      "AKIA0000000000000000",
      {},
      "unknown-key",
      `AWS lists no access key AKIA0000000000000000 of the user of ${PROFILE}`,
    ],
  ])("of %s", async (_title, id, user, expected, message) => {
    const fake = fakeWith({ ...OPEN, ...user }, { answers: ["yes"] });
    const done = failureOf(() => told(command, { ...AT_HAND, id }, fake));
    if (expected === undefined) await expect(done).rejects.toThrow("it did not fail");
    else expect(await done).toMatchObject({ code: expected, message });
  });

  it("does so with --force, and asks nothing", async () => {
    const fake = fakeWith({ ...OPEN, keys: TWO });
    await told(command, { ...AT_HAND, id: EXAMPLE_KEY.id, force: true }, fake);
    expect(fake.questions).toEqual([]);
    expect(keysOf(fake.world)).not.toContain(`${EXAMPLE_KEY.id} active`);
  });

  it("says what it would do", async () => {
    const fake = fakeWith({ ...OPEN, keys: TWO });
    const { news } = await told(command, { ...AT_HAND, id: OTHER_KEY.id, dryRun: true }, fake);
    expect(news?.[0]).toBe(`${PROFILE}: this would`);
    expect([fake.effects, news?.length]).toEqual([[], 3]);
    expect(news?.[2]).toContain(name === "delete" ? "DeleteAccessKey" : "UpdateAccessKey");
  });
});

it.each([
  ["no", "declined", 2],
  ["yes", "deleted", 1],
])("key delete asks, with the last use: %s", async (answer, outcome, left) => {
  const fake = fakeWith({ ...OPEN, keys: TWO }, { answers: [answer] });
  const { json } = await told(remove, { ...AT_HAND, id: OTHER_KEY.id }, fake);
  expect(fake.questions).toEqual([
    `Delete ${OTHER_KEY.id} (active, last used: 2 days ago, s3 in eu-west-1)? It cannot be had back. no | yes, delete it`,
  ]);
  expect(json).toMatchObject({ outcome });
  expect(keysOf(fake.world)).toHaveLength(left);
});

it("key deactivate keeps a key that is inactive already", async () => {
  const files = { [CREDENTIALS]: keySection(PROFILE), [CONFIG]: "" };
  const fake = fakeWith(
    { ...OPEN, keys: [EXAMPLE_KEY, { ...OTHER_KEY, active: false }] },
    { files },
  );
  const { json } = await told(deactivate, { ...AT_HAND, id: OTHER_KEY.id }, fake);
  expect(json).toEqual({ profile: PROFILE, accessKeyId: OTHER_KEY.id, outcome: "kept" });
});

describe("key rotate", () => {
  it("says first what it writes, then what it did", async () => {
    const fake = fakeWith(OPEN);
    const { news, json } = await told(rotate, AT_HAND, fake);
    expect(fake.news).toEqual([
      `a new key goes into [${PROFILE}-next] of ~/.aws/credentials, and when it works into [${PROFILE}]`,
    ]);
    expect(news).toEqual([
      `✔ ${PROFILE} · rotated · ${OTHER_KEY.id} is in [${PROFILE}] of ~/.aws/credentials`,
      `  ${EXAMPLE_KEY.id} is inactive; delete it when nothing misses it: awsmfa key delete ${EXAMPLE_KEY.id} --profile ${PROFILE}`,
    ]);
    expect(json).toEqual({
      profile: PROFILE,
      outcome: "rotated",
      from: EXAMPLE_KEY.id,
      to: OTHER_KEY.id,
      deleted: false,
      carriedOn: false,
      sections: [PROFILE],
      session: "none",
      steps: ["create", "prove", "swap", "deactivate", "prove", "finish"],
    });
  });

  it("asks for one code, and says that the next login asks for another", async () => {
    const fake = fakeWith({}, { answers: [code] });
    const { news, json } = await told(rotate, AT_HAND, fake);
    expect(fake.questions).toHaveLength(1);
    expect(json).toMatchObject({ session: "stale" });
    expect(news?.at(-1)).toBe(
      `  the session was made with the old key: awsmfa login --profile ${PROFILE}`,
    );
  });

  it("opens no window for another code", async () => {
    const files = {
      [CREDENTIALS]: keySection(PROFILE),
      [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\n`,
      "/usr/bin/zenity": "",
    };
    const desktop = {
      modes: { "/usr/bin/zenity": 0o755 },
      environment: { DISPLAY: ":1", PATH: "/usr/bin" },
    };
    const fake = fakeWith({}, { answers: [code], files, ...desktop });
    expect((await told(rotate, AT_HAND, fake)).json).toMatchObject({ session: "stale" });
    expect(fake.ran).toEqual([]);
  });

  it("renews the session where a program gives codes", async () => {
    const files = {
      [CREDENTIALS]: keySection(PROFILE),
      [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\nmfa_process = otp\n`,
    };
    const soon = (fake: Fake): string => {
      fake.time.now += 30_000;
      return fake.code();
    };
    const fake = fakeWith({}, { files, programs: [code, soon] });
    const { news, json } = await told(rotate, AT_HAND, fake);
    expect(json).toMatchObject({ session: "renewed" });
    expect(news?.at(-1)).toBe("  the session is renewed");
    expect(fake.files.get(CREDENTIALS)).toContain(`awsmfa_source_key = ${OTHER_KEY.id}`);
  });

  it("says all steps in a dry run, and asks nothing of AWS", async () => {
    const fake = fakeWith(OPEN);
    const { news } = await told(rotate, { ...AT_HAND, dryRun: true, delete: true }, fake);
    expect(fake.effects).toEqual([]);
    expect(news).toEqual([
      `${PROFILE}: a rotation would`,
      "  look for room: AWS allows two keys (iam:ListAccessKeys)",
      `  make a new key (iam:CreateAccessKey), and write it at once to [${PROFILE}-next] in ${CREDENTIALS}`,
      "  call AWS with the new key (sts:GetCallerIdentity), until all of AWS knows it",
      `  put the new key into [${PROFILE}] in ${CREDENTIALS}, and take out [${PROFILE}-next], in one write`,
      `  make ${EXAMPLE_KEY.id} inactive (iam:UpdateAccessKey)`,
      "  call AWS with the new key (sts:GetCallerIdentity), until all of AWS knows it",
      `  delete ${EXAMPLE_KEY.id} (iam:DeleteAccessKey)`,
    ]);
  });

  it("says nothing of what it writes where it writes nothing", async () => {
    const fake = fakeWith({ ...OPEN, keys: TWO });
    expect((await failureOf(() => told(rotate, AT_HAND, fake))).code).toBe("no-room-for-key");
    expect(fake.news).toEqual([]);
  });

  it("asks which profile, unless it was named", async () => {
    const fake = fakeWith(OPEN, { answers: [PROFILE] });
    const { profile: _named, ...unnamed } = AT_HAND;
    await told(rotate, unnamed, fake);
    expect(fake.questions[0]).toContain("Rotate the access key of which profile?");
  });
});
