import { afterEach, describe, expect, it } from "vitest";
import { ListMFADevicesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsResult, Connection, IssuedSession } from "../../src/ports-aws.ts";
import { systemSts } from "../../src/system/sts.ts";
import {
  EXAMPLE_KEY,
  EXAMPLE_SECRET,
  EXAMPLE_SERIAL,
  EXAMPLE_USER,
  exampleWorld,
} from "./example.ts";
import { FAULTS } from "./faults.ts";
import { portsOf } from "./ports.ts";
import { type ServedWorld, serveWorld } from "./server.ts";
import { CREDENTIALS, connectionTo, iamAt, sessionBySdk, stsAt, toldBy } from "./support.ts";
import { codeOf } from "./totp.ts";
import { createWorld, type World } from "./world.ts";

const MINUTE = 60_000;
// Stands still, so that no code grows old during a test; the SDK signs by the real one, which is close.
const CLOCK = {
  now: (
    (moment) => () =>
      moment
  )(Date.now()),
};
const HARDWARE = "GAHT12345678";
const FIDO = "arn:aws:iam::123456789012:u2f/user/mfa.user/key-ABCDEFGHIJ";
const OLD = "arn:aws:iam::123456789012:mfa/old-phone";
const OTHER = "arn:aws:iam::123456789012:mfa/other.user";
const secret = EXAMPLE_SECRET;
const devices = [
  { serial: EXAMPLE_SERIAL, secret },
  { serial: HARDWARE, kind: "hardware", secret, enabled: "2024-05-06T07:08:09Z" },
  { serial: FIDO, kind: "fido" },
  { serial: OLD, secret, active: false },
] as const;

function richWorld(): World {
  return createWorld({
    users: [
      { ...EXAMPLE_USER, devices },
      { name: "other.user", devices: [{ serial: OTHER, secret }] },
      {
        name: "owner",
        root: true,
        keys: [{ id: "AKIAIOSFODNN7EXAMPLR", secret: EXAMPLE_KEY.secret }],
      },
    ],
  });
}

interface Case {
  readonly title: string;
  readonly given?: (world: World) => void;
  readonly connection?: Partial<Connection>;
  readonly serial?: string;
  /** Made from the right code of the example's device. */
  readonly code?: (world: World) => string;
  readonly durationSeconds?: number;
  readonly times?: number;
  readonly told: string | RegExp;
}

const WRONG_CODE =
  "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const WRONG_SERIAL =
  "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
const UNKNOWN = "403 InvalidClientTokenId: The security token included in the request is invalid";
const MISMATCH = /^403 SignatureDoesNotMatch: The request signature we calculated does not match/;
const INVALID = "400 ValidationError: ";
const atStep = (steps: number) => (world: World) =>
  codeOf(world, EXAMPLE_SERIAL, CLOCK.now(), steps);
const credentials = (change: Partial<typeof CREDENTIALS>): Partial<Connection> => ({
  credentials: { ...CREDENTIALS, ...change },
});

const CASES: readonly Case[] = [
  { title: "the right code", told: /^ASIAIOSFODNN7EXAMPLE until / },
  { title: "the code before", code: atStep(-1), told: /^ASIA/ },
  { title: "the code after", code: atStep(1), told: /^ASIA/ },
  { title: "a code three steps old", code: atStep(-3), told: WRONG_CODE },
  { title: "a code three steps early", code: atStep(3), told: WRONG_CODE },
  { title: "a code once more", times: 2, told: WRONG_CODE },
  { title: "a hardware token", serial: HARDWARE, told: /^ASIA/ },
  { title: "a security key", serial: FIDO, told: WRONG_SERIAL },
  { title: "a deactivated device", serial: OLD, told: WRONG_SERIAL },
  { title: "somebody else's device", serial: OTHER, told: WRONG_SERIAL },
  { title: "a serial of nobody", serial: `${EXAMPLE_SERIAL}x`, told: WRONG_SERIAL },
  {
    title: "five digits",
    code: () => "12345",
    told: `${INVALID}1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6`,
  },
  {
    title: "seven characters, not all digits",
    code: () => "123 456",
    told: `${INVALID}2 validation errors detected: Value '123 456' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6; Value '123 456' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*`,
  },
  {
    title: "markup in the code",
    code: () => "<&\"'>1",
    told: `${INVALID}1 validation error detected: Value '<&"'>1' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*`,
  },
  {
    title: "a serial with a blank",
    serial: "GAHT 12345678",
    told: /^400 ValidationError: .*'serialNumber'/,
  },
  { title: "15 minutes", durationSeconds: 900, told: /^ASIA/ },
  {
    title: "less than 15 minutes",
    durationSeconds: 899,
    told: /'durationSeconds'.*greater than or equal to 900$/,
  },
  { title: "36 hours", durationSeconds: 129_600, told: /^ASIA/ },
  {
    title: "more than 36 hours",
    durationSeconds: 129_601,
    told: /'durationSeconds'.*less than or equal to 129600$/,
  },
  {
    title: "an unknown key",
    connection: credentials({ accessKeyId: "AKIAIOSFODNN7EXAMPLX" }),
    told: UNKNOWN,
  },
  {
    title: "an inactive key",
    given: (world) => world.users[0]?.keys.forEach((key) => (key.active = false)),
    told: UNKNOWN,
  },
  {
    title: "a wrong secret",
    connection: credentials({ secretAccessKey: "x".repeat(40) }),
    told: MISMATCH,
  },
  {
    title: "a token with a long-term key",
    connection: credentials({ sessionToken: "FwoG" }),
    told: UNKNOWN,
  },
  { title: "a region of another partition", connection: { region: "cn-north-1" }, told: UNKNOWN },
  { title: "another region", connection: { region: "eu-central-2" }, told: /^ASIA/ },
  {
    title: "no region at all",
    connection: { region: "aws" },
    told: "403 SignatureDoesNotMatch: Credential should be scoped to a valid region, not 'aws'. ",
  },
  {
    title: "a clock 14 minutes fast",
    given: (world) => (world.clockOffset = -14 * MINUTE),
    told: /^ASIA/,
  },
  {
    title: "a clock 16 minutes slow",
    given: (world) => (world.clockOffset = 16 * MINUTE),
    told: /^403 SignatureDoesNotMatch: Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
  },
  {
    title: "a clock 16 minutes fast",
    given: (world) => (world.clockOffset = -16 * MINUTE),
    told: /^403 SignatureDoesNotMatch: Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 15 min\.\)$/,
  },
  {
    title: "a clock 16 minutes slow, and known to be",
    given: (world) => (world.clockOffset = 16 * MINUTE),
    connection: { clockOffset: 16 * MINUTE },
    told: /^ASIA/,
  },
];

let served: ServedWorld | undefined;
afterEach(() => served?.close());

async function serve(world: World): Promise<string> {
  served = await serveWorld(world, { clock: CLOCK });
  return served.url;
}

/** A port's answer in the words of the SDK's helper. */
function told(result: AwsResult<IssuedSession>): string {
  if (!result.granted) return `${result.status} ${result.code}: ${result.message}`;
  return `${result.value.credentials.accessKeyId} until ${new Date(result.value.expires).toISOString()}`;
}

type Ask = (connection: Connection, request: Parameters<typeof sessionBySdk>[1]) => Promise<string>;

async function ask(world: World, endpoint: string, each: Case, carrier: Ask): Promise<string> {
  each.given?.(world);
  const request = {
    serial: each.serial ?? EXAMPLE_SERIAL,
    code: each.code?.(world) ?? codeOf(world, EXAMPLE_SERIAL, CLOCK.now()),
    durationSeconds: each.durationSeconds ?? 3600,
  };
  let answer = "";
  for (let time = 0; time < (each.times ?? 1); time += 1) {
    answer = await carrier(connectionTo(endpoint, each.connection), request);
  }
  return answer;
}

function expectTold(answer: string, wanted: string | RegExp): void {
  if (typeof wanted === "string") expect(answer).toBe(wanted);
  else expect(answer).toMatch(wanted);
}

describe("GetSessionToken, the same by both carriers", () => {
  it.each(CASES)("over HTTP by the SDK: $title", async (each) => {
    const world = richWorld();
    expectTold(await ask(world, await serve(world), each, sessionBySdk), each.told);
  });

  it.each(CASES)("in process: $title", async (each) => {
    const world = richWorld();
    const { sts } = portsOf(world, CLOCK);
    const carrier: Ask = async (connection, request) =>
      told(await sts.getSessionToken(connection, request));
    expectTold(await ask(world, "http://sts.example", each, carrier), each.told);
  });
});

describe("ListMFADevices, the same by both carriers", () => {
  const LISTED = [EXAMPLE_SERIAL, HARDWARE, FIDO];
  const USUAL = Date.UTC(2026, 0, 2, 3, 4, 5);
  const ENABLED = [USUAL, Date.UTC(2024, 4, 6, 7, 8, 9), USUAL];
  const DENIED =
    "403 AccessDenied: User: arn:aws:iam::123456789012:user/mfa.user is not authorized to perform: iam:ListMFADevices on resource: user mfa.user with an explicit deny in an identity-based policy";

  it("over HTTP by the SDK: what is active, and denials", async () => {
    const world = richWorld();
    const client = iamAt(connectionTo(await serve(world)));
    const answer = await client.send(new ListMFADevicesCommand({}));
    expect(answer.MFADevices?.map((each) => each.SerialNumber)).toEqual(LISTED);
    expect(answer.MFADevices?.map((each) => each.EnableDate?.getTime())).toEqual(ENABLED);
    expect(answer.MFADevices?.map((each) => each.UserName)).toEqual(Array(3).fill("mfa.user"));
    world.users[0]?.deny.push("iam:ListMFADevices");
    expect(await toldBy(client.send(new ListMFADevicesCommand({})))).toBe(DENIED);
  });

  it.each([1, 2, 3, undefined])(
    "in process: all pages of at most %s, and denials",
    async (pageSize) => {
      const world = richWorld();
      world.pageSize = pageSize;
      const { iam } = portsOf(world, { now: () => 1_760_000_000_500 });
      const connection = connectionTo("http://iam.example");
      expect(await iam.listMfaDevices(connection)).toEqual({
        granted: true,
        value: LISTED.map((serial, index) => ({
          serial,
          user: "mfa.user",
          enabled: ENABLED[index],
        })),
        clockOffset: -500,
      });
      expect(world.requests).toHaveLength(Math.ceil(3 / (pageSize ?? 3)));
      world.users[0]?.deny.push("iam:ListMFADevices");
      const refused = await iam.listMfaDevices(connection);
      expect(refused.granted ? "" : `${refused.status} ${refused.code}: ${refused.message}`).toBe(
        DENIED,
      );
    },
  );
});

describe("GetCallerIdentity, the same by both carriers", () => {
  it.each([
    ["a user", CREDENTIALS, "arn:aws:iam::123456789012:user/mfa.user"],
    [
      "an account's owner",
      { ...CREDENTIALS, accessKeyId: "AKIAIOSFODNN7EXAMPLR" },
      "arn:aws:iam::123456789012:root",
    ],
    ["an unknown key", { ...CREDENTIALS, accessKeyId: "AKIAIOSFODNN7EXAMPLX" }, UNKNOWN],
  ])("%s", async (_title, given, expected) => {
    const world = richWorld();
    const connection = connectionTo(await serve(world), { credentials: given });
    const bySdk = await toldBy(stsAt(connection).send(new GetCallerIdentityCommand({})));
    expect(typeof bySdk === "string" ? bySdk : bySdk.Arn).toBe(expected);
    const inProcess = await portsOf(world, CLOCK).sts.getCallerIdentity(connection);
    expect(
      inProcess.granted
        ? inProcess.value
        : `${inProcess.status} ${inProcess.code}: ${inProcess.message}`,
    ).toBe(expected);
  });
});

describe("a denial of ListMFADevices in other words", () => {
  const because = "because no identity-based policy allows the iam:ListMFADevices action";
  it.each([
    ["implicit", new RegExp(`^403 AccessDenied: User: arn:\\S+ is not .* ${because}$`)],
    ["bare", /^403 AccessDenied: Access denied$/],
  ] as const)("%s", async (denial, expected) => {
    const deny = ["iam:ListMFADevices"];
    const world = createWorld({ users: [{ ...EXAMPLE_USER, deny, denial }] });
    const client = iamAt(connectionTo(await serve(world)));
    expect(await toldBy(client.send(new ListMFADevicesCommand({})))).toMatch(expected);
  });
});

/** A refusal without what its text and its time say. */
function outline(result: AwsResult<IssuedSession>): object {
  if (result.granted) return { granted: true, ends: Math.sign(result.value.expires - CLOCK.now()) };
  const { kind, code, status } = result;
  return { kind, code, status };
}

describe("faults, the same by both carriers", () => {
  // What hangs or trickles would take the time of the real limits; aws-call.test.ts has it under shorter ones.
  const quick = FAULTS.filter((fault) => !/hang|trickle|throttled/.test(fault));
  it.each(quick)("%s", async (fault) => {
    const [one, two] = [exampleWorld(), exampleWorld()];
    for (const world of [one, two]) world.faults.push({ fault });
    const request = (world: World) => ({
      serial: EXAMPLE_SERIAL,
      code: codeOf(world, EXAMPLE_SERIAL, CLOCK.now()),
      durationSeconds: 900,
    });
    const real = await systemSts.getSessionToken(connectionTo(await serve(one)), request(one));
    const connection = connectionTo("http://aws.example");
    const fake = await portsOf(two, CLOCK).sts.getSessionToken(connection, request(two));
    expect(outline(fake)).toEqual(outline(real));
    expect(two.requests.map(({ outcome }) => outcome)).toEqual([fault]);
    // Whether the code was used up.
    const attempts = ({ users }: World) => users[0]?.devices[0]?.attempts;
    expect(attempts(two)).toBe(attempts(one));
  });

  it.each([
    ["hang", 0],
    ["lose-hang", 1],
    ["trickle", 1],
  ] as const)("%s is silence", async (fault, attempts) => {
    const world = exampleWorld({ faults: [{ fault }] });
    const code = codeOf(world, EXAMPLE_SERIAL, CLOCK.now());
    const request = { serial: EXAMPLE_SERIAL, code, durationSeconds: 900 };
    const connection = connectionTo("http://aws.example");
    const { sts, iam } = portsOf(world, CLOCK);
    const silence = { granted: false, kind: "silent", code: "ETIMEDOUT", waited: 15_000 };
    expect(await sts.getSessionToken(connection, request)).toMatchObject(silence);
    expect(await iam.listMfaDevices(connection)).toMatchObject(silence);
    expect(world.users[0]?.devices[0]?.attempts).toBe(attempts);
  });
});
