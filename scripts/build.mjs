// Bundles src/ into dist/: CommonJS (an ES module costs Node 20 another 4 ms at start), split so that
// a command loads only what it uses, not minified so that a stack trace can be read (it costs nothing
// measurable). Usage: node scripts/build.mjs [--root FOLDER] (a folder laid out like this one).
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { collectLicenses, noticeOf } from "./licenses.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const flag = process.argv.indexOf("--root");
const root = flag < 0 ? resolve(here, "..") : resolve(process.argv[flag + 1] ?? ".");
const dist = join(root, "dist");
/** What is being made takes the place of dist/ when it is whole: others may be running the old one. */
const making = join(root, `dist.${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The nouns of src/, which commands share. */
const NOUNS =
  /[\\/]src[\\/](aws|users|shells|profiles|memory|codes|dialogs|schedulers|devices|sessions|keys|account|secrets)[\\/]/;

/**
 * What comes with `login` as long as nothing is imported later; empty where there is no such command.
 * @type {Set<string>}
 */
const needed = new Set();

/** @type {import("rolldown").Plugin} */
const needs = {
  name: "needs",
  buildEnd() {
    const rest = [join(root, "src", "commands", "login.ts")];
    for (const id of rest) {
      const module = this.getModuleInfo(id);
      if (module === null || needed.has(id)) continue;
      needed.add(id);
      rest.push(...module.importedIds);
    }
  },
};

/** @type {import("rolldown").CodeSplittingGroup[]} */
const groups = [
  {
    name: "aws-sdk",
    test: /[\\/]node_modules[\\/]@(aws|aws-sdk|aws-crypto|smithy)[\\/]|[\\/]stubs[\\/](credential|endpoint|multi)/,
    minShareCount: 2,
  },
  { name: "commander", test: /[\\/]node_modules[\\/]commander[\\/]/ },
  {
    name: "tables",
    test: /[\\/]src[\\/]words[\\/](table|width)\.ts$|[\\/]node_modules[\\/]fast-string-/,
    minShareCount: 2,
  },
  {
    name: "base",
    test: /[\\/]src[\\/](errors|exit|ports|version|words[\\/].*)\.ts$|rolldown.runtime/,
    minShareCount: 2,
  },
  // What help needs to say the line for the shell at hand.
  {
    name: "shells",
    test: /[\\/]src[\\/](shells[\\/].*|sessions[\\/]shell-here)\.ts$/,
    minShareCount: 2,
  },
  // What a login needs is in one file, since every further one costs a third of a millisecond. The rest is by
  // folders, and not loaded by a login.
  {
    name: "nouns",
    test: (id) => NOUNS.test(id) && (needed.size === 0 || needed.has(id)),
    minShareCount: 2,
  },
  {
    name: (id) => NOUNS.exec(id)?.[1] ?? "nouns",
    debugName: "folders",
    test: NOUNS,
    minShareCount: 2,
  },
  // Scrypt beside what its innermost loop calls: from another chunk, through a getter, it takes ten times as long.
  { name: "hashes", test: /[\\/]@noble[\\/]hashes[\\/](scrypt|utils)\.js$/ },
  { name: "ciphers", test: /[\\/]node_modules[\\/]@(noble|scure)[\\/]/, minShareCount: 2 },
  { name: "system", test: /[\\/]src[\\/]system[\\/]/, minShareCount: 2 },
  { name: "libraries", test: /[\\/]node_modules[\\/]/, minShareCount: 2 },
];

/**
 * `commands/device/enroll.ts` → `device-enroll.js`, `system/sts.ts` → `sts.js`; a shared chunk has the name of its group.
 * @param {{ readonly name: string, readonly facadeModuleId?: string | null }} chunk
 */
function chunkFile(chunk) {
  const path = chunk.facadeModuleId?.replaceAll("\\", "/").split("/src/").at(-1);
  const own =
    path === undefined || path.includes("node_modules/") ? chunk.name : path.replace(/\.ts$/, "");
  return `${own.replace(/^(commands|system)\//, "").replaceAll("/", "-")}.js`;
}

/**
 * What libraries load and never use here, or Node does better: who asks, what for, and what they get.
 * @type {readonly (readonly [RegExp, RegExp, string])[]}
 */
const STUBS = [
  [/[\\/]node_modules[\\/]commander[\\/]/, /^node:child_process$/, "child-process.mjs"],
  [/[\\/]age-encryption[\\/]/, /^@noble\/hashes\/scrypt\.js$/, "scrypt.mjs"],
  [/[\\/]client-(sts|iam)[\\/]/, /[\\/]endpointResolver$/, "endpoint-resolver.mjs"],
  [/[\\/]@aws-sdk[\\/]/, /^@aws-sdk\/credential-provider-node$/, "credential-provider-node.mjs"],
  [/[\\/]@aws-sdk[\\/]/, /^@aws-sdk\/signature-v4-multi-region$/, "multi-region.mjs"],
];

/** @type {import("rolldown").Plugin} */
const stubs = {
  name: "stubs",
  resolveId(source, importer = "") {
    const stub = STUBS.find(([who, what]) => who.test(importer) && what.test(source))?.[2];
    return stub === undefined ? null : join(here, "stubs", stub);
  },
};

/**
 * @param {string} entry a file of src/, without `.ts`
 * @param {false | import("rolldown").CodeSplittingOptions} codeSplitting
 * @param {{ name: string, define: Record<string, string> }} [quick] of a bundle of the fast path: its name, and
 *   what is known when it is made. Names are shortened too, and what is not called is left out.
 * @returns {Promise<string[]>} the modules that the bundle holds
 */
async function bundle(entry, codeSplitting, quick) {
  const build = await rolldown({
    input: { [quick?.name ?? entry]: join(root, "src", `${entry}.ts`) },
    treeshake: quick === undefined || { moduleSideEffects: false },
    platform: "node",
    // Native code cannot be bundled: an optional dependency, loaded when it is used.
    external: ["@napi-rs/keyring"],
    resolve: {
      // With "main" first the AWS SDK comes as CommonJS, which cannot be shaken: twice the load time.
      mainFields: ["module", "main"],
    },
    transform: {
      target: "node20",
      define: {
        ...quick?.define,
        AWSMFA_VERSION: JSON.stringify(version),
        // At build time, so that it does not leak into the programs that `exec` starts.
        "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"',
      },
    },
    plugins: [stubs, needs],
    // An import that cannot be found would fail on a user's machine instead of here.
    onLog(level, log, handler) {
      if (level === "warn") throw new Error(`${log.code}: ${log.message}`);
      handler(level, log);
    },
  });
  const { output } = await build.write({
    dir: making,
    format: "cjs",
    codeSplitting,
    dynamicImportInCjs: false,
    entryFileNames: "[name].js",
    chunkFileNames: chunkFile,
    comments: { legal: true, annotation: false, jsdoc: false },
    sourcemap: true,
    sourcemapExcludeSources: true,
    // Half of what a start costs is V8 reading the text. Names stay, so that a stack trace can be read.
    minify: { compress: true, mangle: quick !== undefined, codegen: true },
  });
  await build.close();
  return output.flatMap((part) => (part.type === "chunk" ? part.moduleIds : []));
}

try {
  const modules = await bundle("main", { groups });
  // The fast path is one file: every further one costs a third of a millisecond. It has no stack traces. Made
  // twice, since `env` takes half of it, and V8 half a millisecond to read that.
  if (existsSync(join(root, "src", "quick.ts")))
    for (const [name, isWithEnv] of Object.entries({ quick: "true", "quick-session": "false" })) {
      const define = { AWSMFA_WITH_ENV: isWithEnv };
      modules.push(...(await bundle("quick", false, { name, define })));
    }
  writeFileSync(join(making, "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(join(making, "THIRD-PARTY-LICENSES.txt"), noticeOf(collectLicenses(modules)));
  rmSync(dist, { recursive: true, force: true });
  renameSync(making, dist);
} finally {
  rmSync(making, { recursive: true, force: true });
}
