import { afterEach, describe, expect, it } from "vitest";
import type { AwsResult, Connection, Iam } from "../../src/ports-aws.ts";
import { systemIam } from "../../src/system/iam.ts";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { portsOf } from "../local-aws/ports.ts";
import { type ServedWorld, serveWorld } from "../local-aws/server.ts";
import { connectionTo } from "../local-aws/support.ts";
import { codeOf } from "../local-aws/totp.ts";
import { type World, createWorld } from "../local-aws/world.ts";
import { serial } from "../support/devices.ts";

/** Every call about devices, by the SDK over HTTP and by the port in process: both say the same. */

let served: ServedWorld | undefined;
afterEach(() => served?.close());

const CARRIERS = ["the SDK", "the port in process"] as const;

async function carrier(name: (typeof CARRIERS)[number], world: World): Promise<[Iam, Connection]> {
  served = await serveWorld(world);
  const connection = connectionTo(served.url);
  return [name === "the SDK" ? systemIam : portsOf(world, Date).iam, connection];
}

const jane = { ...EXAMPLE_USER, devices: [{ serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET }] };
const world = (more: Partial<Parameters<typeof createWorld>[0]> = {}): World =>
  createWorld({ users: [jane], ...more });
const outcome = (result: AwsResult<unknown>): unknown =>
  result.granted ? result.value : [result.kind, result.code];
const LEFT = serial("left");
const left = { unassigned: [{ serial: LEFT, secret: EXAMPLE_SECRET }] };
const pair = (device: string, codes: readonly [string, string]) => ({
  user: "mfa.user",
  serial: device,
  codes,
});
/** Two codes one after the other, of this moment whatever the turn of the step. */
const good = (of: World, device: string): readonly [string, string] => [
  codeOf(of, device, Date.now(), -1),
  codeOf(of, device, Date.now()),
];

describe.each(CARRIERS)("over %s", (name) => {
  it("a device is made, enabled, and taken away", async () => {
    const one = world();
    const [iam, to] = await carrier(name, one);
    const made = await iam.createVirtualMfaDevice(to, "new");
    expect(outcome(made)).toEqual({
      serial: serial("new"),
      seed: one.unassigned[0]?.secret,
    });
    expect(one.unassigned[0]?.secret).toMatch(/^[A-Z2-7]{64}$/);
    expect(outcome(await iam.listUnassignedDevices(to))).toEqual([serial("new")]);
    const codes = good(one, serial("new"));
    expect(outcome(await iam.enableMfaDevice(to, pair(serial("new"), codes)))).toBe(true);
    const user = { user: "mfa.user", serial: serial("new") };
    expect(outcome(await iam.listMfaDevices(to, "mfa.user"))).toMatchObject([
      { serial: EXAMPLE_SERIAL },
      { serial: serial("new") },
    ]);
    expect(outcome(await iam.deactivateMfaDevice(to, user))).toBe(true);
    expect(outcome(await iam.deleteVirtualMfaDevice(to, serial("new")))).toBe(true);
    expect(one.unassigned).toEqual([]);
  });
  it.each<[string, (iam: Iam, to: Connection, one: World) => Promise<AwsResult<unknown>>, string]>([
    ["a name is taken", (iam, to) => iam.createVirtualMfaDevice(to, "left"), "EntityAlreadyExists"],
    [
      "the codes are no codes of it",
      (iam, to) => iam.enableMfaDevice(to, pair(LEFT, ["000000", "111111"])),
      "InvalidAuthenticationCode",
    ],
    [
      "the codes come the wrong way round",
      (iam, to, one) => {
        const [earlier, later] = good(one, LEFT);
        return iam.enableMfaDevice(to, pair(LEFT, [later, earlier]));
      },
      "InvalidAuthenticationCode",
    ],
    [
      "a device is in use",
      (iam, to) => iam.deleteVirtualMfaDevice(to, EXAMPLE_SERIAL),
      "DeleteConflict",
    ],
    ["there is none", (iam, to) => iam.deleteVirtualMfaDevice(to, serial("x")), "NoSuchEntity"],
    ["there is no such user", (iam, to) => iam.listMfaDevices(to, "eve"), "NoSuchEntity"],
  ])("AWS's code says that %s", async (_title, act, code) => {
    const one = world(left);
    const [iam, to] = await carrier(name, one);
    expect(outcome(await act(iam, to, one))).toEqual(["refused", code]);
  });
  it("a ninth device is one too many", async () => {
    const devices = Array.from({ length: 8 }, (_, at) => ({ serial: serial(`d${at}`) }));
    const one = createWorld({ users: [{ ...EXAMPLE_USER, devices }], ...left });
    const [iam, to] = await carrier(name, one);
    const codes = good(one, LEFT);
    expect(outcome(await iam.enableMfaDevice(to, pair(LEFT, codes)))).toEqual([
      "refused",
      "LimitExceeded",
    ]);
  });
  it("a device whose clock is off is resynchronized", async () => {
    const one = world();
    const [iam, to] = await carrier(name, one);
    const codes = [40, 41].map((steps) => codeOf(one, EXAMPLE_SERIAL, Date.now(), steps));
    const result = await iam.resyncMfaDevice(to, pair(EXAMPLE_SERIAL, codes as [string, string]));
    expect(outcome(result)).toBe(true);
    expect(one.users[0]?.devices[0]?.drift).toBeGreaterThan(39);
  });
  it.each([
    [undefined, []],
    ["acme", ["acme"]],
  ])("the alias of the account: %s", async (alias, expected) => {
    const [iam, to] = await carrier(name, world(alias === undefined ? {} : { alias }));
    expect(outcome(await iam.listAccountAliases(to))).toEqual(expected);
  });
  it.each(["enableMfaDevice", "deactivateMfaDevice", "deleteVirtualMfaDevice"] as const)(
    "%s: a sign-in page is no consent",
    async (call) => {
      const [iam, to] = await carrier(name, world({ intercept: () => "html-200" }));
      const device = { ...pair(LEFT, ["000000", "111111"]) };
      const result =
        call === "deleteVirtualMfaDevice"
          ? await iam.deleteVirtualMfaDevice(to, LEFT)
          : await iam[call](to, device);
      expect(result).toMatchObject({ granted: false, kind: "not-aws" });
    },
  );
});

describe("a call that is not to be made twice", () => {
  it.each(["createVirtualMfaDevice", "enableMfaDevice", "resyncMfaDevice"] as const)(
    "%s is not sent again where AWS may have acted",
    async (call) => {
      const one = world({ ...left, faults: [{ fault: "lose-reset" }] });
      const [iam, to] = await carrier("the SDK", one);
      const result =
        call === "createVirtualMfaDevice"
          ? await iam.createVirtualMfaDevice(to, "new")
          : await iam[call](to, pair(LEFT, good(one, LEFT)));
      expect([result.granted, one.requests.length]).toEqual([false, 1]);
    },
  );
  it("a removal is sent again, and what is gone is no trouble to whoever asks", async () => {
    const one = world({ ...left, faults: [{ fault: "lose-reset", times: 1 }] });
    const [iam, to] = await carrier("the SDK", one);
    expect(outcome(await iam.deleteVirtualMfaDevice(to, LEFT))).toEqual([
      "refused",
      "NoSuchEntity",
    ]);
    expect(one.unassigned).toEqual([]);
  });
});
