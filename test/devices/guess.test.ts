import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Device } from "../../src/devices/device.ts";
import { findDevice } from "../../src/devices/find.ts";
import { aboutGuess, callerIn } from "../../src/devices/guess.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import type { Fault, Intercept } from "../local-aws/faults.ts";
import { connectionTo } from "../local-aws/support.ts";
import { createWorld, type UserDescription } from "../local-aws/world.ts";
import { type Fake, failureOf, fakeContext } from "../support/context.ts";

const ACCOUNT = "arn:aws:iam::123456789012";

function denied(user: Partial<UserDescription> = {}, intercept?: Intercept): Fake {
  const deny = ["iam:ListMFADevices"];
  const world = createWorld({ users: [{ ...EXAMPLE_USER, deny, ...user }], intercept });
  return fakeContext({ world });
}

function find(fake: Fake): Promise<Device> {
  const connect = async (service: string) => connectionTo(`https://${service}.amazonaws.com`);
  return findDevice({ profile: "work", connect, learn: () => undefined }, fake.context);
}

/** Answers to GetCallerIdentity only. */
const toWho =
  (fault: Fault): Intercept =>
  (_request, action) =>
    action === "GetCallerIdentity" ? fault : undefined;

const xml = (arn: string): Fault => ({
  status: 200,
  headers: {},
  body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});

describe("the device of a user who may not list devices", () => {
  it.each<[string, Partial<UserDescription>, string, string[]]>([
    ["by a denial", {}, "mfa/mfa.user", ["iam"]],
    ["where no policy allows", { denial: "implicit" }, "mfa/mfa.user", ["iam"]],
    ["of a user with a path", { path: "/staff/de/" }, "mfa/mfa.user", ["iam"]],
    ["of root", { root: true }, "mfa/root-account-mfa-device", ["iam"]],
    ["where the denial names nobody", { denial: "bare" }, "mfa/mfa.user", ["iam", "who"]],
  ])("%s", async (_, user, device, effects) => {
    const fake = denied(user);
    const serial = `${ACCOUNT}:${device}`;
    expect(await find(fake)).toEqual({ serial, how: "guessed" });
    expect(fake.effects).toEqual(effects);
    expect(fake.news).toEqual([
      `awsmfa: work may not look up its MFA devices; trying the usual one, ${serial}`,
    ]);
  });

  it.each<[string, Fault, string, string]>([
    [
      "a role's",
      xml("arn:aws:sts::123456789012:assumed-role/Admin/jane"),
      "temporary-keys",
      "the keys of work are not those of an IAM user but of arn:aws:sts::123456789012:assumed-role/Admin/jane",
    ],
    ["no answer", "drop", "unreachable", "broke before sts:GetCallerIdentity was answered"],
    ["not AWS's", { status: 200, headers: {}, body: "<html>" }, "not-aws", "but sent no result"],
    [
      "unknown to an emulator",
      {
        status: 400,
        headers: {},
        body: "<ErrorResponse><Error><Code>InvalidAction</Code><Message>no</Message></Error></ErrorResponse>",
      },
      "access-denied",
      "work may not look up its MFA devices (iam:ListMFADevices is denied)",
    ],
  ])("cannot be guessed: %s", async (_, fault, code, message) => {
    const failure = await failureOf(() => find(denied({ denial: "bare" }, toWho(fault))));
    expect(failure).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe("the caller in a denial", () => {
  const tail = "is not authorized to perform: iam:ListMFADevices on resource: user jane";
  it.each([
    [`User: ${ACCOUNT}:user/a/jane ${tail}`, `${ACCOUNT}:user/a/jane`],
    [`Sorry. User: ${ACCOUNT}:root ${tail}`, `${ACCOUNT}:root`],
    [
      `User: arn:aws:sts::123456789012:assumed-role/A/b ${tail}`,
      "arn:aws:sts::123456789012:assumed-role/A/b",
    ],
    [`User: jane ${tail}`, undefined],
    [`User: arn:aws:iam::12:user/jane ${tail}`, undefined],
    [`User: ${ACCOUNT}:user/ja ne ${tail}`, undefined],
    [`User: ${ACCOUNT}:user/ja\u001bne ${tail}`, undefined],
    [`User: ${ACCOUNT}:user/${"x".repeat(700)} ${tail}`, undefined],
    [`User: ${ACCOUNT}:user/jane did something`, undefined],
    ["Access denied", undefined],
    ["", undefined],
  ])("%j", (message, arn) => expect(callerIn(message)).toBe(arn));

  it("is one word of printable ASCII, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(callerIn(`User: ${ACCOUNT}:user/${name} ${tail}`) ?? "arn").toMatch(/^[!-~]+$/);
      }),
    );
  });
});

describe("an error after a guess", () => {
  const guessed: Device = { serial: `${ACCOUNT}:mfa/jane`, how: "guessed" };
  const wrong = new AwsmfaError("wrong-serial", "AWS does not accept it");

  it("says that the guess was wrong, and how to name the device", () => {
    expect(aboutGuess(wrong, guessed, "my work")).toMatchObject({
      code: "wrong-serial",
      message: `${ACCOUNT}:mfa/jane was a guess, and a wrong one: the device of my work has another name, or is none that AWS takes`,
      hint: `find its name in the AWS console, under Security credentials, then: awsmfa login --profile 'my work' --serial ${ACCOUNT}:mfa/NAME\nor for always: aws configure set mfa_serial ${ACCOUNT}:mfa/NAME --profile 'my work'`,
    });
  });

  it.each<[string, unknown, Device]>([
    ["of another kind", new AwsmfaError("wrong-code", "no"), guessed],
    ["that is a bug", new TypeError("no"), guessed],
    ["about a device that was no guess", wrong, { ...guessed, how: "picked" }],
  ])("is left alone: one %s", (_, error, device) =>
    expect(aboutGuess(error, device, "work")).toBe(error),
  );
});
