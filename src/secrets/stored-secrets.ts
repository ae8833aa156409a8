/** Which devices have a secret, and where: a list without secrets, so that nothing need be opened to know. */
import { join } from "node:path";
import type { Context, FileText } from "../ports.ts";
import { dataFolder } from "../profiles/platform-folders.ts";
import { jsonText, parsedJson } from "../words/json-text.ts";
import { STORE_NAMES, type StoreName } from "./secret-store.ts";

/** A secret that is kept. */
export interface StoredSecret {
  /** The device's serial number. */
  readonly serial: string;
  readonly store: StoreName;
  /** The profile that it was added for, which finds the device again. */
  readonly profile: string | undefined;
}

/** The ports that the list takes. */
export type ListPorts = Pick<Context, "files" | "environment" | "home" | "platform">;

/** Where the list is. */
export function storedPath({ environment, home, platform }: ListPorts): string {
  return join(dataFolder(environment, home, platform), "awsmfa", "secrets.json");
}

/** The list as it is kept. @throws AwsmfaError `file-unreadable` */
export async function storedSecrets(ports: ListPorts): Promise<readonly StoredSecret[]> {
  return readStored(await ports.files.read(storedPath(ports)));
}

/** Whether a secret is kept for a device. */
export function hasSecret(serial: string | undefined, secrets: readonly StoredSecret[]): boolean {
  return secrets.some((secret) => secret.serial === serial);
}

/** Notes a secret as kept, in place of what was known of its device. @throws AwsmfaError `file-unwritable` */
export async function noteStored(secret: StoredSecret, ports: ListPorts): Promise<void> {
  await change(ports, (others) => [...others, secret], secret.serial);
}

/** Forgets that there is a secret for a device. @throws AwsmfaError `file-unwritable` */
export async function forgetStored(serial: string, ports: ListPorts): Promise<void> {
  await change(ports, (others) => others, serial);
}

async function change(
  ports: ListPorts,
  add: (others: readonly StoredSecret[]) => readonly StoredSecret[],
  serial: string,
): Promise<void> {
  const edit = (text: FileText | undefined): FileText | undefined => {
    const secrets = add(readStored(text).filter((each) => each.serial !== serial));
    return secrets.length === 0 ? undefined : jsonText({ secrets });
  };
  await ports.files.edit(storedPath(ports), edit, { durable: true });
}

/** Reads the list; what cannot be understood is left out. */
export function readStored(text: FileText | undefined): readonly StoredSecret[] {
  const list = record(parsedJson(text))["secrets"];
  return Array.isArray(list) ? list.flatMap(storedOf) : [];
}

function storedOf(value: unknown): StoredSecret[] {
  const { serial, store, profile } = record(value);
  const known = STORE_NAMES.find((name) => name === store);
  return typeof serial === "string" && known !== undefined
    ? [{ serial, store: known, profile: typeof profile === "string" ? profile : undefined }]
    : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
