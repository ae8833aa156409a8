/** Enrolments over fakes: a user of whom the group Force_MFA demands MFA, and somebody who reads the QR code. */
import type { AuthenticatorOptions } from "../../src/devices/authenticator.ts";
import * as enroll from "../../src/commands/device/enroll.ts";
import { EXAMPLE_KEY, EXAMPLE_SECRET, FORCE_MFA } from "../local-aws/example.ts";
import { codeOf } from "../local-aws/totp.ts";
import { type UserDescription, type World, createWorld } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  PROFILE,
  fakeContext,
  keySection,
} from "./context.ts";

/** The serial number of a device of the example's account. */
export const serial = (name: string): string => `arn:aws:iam::123456789012:mfa/${name}`;

/** The first device of the example's user, and one with a number behind it. */
export const [FIRST, SECOND] = [serial("mfa.user"), serial("mfa.user-2")];

/** A world with one user without a device, under Force_MFA. */
export function forced(
  user: Partial<UserDescription> = {},
  more: Partial<Parameters<typeof createWorld>[0]> = {},
): World {
  const jane = { name: "mfa.user", keys: [EXAMPLE_KEY], denyWithoutMfa: FORCE_MFA, ...user };
  return createWorld({ alias: "acme", ...more, users: [jane, ...(more.users ?? [])] });
}

/** The code that a phone shows which has scanned the device that was made last. */
export function scanned({ world, time }: Fake, steps = 0): string {
  const made = world.unassigned.at(-1) ?? { serial: "" };
  return codeOf(world, made.serial, time.now, steps);
}

/** The same for a device that is enabled. */
export function shownBy(name: string, steps = 0): (fake: Fake) => string {
  return ({ world, time }) => codeOf(world, serial(name), time.now, steps);
}

/** A fake in that world whose person types the code of the phone. */
export function fakeWith(options: FakeOptions = {}): Fake {
  return fakeContext({ world: forced(), answers: [scanned], ...options });
}

/** Runs `device enroll` for the example's profile. */
export function enrolled(
  fake: Fake,
  options: AuthenticatorOptions & Partial<enroll.EnrollOptions> = {},
): ReturnType<typeof enroll.run> {
  const common = { profile: PROFILE, json: false, dryRun: false };
  return enroll.run({ ...common, ...options }, fake.context);
}

/** The calls of IAM that change something, in their order, by what came of them. */
export function changes({ requests }: World): string[] {
  return requests
    .filter(({ action }) => /^(?:Create|Enable|Resync|Deactivate|Delete)/.test(action))
    .map(({ action, outcome }) => (outcome === "ok" ? action : `${action}: ${outcome}`));
}

/** The devices of the first user. */
export function devicesIn({ users }: World): string[] {
  return (users[0]?.devices ?? []).map((device) => device.serial);
}

/** The example user's phone. */
export const PHONE = { serial: FIRST, secret: EXAMPLE_SECRET };

/** A fake whose user has these devices, with the first one in the profile. */
export function having(
  devices: NonNullable<UserDescription["devices"]>,
  options: FakeOptions = {},
  user: Partial<UserDescription> = {},
) {
  const set = devices[0] === undefined ? "" : `mfa_serial = ${devices[0].serial}\n`;
  const files = {
    [CREDENTIALS]: keySection(PROFILE),
    [CONFIG]: `[profile ${PROFILE}]\n${set}`,
  };
  const bob = { name: "bob", devices: [{ serial: serial("bob"), secret: EXAMPLE_SECRET }] };
  const world = forced({ devices, ...user }, { users: [bob] });
  return fakeContext({ world, files, ...options });
}

/** The config file. */
export const configOf = ({ files }: Fake): string => files.get(CONFIG) ?? "";
