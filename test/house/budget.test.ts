import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { oversized } from "../../scripts/budget.mjs";

/** Each file of the built program has a budget, and the check of it fires. */

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "awsmfa-budget-"));
const dist = join(root, "dist");
const budgets = JSON.parse(readFileSync(join(root, "scripts/budget.json"), "utf8")) as Record<
  string,
  number
>;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of files with so many bytes, as the budget reads it. */
function folderOf(sizes: Readonly<Record<string, number>>): string {
  const made = mkdtempSync(join(folder, "dist-"));
  for (const [file, bytes] of Object.entries(sizes))
    writeFileSync(join(made, file), "/".repeat(bytes));
  return made;
}

describe("oversized", () => {
  it.each<[string, Record<string, number>, Record<string, number>, string[]]>([
    ["nothing", {}, {}, []],
    ["a file within its budget", { "a.js": 10 }, { "a.js": 10 }, []],
    [
      "a file that is too large",
      { "a.js": 11 },
      { "a.js": 10 },
      ["a.js: 11 bytes, budget.json allows 10"],
    ],
    [
      "a file without a budget",
      { "a.js": 11 },
      {},
      ["a.js has no budget: add it to budget.json (11 bytes)"],
    ],
    ["a file with a prototype's name", { valueOf: 1, "toString.js": 1 }, { "toString.js": 1 }, []],
    [
      "a budget without a file",
      {},
      { "a.js": 10 },
      ["a.js is no more: take it out of budget.json"],
    ],
    ["what is no program", { "a.js.map": 99, "package.json": 9 }, {}, []],
    [
      "several",
      { "a.js": 2, "b.js": 1 },
      { "a.js": 1 },
      [
        "a.js: 2 bytes, budget.json allows 1",
        "b.js has no budget: add it to budget.json (1 bytes)",
      ],
    ],
  ])("%s", (_title, sizes, allowed, expected) => {
    expect(oversized(folderOf(sizes), allowed)).toEqual(expected);
  });
});

describe("npm run budget", () => {
  /** Runs the check on a copy of a program whose files have the sizes of their budgets, but for some. */
  function checked(sizes: Readonly<Record<string, number>>): {
    status: number | null;
    stderr: string;
  } {
    const copy = mkdtempSync(join(folder, "root-"));
    mkdirSync(join(copy, "scripts"));
    for (const file of ["budget.mjs", "budget.json"])
      cpSync(join(root, "scripts", file), join(copy, "scripts", file));
    const small = Object.fromEntries(Object.keys(budgets).map((file) => [file, 1]));
    cpSync(folderOf({ ...small, ...sizes }), join(copy, "dist"), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(copy, "scripts/budget.mjs")], {
      encoding: "utf8",
    });
    return { status, stderr };
  }
  const [[name, bytes] = ["", 0]] = Object.entries(budgets);

  it.each<[string, Record<string, number>, number, string]>([
    ["passes", { [name]: bytes }, 0, ""],
    [
      "fails for a file that has grown",
      { [name]: bytes + 1 },
      1,
      `budget: ${name}: ${bytes + 1} bytes, budget.json allows ${bytes}\n`,
    ],
    [
      "fails for a file that nobody knows",
      { "surprise.js": 1 },
      1,
      "budget: surprise.js has no budget: add it to budget.json (1 bytes)\n",
    ],
  ])("%s", (_title, sizes, status, stderr) => {
    expect(checked(sizes)).toEqual({ status, stderr });
  });
  it.skipIf(!existsSync(dist))("has no budget that is far too wide (after npm run build)", () => {
    const chunks = readdirSync(dist).filter((file) => file.endsWith(".js"));
    const wide = chunks.filter(
      (file) => (budgets[file] ?? 0) > 1.3 * readFileSync(join(dist, file)).length + 500,
    );
    expect(wide).toEqual([]);
  });
});
