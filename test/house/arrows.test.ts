import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BREACHES } from "./breaches.ts";

/** The canary of the linter: every arrow is broken once, in a tree laid out like this one. */

const root = resolve(import.meta.dirname, "../..");

/** Imports in the ways that there are; each must be seen. `n` makes the line's names its own. */
const WAYS: readonly (readonly [string, (path: string, n: number) => string])[] = [
  ["import", (path, n) => `import * as it${n} from "${path}"; export const used${n} = it${n};`],
  [
    "import type",
    (path, n) => `import type * as it${n} from "${path}"; export type Used${n} = typeof it${n};`,
  ],
  ["import()", (path, n) => `export const load${n} = () => import("${path}");`],
  ["export from", (path, n) => `export * as it${n} from "${path}";`],
];

/** [importer, what it must not import] */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ["errors.ts", "./ports.ts"],
  ["errors.ts", "node:path"],
  ["ports.ts", "./errors.ts"],
  ["ports-terminal.ts", "./errors.ts"],
  ["exit.ts", "./errors.ts"],
  ["catalogue.ts", "./ports.ts"],
  ["version.ts", "./errors.ts"],
  ["aws/it.ts", "../profiles/any.ts"],
  ["words/it.ts", "../aws/any.ts"],
  ["aws/it.ts", "../system/any.ts"],
  ["aws/it.ts", "./../system/any.ts"],
  ["aws/it.ts", "../aws/../system/any.ts"],
  ["aws/it.ts", "node:fs"],
  ["aws/it.ts", "fs"],
  ["aws/it.ts", "commander"],
  ["shells/it.ts", "../profiles/any.ts"],
  ["shells/it.ts", "node:child_process"],
  ["words/it.ts", "../sessions/any.ts"],
  ["words/it.ts", "fast-string-width"],
  ["profiles/it.ts", "../shells/any.ts"],
  ["profiles/it.ts", "../sessions/any.ts"],
  ["profiles/it.ts", "node:os"],
  ["profiles/it.ts", "ini"],
  ["codes/it.ts", "../memory/any.ts"],
  ["codes/it.ts", "../sessions/any.ts"],
  ["codes/it.ts", "../system/any.ts"],
  ["codes/it.ts", "node:crypto"],
  ["codes/it.ts", "otplib"],
  ["memory/it.ts", "../codes/any.ts"],
  ["memory/it.ts", "../context.ts"],
  ["secrets/it.ts", "../memory/any.ts"],
  ["dialogs/it.ts", "../secrets/any.ts"],
  ["dialogs/it.ts", "../commands/any.ts"],
  ["schedulers/it.ts", "node:fs/promises"],
  ["users/it.ts", "../codes/any.ts"],
  ["users/it.ts", "../profiles/any.ts"],
  ["devices/it.ts", "../sessions/any.ts"],
  ["devices/it.ts", "../system/any.ts"],
  ["sessions/it.ts", "../keys/any.ts"],
  ["sessions/it.ts", "../system/any.ts"],
  ["endpoint/it.ts", "../system/any.ts"],
  ["endpoint/it.ts", "../commands/any.ts"],
  ["sessions/it.ts", "../endpoint/any.ts"],
  ["keys/it.ts", "../devices/any.ts"],
  ["keys/it.ts", "../onboarding/any.ts"],
  ["onboarding/it.ts", "../commands/any.ts"],
  ["onboarding/it.ts", "../system/any.ts"],
  ["keys/it.ts", "../commands/any.ts"],
  ["keys/it.ts", "../system/any.ts"],
  ["profiles/it.ts", "csv-parse/sync"],
  ["profiles/csv-rows.ts", "ini"],
  ["sessions/it.ts", "shlex"],
  ["sessions/command-words.ts", "./any.ts"],
  ["account/it.ts", "../keys/any.ts"],
  ["commands/it.ts", "./any.ts"],
  ["commands/it.ts", "./device/any.ts"],
  ["commands/it.ts", "../system/any.ts"],
  ["commands/it.ts", "../program.ts"],
  ["commands/it.ts", "node:path"],
  ["commands/it.ts", "commander"],
  ["commands/device/it.ts", "./any.ts"],
  ["commands/device/it.ts", "../any.ts"],
  ["commands/device/it.ts", "../../system/any.ts"],
  ["program.ts", "./sessions/any.ts"],
  ["program.ts", "./system/any.ts"],
  ["program.ts", "./main.ts"],
  ["program.ts", "node:fs"],
  ["main.ts", "./commands/any.ts"],
  ["main.ts", "./quick.ts"],
  ["main.ts", "./system/any.ts"],
  ["main.ts", "commander"],
  ["context.ts", "./sessions/any.ts"],
  ["context.ts", "./program.ts"],
  ["context.ts", "@aws-sdk/client-sts"],
  ["quick.ts", "./program.ts"],
  ["quick.ts", "./context.ts"],
  ["quick.ts", "./codes/any.ts"],
  ["quick.ts", "./system/any.ts"],
  ["quick.ts", "commander"],
  ["system/it.ts", "../profiles/any.ts"],
  ["system/it.ts", "../context.ts"],
  ["system/it.ts", "@aws-sdk/client-sts"],
  ["system/it.ts", "@inquirer/prompts"],
  ["system/prompt.ts", "@inquirer/core"],
  ["system/sts.ts", "@aws-sdk/client-iam"],
  ["system/iam-devices.ts", "@aws-sdk/client-sts"],
  ["system/prompt.ts", "commander"],
  ["system/it.ts", "@napi-rs/keyring"],
  ["system/it.ts", "age-encryption"],
  ["system/keyring.ts", "age-encryption"],
  ["system/age.ts", "uqr"],
  ["system/qr-text.ts", "jsqr"],
  ["system/qr-picture.ts", "tinyclip"],
  ["system/clipboard.ts", "../secrets/any.ts"],
  ["system/it.ts", "open"],
  ["system/browser.ts", "tinyclip"],
  ["secrets/it.ts", "otplib"],
  ["secrets/it.ts", "../codes/any.ts"],
  ["secrets/it.ts", "../memory/any.ts"],
  ["secrets/one-time-code.ts", "node:crypto"],
  ["elsewhere/it.ts", "../ports.ts"],
];

/** [importer, what it may import] */
const ALLOWED: readonly (readonly [string, string])[] = [
  ["catalogue.ts", "./exit.ts"],
  ["errors.ts", "./catalogue.ts"],
  ["errors-told.ts", "./catalogue.ts"],
  ["catalogue.ts", "./catalogue-aws.ts"],
  ["aws/it.ts", "./any.ts"],
  ["aws/it.ts", "node:path"],
  ["aws/it.ts", "../words/any.ts"],
  ["shells/it.ts", "../errors.ts"],
  ["words/width.ts", "fast-string-width"],
  ["profiles/it.ts", "../aws/any.ts"],
  ["profiles/second-reader.ts", "ini"],
  ["codes/it.ts", "../profiles/any.ts"],
  ["memory/it.ts", "../ports.ts"],
  ["users/it.ts", "../aws/any.ts"],
  ["devices/it.ts", "../users/any.ts"],
  ["keys/it.ts", "../users/any.ts"],
  ["commands/it.ts", "../users/any.ts"],
  ["devices/it.ts", "../memory/any.ts"],
  ["sessions/it.ts", "../devices/any.ts"],
  ["sessions/it.ts", "../codes/any.ts"],
  ["sessions/command-words.ts", "shlex"],
  ["endpoint/it.ts", "../sessions/any.ts"],
  ["onboarding/it.ts", "../devices/any.ts"],
  ["commands/it.ts", "../endpoint/any.ts"],
  ["commands/it.ts", "../sessions/any.ts"],
  ["commands/it.ts", "./command.ts"],
  ["commands/device/it.ts", "../command.ts"],
  ["commands/device/it.ts", "../../devices/any.ts"],
  ["program.ts", "commander"],
  ["program.ts", "./words/any.ts"],
  ["main.ts", "./program.ts"],
  ["main.ts", "./program-run.ts"],
  ["main.ts", "node:fs"],
  ["context.ts", "./system/any.ts"],
  ["quick.ts", "./sessions/any.ts"],
  ["quick.ts", "node:fs"],
  ["system/it.ts", "./any.ts"],
  ["system/it.ts", "node:fs/promises"],
  ["system/sts.ts", "@aws-sdk/client-sts"],
  ["system/iam-devices.ts", "@aws-sdk/client-iam"],
  ["system/prompt.ts", "@inquirer/prompts"],
  ["system/line-prompt.ts", "@inquirer/core"],
  ["system/keyring.ts", "@napi-rs/keyring"],
  ["system/age.ts", "age-encryption"],
  ["system/qr-text.ts", "uqr"],
  ["system/qr-picture.ts", "jsqr"],
  ["system/qr-picture.ts", "pngjs"],
  ["system/clipboard.ts", "tinyclip"],
  ["system/browser.ts", "open"],
  ["secrets/one-time-code.ts", "otplib"],
  ["secrets/it.ts", "../profiles/any.ts"],
  ["codes/it.ts", "../secrets/any.ts"],
];

const EFFECTS =
  "process console fetch Date performance crypto AbortSignal setTimeout setInterval setImmediate".split(
    " ",
  );
const BOUND = [
  "errors.ts",
  "aws/it.ts",
  "profiles/it.ts",
  "codes/it.ts",
  "sessions/it.ts",
  "commands/it.ts",
  "program.ts",
];
const FREE = ["main.ts", "quick.ts", "context.ts", "system/it.ts"];

/** The files of the tree, line by line: the number of a line is the name of a case. */
const tree = new Map<string, string[]>([
  ["shells/two.ts", ['import type { One } from "./one.ts"; export type Two = One | 1;']],
  ["shells/any.ts", ["export type Any = 1;"]],
  ["commands/any.ts", ["export const any = 1;"]],
]);

/** Adds a line to a file of the tree and returns where it is: `aws/it.ts:3`. */
function plant(path: string, write: (n: number) => string): string {
  const lines = tree.get(path) ?? [];
  tree.set(path, lines);
  const number = lines.push(write(lines.length + 1));
  return `${path}:${number}`;
}

const imports = (rows: readonly (readonly [string, string])[]) =>
  rows.map(([from, to]) => ({
    from,
    to,
    places: WAYS.map(([way, write]) => [way, plant(from, (n) => write(to, n))] as const),
  }));
const forbidden = imports(FORBIDDEN);
const allowed = imports(ALLOWED);
const uses = (files: readonly string[]) =>
  files.map((from) => ({
    from,
    places: EFFECTS.map(
      (name) => [name, plant(from, (n) => `export const it${n} = ${name};`)] as const,
    ),
  }));
const bound = uses(BOUND);
const free = uses(FREE);
const breaches = BREACHES.map((breach) => {
  const place = (line: string) =>
    plant(breach.path ?? "codes/it.ts", (n) => line.replaceAll("$", String(n)));
  return { ...breach, badPlace: place(breach.bad), goodPlace: place(breach.good) };
});

const roundabout = plant("codes/it.ts", (n) => `export const it${n} = globalThis.process;`);

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

let copy: string;
/** The rules that fired, by place. */
const fired = new Map<string, string[]>();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "awsmfa-arrows-"));
  for (const file of [".eslintrc.json", "tsconfig.json", "package.json", "scripts/lint"]) {
    cpSync(join(root, file), join(copy, file), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  for (const [path, lines] of tree) {
    mkdirSync(dirname(join(copy, "src", path)), { recursive: true });
    writeFileSync(join(copy, "src", path), `${lines.join("\n")}\n`);
  }
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const run = spawnSync(process.execPath, [oxlint, "-c", ".eslintrc.json", "-f", "json", "src"], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: readonly Diagnostic[] };
  for (const { code, filename, labels } of diagnostics) {
    const place = `${filename.replaceAll("\\", "/").replace(/^.*\bsrc\//, "")}:${labels[0]?.span.line}`;
    fired.set(place, [...(fired.get(place) ?? []), code]);
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const rulesAt = (place: string): string[] => fired.get(place) ?? [];
const IMPORTS = "eslint(no-restricted-imports)";
const GLOBALS = "eslint(no-restricted-globals)";
/** The names of the places where a rule fired. */
const seen = (rule: string, places: readonly (readonly [string, string])[]): string[] =>
  places.filter(([, place]) => rulesAt(place).includes(rule)).map(([name]) => name);

describe("arrows", () => {
  it.each(forbidden)("$from does not import $to", ({ places }) => {
    expect(seen(IMPORTS, places)).toEqual(WAYS.map(([way]) => way));
  });
  it.each(allowed)("$from may import $to", ({ places }) => {
    expect(seen(IMPORTS, places)).toEqual([]);
  });
  it.each(bound)("$from has no effects", ({ places }) => {
    expect(seen(GLOBALS, places)).toEqual(EFFECTS);
  });
  it.each(free)("$from may have effects", ({ places }) => {
    expect(seen(GLOBALS, places)).toEqual([]);
  });
  it.each(breaches)("$rule sees $title", ({ rule, badPlace, goodPlace }) => {
    expect(rulesAt(badPlace)).toContain(rule);
    expect(rulesAt(goodPlace)).not.toContain(rule);
  });
  it("refuses to reach round by the global object", () => {
    expect(rulesAt(roundabout)).toContain(GLOBALS);
  });
});
