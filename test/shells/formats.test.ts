import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docker } from "../../src/shells/docker.ts";
import { dotenv } from "../../src/shells/dotenv.ts";
import { githubActions } from "../../src/shells/github-actions.ts";
import type { Shell, Statement } from "../../src/shells/shell.ts";
import { ALL, KEY, SECRET, TIME, TOKEN, anyEnvironment } from "../support/awkward.ts";
import { POSIX_SHELLS } from "../support/shell.ts";
import { pythonWith } from "../support/tools.ts";

const valueOf = (format: Shell, value: string): string => format.say([{ set: "A", value }]);

/** The values that a format can say; the others must be refused as a setting that is bad. */
function sayable(format: Shell, values: readonly string[]): string[] {
  return values.filter((value) => {
    try {
      return valueOf(format, value) !== "";
    } catch (error) {
      expect(error).toMatchObject({ code: "bad-setting" });
      return false;
    }
  });
}

const all = (format: Shell, values: readonly string[]): Statement[] =>
  sayable(format, values).map((value, index) => ({ set: `V${index}`, value }));
const valuesOf = (statements: readonly Statement[]) =>
  statements.map((statement) => ("set" in statement ? statement.value : ""));

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "awsmfa-formats-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("dotenv", () => {
  const JSON_OF_ALL = `const e = process.env; console.log(JSON.stringify(Object.keys(e).filter((k) => /^V\\d+$/.test(k)).map((k) => [k, e[k]])))`;
  const python = pythonWith("dotenv");
  /** Programs that read such a file; each is to print the variables as pairs in JSON. */
  const READERS: readonly (readonly [string, boolean, () => readonly string[]])[] = [
    ["node --env-file", false, () => [process.execPath, "--env-file=.env", "-e", JSON_OF_ALL]],
    ...POSIX_SHELLS.map(
      ({ name, flags, missing }) =>
        [
          `${name}, by set -a`,
          missing,
          () => [
            name,
            ...flags,
            "-c",
            `set -a; . ./.env; set +a; '${process.execPath}' -e '${JSON_OF_ALL}'`,
          ],
        ] as const,
    ),
    [
      "python-dotenv",
      python === undefined,
      () => [
        python ?? "",
        "-c",
        "import dotenv, json; print(json.dumps(list(dotenv.dotenv_values('.env').items())))",
      ],
    ],
  ];

  function read(words: readonly string[], text: string): string[] {
    writeFileSync(join(folder, ".env"), text);
    const [file = "", ...rest] = words;
    const env = { PATH: process.env["PATH"], LC_ALL: "C.UTF-8" };
    const { stdout, stderr } = spawnSync(file, rest, { cwd: folder, env, encoding: "utf8" });
    expect(stderr).toBe("");
    const pairs = new Map(JSON.parse(stdout) as [string, string][]);
    return [...pairs.keys()].map((_, index) => pairs.get(`V${index}`) ?? "not there");
  }

  describe.each(READERS)("by %s", (name, missing, words) => {
    it.skipIf(missing)(`says every value that it says (needs ${name})`, () => {
      const statements = all(dotenv, ALL);
      expect(statements.length).toBeGreaterThan(ALL.length * 0.9);
      expect(read(words(), dotenv.say(statements))).toEqual(valuesOf(statements));
    });

    it.skipIf(missing)(`says whatever it says (needs ${name})`, () => {
      fc.assert(
        fc.property(anyEnvironment(), (values) => {
          const statements = all(dotenv, values);
          expect(read(words(), dotenv.say(statements))).toEqual(valuesOf(statements));
        }),
        { numRuns: 3 },
      );
    });
  });

  it.each([
    ["plain, without quotes", TOKEN, `A=${TOKEN}\n`],
    ["nothing", "", "A=\n"],
    ["blanks", " a  b ", "A=' a  b '\n"],
    ["a dollar", "$HOME", "A='$HOME'\n"],
    ["a quote", "it's", 'A="it\'s"\n'],
    ["double quotes", '"a"', "A='\"a\"'\n"],
    ["a backslash", "C:\\new\\table", "A='C:\\new\\table'\n"],
    ["line ends", "a\n\nb\n", "A='a\n\nb\n'\n"],
    ["a number sign", "#a #b", "A='#a #b'\n"],
  ])("says %s", (_, value, text) => {
    expect(valueOf(dotenv, value)).toBe(text);
  });

  it.each([
    [`it's "it"`, "quotes, backslashes or ${ that its readers understand differently"],
    ["${HOME}", "quotes, backslashes or ${ that its readers understand differently"],
    ["it's $5", "quotes, backslashes or ${ that its readers understand differently"],
    ["a\\", "quotes, backslashes or ${ that its readers understand differently"],
    ["\\\\host\\share", "quotes, backslashes or ${ that its readers understand differently"],
    ["a\r\nb", "a carriage return"],
  ])("refuses %j, with what to type", (value, what) => {
    expect(() => valueOf(dotenv, value)).toThrow(
      expect.objectContaining({
        code: "bad-setting",
        message: `A cannot be exported to dotenv: its value holds ${what}`,
        hint: "use another shell or format: awsmfa env --shell json",
      }),
    );
  });
});

describe("docker", () => {
  /** As Docker reads it (docker/cli, pkg/kvfile): blanks before a name go, nothing else; `#` begins a comment; a name alone is taken from the environment. */
  function read(text: string): Map<string, string> {
    const lines = text.split("\n").map((line) => line.replace(/\r$/, "").replace(/^\s+/, ""));
    return new Map(
      lines
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => {
          const at = line.indexOf("=");
          return at < 0 ? [line, "FROM THE ENVIRONMENT"] : [line.slice(0, at), line.slice(at + 1)];
        }),
    );
  }

  it("says every value without a line end as it is", () => {
    const statements = all(docker, ALL);
    expect([...read(docker.say(statements)).values()]).toEqual(
      ALL.filter((value) => !/[\r\n]/.test(value)),
    );
  });

  it("says nothing of what is not there", () => {
    expect(docker.say([{ unset: "A" }, { set: "B", value: "'b' " }])).toBe("B='b' \n");
  });

  it("refuses a line end", () => {
    expect(() => valueOf(docker, "a\nb")).toThrow(
      "A cannot be exported to docker: its value holds a line end",
    );
  });
});

describe("github-actions", () => {
  /** As the runner reads it (actions/runner, FileCommandManager.cs), on Linux. */
  function read(text: string): Map<string, string> {
    const found = new Map<string, string>();
    const lines = text.split("\n");
    while (lines.length > 0) {
      const line = lines.shift() ?? "";
      const [, name = "", separator, rest = ""] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
      if (separator === "=") found.set(name, rest);
      else if (separator === "<<") {
        const end = lines.indexOf(rest);
        expect(end).toBeGreaterThanOrEqual(0);
        found.set(name, lines.splice(0, end).join("\n"));
        lines.shift();
      } else expect(line).toBe("");
    }
    return found;
  }

  it("says every value without a carriage return", () => {
    const statements = all(githubActions, ALL);
    expect([...read(githubActions.say(statements)).values()]).toEqual(
      ALL.filter((value) => !value.includes("\r")),
    );
  });

  it("says whatever it says", () => {
    fc.assert(
      fc.property(anyEnvironment(), (values) => {
        const statements = all(githubActions, values);
        expect([...read(githubActions.say(statements)).values()]).toEqual(valuesOf(statements));
      }),
    );
  });

  it.each([
    ["plain", SECRET, `A=${SECRET}\n`],
    ["signs of the format", "a<<b=c", "A=a<<b=c\n"],
    ["lines", "a\nb", "A<<END\na\nb\nEND\n"],
    ["lines that hold the delimiter", "END\nEND_\n", "A<<END__\nEND\nEND_\n\nEND__\n"],
  ])("says %s", (_, value, text) => {
    expect(valueOf(githubActions, value)).toBe(text);
  });

  it("empties keys, which then are none, and no profile, which then would be one", () => {
    const statements = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECURITY_TOKEN"].map((unset) => ({
      unset,
    }));
    expect(githubActions.say(statements)).toBe("AWS_ACCESS_KEY_ID=\n");
    expect(githubActions.leaves?.(statements)).toEqual(["AWS_PROFILE", "AWS_SECURITY_TOKEN"]);
  });
});

describe.each([
  [dotenv, "awsmfa env --shell dotenv > .env"],
  [docker, "docker run --env-file <(awsmfa env --shell docker) …"],
  [githubActions, 'awsmfa env --shell github-actions >> "$GITHUB_ENV"'],
])("$name", (format, line) => {
  it("has a line to type, and says nothing of a failure, which the status tells", () => {
    expect([format.line("awsmfa env"), format.fail(3)]).toEqual([line, ""]);
  });

  it("says keys plainly", () => {
    const text = format.say([KEY, SECRET, TOKEN, TIME].map((value) => ({ set: "A", value })));
    expect(text).toBe(`A=${KEY}\nA=${SECRET}\nA=${TOKEN}\nA=${TIME}\n`);
  });

  it("takes nothing away by an empty value that would count", () => {
    expect(format.say([{ unset: "AWS_PROFILE" }])).toBe("");
  });
});
