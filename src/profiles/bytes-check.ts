/**
 * The first check of an edit: the bytes that are not ours are the ones that were there. It compares both texts
 * and knows nothing of how the editor went about it. Throws `unsafe-edit`.
 */
import type { FileText } from "../ports.ts";
import { type Wanted, fail, foreignBytes, named } from "./check.ts";
import { type Ini, entriesOf } from "./ini.ts";
import type { Section } from "./sections.ts";
import { finalLineEnd, lineEndAt } from "./lines.ts";

/** After a put: whatever is not a line of the wanted keys, inside the section or outside, is the same bytes. */
export function checkBytesAfterPut(
  before: Ini | undefined,
  after: Ini,
  name: string,
  wanted: Wanted,
): void {
  const [is, again] = named(after, name);
  if (is === undefined || again !== undefined) fail(name, "it would not stand there once");
  const was = before && named(before, name)[0];
  const same =
    before !== undefined && was !== undefined
      ? sameAround(before, was, after, is) && sameWithin(before, was, after, is, wanted)
      : onlyAppended(before?.text, after, is, wanted);
  if (!same) fail(name, "bytes of others would change");
}

function sameAround(before: Ini, was: Section, after: Ini, is: Section): boolean {
  return (
    before.text.slice(0, was.start) === after.text.slice(0, is.start) &&
    before.text.slice(was.end) === after.text.slice(is.end)
  );
}

function sameWithin(before: Ini, was: Section, after: Ini, is: Section, wanted: Wanted): boolean {
  const kept = foreignBytes(before, was, wanted);
  const rest = foreignBytes(after, is, wanted);
  // A last line without a line end gets one when lines are added below it.
  return rest === kept || (finalLineEnd(kept) === "" && isLineEnded(kept, rest));
}

function onlyAppended(old: FileText | undefined, after: Ini, is: Section, wanted: Wanted): boolean {
  const { text } = after;
  const begun = old === undefined ? is.start === 0 : isLineEnded(old, text.slice(0, is.start));
  const header = text.slice(is.start, is.bodyStart);
  return begun && is.end === text.length && foreignBytes(after, is, wanted) === header;
}

/** After a removal: the same bytes remain but for the section, to its last setting, and one line end before it. */
export function checkBytesAfterRemove(
  before: Ini,
  after: FileText | undefined,
  name: string,
): void {
  const [was] = named(before, name);
  if (was === undefined) {
    if (after !== before.text) fail(name, "bytes of others would change");
    return;
  }
  const head = before.text.slice(0, was.start);
  const tail = before.text.slice(entriesOf(before, was).at(-1)?.end ?? was.bodyStart);
  const right = after === undefined ? head + tail === "" : allowed(head, tail).includes(after);
  if (!right) fail(name, "bytes of others would change");
}

/** What may remain of a head and a tail: both, or both without one line end between them that parted no lines. */
function allowed(head: FileText, tail: FileText): FileText[] {
  const shorter = ["\r\n", "\n", "\r"]
    .filter((eol) => head.endsWith(eol))
    .map((eol) => head.slice(0, -eol.length));
  const parted = shorter.filter(
    (text) => text === "" || finalLineEnd(text) !== "" || tail === "" || lineEndAt(tail, 0) !== "",
  );
  return [head, ...parted].map((text) => text + tail);
}

/** Whether a text is another with one line end behind it. */
function isLineEnded(text: FileText, ended: FileText): boolean {
  const end = ended.slice(text.length);
  return ended.startsWith(text) && end !== "" && lineEndAt(end, 0) === end;
}
