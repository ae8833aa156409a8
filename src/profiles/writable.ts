/** What may be written into an AWS file: only what botocore gives back as it was, and other readers too. */
import { AwsmfaError } from "../errors.ts";
import { strip } from "./bytes.ts";
import { DEFAULTS, blockLines } from "./ini.ts";

// Control characters and the separators that end a line for some reader; U+FFFD and half a surrogate pair
// stand for something that was lost on the way here.
const UNSAFE = /[^\P{Cc}\t]|[\u2028\u2029\ufffd]|\p{Cs}/u;
const KEY = /^[^\s=:[#;][^\s=:]*$/u;

/**
 * Throws `unsafe-edit` for a name, a key or a value that could not be read back from the section. The
 * message names the key, never the value.
 * @param name the section's name, without brackets
 * @param put the settings by key; a value that begins with `\n` is a block
 */
export function requireWritable(name: string, put: ReadonlyMap<string, string>): void {
  if (name === "" || name === DEFAULTS || name.includes("]") || UNSAFE.test(name))
    refuse(
      `[${name}] cannot be the name of a section`,
      "choose a name of letters, digits and dashes for the session: awsmfa login --as NAME",
    );
  for (const [key, value] of put) {
    if (!isKey(key))
      refuse(
        `${key || "an empty text"} cannot be a key in [${name}]`,
        `write it in small letters, without blanks, = and :`,
      );
    const reason = reasonAgainst(value);
    if (reason !== undefined)
      refuse(
        `the value of ${key} for [${name}] ${reason}`,
        `correct ${key} where it comes from, then run the command again`,
      );
  }
}

/** Whether a setting would come back as it was written. A value that begins with `\n` is a block. */
export function isWritable(key: string, value: string): boolean {
  return isKey(key) && reasonAgainst(value) === undefined;
}

function isKey(key: string): boolean {
  return KEY.test(key) && !UNSAFE.test(key) && key === key.toLowerCase();
}

function reasonAgainst(value: string): string | undefined {
  return value.startsWith("\n") ? blockReason(value) : valueReason(value);
}

function valueReason(value: string): string | undefined {
  if (/[\n\r]/.test(value)) return "has more than one line";
  if (value !== strip(value) || value !== value.trim()) return "begins or ends with a blank";
  return UNSAFE.test(value) ? "holds a character that would not come back" : undefined;
}

function blockReason(value: string): string | undefined {
  const lines = value.slice(1).split("\n");
  if (blockLines(value)?.length === 0 || lines.at(-1) === "") return "is an empty block";
  for (const line of lines) {
    const reason = valueReason(line);
    if (reason !== undefined) return `has a line that ${reason}`;
    // A comment would be skipped, and an indented header is a section to some programs.
    if (/^[#;[=]/.test(line) || (line !== "" && !line.includes("=")))
      return "has a line that is no setting";
  }
  return undefined;
}

function refuse(message: string, hint: string): never {
  throw new AwsmfaError("unsafe-edit", `${message}; nothing was written`, hint);
}
