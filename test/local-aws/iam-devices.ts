/** What is about MFA devices in AWS Identity and Access Management. */

import { randomBytes } from "node:crypto";
import type { Action, Call } from "./call.ts";
import { LIST, USER_NAME, page, subjectOf } from "./iam-calls.ts";
import type { Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { acceptPair } from "./totp.ts";
import type { User } from "./world.ts";
import { branch, leaf } from "./xml.ts";

// botocore's model, iam/2010-05-08.
const NAME: Rule = {
  name: "VirtualMFADeviceName",
  kind: "text",
  min: 1,
  max: 226,
  pattern: "[\\w+=,.@-]+",
};
const SERIAL: Rule = {
  name: "SerialNumber",
  kind: "text",
  min: 9,
  max: 256,
  pattern: "[\\w+=/:,.@-]+",
};
const CODES: readonly Rule[] = ["AuthenticationCode1", "AuthenticationCode2"].map((name) => ({
  name,
  kind: "text",
  min: 6,
  max: 6,
  pattern: "[\\d]+",
}));
const MOST_DEVICES = 8;
/** How many steps AWS lets codes be off: a little when a device is enabled, more when it is resynchronized. */
const WINDOW = { enable: 1, resync: 60 } as const;

/** The actions by name. */
export const DEVICE_ACTIONS: Readonly<Record<string, Action>> = {
  ListMFADevices,
  ListVirtualMFADevices,
  CreateVirtualMFADevice,
  EnableMFADevice,
  ResyncMFADevice,
  DeactivateMFADevice,
  DeleteVirtualMFADevice,
  ListAccountAliases,
};

/** iam:ListMFADevices: what is active, security keys and hardware tokens included. */
function ListMFADevices(call: Call): string {
  const user = subjectOf(call, "ListMFADevices", LIST);
  const items = user.devices
    .filter((device) => device.active)
    .map(
      ({ serial, enabled }) =>
        leaf("UserName", user.name) + leaf("SerialNumber", serial) + leaf("EnableDate", enabled),
    );
  return page(call, "MFADevices", items);
}

/** iam:ListVirtualMFADevices, of those that are no user's; without their secrets. */
function ListVirtualMFADevices(call: Call): string {
  subjectOf(call, "ListVirtualMFADevices", LIST.slice(1));
  const items = call.world.unassigned.map(({ serial }) => leaf("SerialNumber", serial));
  return page(call, "VirtualMFADevices", items);
}

/** iam:CreateVirtualMFADevice: its secret is said once. Older policies allow only a device named as the user. */
function CreateVirtualMFADevice(call: Call): string {
  const { world, parameters } = call;
  const user = subjectOf(call, "CreateVirtualMFADevice", [NAME]);
  const name = parameters.get("VirtualMFADeviceName") ?? "";
  if (name !== user.name && user.deny.includes("iam:CreateVirtualMFADevice of another name"))
    throw new Refusal(
      403,
      "AccessDenied",
      `User: arn:aws:iam::${user.account}:user/${user.name} is not authorized to perform: iam:CreateVirtualMFADevice on resource: ${serialOf(user, name)} because no identity-based policy allows the iam:CreateVirtualMFADevice action`,
    );
  const serial = serialOf(user, name);
  const taken = [...world.unassigned, ...world.users.flatMap(({ devices }) => devices)];
  if (taken.some((each) => each.serial === serial))
    throw new Refusal(
      409,
      "EntityAlreadyExists",
      "MFADevice entity at the same path and name already exists.",
    );
  const secret = base32(randomBytes(40));
  world.unassigned.push({ serial, secret });
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return branch(
    "VirtualMFADevice",
    leaf("SerialNumber", serial),
    leaf("Base32StringSeed", base64(secret)),
    // Nobody looks at it: awsmfa draws its own.
    leaf("QRCodePNG", base64("a picture")),
  );
}

/** iam:EnableMFADevice. */
function EnableMFADevice(call: Call): string {
  const user = subjectOf(call, "EnableMFADevice", [USER_NAME, SERIAL, ...CODES]);
  const { world, parameters, awsNow } = call;
  const serial = parameters.get("SerialNumber") ?? "";
  const index = world.unassigned.findIndex((each) => each.serial === serial);
  const made = world.unassigned[index];
  if (made === undefined) throw unknown(serial);
  if (user.devices.filter(({ active }) => active).length >= MOST_DEVICES)
    throw new Refusal(
      409,
      "LimitExceeded",
      `Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`,
    );
  const accepted = acceptPair(made.secret, codesIn(parameters), awsNow, WINDOW.enable);
  if (accepted === undefined) throw wrongCodes();
  world.unassigned.splice(index, 1);
  user.devices.push({
    ...made,
    kind: "virtual",
    enabled: new Date(awsNow).toISOString().replace(/\.\d+Z$/, "Z"),
    active: true,
    attempts: 0,
    usedSteps: new Set(accepted.steps),
    drift: 0,
  });
  return "";
}

/** iam:ResyncMFADevice: AWS learns how far the device's clock is off. */
function ResyncMFADevice(call: Call): string {
  const device = deviceOf(call, "ResyncMFADevice", CODES);
  const accepted =
    device.secret === undefined
      ? undefined
      : acceptPair(device.secret, codesIn(call.parameters), call.awsNow, WINDOW.resync);
  if (accepted === undefined) throw wrongCodes();
  device.drift = accepted.drift;
  for (const step of accepted.steps) device.usedSteps.add(step);
  return "";
}

/** iam:DeactivateMFADevice: a virtual device stays, as nobody's. */
function DeactivateMFADevice(call: Call): string {
  const device = deviceOf(call, "DeactivateMFADevice", []);
  const { serial, secret } = device;
  const user = call.world.users.find(({ devices }) => devices.includes(device));
  user?.devices.splice(user.devices.indexOf(device), 1);
  if (device.kind === "virtual") call.world.unassigned.push({ serial, secret: secret ?? "" });
  return "";
}

/** iam:DeleteVirtualMFADevice: of a device that is nobody's. */
function DeleteVirtualMFADevice(call: Call): string {
  subjectOf(call, "DeleteVirtualMFADevice", [SERIAL]);
  const { world, parameters } = call;
  const serial = parameters.get("SerialNumber") ?? "";
  if (world.users.some(({ devices }) => devices.some((each) => each.serial === serial)))
    throw new Refusal(409, "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
  const index = world.unassigned.findIndex((each) => each.serial === serial);
  if (index < 0) throw unknown(serial);
  world.unassigned.splice(index, 1);
  return "";
}

/** iam:ListAccountAliases. */
function ListAccountAliases(call: Call): string {
  subjectOf(call, "ListAccountAliases", LIST.slice(1));
  const { alias } = call.world;
  return page(call, "AccountAliases", alias === undefined ? [] : [alias]);
}

function deviceOf(call: Call, action: string, rules: readonly Rule[]): User["devices"][number] {
  const user = subjectOf(call, action, [USER_NAME, SERIAL, ...rules]);
  const serial = call.parameters.get("SerialNumber") ?? "";
  const device = user.devices.find((each) => each.serial === serial && each.active);
  if (device !== undefined) return device;
  throw new Refusal(404, "NoSuchEntity", `MFA Device invalid for user.`);
}

function serialOf({ partition, account }: User, name: string): string {
  return `arn:${partition}:iam::${account}:mfa/${name}`;
}

function codesIn(parameters: URLSearchParams): [string, string] {
  const code = (at: number): string => parameters.get(`AuthenticationCode${at}`) ?? "";
  return [code(1), code(2)];
}

function wrongCodes(): Refusal {
  return new Refusal(
    403,
    "InvalidAuthenticationCode",
    "Authentication code for device is not valid.",
  );
}

function unknown(serial: string): Refusal {
  return new Refusal(
    404,
    "NoSuchEntity",
    `VirtualMFADevice with serial number ${serial} doesn't exist.`,
  );
}

function base32(bytes: Buffer): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[parseInt(five, 2)]).join("");
}
