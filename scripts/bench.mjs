// What a start costs, as a ratio to bare `node -e 0`: whole processes, from outside, in one run, in turns
// (A B C … C B A), so that a busy machine slows all alike. Usage: npm run bench [-- --rounds N] [--markdown]
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { casesOf } from "./bench/cases.mjs";
import { startWorld } from "./bench/world.mjs";

const hook = new URL("bench/peak.mjs", import.meta.url).pathname;
const flag = process.argv.indexOf("--rounds");
const rounds = flag < 0 ? 20 : Number(process.argv[flag + 1]);

/** @typedef {{ name: string, command: string[], environment?: (run: number) => Record<string, string>, aim?: number, beside?: string, node: boolean }} Case */

/**
 * Runs a command to its end. @param {string[]} command @param {Record<string, string>} environment
 * @returns {Promise<number>} milliseconds
 */
function timed([program = "", ...words], environment) {
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      env: environment,
      stdio: ["ignore", "ignore", "ignore"],
    });
    child.once("error", reject);
    child.once("exit", (status) => {
      const spent = Number(process.hrtime.bigint() - started) / 1e6;
      if (status === 0) resolve(spent);
      else reject(new Error(`${[program, ...words].join(" ")} ended with ${status}`));
    });
  });
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/**
 * The most memory that a Node program held, in MiB, by a hook that runs at its end.
 * @param {Case} each @param {Record<string, string>} environment @param {string} folder
 */
async function peak(each, environment, folder) {
  const file = join(folder, "peak");
  const [program = "", ...words] = each.command;
  await timed([program, "--import", hook, ...words], { ...environment, BENCH_PEAK: file });
  return Number(readFileSync(file, "utf8")) / 1024;
}

const folder = mkdtempSync(join(tmpdir(), "awsmfa-bench-"));
const world = await startWorld(folder, rounds + 6);
try {
  const cases = casesOf(folder, world.url);
  /** @type {number[][]} */
  const times = cases.map(() => []);
  let run = 0;
  const environmentOf = (/** @type {Case} */ each, at = run) => ({
    PATH: process.env["PATH"] ?? "",
    SHELL: "/bin/sh",
    ...each.environment?.(at),
  });
  for (; run < 3; run += 1)
    for (const each of cases) await timed(each.command, environmentOf(each));
  for (let round = 0; round < rounds; round += 1, run += 1) {
    const order = cases.map((_, index) => index);
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const each = /** @type {Case} */ (cases[index]);
      times[index]?.push(await timed(each.command, environmentOf(each)));
    }
  }
  const rows = [];
  for (const [index, each] of cases.entries()) {
    const own = times[index] ?? [];
    const ratio = median(own.map((time, round) => time / (times[0]?.[round] ?? Number.NaN)));
    /** @type {number[]} */
    const peaks = [];
    for (let again = 0; each.node && again < 3; again += 1)
      peaks.push(await peak(each, environmentOf(each, run + again), folder));
    // What an aim is beside: bare node, or another command.
    const base = Math.max(
      0,
      cases.findIndex(({ name }) => name === each.beside),
    );
    const beside = median(own.map((time, round) => time / (times[base]?.[round] ?? Number.NaN)));
    const aim = each.aim === undefined ? "–" : `≤ ${each.aim.toFixed(2)} ×`;
    rows.push([
      each.name,
      median(own).toFixed(1),
      `${ratio.toFixed(2)} ×`,
      each.beside === undefined ? aim : `${aim} ${each.beside} (${beside.toFixed(2)} ×)`,
      peaks.length === 0 ? "–" : median(peaks).toFixed(1),
    ]);
  }
  const header = ["command", "median ms", "to bare node", "aim", "peak MiB"];
  console.log(`Node ${process.version}, ${rounds} rounds\n`);
  console.log(`| ${header.join(" | ")} |\n|${header.map(() => " --- |").join("")}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
} finally {
  world.stop();
  rmSync(folder, { recursive: true, force: true });
}
