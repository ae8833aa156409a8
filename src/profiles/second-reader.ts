/**
 * A second opinion on a section: the `ini` package reads it, which shares no code with ours. It speaks
 * another dialect of ini, which cuts values at `;` and `#`, unquotes them, nests names at dots, makes arrays
 * of `a[]`, drops `__proto__` and flattens blocks. So the copy that it is handed spells every character
 * that means something in that dialect as a number, and begins a section of its own at every key, to keep
 * each block with its key; which line is what, and where a key ends, is for the package to find.
 */
import ini from "ini";
import type { FileText } from "../ports.ts";
import { decode } from "./bytes.ts";

/** A key's value; a block, if it has one, as settings. */
export interface SecondReading {
  readonly value: string;
  readonly block: ReadonlyMap<string, string>;
}

/**
 * What the package finds in a section, by key in lower case; a repeated key's last value.
 * @param section the section's text alone, its header line first
 */
export function readAgain(section: FileText): Map<string, SecondReading> {
  const groups = ini.parse(plainCopy(section)) as Record<string, Record<string, unknown>>;
  const found = new Map<string, SecondReading>();
  for (const [name, group] of Object.entries(groups)) {
    if (name.startsWith("block")) continue;
    const block = new Map(settings(groups[`block${name.slice("key".length)}`] ?? {}));
    for (const [key, value] of settings(group)) found.set(key.toLowerCase(), { value, block });
  }
  return found;
}

function plainCopy(section: FileText): string {
  const [, ...lines] = decode(section).split(/\r\n|\n|\r/);
  const copy: string[] = [];
  let keys = 0;
  let keyIndent = Infinity;
  for (const line of lines) {
    if (/^\s*(?:[#;]|$)/.test(line)) {
      copy.push(line);
      continue;
    }
    const indent = line.search(/\S/);
    if (indent <= keyIndent) {
      keys += 1;
      keyIndent = indent;
      copy.push(`[key${keys}]`);
    } else {
      copy.push(`[block${keys}]`);
    }
    copy.push(spelled(line));
  }
  return copy.join("\n");
}

function* settings(group: Record<string, unknown>): Generator<[string, string]> {
  // The package makes `true`, `false` and `null` values of JavaScript.
  for (const [key, value] of Object.entries(group))
    yield [unspelled(key), unspelled(String(value))];
}

function spelled(line: string): string {
  return line.replace(
    /[^ \tA-Za-z0-9=]/gu,
    (character) => `%${character.codePointAt(0)?.toString(16).padStart(6, "0")}`,
  );
}

function unspelled(text: string): string {
  return text.replace(/%([0-9a-f]{6})/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
