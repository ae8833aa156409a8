// The licences of what is bundled: every package's text goes into the tarball, an unknown licence stops the build.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundler adds a few lines of its own, as a module that is in no folder. */
const BUNDLER = dirname(dirname(fileURLToPath(import.meta.resolve("rolldown"))));

/** SPDX identifiers of licences that ask for no more than their notice. */
const ACCEPTED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
]);

/**
 * @typedef {object} License
 * @property {string} name of the package
 * @property {string} version
 * @property {string} license SPDX identifier
 * @property {string} text its licence file, and its NOTICE file, which Apache-2.0 wants to travel along
 */

/**
 * The licences of the packages that modules come from, sorted by name, each once.
 * Throws an Error that names the package if its licence is not an accepted one, or has no text.
 * @param {readonly string[]} modules absolute paths; those outside node_modules are ours
 * @returns {License[]}
 */
export function collectLicenses(modules) {
  const folders = new Set(modules.flatMap((module) => packageFolder(module) ?? []));
  /** @type {Map<string, License>} */
  const found = new Map();
  for (const folder of folders) {
    const license = licenseOf(folder);
    found.set(`${license.name}@${license.version}`, license);
  }
  return [...found.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, license]) => license);
}

/**
 * The text of THIRD-PARTY-LICENSES.txt. Packages that share a text word for word share its print.
 * @param {readonly License[]} licenses
 */
export function noticeOf(licenses) {
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { name, version, license, text } of licenses) {
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}`);
  return (
    ["awsmfa contains the following software.", ...parts].join(`\n\n${"=".repeat(80)}\n\n`) + "\n"
  );
}

/**
 * The folder of the package that a module belongs to: what follows the last node_modules/.
 * @param {string} module
 */
function packageFolder(module) {
  if (module.startsWith("\0rolldown/")) return BUNDLER;
  const path = module.replaceAll("\\", "/");
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/**
 * @param {string} folder
 * @returns {License}
 */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string" || !ACCEPTED.has(license)) {
    throw new Error(
      `${name} ${version} has the licence ${JSON.stringify(license)}, which is not an accepted one`,
    );
  }
  const texts = filesLike(folder, /^(licen[cs]e|copying)/i);
  // Some monorepos keep one licence for all packages of a scope, and publish it with most of them.
  const text = texts[0] ?? siblingText(folder);
  if (text === undefined)
    throw new Error(`${name} ${version} (${license}) comes without its licence's text`);
  return {
    name,
    version,
    license,
    text: [text, ...filesLike(folder, /^notice/i)].join("\n\n").trim(),
  };
}

/**
 * The licence's text of another package of the same scope, repository and licence, or `undefined`.
 * @param {string} folder
 */
function siblingText(folder) {
  const scope = dirname(folder);
  if (!/\/@[^/]+$/.test(scope.replaceAll("\\", "/"))) return undefined;
  const own = origin(folder);
  const sibling = readdirSync(scope)
    .map((entry) => join(scope, entry))
    .find((other) => own === origin(other) && filesLike(other, /^licen[cs]e/i).length > 0);
  return sibling === undefined ? undefined : filesLike(sibling, /^licen[cs]e/i)[0];
}

/** @param {string} folder */
function origin(folder) {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return undefined;
  const { repository, license } = JSON.parse(readFileSync(path, "utf8"));
  return `${license} ${typeof repository === "string" ? repository : repository?.url}`;
}

/**
 * @param {string} folder
 * @param {RegExp} pattern
 */
function filesLike(folder, pattern) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && pattern.test(entry.name),
  );
  return names.map((entry) =>
    readFileSync(join(folder, entry.name), "utf8").replaceAll("\r\n", "\n").trim(),
  );
}
