/** The store `age`: one file, encrypted with a passphrase, that the program age opens too. */
import { join } from "node:path";
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { dataFolder } from "../profiles/platform-folders.ts";
import { secretOf, uriOf } from "./otpauth.ts";
import { newPassphrase, passphraseObstacle, passphraseThat } from "./passphrase.ts";
import type { SecretStore, StoreKind, StorePorts } from "./secret-store.ts";

/** Decrypted, it has a line for each secret: the serial number, a blank, the otpauth URI. */
export const ageStore: StoreKind = {
  name: "age",
  label: "the age file",
  open: (ports) => openedBy(ports),
};

/** Where the file is. */
export function agePath({
  environment,
  home,
  platform,
}: Pick<StorePorts, "environment" | "home" | "platform">): string {
  return join(dataFolder(environment, home, platform), "awsmfa", "secrets.age");
}

/** What was in the file: its bytes, and its lines by serial number. */
interface Contents {
  readonly file: FileText | undefined;
  readonly lines: ReadonlyMap<string, string>;
}

function openedBy(ports: StorePorts): SecretStore {
  const { files, age, output } = ports;
  const path = agePath(ports);
  // Asked for once in a run.
  let passphrase: string | undefined;

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
    if (passphrase === undefined || !(await opens(passphrase)))
      passphrase = await passphraseThat(opens, ports);
    return { file, lines: linesOf(text) };
  };
  /** Again, where another process has changed the file meanwhile. */
  const change = async (edit: (lines: Map<string, string>) => void): Promise<void> => {
    for (;;) {
      const before = await read();
      const lines = new Map(before.lines);
      edit(lines);
      passphrase ??= await newPassphrase(ports);
      const key = passphrase;
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
    async get(serial) {
      const uri = (await read()).lines.get(serial);
      return uri === undefined ? undefined : secretOf(uri, "the age file");
    },
    put: (serial, secret) => change((lines) => void lines.set(serial, uriOf(secret))),
    async remove(serial) {
      if (!(await read()).lines.has(serial)) return false;
      await change((lines) => void lines.delete(serial));
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
