/** AWS IAM through the SDK: its parts in one. Loaded when a device is looked up, not before. */
import type { Iam } from "../ports-aws.ts";
import { iamDevices } from "./iam-devices.ts";
import { iamPassword } from "./iam-password.ts";

/** AWS IAM through the SDK. */
export const systemIam: Iam = { ...iamDevices, ...iamPassword };
