import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Variables } from "../support/sandbox.ts";
import { FISH, inShell, POSIX_SHELLS, shellWords, type TestShell } from "../support/shell.ts";
import { atWork, WORK } from "../support/speeds.ts";
import { onTerminal } from "../support/pty.ts";
import { which } from "../support/tools.ts";

/** The program as npm installs it, far from this checkout: nothing of it is missing, and nothing is too much. */

const checkout = resolve(import.meta.dirname, "../..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "awsmfa-installed-")));
const prefix = join(folder, "prefix");
const place = join(prefix, "lib/node_modules/awsmfa");
const missing = which("npm") === undefined || process.platform === "win32";

/** npm without the network, the user's settings and the scripts of packages. */
function npm(...words: string[]): string {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    npm_config_cache: join(folder, "cache"),
    npm_config_userconfig: join(folder, "npmrc"),
    npm_config_update_notifier: "false",
  };
  return execFileSync("npm", [...words, "--ignore-scripts", "--offline"], {
    cwd: checkout,
    env,
    encoding: "utf8",
  });
}

beforeAll(() => {
  if (missing) return;
  const [{ filename = "" } = {}] = JSON.parse(
    npm("pack", "--json", "--pack-destination", folder),
  ) as { filename?: string }[];
  npm("install", "--global", "--prefix", prefix, "--no-audit", "--no-fund", join(folder, filename));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The installed program is found first, and no module of the checkout by any way. */
function installed(): Variables {
  const path = `${join(prefix, "bin")}:${dirname(process.execPath)}:${process.env["PATH"]}`;
  return { PATH: path, NODE_PATH: "", SHELL: "/bin/nonsense" };
}

/** Tests for each shell that is here; for the others one that is skipped by name. */
function inEach(title: string, test: (shell: TestShell) => Promise<void>): void {
  for (const shell of [...POSIX_SHELLS, FISH])
    it.skipIf(missing || shell.missing)(`${title} (needs npm, ${shell.name})`, () => test(shell));
}

const npmIt = it.skipIf(missing);
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );

describe("the package", () => {
  npmIt("holds what it needs and nothing else (needs npm)", () => {
    const tops = ["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "package.json"];
    expect(readdirSync(place).toSorted()).toEqual(tops);
    expect(readdirSync(join(place, "bin")).toSorted()).toEqual(["awsmfa.js", "package.json"]);
    const built = readdirSync(join(place, "dist")).filter((name) => !/\.js(\.map)?$/.test(name));
    expect(built.toSorted()).toEqual(["THIRD-PARTY-LICENSES.txt", "package.json"]);
  });
  npmIt("says so where the package for the keychain is not there (needs npm)", async () => {
    const box = await atWork({ env: installed() });
    const { status, stderr } = await box.start("awsmfa", ["secret", "add"]);
    expect([status, stderr.split("\n").slice(0, 2)]).toEqual([
      1,
      [
        "awsmfa: error: there is no keychain to be reached: the optional package @napi-rs/keyring is not installed",
        "awsmfa: hint: install awsmfa with its optional packages; or use the other store:",
      ],
    ]);
  });
  npmIt("brings no other package with it (needs npm)", () => {
    expect(readdirSync(dirname(place))).toEqual(["awsmfa"]);
    const { dependencies, optionalDependencies, peerDependencies, bundleDependencies } = JSON.parse(
      readFileSync(join(place, "package.json"), "utf8"),
    ) as Record<string, unknown>;
    expect({ dependencies, peerDependencies, bundleDependencies }).toEqual({});
    // Native code cannot be bundled; without it there is no keychain, and all else works.
    expect(optionalDependencies).toEqual({ "@napi-rs/keyring": expect.any(String) as string });
    expect(existsSync(join(place, "node_modules"))).toBe(false);
  });
  npmIt("names no folder of the machine that built it (needs npm)", () => {
    const told = filesIn(place).filter((name) =>
      readFileSync(join(place, name), "latin1").includes(checkout),
    );
    expect(told).toEqual([]);
  });
  npmIt("holds no sources in its source maps (needs npm)", () => {
    const maps = filesIn(place).filter((name) => name.endsWith(".map"));
    expect(
      maps.filter((name) => readFileSync(join(place, name), "utf8").includes('"sourcesContent"')),
    ).toEqual([]);
    expect(maps).not.toEqual([]);
  });
  npmIt("is one command, which is a link to the program (needs npm)", () => {
    expect(readdirSync(join(prefix, "bin"))).toEqual(["awsmfa"]);
    expect(lstatSync(join(prefix, "bin/awsmfa")).isSymbolicLink()).toBe(true);
    expect(realpathSync(join(prefix, "bin/awsmfa"))).toBe(join(place, "bin/awsmfa.js"));
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
  });
});

describe("the installed program", () => {
  inEach("puts the session into the shell", async (shell) => {
    const box = await atWork();
    const line = shell === FISH ? "awsmfa env | source" : "eval $(awsmfa env)";
    const text = `command -v awsmfa; ${line}; echo $AWS_ACCESS_KEY_ID $AWS_REGION $AWSMFA_SESSION`;
    const { stdout, stderr } = await inShell(box, shell, text, { env: installed() });
    expect([stdout, stderr]).toEqual([
      `${prefix}/bin/awsmfa\nASIAIOSFODNN7EXAMPLE us-west-2 work\n`,
      "",
    ]);
  });
  inEach("says the time left", async (shell) => {
    const box = await atWork();
    const { stdout, stderr } = await inShell(box, shell, "awsmfa status --prompt; true", {
      env: installed(),
    });
    expect([stdout, stderr]).toEqual(["4h30m\n", ""]);
  });
  inEach("takes the session back", async (shell) => {
    const box = await atWork();
    const [set, unset] =
      shell === FISH
        ? ["awsmfa env | source", "awsmfa env --unset | source"]
        : ["eval $(awsmfa env)", "eval $(awsmfa env --unset)"];
    const text = `${set}; ${unset}; printenv | grep -c -E '^(AWSMFA_|AWS_(ACCESS|SECRET|SESSION))'; true`;
    const { stdout, stderr } = await inShell(box, shell, text, { env: installed() });
    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });
  npmIt("logs in with a code (needs npm)", async () => {
    const box = await atWork({ files: { ".aws/credentials": WORK } });
    const { status, stderr } = await box.start("awsmfa", ["login", "--code", box.code()], {
      env: installed(),
    });
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^✔ work · session until/)]);
    expect(box.get(".aws/credentials")).toContain("[work-mfa]");
  });
  npmIt("asks for a code (needs npm)", async () => {
    const box = await atWork({ files: { ".aws/credentials": WORK } });
    const pty = onTerminal(
      box,
      shellWords(
        { name: "sh", flags: [], missing: false },
        "eval $(awsmfa env); echo $AWSMFA_SESSION",
      ),
      { env: installed() },
    );
    await pty.waitFor("MFA code for mfa.user (work):");
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toMatch(/\nwork$/);
  });
  npmIt.each([
    ["--version", /^awsmfa \d+\.\d+\.\d+ \(Node v/],
    ["--help", /^Usage: awsmfa/],
    ["status", /work/],
    ["logout -p work", /removed .*work-mfa/],
  ])("%s works (needs npm)", async (words, expected) => {
    const box = await atWork();
    const { status, stdout, stderr } = await box.start("awsmfa", words.split(" "), {
      env: installed(),
    });
    expect(status).toBe(0);
    expect(stdout + stderr).toMatch(expected);
  });
});
