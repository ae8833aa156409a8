import { describe, expect, it } from "vitest";
import { run } from "../../src/commands/key/rotate.ts";
import type { FaultName } from "../local-aws/faults.ts";
import type { World } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  PROFILE,
  failureOf,
  fakeContext,
  keySection,
} from "../support/context.ts";
import { EXAMPLE_KEY, OTHER_KEY, isWorking, keyWorld, keysOf } from "../support/keys.ts";

/** A rotation in which AWS, the network or the disk fails at some step, and is then run again. */

const FILES = {
  [CREDENTIALS]: keySection(PROFILE),
  [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\n`,
};
const ROTATE = { json: false, dryRun: false, profile: PROFILE, delete: false };
const NEXT = `[${PROFILE}-next]`;
const RECORD = "/home/jane/.local/state/awsmfa/rotations.json";
const CARRY_ON = `then carry on: awsmfa key rotate --profile ${PROFILE}`;

function begin(world: World, files: Readonly<Record<string, string>> = FILES): Fake {
  return fakeContext({ world, files });
}

const credentials = (fake: Fake): string => fake.files.get(CREDENTIALS) ?? "";
const rotate = (fake: Fake) => run(ROTATE, fake.context);

/** The rotation with a fault planned for an action; then again without. */
async function failing(fault: FaultName, action: string, times = 1) {
  const world = keyWorld({ denyWithoutMfa: [] }, { faults: [{ fault, action, times }] });
  const first = begin(world);
  const failure = await failureOf(() => rotate(first)).catch(() => undefined);
  const works = isWorking(world, credentials(first), PROFILE);
  const keys = keysOf(world);
  world.faults = [];
  const second = begin(world, Object.fromEntries(first.files));
  second.time.now = first.time.now + 1000;
  if (failure !== undefined) await rotate(second);
  return { first, second, failure, works, keys, world };
}

const FAULTS: readonly FaultName[] = [
  "throttled",
  "503",
  "reset",
  "hang",
  "html-200",
  "lose",
  "cut",
];
const ACTIONS = ["ListAccessKeys", "CreateAccessKey", "GetCallerIdentity", "UpdateAccessKey"];

describe.each(ACTIONS)("a fault at %s", (action) => {
  it.each(FAULTS)("leaves a key that works, and the next run carries on: %s", async (fault) => {
    const { works, world, second, first, failure } = await failing(fault, action);
    expect(works).toBe(true);
    // A key that we did not hear of was found in the list, and no second run is needed.
    const last = failure === undefined ? first : second;
    const [, id = ""] = /aws_access_key_id = (\S+)/.exec(credentials(last)) ?? [];
    expect(credentials(last)).not.toContain(NEXT);
    expect(isWorking(world, credentials(last), PROFILE)).toBe(true);
    expect(keysOf(world)).toEqual([`${EXAMPLE_KEY.id} inactive`, `${id} active`]);
    expect(last.files.has(RECORD)).toBe(false);
  });
});

it("that loses the answer to a creation finds the key in the list, deletes it, and makes another", async () => {
  const { failure, first, world } = await failing("lose", "CreateAccessKey");
  expect(failure).toBeUndefined();
  expect(first.effects.filter((effect) => effect.endsWith("Key"))).toEqual([
    "createAccessKey",
    "deleteAccessKey",
    "createAccessKey",
    "updateAccessKey",
  ]);
  expect(keysOf(world)[1]).not.toContain(OTHER_KEY.id);
});

it("that never hears of a key that it made says so, and the next run clears it away", async () => {
  const { failure, keys } = await failing("lose", "CreateAccessKey", 2);
  expect(failure?.code).toBe("unreachable");
  expect(keys).toHaveLength(2);
});

describe("an error in the middle", () => {
  it("says that the keys work, and how to carry on", async () => {
    const { failure, first } = await failing("503", "UpdateAccessKey", 9);
    expect(failure).toMatchObject({ code: "unreachable", hint: expect.stringContaining(CARRY_ON) });
    expect(credentials(first)).toContain(OTHER_KEY.id);
  });

  it("at the first call says nothing of the kind", async () => {
    const { failure } = await failing("503", "ListAccessKeys", 9);
    expect(failure?.hint).not.toContain("carry on");
  });
});

describe("a new key that AWS never takes", () => {
  it("is deleted again after a minute, and its section goes", async () => {
    const world = keyWorld({ denyWithoutMfa: [] }, { propagation: 1000 });
    const fake = begin(world);
    const started = fake.time.now;
    expect(await failureOf(() => rotate(fake))).toEqual({
      code: "rotation-stopped",
      message: `AWS did not take the new key ${OTHER_KEY.id} within a minute: it was deleted again, and the profile has its old key`,
      hint: `try again: awsmfa key rotate --profile ${PROFILE}`,
    });
    expect(fake.time.now - started).toBe(60_000);
    expect(fake.progress).toContain("waiting until all of AWS knows the new key …");
    expect([credentials(fake), keysOf(world)]).toEqual([
      FILES[CREDENTIALS],
      [`${EXAMPLE_KEY.id} active`],
    ]);
    expect(fake.files.has(RECORD)).toBe(false);
  });

  it("after the old one is inactive brings the old one back, by the session", async () => {
    let seen = 0;
    const world = keyWorld(
      {},
      {
        intercept: (_request, action) => {
          // The new key is refused from the second proof on.
          if (action !== "GetCallerIdentity" || (seen += 1) === 1) return undefined;
          world.users[0]!.keys[1]!.refusals = 1000;
          return undefined;
        },
      },
    );
    const fake = fakeContext({ world, files: FILES, answers: [(each) => each.code()] });
    expect(await failureOf(() => rotate(fake))).toMatchObject({
      code: "rotation-stopped",
      message: expect.stringContaining("the old key is active and in its place again"),
    });
    expect(credentials(fake).replace(/\n\[mfa.user-mfa\][^]*/, "")).toBe(FILES[CREDENTIALS]);
    expect(keysOf(world)[0]).toBe(`${EXAMPLE_KEY.id} active`);
  });
});

it("that deletes the old key waits until IAM knows the new one", async () => {
  const world = keyWorld({ denyWithoutMfa: [] });
  let seen = 0;
  world.intercept = (_request, action) => {
    const key = world.users[0]?.keys[1];
    if (action === "DeleteAccessKey" && key !== undefined && (seen += 1) === 1) key.refusals = 2;
    return undefined;
  };
  const fake = begin(world);
  await run({ ...ROTATE, delete: true }, fake.context);
  expect([keysOf(world), seen]).toEqual([[`${OTHER_KEY.id} active`], 3]);
});

describe("a disk that fails", () => {
  it("before anything is asked of AWS stops it at once", async () => {
    const world = keyWorld({ denyWithoutMfa: [] });
    const fake = fakeContext({ world, files: FILES, unwritable: [CREDENTIALS] });
    expect((await failureOf(() => rotate(fake))).code).toBe("file-unwritable");
    expect(world.requests).toEqual([]);
  });

  it("when the new key is to be written has it deleted again", async () => {
    const world = keyWorld({ denyWithoutMfa: [] });
    const unwritable: string[] = [];
    const fake = fakeContext({ world, files: FILES, unwritable });
    world.intercept = (_request, action) => {
      if (action === "CreateAccessKey") unwritable.push(CREDENTIALS);
      return undefined;
    };
    expect(await failureOf(() => rotate(fake))).toMatchObject({
      code: "file-unwritable",
      hint: expect.stringContaining(`the new key ${OTHER_KEY.id} was deleted again`),
    });
    expect([credentials(fake), keysOf(world)]).toEqual([
      FILES[CREDENTIALS],
      [`${EXAMPLE_KEY.id} active`],
    ]);
  });

  it("at the swap leaves both keys where they are", async () => {
    const world = keyWorld({ denyWithoutMfa: [] });
    const unwritable: string[] = [];
    const fake = fakeContext({ world, files: FILES, unwritable });
    world.intercept = (_request, action) => {
      if (action === "GetCallerIdentity") unwritable.push(CREDENTIALS);
      return undefined;
    };
    expect(await failureOf(() => rotate(fake))).toMatchObject({
      code: "file-unwritable",
      hint: expect.stringContaining(CARRY_ON),
    });
    expect(credentials(fake)).toContain(NEXT);
    world.intercept = undefined;
    unwritable.length = 0;
    await rotate(fake);
    expect(keysOf(world)).toEqual([`${EXAMPLE_KEY.id} inactive`, `${OTHER_KEY.id} active`]);
  });
});
