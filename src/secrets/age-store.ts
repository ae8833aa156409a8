/** The store `age`: one file, encrypted with a passphrase, that the program age opens too. */
import { join } from "node:path";
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { dataFolder } from "../profiles/platform-folders.ts";
import { newPassphrase, passphraseObstacle, passphraseThat } from "./passphrase.ts";
import type { TextKind, StorePorts, TextStore } from "./secret-store.ts";

/** Decrypted, it has a line for each secret: the serial number, a blank, the otpauth URI; for an access key its id and its document. */
export const ageStore: TextKind = {
  name: "age",
  label: "the age file",
  texts: (ports) => openedBy(ports),
};

/** Where the file is. */
export function agePath({
  environment,
  home,
  platform,
}: Pick<StorePorts, "environment" | "home" | "platform">): string {
  return join(dataFolder(environment, home, platform), "awsmfa", "secrets.age");
}

/** Under which name the passphrase is kept for the rest of the run. */
const PASSPHRASE = "the passphrase of the age file";

/** What was in the file: its bytes, and its lines by serial number. */
interface Contents {
  readonly file: FileText | undefined;
  readonly lines: ReadonlyMap<string, string>;
}

function openedBy(ports: StorePorts): TextStore {
  const { files, age, output, once } = ports;
  const path = agePath(ports);

  const busy = async <T>(act: () => Promise<T>): Promise<T> => {
    output.progress("the age file takes a second …");
    try {
      return await act();
    } finally {
      output.progress(undefined);
    }
  };
  const read = async (): Promise<Contents> => {
    const file = await files.read(path);
    if (file === undefined) return { file, lines: new Map() };
    let text = "";
    const opens = async (candidate: string): Promise<boolean> => {
      const opened = await busy(async () => (await age()).decrypt(candidate, file));
      if (opened.wrong === "file") throw damaged(path);
      text = opened.text ?? "";
      return opened.wrong === undefined;
    };
    const known = once.get(PASSPHRASE);
    if (known === undefined || !(await opens(known)))
      once.set(PASSPHRASE, await passphraseThat(opens, ports));
    return { file, lines: linesOf(text) };
  };
  /** Again, where another process has changed the file meanwhile. */
  const change = async (edit: (lines: Map<string, string>) => void): Promise<void> => {
    for (;;) {
      const before = await read();
      const lines = new Map(before.lines);
      edit(lines);
      const key = once.get(PASSPHRASE) ?? (await newPassphrase(ports));
      once.set(PASSPHRASE, key);
      const after =
        lines.size === 0
          ? undefined
          : await busy(async () => (await age()).encrypt(key, textOf(lines)));
      const { outcome } = await files.edit(path, (now) => (now === before.file ? after : now), {
        durable: true,
      });
      if (outcome !== "unchanged" || after === before.file) return;
    }
  };
  return {
    async obstacle() {
      return (await files.facts(path)) === undefined ? undefined : passphraseObstacle(ports);
    },
    get: async (account) => (await read()).lines.get(account),
    put: (account, text) => change((lines) => void lines.set(account, text)),
    async remove(account) {
      if (!(await read()).lines.has(account)) return false;
      await change((lines) => void lines.delete(account));
      return true;
    },
  };
}

function linesOf(text: string): Map<string, string> {
  const pairs = text.split(/\r?\n/).map((line) => /^(\S+)\s+(\S.*)$/.exec(line));
  return new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? "", pair[2] ?? ""]])));
}

function textOf(lines: ReadonlyMap<string, string>): string {
  return [...lines].map(([serial, uri]) => `${serial} ${uri}\n`).join("");
}

function damaged(path: string): AwsmfaError {
  return new AwsmfaError(
    "store-unusable",
    `${path} is no age file that a passphrase opens, or it is damaged`,
    `look at it: age -d ${path}; a new one is made if you move it away`,
  );
}
