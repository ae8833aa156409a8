// npm runs this after `npm ci`, before `npm pack` and in `npm install -g .`. The last one, in a clean clone,
// comes without the bundler: then it says what to type instead of failing in the middle of a build.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (/** @type {string} */ path) =>
  existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url)));

if (at("node_modules/rolldown")) {
  await import("./build.mjs");
} else if (!at("dist/main.js")) {
  console.error(
    "awsmfa: error: the tools that build the program are not here; type: npm ci && npm install -g .",
  );
  process.exitCode = 1;
}
