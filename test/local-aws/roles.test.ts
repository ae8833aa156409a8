import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { ListMFADevicesCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, it } from "vitest";
import type { Credentials } from "../../src/ports-aws.ts";
import { EXAMPLE_SERIAL, EXAMPLE_USER } from "./example.ts";
import type { RoleDescription } from "./role.ts";
import { type ServedWorld, serveWorld } from "./server.ts";
import { issueSession } from "./sessions.ts";
import { CREDENTIALS, connectionTo, iamAt, stsAt, toldBy } from "./support.ts";
import { codeOf } from "./totp.ts";
import { type World, createWorld } from "./world.ts";

const ADMIN = "arn:aws:iam::123456789012:role/staff/admin";
const NEXT = "arn:aws:iam::123456789012:role/next";
const IN_ROLE = "arn:aws:sts::123456789012:assumed-role/admin/jane";
let served: ServedWorld | undefined;
afterEach(() => served?.close());

async function serve(...roles: readonly RoleDescription[]): Promise<World> {
  const world = createWorld({ users: [EXAMPLE_USER], roles });
  served = await serveWorld(world);
  return world;
}

/** The temporary credentials of a user who gave a code so many seconds ago, or none. */
function session(world: World, mfa: boolean, age = 0): Credentials {
  const [user] = world.users;
  if (user === undefined) throw new Error("a world without users");
  const now = Date.now();
  const { accessKeyId, secretAccessKey, token } = issueSession(
    world,
    user,
    user.keys[0]?.id ?? "",
    mfa,
    900 + age,
    now - age * 1000,
  );
  return { accessKeyId, secretAccessKey, sessionToken: token };
}

/** What comes of assuming a role: who one is then, or the refusal. */
async function assume(credentials: Credentials, other: Readonly<Record<string, unknown>> = {}) {
  const url = served?.url ?? "";
  const command = new AssumeRoleCommand({ RoleArn: ADMIN, RoleSessionName: "jane", ...other });
  const answer = await toldBy(stsAt(connectionTo(url, { credentials })).send(command));
  if (typeof answer === "string") return { told: answer, credentials };
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  const own = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const who = await stsAt(connectionTo(url, { credentials: own })).send(
    new GetCallerIdentityCommand({}),
  );
  return { told: who.Arn, credentials: own };
}

const REFUSED = (who = "arn:aws:iam::123456789012:user/mfa.user") =>
  `403 AccessDenied: User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${ADMIN}`;

describe("a role of the local AWS", () => {
  it.each<
    [
      string,
      Partial<RoleDescription>,
      "key" | "mfa" | "no mfa" | "old",
      Record<string, unknown>,
      string,
    ]
  >([
    ["by a session with MFA", {}, "mfa", {}, IN_ROLE],
    ["by one without", {}, "no mfa", {}, REFUSED()],
    ["by a key without a code", {}, "key", {}, REFUSED()],
    ["by a key, where no MFA is wanted", { mfa: false }, "key", {}, IN_ROLE],
    ["by somebody who is not trusted", { trusts: [NEXT] }, "mfa", {}, REFUSED()],
    [
      "by a user who is trusted by name",
      { trusts: ["arn:aws:iam::123456789012:user/mfa.user"] },
      "mfa",
      {},
      IN_ROLE,
    ],
    ["without its external id", { externalId: "x1" }, "mfa", {}, REFUSED()],
    ["with it", { externalId: "x1" }, "mfa", { ExternalId: "x1" }, IN_ROLE],
    ["by a session that is too old", { mfaAge: 60 }, "old", {}, REFUSED()],
    [
      "above the chaining limit",
      { maxSessionDuration: 7200 },
      "mfa",
      { DurationSeconds: 3601 },
      "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    ],
    [
      "above the role's maximum",
      { mfa: false },
      "key",
      { DurationSeconds: 3601 },
      "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    ],
  ])("%s", async (_, description, by, request, told) => {
    const world = await serve({ arn: ADMIN, ...description });
    const credentials =
      by === "key" ? CREDENTIALS : session(world, by !== "no mfa", by === "old" ? 120 : 0);
    expect((await assume(credentials, request)).told).toBe(told);
  });

  it("is assumed with a code by a key, for longer", async () => {
    const world = await serve({ arn: ADMIN, maxSessionDuration: 14_400 });
    const TokenCode = codeOf(world, EXAMPLE_SERIAL, Date.now());
    const request = { SerialNumber: EXAMPLE_SERIAL, TokenCode, DurationSeconds: 14_400 };
    expect((await assume(CREDENTIALS, request)).told).toBe(IN_ROLE);
    expect((await assume(CREDENTIALS, request)).told).toMatch("invalid MFA one time pass code");
  });

  it("takes a code from no session", async () => {
    const world = await serve({ arn: ADMIN });
    const TokenCode = codeOf(world, EXAMPLE_SERIAL, Date.now());
    const request = { SerialNumber: EXAMPLE_SERIAL, TokenCode };
    expect((await assume(session(world, true), request)).told).toMatch(
      "unable to validate MFA code",
    );
  });

  it("may assume another, and neither ask for a session nor be a user in IAM", async () => {
    const world = await serve({ arn: ADMIN }, { arn: NEXT, trusts: [ADMIN], mfa: false });
    const { credentials } = await assume(session(world, true));
    const url = served?.url ?? "";
    expect((await assume(credentials, { RoleArn: NEXT })).told).toBe(
      "arn:aws:sts::123456789012:assumed-role/next/jane",
    );
    expect((await assume(credentials, { RoleArn: ADMIN })).told).toBe(REFUSED(IN_ROLE));
    const at = connectionTo(url, { credentials });
    expect(await toldBy(stsAt(at).send(new GetSessionTokenCommand({})))).toBe(
      "403 AccessDenied: Cannot call GetSessionToken with session credentials",
    );
    expect(await toldBy(iamAt(at).send(new ListMFADevicesCommand({})))).toMatch("userName");
  });
});
