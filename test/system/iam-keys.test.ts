import { afterEach, describe, expect, it } from "vitest";
import { systemIam } from "../../src/system/iam.ts";
import type { FaultName } from "../local-aws/faults.ts";
import { type ServedWorld, serveWorld } from "../local-aws/server.ts";
import { connectionTo } from "../local-aws/support.ts";
import type { World } from "../local-aws/world.ts";
import { EXAMPLE_KEY, OTHER_KEY, keyWorld, keysOf } from "../support/keys.ts";

/** Access keys by the SDK, over HTTP. */

let served: ServedWorld | undefined;
afterEach(() => served?.close());

async function at(world: World) {
  served = await serveWorld(world);
  return connectionTo(served.url);
}

const open = (knobs = {}) => keyWorld({ denyWithoutMfa: [] }, knobs);
const lastUsed = { date: "2026-11-20T00:00:00Z", service: "sts", region: "us-east-1" };

describe("access keys", () => {
  it.each([undefined, 1])("are listed in pages of %s", async (pageSize) => {
    const world = keyWorld(
      { denyWithoutMfa: [], keys: [EXAMPLE_KEY, { ...OTHER_KEY, active: false }] },
      { pageSize },
    );
    const created = Date.UTC(2026, 0, 2, 3, 4, 5);
    expect(await systemIam.listAccessKeys(await at(world))).toMatchObject({
      granted: true,
      value: [
        { id: EXAMPLE_KEY.id, active: true, created },
        { id: OTHER_KEY.id, active: false, created },
      ],
    });
  });

  it("are made, changed and deleted", async () => {
    const world = open();
    const connection = await at(world);
    const made = await systemIam.createAccessKey(connection);
    expect(made).toMatchObject({ value: { accessKeyId: OTHER_KEY.id } });
    expect(made).toHaveProperty("value.secretAccessKey", world.users[0]?.keys[1]?.secret);
    expect(await systemIam.updateAccessKey(connection, OTHER_KEY.id, false)).toMatchObject({
      granted: true,
      value: true,
    });
    expect(keysOf(world)[1]).toBe(`${OTHER_KEY.id} inactive`);
    expect(await systemIam.updateAccessKey(connection, OTHER_KEY.id, true)).toMatchObject({
      granted: true,
    });
    expect(await systemIam.deleteAccessKey(connection, OTHER_KEY.id)).toMatchObject({
      granted: true,
      value: true,
    });
    expect(keysOf(world)).toEqual([`${EXAMPLE_KEY.id} active`]);
  });

  it.each([
    [
      { ...EXAMPLE_KEY, lastUsed },
      { at: Date.parse(lastUsed.date), service: "sts", region: "us-east-1" },
    ],
    [EXAMPLE_KEY, { at: undefined, service: undefined, region: undefined }],
  ])("tell of their last use, or of none", async (key, value) => {
    const connection = await at(keyWorld({ denyWithoutMfa: [], keys: [key] }));
    expect(await systemIam.getAccessKeyLastUsed(connection, key.id)).toMatchObject({ value });
  });
});

describe("a creation", () => {
  it.each<[FaultName, kind: string, keys: number, asked: number]>([
    ["lose", "cut", 2, 1],
    ["reset", "cut", 1, 1],
    ["503", "trouble", 1, 1],
  ])(
    "is not asked for twice, since a key may have been made: %s",
    async (fault, kind, keys, asked) => {
      const world = open({ faults: [{ fault, action: "CreateAccessKey", times: 1 }] });
      const result = await systemIam.createAccessKey(await at(world));
      expect(result).toMatchObject({ granted: false, kind });
      expect([world.users[0]?.keys.length, world.requests.length]).toEqual([keys, asked]);
    },
  );

  it("is asked for again where AWS did not look at it", async () => {
    const world = open({ faults: [{ fault: "throttled", action: "CreateAccessKey", times: 1 }] });
    expect(await systemIam.createAccessKey(await at(world))).toMatchObject({ granted: true });
  });
});

describe("what is not AWS's answer is none", () => {
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" };
  it.each([
    ["a list", (of: ReturnType<typeof connectionTo>) => systemIam.listAccessKeys(of)],
    [
      "a last use",
      (of: ReturnType<typeof connectionTo>) => systemIam.getAccessKeyLastUsed(of, EXAMPLE_KEY.id),
    ],
    ["a new key", (of: ReturnType<typeof connectionTo>) => systemIam.createAccessKey(of)],
    [
      "a change",
      (of: ReturnType<typeof connectionTo>) => systemIam.updateAccessKey(of, EXAMPLE_KEY.id, false),
    ],
    [
      "a deletion",
      (of: ReturnType<typeof connectionTo>) => systemIam.deleteAccessKey(of, EXAMPLE_KEY.id),
    ],
  ])("%s", async (_title, call) => {
    const connection = await at(open({ intercept: () => page }));
    expect(await call(connection)).toMatchObject({ granted: false, kind: "not-aws" });
  });
});
