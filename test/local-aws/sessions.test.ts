import { afterEach, describe, expect, it } from "vitest";
import {
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  paginateListMFADevices,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import fc from "fast-check";
import type { Credentials } from "../../src/ports-aws.ts";
import {
  EXAMPLE_KEY,
  EXAMPLE_SECRET,
  EXAMPLE_SERIAL,
  EXAMPLE_USER,
  exampleWorld,
} from "./example.ts";
import { type ServedWorld, serveWorld } from "./server.ts";
import { issueSession } from "./sessions.ts";
import { CREDENTIALS, connectionTo, iamAt, stsAt, toldBy } from "./support.ts";
import { codeOf } from "./totp.ts";
import { createWorld, type World } from "./world.ts";

const UNKNOWN = "403 InvalidClientTokenId: The security token included in the request is invalid";
const ARN = "arn:aws:iam::123456789012:user/mfa.user";

let served: ServedWorld | undefined;
// A whole second, as expirations are.
const start = Math.floor(Date.now() / 1000) * 1000;
let passed = 0;
afterEach(() => served?.close());

/** Serves a world whose clock stands still, `passed` milliseconds after the start of the tests. */
async function serve(world: World): Promise<string> {
  passed = 0;
  served = await serveWorld(world, { clock: { now: () => start + passed } });
  return served.url;
}

function sessionOf(world: World, mfa: boolean, seconds = 900): Credentials {
  const user = world.users[0];
  if (user === undefined) throw new Error("a world without users");
  const { accessKeyId, secretAccessKey, token } = issueSession(
    world,
    user,
    "",
    mfa,
    seconds,
    start,
  );
  return { accessKeyId, secretAccessKey, sessionToken: token };
}

const identity = (url: string, credentials: Credentials) =>
  toldBy(stsAt(connectionTo(url, { credentials })).send(new GetCallerIdentityCommand({})));
const devices = (url: string, credentials: Credentials, name?: string) =>
  toldBy(
    iamAt(connectionTo(url, { credentials })).send(new ListMFADevicesCommand({ UserName: name })),
  );

describe("what temporary credentials may do", () => {
  it("a session made with a code: who it is, and IAM", async () => {
    const world = exampleWorld();
    const url = await serve(world);
    const answer = await stsAt(connectionTo(url)).send(
      new GetSessionTokenCommand({
        SerialNumber: EXAMPLE_SERIAL,
        TokenCode: codeOf(world, EXAMPLE_SERIAL, start),
      }),
    );
    const {
      AccessKeyId: accessKeyId = "",
      SecretAccessKey: secretAccessKey = "",
      SessionToken: sessionToken = "",
    } = answer.Credentials ?? {};
    const session = { accessKeyId, secretAccessKey, sessionToken };
    expect(sessionToken).toMatch(/^[A-Za-z0-9+/]{350,}==$/);
    expect(await identity(url, session)).toMatchObject({ Arn: ARN, Account: "123456789012" });
    expect(await devices(url, session)).toMatchObject({
      MFADevices: [{ SerialNumber: EXAMPLE_SERIAL }],
    });
  });

  it("a session made without a code: who it is, and no IAM", async () => {
    const url = await serve(exampleWorld());
    const { Credentials: issued } = await stsAt(connectionTo(url)).send(
      new GetSessionTokenCommand({}),
    );
    const session = {
      accessKeyId: issued?.AccessKeyId ?? "",
      secretAccessKey: issued?.SecretAccessKey ?? "",
      sessionToken: issued?.SessionToken ?? "",
    };
    expect(session.accessKeyId).toBe("ASIAIOSFODNN7EXAMPLE");
    expect(await identity(url, session)).toMatchObject({ Arn: ARN });
    expect(await devices(url, session)).toBe(UNKNOWN);
  });

  it.each([
    [
      "another token",
      (session: Credentials) => ({ ...session, sessionToken: `A${session.sessionToken}` }),
      UNKNOWN,
    ],
    [
      "no token",
      ({ accessKeyId, secretAccessKey }: Credentials) => ({ accessKeyId, secretAccessKey }),
      UNKNOWN,
    ],
    [
      "another secret",
      (session: Credentials) => ({ ...session, secretAccessKey: EXAMPLE_KEY.secret }),
      /^403 SignatureDoesNotMatch/,
    ],
  ])("%s is refused", async (_title, change, told) => {
    const world = exampleWorld();
    const url = await serve(world);
    const answer = await identity(url, change(sessionOf(world, true)));
    if (typeof told === "string") expect(answer).toBe(told);
    else expect(answer).toMatch(told);
  });

  it("GetSessionToken is not for them", async () => {
    const world = exampleWorld();
    const url = await serve(world);
    const client = stsAt(connectionTo(url, { credentials: sessionOf(world, true) }));
    expect(await toldBy(client.send(new GetSessionTokenCommand({})))).toBe(
      "403 AccessDenied: Cannot call GetSessionToken with session credentials",
    );
  });

  it("the serial alone or the code alone is not enough", async () => {
    const client = stsAt(connectionTo(await serve(exampleWorld())));
    const told =
      "403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
    expect(
      await toldBy(client.send(new GetSessionTokenCommand({ SerialNumber: EXAMPLE_SERIAL }))),
    ).toBe(told);
    expect(await toldBy(client.send(new GetSessionTokenCommand({ TokenCode: "123456" })))).toBe(
      told,
    );
  });
});

describe("how long they live", () => {
  const EXPIRED = "403 ExpiredToken: The security token included in the request is expired";

  it.each([
    ["as long as asked for", {}, 900_000],
    ["as long as the knob says", { sessionSeconds: 5 }, 5000],
  ])("%s", async (_title, knobs, life) => {
    const world = exampleWorld(knobs);
    const url = await serve(world);
    const session = sessionOf(world, true);
    passed = life - 1000;
    expect(await identity(url, session)).toMatchObject({ Arn: ARN });
    passed = life;
    expect(await identity(url, session)).toBe(EXPIRED);
    expect(await devices(url, session)).toBe(EXPIRED);
  });

  it.each([
    ["12 hours by default", {}, undefined, 43_200],
    ["what was asked for", {}, 1800, 1800],
    ["what the knob says", { sessionSeconds: 5 }, 1800, 5],
    ["what was asked for, by a clock two hours ahead", { clockOffset: 7_200_000 }, 1800, 1800],
  ])("Expiration says %s", async (_title, knobs, asked, seconds) => {
    const world = exampleWorld(knobs);
    const now = Date.now();
    served = await serveWorld(world, { clock: { now: () => now } });
    const connection = connectionTo(served.url, { clockOffset: world.clockOffset });
    const answer = await stsAt(connection).send(
      new GetSessionTokenCommand({ DurationSeconds: asked }),
    );
    const begin = Math.floor((now + world.clockOffset) / 1000);
    expect(answer.Credentials?.Expiration?.getTime()).toBe((begin + seconds) * 1000);
  });

  it.each([undefined, 900, 129_600])(
    "an hour at most for the owner of the account (%s)",
    async (asked) => {
      const world = createWorld({ users: [{ name: "owner", root: true, keys: [EXAMPLE_KEY] }] });
      const now = Date.now();
      served = await serveWorld(world, { clock: { now: () => now } });
      await stsAt(connectionTo(served.url)).send(
        new GetSessionTokenCommand({ DurationSeconds: asked }),
      );
      const seconds = Math.min(asked ?? 3600, 3600);
      expect(world.sessions[0]?.expires).toBe((Math.floor(now / 1000) + seconds) * 1000);
      expect(await identity(served.url, CREDENTIALS)).toMatchObject({
        Arn: "arn:aws:iam::123456789012:root",
        UserId: "123456789012",
      });
    },
  );

  it("no two are alike, and all are well-formed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), (count) => {
        const world = exampleWorld();
        for (let made = 0; made < count; made += 1) sessionOf(world, true);
        for (const { accessKeyId, secretAccessKey, token } of world.sessions) {
          expect(`${accessKeyId} ${secretAccessKey}`).toMatch(
            /^ASIA[A-Z2-7]{16} [A-Za-z0-9/+]{40}$/,
          );
          expect(Buffer.from(token, "base64").toString("base64")).toBe(token);
        }
        expect(new Set(world.sessions.map((each) => each.accessKeyId)).size).toBe(count);
        expect(new Set(world.sessions.map((each) => each.token)).size).toBe(count);
      }),
      { numRuns: 5 },
    );
  });
});

describe("IAM by the SDK", () => {
  const serials = Array.from({ length: 8 }, (_, index) => `GAHT0000000${index}`);
  const many = () =>
    createWorld({
      users: [
        {
          ...EXAMPLE_USER,
          path: "/team/",
          devices: serials.map((serial) => ({ serial, kind: "hardware" })),
        },
        {
          name: "other.user",
          denyWithoutMfa: ["iam:GetUser"],
          keys: [{ id: "AKIAIOSFODNN7EXAMPLO", secret: EXAMPLE_KEY.secret, active: false }],
        },
      ],
    });

  it.each([1, 3, 8, 1000])("pages of %i", async (pageSize) => {
    const world = many();
    const found: (string | undefined)[] = [];
    for await (const page of paginateListMFADevices(
      { client: iamAt(connectionTo(await serve(world))), pageSize },
      {},
    )) {
      found.push(...(page.MFADevices ?? []).map((each) => each.SerialNumber));
    }
    expect(found).toEqual(serials);
    expect(world.requests).toHaveLength(Math.ceil(8 / pageSize));
  });

  it.each([
    [
      { UserName: "nobody" },
      "404 NoSuchEntityException: The user with name nobody cannot be found.",
    ],
    [
      { UserName: "a b" },
      /^400 ValidationError: .*'userName' failed to satisfy constraint: Member must satisfy regular/,
    ],
    [{ MaxItems: 0 }, /^400 ValidationError: .*'maxItems' failed .* greater than or equal to 1$/],
    [
      { MaxItems: 1001 },
      /^400 ValidationError: .*'maxItems' failed .* less than or equal to 1000$/,
    ],
    [{ Marker: "!" + "x".repeat(9) }, "400 ValidationError: Invalid Marker."],
  ])("%o is refused", async (input, told) => {
    const answer = await toldBy(
      iamAt(connectionTo(await serve(many()))).send(new ListMFADevicesCommand(input)),
    );
    if (typeof told === "string") expect(answer).toBe(told);
    else expect(answer).toMatch(told);
  });

  it("users and keys", async () => {
    const client = iamAt(connectionTo(await serve(many())));
    expect((await client.send(new GetUserCommand({}))).User).toMatchObject({
      Path: "/team/",
      UserName: "mfa.user",
      Arn: "arn:aws:iam::123456789012:user/team/mfa.user",
    });
    const keys = await client.send(new ListAccessKeysCommand({ UserName: "other.user" }));
    expect(keys.AccessKeyMetadata).toMatchObject([
      { AccessKeyId: "AKIAIOSFODNN7EXAMPLO", Status: "Inactive" },
    ]);
  });

  it("a policy may ask for MFA", async () => {
    const world = createWorld({ users: [{ ...EXAMPLE_USER, denyWithoutMfa: ["iam:GetUser"] }] });
    const url = await serve(world);
    const user = (credentials: Credentials) =>
      toldBy(iamAt(connectionTo(url, { credentials })).send(new GetUserCommand({})));
    expect(await user(CREDENTIALS)).toMatch(
      /^403 AccessDenied: .* iam:GetUser on resource: user mfa\.user with an explicit deny/,
    );
    expect(await user(sessionOf(world, true))).toMatchObject({ User: { UserName: "mfa.user" } });
  });

  it.each([
    ["cn-north-1", "aws-cn", "arn:aws-cn:iam::123456789012:user/mfa.user"],
    ["us-gov-west-1", "aws-us-gov", "arn:aws-us-gov:iam::123456789012:user/mfa.user"],
    ["eusc-de-east-1", "aws-eusc", "arn:aws-eusc:iam::123456789012:user/mfa.user"],
    ["us-isob-east-1", "aws-iso-b", "arn:aws-iso-b:iam::123456789012:user/mfa.user"],
  ])("%s is in %s", async (region, partition, arn) => {
    const url = await serve(
      createWorld({
        users: [
          {
            ...EXAMPLE_USER,
            partition,
            devices: [{ serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET }],
          },
        ],
      }),
    );
    expect(
      await stsAt(connectionTo(url, { region })).send(new GetCallerIdentityCommand({})),
    ).toMatchObject({ Arn: arn });
    expect(await identity(url, CREDENTIALS)).toBe(UNKNOWN);
  });
});
