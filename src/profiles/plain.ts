/**
 * One section of a plainly written ini file, read without taking the file apart: for the fast path, which
 * must cost next to nothing. What is written in any way that takes a rule of `ini.ts` to read is left to it.
 */
import type { FileText } from "../ports.ts";

/** The error for whatever is not plain. It is never shown: the full program reads the file instead. */
export function doubt(): Error {
  return new Error("not plain");
}

/**
 * The settings of a section, or `undefined` where there is none; a value that goes on below has a line end.
 * @throws Error for a header or a line below it that is not plain: repeated, indented, another line end than
 *   `\n`, a tab, a character beyond ASCII, a colon for a delimiter, a key twice
 */
export function plainSection(text: FileText, name: string): Map<string, string> | undefined {
  const header = `[${name}]`;
  const start = text.indexOf(header);
  if (start === -1) return undefined;
  const body = start + header.length;
  const isLine =
    (start === 0 || text[start - 1] === "\n") && (body === text.length || text[body] === "\n");
  if (!isLine || text.includes(header, body)) throw doubt();
  return settingsIn(text.slice(body, endOf(text, body)));
}

/** Where the next header begins. What begins like one and is none would belong to the section. */
function endOf(text: FileText, body: number): number {
  const end = text.indexOf("\n[", body);
  if (end === -1) return text.length;
  const close = text.indexOf("\n", end + 1);
  const line = text.slice(end + 1, close === -1 ? text.length : close);
  if (line.lastIndexOf("]") < 2) throw doubt();
  return end;
}

function settingsIn(body: string): Map<string, string> {
  if (/[^\n -~]/.test(body)) throw doubt();
  const settings = new Map<string, string>();
  let key = "";
  for (const line of body.split("\n")) {
    const first = line.trimStart()[0];
    if (first === undefined || first === "#" || first === ";") continue;
    const delimiter = line.search(/[=:]/);
    if (line[0] === " ") {
      if (key === "") throw doubt();
      settings.set(key, `${settings.get(key)}\n`);
    } else {
      key = line.slice(0, delimiter).trim().toLowerCase();
      if (delimiter < 1 || line[delimiter] === ":" || settings.has(key)) throw doubt();
      settings.set(key, line.slice(delimiter + 1).trim());
    }
  }
  return settings;
}
