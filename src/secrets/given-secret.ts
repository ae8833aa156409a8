/** A secret as it is given: typed, piped, in a file, in a picture. */
import { AwsmfaError } from "../errors.ts";
import type { Context, FileText } from "../ports.ts";
import { secretOf } from "./otpauth.ts";
import type { TotpSecret } from "./totp-secret.ts";

/** The ports that it takes. */
export type GivenPorts = Pick<Context, "files" | "input" | "terminal" | "qr">;

/**
 * The secret from a file (`-`: standard input), else from what is piped, else typed.
 * @param question how it is asked for
 * @throws AwsmfaError `bad-secret`, `no-terminal` where nobody can be asked, `file-unreadable`, `interrupted`
 */
export async function givenSecret(
  file: string | undefined,
  question: string,
  ports: GivenPorts,
): Promise<TotpSecret> {
  const { files, input } = ports;
  if (file !== undefined && file !== "-") {
    const bytes = await files.read(file);
    if (bytes !== undefined) return inBytes(bytes, file, ports);
    throw new AwsmfaError("file-unreadable", `there is no file ${file}`, "awsmfa secret add FILE");
  }
  if (file === "-" || input.piped()) {
    const bytes = await input.whole();
    if (bytes !== undefined) return inBytes(bytes, "standard input", ports);
    throw new AwsmfaError(
      "bad-secret",
      "standard input is far too long for a secret",
      "awsmfa secret add FILE",
    );
  }
  return typedSecret(question, ports);
}

async function typedSecret(question: string, { terminal }: GivenPorts): Promise<TotpSecret> {
  const hint = "pipe it, or name a file: awsmfa secret add FILE";
  const nobody = await terminal.unusable();
  if (nobody !== undefined)
    throw new AwsmfaError("no-terminal", `nobody can be asked for the secret: ${nobody}`, hint);
  const from = "what was typed";
  const check = async (answer: string): Promise<string | undefined> => {
    try {
      secretOf(answer, from);
      return undefined;
    } catch (error) {
      if (error instanceof AwsmfaError) return error.message;
      throw error;
    }
  };
  const answer = await terminal.secret({ message: question, check });
  if (answer !== undefined) return secretOf(answer, from);
  throw new AwsmfaError("bad-secret", "no secret was entered", hint);
}

/** The first bytes of pictures (PNG specification 5.2; JFIF; GIF; RIFF for WebP). */
const PNG = "\u0089PNG\r\n\u001a\n";
const OTHERS: readonly (readonly [start: string, name: string])[] = [
  ["\u00ff\u00d8\u00ff", "JPEG"],
  ["GIF8", "GIF"],
  ["RIFF", "WebP"],
];

async function inBytes(bytes: FileText, from: string, { qr }: GivenPorts): Promise<TotpSecret> {
  const bad = (why: string, hint: string): AwsmfaError =>
    new AwsmfaError("bad-secret", `${from} holds no TOTP secret: ${why}`, hint);
  const other = OTHERS.find(([start]) => bytes.startsWith(start));
  if (other !== undefined) throw bad(`it is a ${other[1]} picture`, "save it as PNG");
  if (!bytes.startsWith(PNG)) return secretOf(lineWithUri(utf8(bytes)), from);
  const found = await (await qr()).read(bytes);
  if (found.text !== undefined) return secretOf(found.text, `the QR code in ${from}`);
  throw bad(found.wrong, "crop the picture to the QR code, or paste the “secret key” instead");
}

/** Password stores keep other lines beside the URI. */
function lineWithUri(text: string): string {
  return text.split(/\r?\n/).find((line) => /^\s*otpauth:\/\//i.test(line)) ?? text;
}

function utf8(bytes: FileText): string {
  return Buffer.from(bytes, "latin1")
    .toString("utf8")
    .replace(/^\ufeff/, "");
}
