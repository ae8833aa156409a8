import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loads, overruns } from "../../scripts/budget.mjs";
import { tallyOf } from "../../scripts/tally.mjs";

/** The build and the shim, on a small program of the same layout, and the finished package. */

const root = resolve(import.meta.dirname, "../..");
const small = mkdtempSync(join(tmpdir(), "awsmfa-build-"));
const dist = join(small, "dist");

const PROGRAM: Record<string, string> = {
  "src/version.ts": readFileSync(join(root, "src/version.ts"), "utf8"),
  "src/main.ts": `import { version } from "./version.ts"; import { Command } from "commander"; import { iso } from "./words/iso.ts";
    export async function main() {
      const command = process.argv[2]; const keys: any = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
      if (command === "sts") { const { client } = await import("./system/sts.ts"); client(keys); }
      if (command === "bare") { const { client } = await import("./system/sts.ts"); try { client(); } catch (error) { console.log(String(error)); } }
      if (command === "iam") { const { client } = await import("./system/iam.ts"); client(keys); }
      if (command === "enroll") (await import("./commands/device/enroll.ts")).enroll();
      console.log(new Command("awsmfa").name(), version, iso(0)); process.exitCode = 0; }`,
  "src/quick.ts": `import { iso } from "./words/iso.ts"; export function quick() { if (process.argv[2] === "env") console.log("quick", iso(0)); return process.argv[2] === "env"; }`,
  "src/words/iso.ts": "export const iso = (at: number) => `T${at}`;",
  "src/commands/device/enroll.ts": `import { iso } from "../../words/iso.ts"; export const enroll = () => console.log(iso(1));`,
  "src/system/sts.ts": `import { STSClient } from "@aws-sdk/client-sts"; export const client = (credentials?: never) => new STSClient({ region: "us-east-1", credentials });`,
  "src/system/iam.ts": `import { IAMClient } from "@aws-sdk/client-iam"; export const client = (credentials?: never) => new IAMClient({ region: "us-east-1", credentials });`,
};

const node = (...args: string[]) =>
  spawnSync(process.execPath, args, { encoding: "utf8", cwd: small });
const build = () => node(join(root, "scripts/build.mjs"), "--root", small);
/** What the small program says and returns, through the shim. */
function run(...args: string[]): string {
  const { stdout, stderr, status } = node(join(small, "bin/awsmfa.js"), ...args);
  return `${stdout}${stderr}${status}`;
}

beforeAll(() => {
  for (const [file, text] of Object.entries(PROGRAM)) {
    mkdirSync(dirname(join(small, file)), { recursive: true });
    writeFileSync(join(small, file), text);
  }
  writeFileSync(join(small, "package.json"), '{ "type": "module", "version": "9.8.7" }');
  cpSync(join(root, "bin"), join(small, "bin"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(small, "node_modules"), "junction");
});
afterAll(() => rmSync(small, { recursive: true, force: true }));

describe("the shim", () => {
  it("says what to type where nothing was built", () => {
    expect(run()).toBe("awsmfa: error: the program is not built; type: npm run build\n1");
  });
});

describe("the build", () => {
  beforeAll(() => {
    expect(build()).toMatchObject({ status: 0, stderr: "" });
  });

  it("gives the chunks of the layout readable names", () => {
    const chunks = readdirSync(dist).filter((file) => file.endsWith(".js"));
    expect(chunks).toEqual(
      expect.arrayContaining(["main.js", "quick.js", "sts.js", "iam.js", "device-enroll.js"]),
    );
    expect(chunks).toEqual(expect.arrayContaining(["aws-sdk.js", "commander.js", "base.js"]));
  });
  it.each([
    ["answers by the fast path", ["env"], "quick T0\n0"],
    ["answers by the full program, with its version", [], "awsmfa 9.8.7 T0\n0"],
    ["loads a command", ["enroll"], "T1\nawsmfa 9.8.7 T0\n0"],
    // Its own warning about Node 20 would be on stderr.
    ["loads the SDK, which is silent", ["sts"], "awsmfa 9.8.7 T0\n0"],
    ["loads the other client", ["iam"], "awsmfa 9.8.7 T0\n0"],
    [
      "refuses a client that would look for credentials by itself",
      ["bare"],
      "Error: a client was made without credentials\nawsmfa 9.8.7 T0\n0",
    ],
  ])("%s", (_, args, expected) => {
    expect(run(...args)).toBe(expected);
  });
  it("keeps to the budget", () => {
    expect(overruns(dist)).toEqual([]);
  });
  it("puts each fast path into one file", () => {
    for (const file of ["quick.js", "quick-session.js"])
      expect(loads(dist, file).files).toEqual(new Set([file]));
  });
  it("ships a source map for each chunk of ours", () => {
    expect(readdirSync(dist)).toEqual(
      expect.arrayContaining(["main.js.map", "quick.js.map", "quick-session.js.map", "sts.js.map"]),
    );
  });
  it("carries the licences", () => {
    const text = readFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8");
    expect(text).toMatch(/^commander [\d.]+ \(MIT\)$/m);
    expect(text).toMatch(/^@aws-sdk\/client-sts [\d.]+ \(Apache-2\.0\)$/m);
  });
  it("fails on an import that cannot be found, and leaves what was there", () => {
    writeFileSync(
      join(small, "src/quick.ts"),
      'import "nowhere-to-be-found"; export const quick = () => false;',
    );
    expect(build()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("nowhere-to-be-found") as string,
    });
    expect(run("env")).toBe("quick T0\n0");
    expect(readdirSync(small).filter((file) => file.startsWith("dist"))).toEqual(["dist"]);
  });
});

describe("overruns", () => {
  /** A folder of files, as the budget reads it. */
  function overrunsOf(files: Record<string, string>): string[] {
    const folder = mkdtempSync(join(small, "budget-"));
    for (const [file, text] of Object.entries({ "main.js": "", ...files }))
      writeFileSync(join(folder, file), text);
    return overruns(folder);
  }
  it.each([
    ["nothing", {}, []],
    [
      "an SDK that is loaded later",
      { "main.js": '\tconst a = await then(() => require("./aws-sdk.js"));', "aws-sdk.js": "" },
      [],
    ],
    [
      "an SDK at the start",
      {
        "main.js": 'const a = require("./it.js");',
        "it.js": 'const b = require("./aws-sdk.js");',
        "aws-sdk.js": "",
      },
      ["main.js loads the AWS SDK", "it.js loads the AWS SDK"],
    ],
    [
      "an SDK behind its door",
      { "sts.js": 'const b = require("./aws-sdk.js");', "aws-sdk.js": "" },
      [],
    ],
    [
      "a package that is not bundled",
      { "main.js": 'let a = require("ini");' },
      ["main.js needs the package ini at run time"],
    ],
    [
      "a dear module in the fast path",
      { "quick.js": 'let a = require("node:crypto");' },
      ["quick.js loads node:crypto"],
    ],
    [
      "a second file of the fast path",
      { "quick.js": 'let a = require("./it.js");', "it.js": "" },
      ["quick.js loads it.js"],
    ],
    [
      "a fast path of some size",
      { "quick.js": "/".repeat(64_001) },
      ["quick.js: 64001 bytes, 64000 are allowed"],
    ],
  ])("%s", (_, files, expected) => {
    expect(new Set(overrunsOf(files))).toEqual(new Set(expected));
  });
});

describe("tallyOf", () => {
  const file = (state: string, ...states: string[]) => ({
    state: () => state,
    children: { allTests: () => states.map((each) => ({ result: () => ({ state: each }) })) },
  });
  it.each([
    ["nothing", [], [], "0 passed, 0 failed, 0 skipped"],
    [
      "every kind",
      [file("failed", "passed", "passed", "failed", "skipped")],
      [],
      "2 passed, 1 failed, 1 skipped",
    ],
    ["a file that cannot be loaded", [file("failed")], [], "0 passed, 1 failed, 0 skipped"],
    ["a hook that failed", [file("failed", "skipped")], [], "0 passed, 1 failed, 1 skipped"],
    [
      "an error between tests",
      [file("passed", "passed")],
      [new Error("late")],
      "1 passed, 1 failed, 0 skipped",
    ],
    ["a test that did not end", [file("passed", "pending")], [], "0 passed, 1 failed, 0 skipped"],
  ])("%s", (_, modules, errors, expected) => {
    expect(tallyOf(modules, errors)).toBe(expected);
  });
});

describe("the package", () => {
  it.skipIf(!existsSync(join(root, "dist/main.js")))(
    "holds the program and nothing else (after npm run build)",
    () => {
      const npm = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: root,
        encoding: "utf8",
        shell: process.platform === "win32",
      });
      const [{ files }] = JSON.parse(npm.stdout) as [{ files: { path: string }[] }];
      const tops = new Set(files.map(({ path }) => path.replace(/\/.*/, "/")));
      expect([...tops].toSorted()).toEqual([
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "bin/",
        "dist/",
        "package.json",
      ]);
    },
  );
});
