import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processLine } from "../../src/sessions/process-line.ts";
import { failureOf } from "../support/context.ts";
import { pythonWith } from "../support/tools.ts";

/** The command line of a credential_process, and who reads it. */

const lineFor = (script: string, profile = "work", platform = "linux", node = "/usr/bin/node") =>
  processLine({ node, script }, profile, platform);

describe("the line", () => {
  it.each([
    [
      "plain",
      "/usr/local/bin/awsmfa",
      "work",
      "/usr/local/bin/awsmfa credential-process --profile work",
    ],
    ["a blank", "/my tools/awsmfa", "work", '"/my tools/awsmfa" credential-process --profile work'],
    ["an apostrophe", "/it's/awsmfa", "work", `"/it's/awsmfa" credential-process --profile work`],
    ["a dollar", "/a$b/awsmfa", "work", "'/a$b/awsmfa' credential-process --profile work"],
    ["both", "/it's $1/a", "work", `'/it'"'"'s $1/a' credential-process --profile work`],
    ["a profile", "/a", "my work", '/a credential-process --profile "my work"'],
    ["a profile beyond ASCII", "/a", "Büro", '/a credential-process --profile "Büro"'],
  ])("with %s is for POSIX", (_title, script, profile, rest) =>
    expect(lineFor(script, profile)).toBe(`/usr/bin/node ${rest}`),
  );
  it.each([
    [
      "C:\\nodejs\\node.exe",
      "C:\\npm\\awsmfa.js",
      "work",
      "C:\\nodejs\\node.exe C:\\npm\\awsmfa.js",
    ],
    ["C:\\Program Files\\n.exe", "C:\\a.js", "work", '"C:\\Program Files\\n.exe" C:\\a.js'],
  ])("is for Windows: %s", (node, script, profile, start) =>
    expect(lineFor(script, profile, "win32", node)).toBe(
      `${start} credential-process --profile ${profile}`,
    ),
  );
  it.each([
    ["npx", "/home/jane/.npm/_npx/1b2c/node_modules/.bin/awsmfa", "work", "linux"],
    ["npx of Windows", "C:\\npm-cache\\_npx\\1b\\node_modules\\awsmfa.js", "work", "win32"],
    ["pnpm dlx", "/home/jane/.cache/pnpm/dlx/a/awsmfa.js", "work", "linux"],
    ["bunx", "/tmp/bunx-0-awsmfa@latest/awsmfa.js", "work", "linux"],
    ["a line end", "/a\nb", "work", "linux"],
    ["what looks like a comment", "/a #b/awsmfa", "work", "linux"],
    ["a comment in a profile", "/a", "my ;work", "linux"],
    ["a variable of cmd", "C:\\a.js", "%PATH%", "win32"],
    ["a quote on Windows", "C:\\a.js", 'my "work"', "win32"],
    ["a backslash at the end on Windows", "C:\\a.js", "work\\", "win32"],
  ])("is refused for %s", async (_title, script, profile, platform) => {
    const { code, hint } = await failureOf(() => lineFor(script, profile, platform));
    expect([code, hint?.startsWith("install")]).toEqual(["unusable-path", true]);
  });
});

/** Words as a program gets them that prints each on a line of its own. */
const WORDS = fc.array(
  fc.oneof(
    fc.stringMatching(/^[a-z $"'`\\!*?[\]{}()<>|&~%^=:@+,.-]{1,12}$/),
    fc.constantFrom("a b", "$HOME", "`id`", "$(id)", "it's", '"', "\\", "a\\b", "\\'", "--", "é"),
  ),
  { minLength: 1, maxLength: 2 },
);
const expected = (profile: string, script: string): string[] =>
  [script, "credential-process", "--profile", profile].map((word) => word.trim());

describe("what it means", () => {
  it("sh takes every word as it was", () =>
    fc.assert(
      fc.property(WORDS, ([name = "", profile = "work"]) => {
        const script = `/x/${name}/y`;
        const line = lineFor(script, `p${profile}p`, "linux", "/usr/bin/printf").replace(
          "printf",
          "printf '%s\\n'",
        );
        const printed = execFileSync("sh", ["-c", line], { encoding: "utf8" });
        expect(printed.trimEnd().split("\n")).toEqual(expected(`p${profile}p`, script));
      }),
      { numRuns: 40 },
    ));
  const python = pythonWith("shlex");
  it.skipIf(python === undefined)(
    `shlex does too${python === undefined ? " (no python3)" : ""}`,
    () => {
      const lines = fc.sample(WORDS, { numRuns: 300, seed: 7 }).map(([name = "", last = "w"]) => {
        const [script, profile] = [`/x/${name}/y`, `p${last}p`];
        return {
          line: lineFor(script, profile),
          words: ["/usr/bin/node", ...expected(profile, script)],
        };
      });
      const program =
        "import json, shlex, sys; print(json.dumps([shlex.split(x) for x in json.load(sys.stdin)]))";
      const split: unknown = JSON.parse(
        execFileSync(python ?? "", ["-c", program], {
          encoding: "utf8",
          input: JSON.stringify(lines.map(({ line }) => line)),
        }),
      );
      expect(split).toEqual(lines.map(({ words }) => words));
    },
  );
});
