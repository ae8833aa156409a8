/**
 * The checks of an edit before it is written. Each compares the text before with the text after, as read
 * afresh: none uses what the editor knew. Each throws `unsafe-edit`.
 */
import type { FileText } from "../ports.ts";
import { checkBytesAfterPut, checkBytesAfterRemove } from "./bytes-check.ts";
import { type Wanted, fail, foreignBytes, named } from "./check.ts";
import { type Ini, entriesOf, nestedOf, readIni } from "./ini.ts";
import type { Section } from "./sections.ts";
import { type SecondReading, readAgain } from "./second-reader.ts";

/** All checks of a put. `before` is `undefined` where there was no file. */
export function checkPut(
  before: FileText | undefined,
  after: FileText,
  name: string,
  wanted: Wanted,
): void {
  const [old, now] = [readIni(before ?? ""), readIni(after)];
  checkBytesAfterPut(before === undefined ? undefined : old, now, name, wanted);
  checkOthers(old, now, name);
  checkMeaning(old, now, name, wanted);
}

/** All checks of a removal. `after` is `undefined` where the file is to go. */
export function checkRemove(before: FileText, after: FileText | undefined, name: string): void {
  const old = readIni(before);
  checkBytesAfterRemove(old, after, name);
  checkOthers(old, readIni(after ?? ""), name);
}

/** Our reader finds every other section again: the same ones with the same settings in the same order. */
export function checkOthers(before: Ini, after: Ini, name: string): void {
  const others = ({ sections }: Ini) => sections.filter((section) => section.name !== name);
  const [were, are] = [others(before), others(after)];
  if (were.length !== are.length) fail(name, "another section would be lost or made");
  for (const [index, was] of were.entries()) {
    const is = are[index];
    if (is?.name !== was.name) fail(name, `[${was.name}] would be lost`);
    // The same bytes, header included, read the same whatever stands around them.
    if (bytesOf(before, was) === bytesOf(after, is)) continue;
    if (plain(before, was) !== plain(after, is)) fail(name, `[${was.name}] would change`);
  }
}

/** The section, read by our reader and by the `ini` package, has what it had, less the dropped, with what was put. */
export function checkMeaning(before: Ini, after: Ini, name: string, wanted: Wanted): void {
  const [was, is] = [named(before, name)[0], named(after, name)[0]];
  if (is === undefined) fail(name, "it would not be found");

  const found = new Map(entriesOf(after, is).map(({ key, value }) => [key, value]));
  const meant = new Map(was && entriesOf(before, was).map(({ key, value }) => [key, value]));
  const foundAgain = readAgain(bytesOf(after, is));
  const meantAgain = readAgain(was === undefined ? "" : foreignBytes(before, was, wanted));
  for (const key of wanted.drop) meant.delete(key);
  for (const [key, value] of wanted.put) {
    meant.set(key, value);
    const block = nestedOf(value);
    meantAgain.set(key, { value: block === undefined ? value : "", block: block ?? new Map() });
  }
  const wrong =
    differing(found, meant, (value) => value) ?? differing(foundAgain, meantAgain, plainReading);
  if (wrong === undefined) return;
  // A key that nobody asked for may be any text of a broken file, even a secret.
  const asked = wanted.put.has(wrong) || wanted.drop.includes(wrong);
  fail(name, `${asked ? wrong : "another key"} would not read back as it was meant`);
}

function bytesOf({ text }: Ini, { start, end }: Section): FileText {
  return text.slice(start, end);
}

function plain(ini: Ini, section: Section): string {
  return JSON.stringify(entriesOf(ini, section).map(({ key, value }) => [key, value]));
}

function plainReading({ value, block }: SecondReading): string {
  return JSON.stringify([value, [...block].map((pair) => JSON.stringify(pair)).toSorted()]);
}

/** A key that one map lacks, or whose values differ. */
function differing<T>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
  plainly: (value: T) => string,
): string | undefined {
  return [...new Set([...one.keys(), ...other.keys()])].find((key) => {
    const [left, right] = [one.get(key), other.get(key)];
    return left === undefined || right === undefined || plainly(left) !== plainly(right);
  });
}
