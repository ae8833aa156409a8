import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROGRAM } from "../support/sandbox.ts";
import { ELVISH, FISH, NU, POSIX_SHELLS, TCSH, inShell } from "../support/shell.ts";
import { signedIn } from "../support/signed-in.ts";
import { type Answerer, atWork, compared, comparedIn } from "../support/speeds.ts";

/** The fast path and the full program are one program: what words ask of them. */

describe("words", () => {
  it.each<[Answerer, string]>([
    ["quick", "--version"],
    ["quick", "-V"],
    ["quick", "env"],
    ["quick", "env -p work"],
    ["quick", "env --profile work-mfa"],
    ["quick", "env --json"],
    ["quick", "env --as-profile"],
    ["quick", "env --shell sh"],
    ["quick", "env --shell bash"],
    ["quick", "env --shell zsh"],
    ["quick", "env --shell fish"],
    ["quick", "env --shell json"],
    ["quick", "env --shell tcsh"],
    ["quick", "env --shell elvish"],
    ["quick", "env --shell nushell"],
    ["quick", "env --shell nu"],
    ["full", "env --shell powershell"],
    ["full", "env --shell pwsh.exe"],
    ["full", "env --shell cmd"],
    ["full", "env --shell dotenv"],
    ["full", "env --shell github-actions"],
    ["full", "env --shell docker"],
    ["full", "env --shell /bin/json"],
    ["quick", "env --shell /usr/bin/fish"],
    ["quick", "env --shell /bin/-bash"],
    ["quick", "env --shell FISH.EXE"],
    ["quick", "status --prompt"],
    ["quick", "status --prompt -p work"],
    ["quick", "status --profile work-mfa --prompt"],
    ["full", "status"],
    ["full", "status --prompt --prompt"],
    ["full", "status --prompt --json"],
    ["full", "status --prompt --shell sh"],
    ["full", "status --prompt --unset"],
    ["full", "status --prompt --as-profile"],
    ["full", "status --prompt -p nobody"],
    ["full", "status --prompt --quiet"],
    ["full", "status --prompt valueOf"],
    ["full", "status -- --prompt"],
    ["full", "--prompt status"],
    ["full", "env --unset"],
    ["full", "env --shell nonsense"],
    ["full", "env --shell toString"],
    ["full", "env --shell -bash"],
    ["full", "env --shell"],
    ["full", "env --shell=fish"],
    ["full", "env --shell sh --shell fish"],
    ["full", "env -p"],
    ["full", "env -p nobody"],
    ["full", "env -pwork"],
    ["full", "env --profile=work"],
    ["full", "env -p work --profile work"],
    ["full", "env -p --json"],
    ["full", "env --json --json"],
    ["full", "env --as-profile --as-profile"],
    ["full", "env --as"],
    ["full", "env --quiet"],
    ["full", "env -q"],
    ["full", "env --debug"],
    ["full", "env --no-input"],
    ["full", "env --color always"],
    ["full", "env --color sometimes"],
    ["full", "env --nonsense"],
    ["full", "env --"],
    ["full", "env -- --json"],
    ["full", "env work"],
    ["full", "env toString"],
    ["full", "env -p work __proto__"],
    ["full", "env --json=true"],
    ["full", "env --JSON"],
    ["full", "env --help"],
    ["full", "env -h"],
    ["full", "env -V"],
    ["full", "env --dry-run"],
    ["full", "env --force --no-input"],
    ["full", "env --min-remaining 1h"],
    ["full", "env --serial arn:aws:iam::123456789012:mfa/mfa.user"],
    ["full", "--json env"],
    ["full", "-p work env"],
    ["full", "-- env"],
    ["full", "--version env"],
    ["full", "--version --json"],
    ["full", "-VV"],
    ["full", "version"],
    ["full", "environment"],
    ["full", "nonsense"],
    ["full", "--help"],
  ])("the %s one answers %s", async (answerer, words) => {
    await compared(await atWork(), words, answerer);
  });
  it.each<[string, string[]]>([
    ["an empty profile", ["env", "-p", ""]],
    ["an empty shell", ["env", "--shell", ""]],
    ["an empty word", ["env", ""]],
    ["a profile with a blank", ["env", "-p", "my work"]],
    ["a profile beyond ASCII", ["env", "-p", "Büro"]],
    ["a profile with a line end", ["env", "-p", "work\n"]],
    ["a profile of a bracket", ["env", "-p", "work]"]],
    ["the profile __proto__", ["env", "-p", "__proto__"]],
    ["a profile of some size", ["env", "-p", "x".repeat(100_000)]],
    ["a prompt of an empty profile", ["status", "--prompt", "-p", ""]],
    ["a prompt of a profile with a blank", ["status", "--prompt", "-p", "my work"]],
    ["a prompt and an empty word", ["status", "--prompt", ""]],
  ])("the full one answers %s", async (_title, words) => {
    await compared(await atWork(), words, "full");
  });
});

describe("pairs of options", () => {
  /** An option as it is typed, and the option of the fast path that it is. */
  const OPTIONS: readonly (readonly [string, string?])[] = [
    ["-p work", "profile"],
    ["--profile work-mfa", "profile"],
    ["--shell sh", "shell"],
    ["--shell json", "shell"],
    ["--json", "json"],
    ["--as-profile", "as-profile"],
    ["--unset", "unset"],
    ["--profile=work"],
    ["--shell=sh"],
    ["--quiet"],
    ["-q"],
    ["--debug"],
    ["--no-input"],
    ["--color never"],
    ["--force"],
    ["--dry-run"],
    ["--code 123456"],
    ["--duration 1h"],
    ["--prompt"],
    ["--nonsense"],
    ["-p"],
    ["--shell"],
    ["--"],
    ["extra"],
    ["-h"],
    ["-V"],
  ];
  const isAnswered = ([one, other]: readonly (string | undefined)[]): boolean =>
    one !== undefined && other !== undefined && one !== other;
  const PAIRS = OPTIONS.flatMap(([one, kind]) =>
    OPTIONS.map(([other, otherKind]) => ({
      words: `env ${one} ${other}`,
      kinds: [kind, otherKind],
    })),
  );
  const SAVED = { AWSMFA_SESSION: "work", AWSMFA_SAVED: "AWS_REGION" };

  it("are answered where each is known and said once, else nothing is printed", async () => {
    const box = await atWork();
    const script = join(dirname(box.home), "many.cjs");
    const quick = JSON.stringify(join(dirname(PROGRAM), "..", "dist", "quick.js"));
    writeFileSync(
      script,
      `const { writeSync } = require("node:fs"); const { quick } = require(${quick});
      for (const words of JSON.parse(process.argv[2])) {
        process.argv = ["node", "awsmfa", ...words.split(" ")];
        const answered = quick();
        writeSync(1, "\\0" + answered + "\\0");
      }\n`,
    );
    const list = JSON.stringify(PAIRS.map(({ words }) => words));
    const { stdout } = await box.start(process.execPath, [script, list], { env: SAVED });
    const parts = stdout.split("\0");
    const seen = PAIRS.map(({ words }, at) => [words, parts[2 * at] !== "", parts[2 * at + 1]]);
    const meant = PAIRS.map(({ words, kinds }) => [
      words,
      isAnswered(kinds),
      `${isAnswered(kinds)}`,
    ]);
    expect(seen).toEqual(meant);
  });
  it.each(
    PAIRS.filter(({ kinds }) => isAnswered(kinds) && String(kinds) <= String(kinds.toReversed())),
  )("are one program: $words", async ({ words }) => {
    await compared(await atWork(), words, "quick", { env: SAVED });
  });
});

describe("the shell", () => {
  for (const shell of [...POSIX_SHELLS, FISH])
    it.skipIf(shell.missing)(`is told by the parent (${shell.name})`, async () => {
      const options = { shell: [shell.name, ...shell.flags], env: { SHELL: "/bin/nonsense" } };
      const { stdout } = await comparedIn(await atWork(), "awsmfa env; true", "quick", options);
      expect(stdout).toMatch(shell === FISH ? /^set -gx AWS_REGION/m : /^export AWS_REGION/m);
    });
  for (const shell of [TCSH, ELVISH, NU])
    it.skipIf(shell.missing)(`is told by the parent (${shell.name})`, async () => {
      const options = { shell: [shell.name, ...shell.flags], env: { SHELL: "/bin/nonsense" } };
      const line = `${shell === NU ? "^" : ""}awsmfa env; sh -c true`;
      const { stdout } = await comparedIn(await atWork(), line, "quick", options);
      expect(stdout).toMatch(/^(?:setenv AWS_REGION|set-env AWS_REGION|  "AWS_REGION")/m);
    });
  it.skipIf(FISH.missing).each([
    ["timeout 60 awsmfa env; or exit 99", {}],
    ["echo env | xargs awsmfa; or exit 99", {}],
    [
      "node -e 'process.exit(child_process.spawnSync(process.argv[1], process.argv.slice(2), { stdio: \"inherit\" }).status)' awsmfa env; or exit 99",
      { npm_command: "exec" },
    ],
    [
      'node -e \'process.exit(child_process.spawnSync("sh", ["-c", "awsmfa env"], { stdio: "inherit" }).status)\'; or exit 99',
      { npm_command: "exec" },
    ],
  ])("is looked for above what stands between, by the full one: %s (fish)", async (line, more) => {
    const env = { SHELL: "/bin/bash", ...more };
    const { stdout } = await comparedIn(await atWork(), line, "full", {
      shell: [FISH.name, ...FISH.flags],
      env,
    });
    expect(stdout).toMatch(/^set -gx AWS_REGION/m);
  });
  it.skipIf(FISH.missing)("is sh where npx runs a text of sh that evaluates it", async () => {
    const text = "eval $(awsmfa env); echo $AWSMFA_SESSION";
    const line = `node -e 'child_process.spawnSync("sh", ["-c", "${text}"], { stdio: "inherit" })'`;
    const env = { SHELL: "/bin/bash", npm_command: "exec" };
    const { stdout, stderr } = await inShell(await signedIn(), FISH, line, { env });
    expect([stdout, stderr]).toEqual(["mfa.user-identity\n", ""]);
  });
  it("is not answered by the fast path where it does not speak it", async () => {
    const env = { SHELL: "/usr/bin/pwsh" };
    const { stdout } = await compared(await atWork(), "env", "full", { env });
    expect(stdout).toMatch(/^\$env:AWS_REGION = /m);
  });
  it.each([
    ["/usr/bin/fish", /^set -gx AWS_REGION/m],
    ["/bin/zsh", /^export AWS_REGION/m],
    ["C:\\Program Files\\fish.exe", /^set -gx AWS_REGION/m],
    ["nonsense", /^export AWS_REGION/m],
    ["", /^export AWS_REGION/m],
    [undefined, /^export AWS_REGION/m],
  ])("is told by $SHELL where the parent is none: %s", async (SHELL, expected) => {
    const { stdout } = await compared(await atWork(), "env", "quick", { env: { SHELL } });
    expect(stdout).toMatch(expected);
  });
});
