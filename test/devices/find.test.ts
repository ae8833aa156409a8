import { describe, expect, it } from "vitest";
import type { Device } from "../../src/devices/device.ts";
import { findDevice } from "../../src/devices/find.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { connectionTo } from "../local-aws/support.ts";
import { type World, type WorldDescription, createWorld } from "../local-aws/world.ts";
import { type Fake, type FakeOptions, failureOf, fakeContext } from "../support/context.ts";

const FIDO = "arn:aws:iam::123456789012:u2f/user/mfa.user/key-AB12";
const FIDO2 = "arn:aws:iam::123456789012:u2f/root/key-CD34";
const SECOND = "arn:aws:iam::123456789012:mfa/tablet";

function worldWith(serials: readonly string[], other: Partial<WorldDescription> = {}): World {
  const devices = serials.map((serial) => ({
    serial,
    kind: serial.includes(":u2f/") ? ("fido" as const) : ("virtual" as const),
  }));
  return createWorld({ users: [{ ...EXAMPLE_USER, devices }], ...other });
}

function find(fake: Fake): Promise<Device> {
  const lookUp = {
    profile: "work",
    connect: async (service: string) => connectionTo(`https://${service}.amazonaws.com`),
    learn: (offset: number | undefined) => void fake.debug.push(String(offset)),
  };
  return findDevice(lookUp, fake.context);
}

describe("the device of the user", () => {
  const nobody = "there is no terminal";
  it.each<[string, string[], FakeOptions, string, Device["how"]]>([
    ["the only one", [EXAMPLE_SERIAL], { nobody }, EXAMPLE_SERIAL, "looked up"],
    ["the only one that STS takes", [FIDO, SECOND, FIDO2], { nobody }, SECOND, "looked up"],
    ["a hardware token", ["GAHT12345678"], {}, "GAHT12345678", "looked up"],
    [
      "of several, the one that is picked",
      [EXAMPLE_SERIAL, FIDO, SECOND],
      { answers: [SECOND] },
      SECOND,
      "picked",
    ],
  ])("%s", async (_, serials, options, serial, how) => {
    const fake = fakeContext({ ...options, world: worldWith(serials) });
    expect(await find(fake)).toEqual({ serial, how });
    expect(fake.questions).toHaveLength(how === "picked" ? 1 : 0);
    expect(fake.world.requests.map(({ action }) => action)).toEqual(["ListMFADevices"]);
  });

  it("is asked for with what tells devices apart", async () => {
    const world = worldWith([EXAMPLE_SERIAL, SECOND, FIDO]);
    const fake = fakeContext({ world, answers: [SECOND] });
    await find(fake);
    expect(fake.questions).toEqual([
      "Which MFA device of work? authenticator app  mfa.user  since 2026-01-02 | authenticator app  tablet    since 2026-01-02 | security key       key-AB12  since 2026-01-02 (AWS does not take security keys for sessions)",
    ]);
  });

  it("is sought on every page", async () => {
    const world = worldWith([FIDO, EXAMPLE_SERIAL], { pageSize: 1 });
    expect((await find(fakeContext({ world }))).serial).toBe(EXAMPLE_SERIAL);
    expect(world.requests).toHaveLength(2);
  });

  it("comes with AWS's clock", async () => {
    const fake = fakeContext({ world: worldWith([EXAMPLE_SERIAL], { clockOffset: 60_000 }) });
    await find(fake);
    expect(fake.debug).toContain("60000");
  });
});

describe("no device", () => {
  const several = `work has 2 MFA devices to choose from: ${EXAMPLE_SERIAL}, ${SECOND}`;
  const name = `name one: awsmfa login --profile work --serial ${EXAMPLE_SERIAL}\nor for always: aws configure set mfa_serial ${EXAMPLE_SERIAL} --profile work`;
  it.each<[string, World, FakeOptions, string, string, string]>([
    [
      "none at all",
      worldWith([]),
      {},
      "no-device",
      "the user of work has no MFA device",
      "awsmfa device enroll --profile work",
    ],
    [
      "a security key alone",
      worldWith([FIDO]),
      {},
      "security-key-only",
      `the only MFA device of work is a security key (${FIDO}), which AWS does not take for sessions`,
      "add an authenticator app beside it: awsmfa device enroll --profile work\nthen: awsmfa login --profile work",
    ],
    [
      "security keys alone",
      worldWith([FIDO, FIDO2]),
      {},
      "security-key-only",
      "all 2 MFA devices of work are security keys, which AWS does not take for sessions",
      "add an authenticator app beside it: awsmfa device enroll --profile work\nthen: awsmfa login --profile work",
    ],
    ...["", "short", "GAHT 1234 5678", `${SECOND}\nregion = eu-west-1`].map(
      (serial): [string, World, FakeOptions, string, string, string] => [
        `a serial number that AWS never says: ${JSON.stringify(serial)}`,
        worldWith([EXAMPLE_SERIAL, serial]),
        {},
        "not-aws",
        "https://iam.amazonaws.com answered iam:ListMFADevices, but not as AWS does (HTTP 200)",
        "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers",
      ],
    ),
    [
      "several, and nobody to ask",
      worldWith([EXAMPLE_SERIAL, SECOND]),
      { nobody: "there is no terminal" },
      "several-devices",
      several,
      name,
    ],
    [
      "several, and Ctrl-D",
      worldWith([EXAMPLE_SERIAL, SECOND]),
      { answers: [undefined] },
      "several-devices",
      several,
      name,
    ],
    [
      "an unknown key",
      createWorld({ users: [] }),
      {},
      "unknown-key",
      "AWS does not know the access key AKIAIOSFODNN7EXAMPLE of work: deleted, inactive, or of another partition",
      "put a valid key in place: aws configure --profile work",
    ],
    [
      "a cut connection",
      worldWith([EXAMPLE_SERIAL], { intercept: () => "drop" }),
      {},
      "unreachable",
      "the connection to https://iam.amazonaws.com broke before iam:ListMFADevices was answered (ECONNRESET)",
      "check the network, then try again",
    ],
  ])("%s", async (_, world, options, code, message, hint) => {
    const fake = fakeContext({ ...options, world });
    expect(await failureOf(() => find(fake))).toEqual({ code, message, hint });
  });
});
