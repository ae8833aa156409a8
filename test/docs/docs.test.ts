import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Context } from "../../src/ports.ts";
import { runProgram } from "../../src/program-run.ts";
import { HERE, ROWS } from "../../src/program.ts";
import { CODE_SOURCES } from "../../src/codes/codes.ts";
import { EXIT } from "../../src/exit.ts";
import { statusOf } from "../../src/errors-told.ts";
import { SHELLS } from "../../src/shells/shells.ts";

/** The documents, held against the program. */

const root = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const DOCUMENTS = [
  ...readdirSync(root),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) =>
    join("docs", file),
  ),
].filter((file) => file.endsWith(".md"));
/** What a user reads: the README and the pages that it leads to. */
const MANUAL = ["README.md", ...DOCUMENTS.filter((file) => file.startsWith("docs/"))]
  .filter((file) => !/errors|speed/.test(file))
  .map(read)
  .join("\n");

/** All matches of a pattern's first group, each once. */
function found(text: string, pattern: RegExp): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), ([, group]) => group ?? ""))];
}

/** A document without its blocks of code. */
function prose(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, "");
}

/** The rows of the table in a part of the manual. */
function table(title: string): string[] {
  const part = MANUAL.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  return part.split("\n").filter((line) => line.startsWith("| "));
}

/** The name that a heading has in a link, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

const LINKS = DOCUMENTS.flatMap((file) =>
  found(prose(read(file)), /\]\(([^)\s]+)\)/g)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => [file, link] as const),
);

describe("links", () => {
  it("are found", () => expect(LINKS.length).toBeGreaterThan(10));

  it.each(LINKS)("%s → %s", (file, link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : join(dirname(file), path);
    expect(existsSync(join(root, target))).toBe(true);
    const anchors = anchor === undefined ? [] : found(read(target), /^#+ (.*)$/gm).map(anchorOf);
    expect(anchors).toEqual(anchor === undefined ? [] : expect.arrayContaining([anchor]));
  });
});

describe("paths", () => {
  const paths = DOCUMENTS.flatMap((file) =>
    found(read(file), /`((?:src|test|scripts|bin|\.ci)\/[\w./-]*)`/g).map(
      (path) => [file, path] as const,
    ),
  );
  it("are found", () => expect(paths.length).toBeGreaterThan(60));
  it.each(paths)("%s: %s", (_, path) => expect(existsSync(join(root, path))).toBe(true));

  it.each([...new Set(readdirSync(join(root, "src")))])("src/%s has a place in the house", (name) =>
    expect(name === "version.ts" || read("ARCHITECTURE.md").includes(`\`src/${name}`)).toBe(true),
  );
});

describe("names in ARCHITECTURE.md", () => {
  const names = Array.from(
    read("ARCHITECTURE.md").matchAll(/`([A-Z_]{4,}|[A-Z][a-z]\w+)` of `([\w./-]+)`/g),
    ([, name = "", file = ""]) => [name, file] as const,
  );
  it("are found", () => expect(names.length).toBeGreaterThan(5));
  it.each(names)("%s is in %s", (name, file) =>
    expect(read(file)).toMatch(new RegExp(`(?:const|interface|type) ${name}\\b`)),
  );
});

describe("scripts", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = DOCUMENTS.flatMap((file) =>
    found(read(file), /\bnpm run (?:-s )?([\w:]+)/g).map((name) => [file, name] as const),
  );
  it.each(named)("%s: npm run %s", (_, name) => expect(Object.keys(scripts)).toContain(name));
});

describe("options", async () => {
  const helps = await Promise.all([HERE, ...ROWS].map(({ name }) => helpOf(name)));
  const inHelp = found(helps.join("\n"), /^ .*?(--[a-z-]+)/gm);

  /** Those of Docker, Node, the AWS CLI, ykman and gpg. */
  const foreign = [
    "--env-file",
    "--target",
    "--document-name",
    "--parameters",
    "--touch",
    "--serials",
    "--kill",
  ];
  const inManual = found(MANUAL, /(--[a-z][a-z-]+)/g);
  it.each(inManual.filter((option) => !foreign.includes(option)))(
    "%s of the manual is one",
    (option) => expect(inHelp).toContain(option),
  );
  it.each(SHELLS.map(({ name }) => name))("of --shell %s is in the help", (name) =>
    expect(helps.join("\n")).toMatch(new RegExp(`(?:<NAME>|[,;])\\s+${name}\\b`)),
  );
  it.each(inHelp.filter((option) => option !== "--help"))("%s is in the manual", (option) =>
    expect(MANUAL).toContain(option),
  );
});

/** The help of a command. */
async function helpOf(command: string): Promise<string> {
  let text = "";
  const output = { data: (part: string) => void (text += part) };
  const parent = { name: async () => "sh" };
  const context = (): Context => ({ output, parent, environment: {} }) as unknown as Context;
  const words = [...command.split(" ").filter((word) => word !== ""), "--help"];
  await runProgram({ arguments: words, context, version: "" });
  return text;
}

describe("tables of the manual", () => {
  it("has the exit statuses of src/errors.ts", () => {
    const listed = table("Exit statuses").flatMap((row) => row.split("|")[1]?.match(/\d+/g) ?? []);
    expect(listed.map(Number).toSorted((one, other) => one - other)).toEqual(
      Object.values(EXIT).toSorted((one, other) => one - other),
    );
  });

  it.each([
    ["usage", "the command line is wrong"],
    ["no-terminal", "nobody may be asked"],
    ["wrong-code", "AWS refused"],
    ["no-code", "no code to be had"],
    ["unreachable", "could not be reached"],
    ["unknown-profile", "an unknown profile"],
  ] as const)("%s has the status of “%s”", (code, words) => {
    const row = table("Exit statuses").find((line) => line.includes(words));
    expect(row).toMatch(new RegExp(`^\\| ${statusOf(code)} `));
  });

  it.each(SHELLS.map(({ name }) => name))("names the shell %s", (name) =>
    expect(MANUAL).toContain(`--shell ${name}`),
  );
  it.each(CODE_SOURCES.map(({ name }) => name))("names the source %s", (name) =>
    expect(MANUAL).toContain(`| \`${name}\` |`),
  );
  it.each(ROWS.map(({ name }) => name))("names the command %s", (name) =>
    expect(MANUAL).toContain(`\`awsmfa ${name}\``),
  );
});

describe("settings and variables of the manual", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => read(join("src", file)))
    .join("\n");

  const settings = found(table("Settings that are read").join("\n"), /`([a-z_]+)`/g);
  // Read by name, or through the table of those that name a profile.
  const naming = /const VARIABLES = \[([^\]]*)\]/.exec(sources)?.[1] ?? "";
  const variables = [
    ...new Set([...found(sources, /environment\["(\w+)"\]/g), ...found(naming, /"(\w+)"/g)]),
  ];
  it("are found", () => {
    expect(settings.length).toBeGreaterThan(8);
    expect(variables.length).toBeGreaterThan(8);
  });

  it.each(settings)("%s is read", (name) => expect(sources).toContain(`"${name}"`));
  it.each(variables)("%s is read and named", (name) => expect(MANUAL).toContain(`\`${name}\``));
  // Put together from parts in the sources; and one that the manual says is not read.
  const urls = ["STS", "IAM", "SIGNIN"].map((service) => `AWS_ENDPOINT_URL_${service}`);
  const apart = [...urls, "AWS_CA_BUNDLE"];
  it.each(found(MANUAL, /`((?:AWSMFA|AWS)_[A-Z_]+)`/g).filter((name) => !apart.includes(name)))(
    "%s is named and known",
    (name) => expect(sources).toContain(`"${name}"`),
  );
  it.each(found(sources, /settings\.get\("(awsmfa_\w+)"\)/g))("%s is named", (name) =>
    expect(MANUAL).toContain(`\`${name}\``),
  );
});
