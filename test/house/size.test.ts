import { readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseSync } from "rolldown/utils";
import { describe, expect, it } from "vitest";

/** How the sources are kept: small files, every export explained, no way round the linter. */

const root = resolve(import.meta.dirname, "../..");
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file).replaceAll("\\", "/"));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** The lines of a text, a line end at its end not counted. */
function lineCount(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

/** The exported names of a source that no docstring stands before. */
function unexplained(source: string): string[] {
  const { program, comments } = parseSync("source.ts", source);
  const explained = (start: number): boolean =>
    comments.some(
      ({ type, value, end }) =>
        type === "Block" &&
        value.startsWith("*") &&
        end <= start &&
        source.slice(end, start).trim() === "",
    );
  return program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return [];
    if (explained(statement.start)) return [];
    const { declaration } = statement;
    if (declaration.type !== "VariableDeclaration")
      return "id" in declaration ? [nameOf(declaration.id)] : [];
    return declaration.declarations.map(({ id }) => nameOf(id));
  });
}

function nameOf(node: unknown): string {
  return typeof node === "object" && node !== null && "name" in node ? String(node.name) : "?";
}

/** What switches a check off, but for one rule that is no arrow, with the reason: `… -- why`. */
function detours(source: string): string[] {
  const found =
    source.match(/@ts-(?:ignore|nocheck|expect-error)|(?:oxlint|eslint)-disable.*/g) ?? [];
  return found.filter(
    (line) => !/-disable(?:-next-line)? (?!no-restricted|import\/|house\/)[\w/-]+ -- \S/.test(line),
  );
}

const SOURCES = filesIn("src");

describe("sources", () => {
  it.each(SOURCES)("%s has at most 200 lines", (file) => {
    expect(lineCount(read(file))).toBeLessThanOrEqual(200);
  });
  it.each(filesIn("test"))("%s has at most 400 lines", (file) => {
    expect(lineCount(read(file))).toBeLessThanOrEqual(400);
  });
  it.each(SOURCES)("%s explains what it exports", (file) => {
    expect(unexplained(read(file))).toEqual([]);
  });
  it.each(SOURCES)("%s goes round no check of the house", (file) => {
    expect(detours(read(file))).toEqual([]);
  });
  it("are no index.ts", () => {
    expect(SOURCES.filter((file) => basename(file) === "index.ts")).toEqual([]);
  });
});

describe("unexplained", () => {
  it.each([
    ["a function", "export function a() {}", ["a"]],
    ["a type", "export type A = 1;", ["A"]],
    ["an interface", "export interface A {}", ["A"]],
    ["a class", "export class A {}", ["A"]],
    ["constants", "export const a = 1, b = 2;", ["a", "b"]],
    ["a plain comment", "/* no docstring */\nexport const a = 1;", ["a"]],
    ["another's docstring", "/** of a */\nexport const a = 1;\nexport const b = 2;", ["b"]],
    ["a docstring", "/** of a */\nexport const a = 1;", []],
    ["what is not exported", "const a = 1;", []],
    ["an export by name", "const a = 1;\nexport { a };", []],
  ])("%s", (_, source, expected) => {
    expect(unexplained(source)).toEqual(expected);
  });
});

describe("detours", () => {
  it.each([
    ["// @ts-ignore", 1],
    ["/* oxlint-disable */", 1],
    ["/* oxlint-disable no-restricted-globals -- in a hurry */", 1],
    ["// oxlint-disable-next-line", 1],
    ["// eslint-disable-next-line no-restricted-imports -- in a hurry", 1],
    ["// oxlint-disable-next-line import/no-cycle -- in a hurry", 1],
    ["// oxlint-disable-next-line no-empty", 1],
    ["// oxlint-disable-next-line no-empty -- nothing can be done", 0],
  ])("%s", (line, expected) => {
    expect(detours(`const a = 1;\n${line}\n`)).toHaveLength(expected);
  });
});

describe("lineCount", () => {
  it.each([
    ["one", 1],
    ["one\n", 1],
    ["one\ntwo", 2],
    ["one\n\n", 2],
  ])("%j", (text, expected) => {
    expect(lineCount(text)).toBe(expected);
  });
});
