/** Where programs of dialogs are. */
import { posix, win32 } from "node:path";
import type { Dialog, DialogPorts } from "./dialog.ts";

/** The programs of a dialog that are there, by their paths, the preferred one first. Starts none of them. */
export async function pathsOf(dialog: Dialog, ports: DialogPorts): Promise<readonly string[]> {
  const names = dialog.programs(ports.platform, ports.environment);
  const found = await Promise.all(names.map((name) => pathOf(name, ports)));
  return found.filter((path) => path !== undefined);
}

/** Folders of PATH that are not absolute are passed over: no program of the folder that we happen to stand in gets to see a secret. */
async function pathOf(name: string, ports: DialogPorts): Promise<string | undefined> {
  const { platform, environment } = ports;
  const path = platform === "win32" ? win32 : posix;
  const folders = (environment["PATH"] ?? "")
    .split(path.delimiter)
    .filter((each) => path.isAbsolute(each));
  const paths = path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name));
  for (const each of paths) if (await isProgram(each, ports)) return each;
  return undefined;
}

async function isProgram(path: string, { files }: DialogPorts): Promise<boolean> {
  try {
    const facts = await files.facts(path);
    return facts !== undefined && (facts.mode === undefined || (facts.mode & 0o111) !== 0);
  } catch {
    return false;
  }
}
