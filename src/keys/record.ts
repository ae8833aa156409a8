/** What is noted of a rotation that is under way, so that a run after a killed one knows where it was. No secret is in it. */
import { join } from "node:path";
import type { Context, FileText } from "../ports.ts";
import { stateFolder } from "../profiles/platform-folders.ts";
import { jsonText, parsedJson } from "../words/json-text.ts";

/** A rotation under way. */
export interface Rotation {
  readonly profile: string;
  /** The key that is to go, and the one that takes its place once that is known. */
  readonly from: string;
  readonly to?: string;
  /** The keys that there were before one was made, and when it was asked for; milliseconds by AWS's clock. */
  readonly known: readonly string[];
  readonly at: number;
}

/** The ports that the record takes. */
export type RecordPorts = Pick<Context, "files" | "environment" | "home" | "platform">;

/** Where the record is. */
export function recordPath({ environment, home, platform }: RecordPorts): string {
  return join(stateFolder(environment, home, platform), "awsmfa", "rotations.json");
}

/** The rotation of a profile that is under way. @throws AwsmfaError `file-unreadable` */
export async function rotationOf(
  profile: string,
  ports: RecordPorts,
): Promise<Rotation | undefined> {
  const all = readRotations(await ports.files.read(recordPath(ports)));
  return all.find((rotation) => rotation.profile === profile);
}

/** Notes a rotation in place of what was known of its profile; `undefined`: it is over. @throws AwsmfaError `file-unwritable` */
export async function noteRotation(
  profile: string,
  rotation: Rotation | undefined,
  ports: RecordPorts,
): Promise<void> {
  const edit = (text: FileText | undefined): FileText | undefined => {
    const others = readRotations(text).filter((each) => each.profile !== profile);
    const all = [...others, ...(rotation === undefined ? [] : [rotation])];
    return all.length === 0 ? undefined : jsonText({ rotations: all });
  };
  await ports.files.edit(recordPath(ports), edit, { durable: true });
}

/** Reads the record; what cannot be understood is left out. */
export function readRotations(text: FileText | undefined): readonly Rotation[] {
  const list = record(parsedJson(text))["rotations"];
  return Array.isArray(list) ? list.flatMap(rotationIn) : [];
}

function rotationIn(value: unknown): Rotation[] {
  const { profile, from, to, known, at } = record(value);
  if (typeof profile !== "string" || typeof from !== "string" || typeof at !== "number") return [];
  const ids = Array.isArray(known) ? known.filter((id) => typeof id === "string") : [];
  return [{ profile, from, known: ids, at, ...(typeof to === "string" && { to }) }];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
