/** AWS IAM through the SDK: its parts in one. Loaded when IAM is called, not before. */
import type { Iam } from "../ports-aws.ts";
import { iamDevices } from "./iam-devices.ts";
import { iamPassword } from "./iam-password.ts";
import { iamKeys } from "./iam-keys.ts";

/** AWS IAM through the SDK. */
export const systemIam: Iam = { ...iamDevices, ...iamKeys, ...iamPassword };
