// What a start may load, checked on the built program: files and bytes, which do not vary as times do.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What a start may load. Bytes are generous: they are there to catch a library that crept in. */
const LIMITS = {
  /** The fast path: one file, and the core modules that cost nothing. */
  quick: { bytes: 64_000, modules: ["node:fs", "node:os", "node:path"] },
  /** `awsmfa --help`: the command tree, without the commands. */
  main: { bytes: 200_000 },
  /** The AWS SDK, loaded when it is called and by nobody else. */
  sdk: { chunk: "aws-sdk.js", doors: ["sts.js", "iam.js", "event-streams.js"] },
  dist: { bytes: 1_500_000 },
};

/**
 * What a file loads when it is loaded: itself, the chunks that it requires at its top, and theirs, and the modules of Node.
 * @param {string} dist the folder
 * @param {string} file
 * @returns {{ files: Set<string>, modules: Set<string> }}
 */
export function loads(dist, file) {
  const files = new Set([file]);
  /** @type {Set<string>} */
  const modules = new Set();
  for (const each of files) {
    // The bundler puts what is loaded at once at the start of a line, what is loaded later inside a function.
    for (const [, name = ""] of readFileSync(join(dist, each), "utf8").matchAll(
      /^\S[^"\n]*\brequire\("([^"]+)"\)/gm,
    )) {
      if (name.startsWith("./")) files.add(name.slice(2));
      else modules.add(name);
    }
  }
  return { files, modules };
}

/**
 * The chunks that are larger than their budgets, that have none, or that are no more; a sentence each.
 * @param {string} dist
 * @param {Record<string, number>} budgets bytes by chunk: budget.json, about a tenth above what is
 * @returns {string[]}
 */
export function oversized(dist, budgets) {
  const chunks = readdirSync(dist).filter((file) => file.endsWith(".js"));
  const gone = Object.keys(budgets).filter((file) => !chunks.includes(file));
  return [
    ...chunks.flatMap((file) => {
      const { size } = statSync(join(dist, file));
      const allowed = Object.hasOwn(budgets, file) ? budgets[file] : undefined;
      if (allowed === undefined)
        return `${file} has no budget: add it to budget.json (${size} bytes)`;
      return size > allowed ? `${file}: ${size} bytes, budget.json allows ${allowed}` : [];
    }),
    ...gone.map((file) => `${file} is no more: take it out of budget.json`),
  ];
}

/**
 * The budgets that a built program breaks, a sentence each.
 * @param {string} dist
 * @returns {string[]}
 */
export function overruns(dist) {
  const chunks = readdirSync(dist).filter((file) => file.endsWith(".js"));
  const bytes = (/** @type {Iterable<string>} */ files) =>
    [...files].reduce((sum, file) => sum + readFileSync(join(dist, file)).length, 0);
  /** @type {string[]} */
  const found = [];
  const limit = (
    /** @type {string} */ what,
    /** @type {number} */ is,
    /** @type {number} */ allowed,
  ) => {
    if (is > allowed) found.push(`${what}: ${is} bytes, ${allowed} are allowed`);
  };

  limit("dist/", bytes(chunks), LIMITS.dist.bytes);
  limit("what main.js loads", bytes(loads(dist, "main.js").files), LIMITS.main.bytes);
  for (const file of chunks) {
    const { files, modules } = loads(dist, file);
    const { chunk, doors } = LIMITS.sdk;
    if (files.has(chunk) && file !== chunk && !doors.includes(file))
      found.push(`${file} loads the AWS SDK`);
    for (const name of modules)
      if (!isBuiltin(name)) found.push(`${file} needs the package ${name} at run time`);
  }
  for (const name of ["quick.js", "quick-session.js"].filter((each) => chunks.includes(each))) {
    const { files, modules } = loads(dist, name);
    limit(name, bytes(files), LIMITS.quick.bytes);
    const dear = [...modules].filter((each) => !LIMITS.quick.modules.includes(each));
    if (dear.length > 0 || files.size > 1)
      found.push(`${name} loads ${[...files, ...dear].slice(1).join(", ")}`);
  }
  return found;
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] !== undefined && resolve(process.argv[1]) === self) {
  const dist = resolve(self, "../../dist");
  const budgets = JSON.parse(readFileSync(resolve(self, "../budget.json"), "utf8"));
  const found = [...overruns(dist), ...oversized(dist, budgets)];
  for (const line of found) console.error(`budget: ${line}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
