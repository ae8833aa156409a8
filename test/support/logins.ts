/** Sessions put into files in memory and taken out again, by what the commands use. */
import type { FileText, Files } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { keepSession } from "../../src/sessions/keep.ts";
import { removeSessions } from "../../src/sessions/remove.ts";

/** The token of a session, unless another is given. */
export const TOKEN = "FwoGZXIvYXdzEXAMPLE//==";

/** The texts of AWS's two files. */
export interface Pair {
  readonly credentials: FileText | undefined;
  readonly config: FileText | undefined;
}

/** Files in memory. */
export interface MemoryFiles extends Files {
  now(): Pair;
  set(pair: Pair): void;
}

const PATHS = { credentials: "credentials", config: "config" } as const;

/** Files that hold two texts. */
export function memoryFiles(pair: Pair): MemoryFiles {
  let texts: Record<string, FileText | undefined> = { ...pair };
  return {
    read: async (path) => texts[path],
    facts: async () => undefined,
    resolved: async (path) => path,
    checkWritable: async () => undefined,
    async edit(path, change) {
      texts = { ...texts, [path]: change(texts[path]) };
      return { outcome: "written" };
    },
    now: () => ({ credentials: texts["credentials"], config: texts["config"] }),
    set: (given) => void (texts = { ...given }),
  };
}

/** Writes a session of a profile. @param as its name, `<profile>-mfa` if absent @returns the texts after it */
export async function login(
  files: MemoryFiles,
  profile: string,
  { as = `${profile}-mfa`, token = TOKEN } = {},
): Promise<Pair> {
  const { config, credentials } = files.now();
  const found = profileNamed(readAwsFiles(config, credentials), profile);
  const session = {
    source: profile,
    name: as,
    credentials: {
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      sessionToken: token,
    },
    expires: Date.UTC(2026, 10, 22, 16),
    issued: Date.UTC(2026, 10, 22, 4),
    sourceKey: "AKIAIOSFODNN7EXAMPLE",
    serial: "arn:aws:iam::123456789012:mfa/someone",
  };
  await keepSession(session, found ?? { name: profile, settings: new Map() }, PATHS, files);
  return files.now();
}

/** Takes sessions out again. @returns the texts after it */
export async function logout(files: MemoryFiles, ...names: readonly string[]): Promise<Pair> {
  await removeSessions(names, PATHS, files);
  return files.now();
}
