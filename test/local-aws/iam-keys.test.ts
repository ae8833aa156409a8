import { describe, expect, it } from "vitest";
import { NOW } from "../support/context.ts";
import { EXAMPLE_KEY, FORCE_MFA, OTHER_KEY, keyWorld, keysOf } from "../support/keys.ts";
import { portsOf } from "./ports.ts";
import { connectionTo } from "./support.ts";
import { codeOf } from "./totp.ts";
import { EXAMPLE_SERIAL } from "./example.ts";
import type { World } from "./world.ts";

/** The access keys of the local AWS, by its ports. */

const clock = { now: () => NOW };
const url = "http://127.0.0.1:1";

function at(world: World, credentials?: { accessKeyId: string; secretAccessKey: string }) {
  const { iam, sts } = portsOf(world, clock);
  const connection = connectionTo(url);
  return { iam, sts, connection: { ...connection, ...(credentials && { credentials }) } };
}

const refused = (code: string, message: string) => ({
  granted: false,
  kind: "refused",
  code,
  message,
});

describe("access keys", () => {
  it("are listed, made up to two, changed and deleted", async () => {
    const world = keyWorld({ denyWithoutMfa: [] });
    const { iam, connection } = at(world);
    const made = await iam.createAccessKey(connection);
    expect(made).toMatchObject({ granted: true, value: { accessKeyId: OTHER_KEY.id } });
    expect(await iam.listAccessKeys(connection)).toMatchObject({
      value: [
        { id: EXAMPLE_KEY.id, active: true, created: Date.UTC(2026, 0, 2, 3, 4, 5) },
        { id: OTHER_KEY.id, active: true, created: NOW },
      ],
    });
    expect(await iam.createAccessKey(connection)).toMatchObject(
      refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"),
    );
    expect(await iam.updateAccessKey(connection, OTHER_KEY.id, false)).toMatchObject({
      value: true,
    });
    expect(keysOf(world)).toEqual([`${EXAMPLE_KEY.id} active`, `${OTHER_KEY.id} inactive`]);
    expect(await iam.deleteAccessKey(connection, OTHER_KEY.id)).toMatchObject({ value: true });
    expect(await iam.deleteAccessKey(connection, OTHER_KEY.id)).toMatchObject(
      refused("NoSuchEntity", `The Access Key with id ${OTHER_KEY.id} cannot be found.`),
    );
    expect(keysOf(world)).toEqual([`${EXAMPLE_KEY.id} active`]);
  });

  it("tell of their last use", async () => {
    const date = "2026-11-20T00:00:00Z";
    const lastUsed = { date, service: "sts", region: "us-east-1" };
    const world = keyWorld({ denyWithoutMfa: [], keys: [EXAMPLE_KEY, { ...OTHER_KEY, lastUsed }] });
    const { iam, connection } = at(world);
    const use = async (id: string) => await iam.getAccessKeyLastUsed(connection, id);
    expect(await use(OTHER_KEY.id)).toMatchObject({
      value: { at: Date.parse(date), service: "sts", region: "us-east-1" },
    });
    expect(await use(EXAMPLE_KEY.id)).toMatchObject({
      value: { at: undefined, service: undefined, region: undefined },
    });
  });

  it("are refused at first, where AWS takes its time", async () => {
    const world = keyWorld({ denyWithoutMfa: [] }, { propagation: 2 });
    const made = await at(world).iam.createAccessKey(at(world).connection);
    if (!made.granted) throw new Error(made.code);
    const { sts, connection } = at(world, made.value);
    const outcomes = [];
    for (let times = 0; times < 3; times += 1)
      outcomes.push((await sts.getCallerIdentity(connection)).granted);
    expect(outcomes).toEqual([false, false, true]);
  });

  it.each(FORCE_MFA)("take MFA where a policy wants it: %s", async (action) => {
    const { iam, connection } = at(keyWorld());
    const name = action.replace("iam:", "").replace(/^./, (letter) => letter.toLowerCase());
    const call = iam[name as keyof typeof iam] as (...given: unknown[]) => Promise<unknown>;
    expect(await call(connection, EXAMPLE_KEY.id, true)).toMatchObject({ code: "AccessDenied" });
  });

  it.each([
    [false, true],
    [true, false],
  ])("end their sessions with them: %s", async (sessionsEndWithKey, lives) => {
    const world = keyWorld({}, { sessionsEndWithKey });
    const { sts, connection } = at(world);
    const code = codeOf(world, EXAMPLE_SERIAL, NOW);
    const request = { serial: EXAMPLE_SERIAL, code, durationSeconds: 900 };
    const session = await sts.getSessionToken(connection, request);
    if (!session.granted) throw new Error(session.code);
    const { iam, connection: bySession } = at(world, session.value.credentials);
    await iam.updateAccessKey(bySession, EXAMPLE_KEY.id, false);
    expect((await iam.listAccessKeys(bySession)).granted).toBe(lives);
  });
});
