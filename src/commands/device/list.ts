/** `awsmfa device list`: a user's MFA devices, and which of them give codes here. */
import { deviceKind, deviceKindName, deviceLabel, isSecurityKey } from "../../aws/arn.ts";
import { devicesOf } from "../../devices/choose.ts";
import { serialSetting } from "../../devices/serial.ts";
import type { Context } from "../../ports.ts";
import { storedSecrets } from "../../secrets/stored-secrets.ts";
import { type DeviceUserOptions, deviceUser } from "../../sessions/device-user.ts";
import { isoOf, localDate } from "../../words/instants.ts";
import { tableLines } from "../../words/table.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** A device of the list. */
export interface ShownDevice {
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly enabled: number | undefined;
  /** Whether sessions can be had with it. */
  readonly usable: boolean;
  /** Whether it is the profile's `mfa_serial`. */
  readonly set: boolean;
  /** The store that has its secret. */
  readonly store: string | undefined;
}

/** The list. */
export interface Listed {
  readonly profile: string;
  readonly user: string;
  readonly self: boolean;
  readonly devices: readonly ShownDevice[];
}

/** Asks AWS. @throws AwsmfaError */
export async function run(
  options: CommonOptions & DeviceUserOptions,
  context: Context,
): Promise<Listed> {
  const question = "The devices of which profile?";
  const { profile, subject, calls } = await deviceUser(options, question, context);
  const [devices, stored] = [await devicesOf(subject, calls), await storedSecrets(context)];
  const set = subject.self ? serialSetting(profile.settings) : undefined;
  return {
    profile: profile.name,
    user: subject.name,
    self: subject.self,
    devices: devices.map(({ serial, enabled }) => ({
      serial,
      enabled,
      usable: !isSecurityKey(serial),
      set: serial === set,
      store: stored.find((each) => each.serial === serial)?.store,
    })),
  };
}

/** The table; what is missing is said. */
export function words({ profile, user, self, devices }: Listed, { data }: View): Told {
  const next = self ? [`awsmfa device enroll --profile ${typed(profile)}`] : [];
  if (devices.length === 0)
    return { news: [`${user} has no MFA device`, ...next.map((line) => `  ${line}`)] };
  const header = ["DEVICE", "KIND", "SINCE", "CODES"].map((title) => data("dim", title));
  const rows = devices.map(({ serial, enabled, usable, set, store }) => [
    `${deviceLabel(serial)}${set ? " *" : ""}`,
    deviceKind(serial),
    enabled === undefined ? "–" : localDate(enabled),
    usable ? (store === undefined ? "typed" : `stored: ${store}`) : "none: not for sessions",
  ]);
  const table = tableLines([header, ...rows]).map((line) => `${line}\n`);
  const news = [
    ...(devices.some(({ set }) => set) ? [`* mfa_serial of ${profile}`] : []),
    ...(devices.some(({ usable }) => usable)
      ? []
      : ["AWS takes none of these for sessions; one that it takes:", ...next]),
  ];
  return { data: table.join(""), news };
}

/** The same for programs. */
export function json({ profile, user, devices }: Listed): unknown {
  return {
    profile,
    user,
    devices: devices.map(({ serial, enabled, usable, set, store }) => ({
      serial,
      kind: deviceKindName(serial),
      enabled: enabled === undefined || Number.isNaN(enabled) ? null : isoOf(enabled),
      usable,
      mfaSerial: set,
      store: store ?? null,
    })),
  };
}
