import { afterEach, describe, expect, it } from "vitest";
import { systemIam } from "../../src/system/iam.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import { type ServedWorld, serveWorld } from "../local-aws/server.ts";
import { connectionTo } from "../local-aws/support.ts";
import { type World, type WorldDescription, createWorld } from "../local-aws/world.ts";

const FIDO = "arn:aws:iam::123456789012:u2f/user/mfa.user/key-AB12";
const DEVICES = [
  { serial: EXAMPLE_SERIAL },
  { serial: FIDO, kind: "fido" as const },
  { serial: "GAHT12345678", kind: "hardware" as const },
];

let served: ServedWorld | undefined;
afterEach(() => served?.close());

async function list(world: World) {
  served = await serveWorld(world);
  const result = await systemIam.listMfaDevices(connectionTo(served.url));
  return { result, outcomes: world.requests.map(({ outcome }) => outcome) };
}

function worldWith(
  description: Partial<WorldDescription> = {},
  deny: readonly string[] = [],
): World {
  return createWorld({ users: [{ ...EXAMPLE_USER, devices: DEVICES, deny }], ...description });
}

/** Lets some requests through, then answers by itself. */
function afterSome(count: number, fault: ReturnType<NonNullable<WorldDescription["intercept"]>>) {
  let seen = 0;
  return () => ((seen += 1) > count ? fault : undefined);
}

/** Lets every request through but one. */
function onlyThe(number: number, fault: FaultName) {
  let seen = 0;
  return () => ((seen += 1) === number ? fault : undefined);
}

describe("the devices of the caller", () => {
  const all = DEVICES.map(({ serial }) => ({
    serial,
    user: "mfa.user",
    enabled: Date.UTC(2026, 0, 2, 3, 4, 5),
  }));
  it.each([
    [undefined, ["ok"]],
    [2, ["ok", "ok"]],
    [1, ["ok", "ok", "ok"]],
  ])("with pages of %s", async (pageSize, expected) => {
    const { result, outcomes } = await list(worldWith({ pageSize }));
    expect(result).toEqual({ granted: true, value: all, clockOffset: expect.any(Number) });
    expect(outcomes).toEqual(expected);
  });

  it("are none", async () => {
    const world = createWorld({ users: [{ ...EXAMPLE_USER, devices: [] }] });
    expect((await list(world)).result).toMatchObject({ granted: true, value: [] });
  });

  it("come where the clock is off", async () => {
    const { result, outcomes } = await list(worldWith({ clockOffset: 1_200_000 }));
    expect([result.granted, outcomes]).toEqual([true, ["SignatureDoesNotMatch", "ok"]]);
  });
});

describe("no list", () => {
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" };
  it.each<[string, World, object, string[]]>([
    [
      "denied",
      worldWith({}, ["iam:ListMFADevices"]),
      { kind: "refused", code: "AccessDenied", status: 403 },
      ["AccessDenied"],
    ],
    [
      "an unknown key",
      createWorld({ users: [] }),
      { kind: "refused", code: "InvalidClientTokenId" },
      ["InvalidClientTokenId"],
    ],
    [
      "a sign-in page",
      worldWith({ intercept: () => page }),
      { kind: "not-aws", status: 200 },
      ["replaced"],
    ],
    [
      "a sign-in page in the middle",
      worldWith({ pageSize: 1, intercept: afterSome(1, page) }),
      { kind: "not-aws", status: 200 },
      ["ok", "replaced"],
    ],
    [
      "cut off",
      worldWith({ intercept: () => "drop" }),
      { kind: "cut", code: "ECONNRESET" },
      ["drop", "drop", "drop", "drop"],
    ],
    [
      "cut off in the middle",
      worldWith({ pageSize: 1, intercept: afterSome(2, "drop") }),
      { kind: "cut", code: "ECONNRESET" },
      ["ok", "ok", "drop", "drop", "drop", "drop"],
    ],
  ])("%s", async (_, world, expected, requests) => {
    const { result, outcomes } = await list(world);
    expect(result).toMatchObject({ granted: false, ...expected });
    expect(outcomes).toEqual(requests);
  });
});

describe("a list at another try", () => {
  it.each<FaultName>([
    "throttled",
    "500",
    "503-empty",
    "html-503",
    "reset",
    "drop",
    "cut",
    "cut-chunked",
  ])("%s", async (fault) => {
    const { result, outcomes } = await list(worldWith({ faults: [{ fault, times: 2 }] }));
    expect([result.granted, outcomes]).toEqual([true, [fault, fault, "ok"]]);
  });

  it("of the page that failed only", async () => {
    const world = worldWith({ pageSize: 1, intercept: onlyThe(2, "reset") });
    const { result, outcomes } = await list(world);
    expect([result.granted && result.value.length, outcomes]).toEqual([
      3,
      ["ok", "reset", "ok", "ok"],
    ]);
  });
});
