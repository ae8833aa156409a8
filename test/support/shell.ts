/** The shells that read what `env` prints. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { Shell } from "../../src/shells/shell.ts";
import { FOUND } from "./awkward.ts";
import type { Outcome } from "./process.ts";
import type { RunOptions, Sandbox } from "./sandbox.ts";
import { which } from "./tools.ts";

/** A shell that may be there, and how it is started without the files of its user. */
export interface TestShell {
  readonly name: string;
  readonly flags: readonly string[];
  readonly missing: boolean;
  /** The statement that exports the last status as STATUS, if it is not a POSIX shell's; where an error ends it all, one that comes to pass says enough. */
  readonly status?: string;
}

const POSIX_STATUS = "STATUS=$?; export STATUS";

/** The shells of `eval $(awsmfa env)`. */
export const POSIX_SHELLS: readonly TestShell[] = [
  shellOf(["sh"]),
  shellOf(["bash", "--norc", "--noprofile"]),
  shellOf(["dash"]),
  shellOf(["zsh", "-f"]),
  shellOf(["ksh93"]),
  shellOf(["mksh"]),
  shellOf(["yash", "--norcfile"]),
  shellOf(["busybox", "sh"]),
];

/** fish, of `awsmfa env | source`. */
export const FISH = shellOf(["fish", "--no-config"], "set -gx STATUS $status");

/** tcsh, of back-quotes; elvish, of `eval (awsmfa env | slurp)`; Nushell, of `awsmfa env | from json | load-env`. */
export const TCSH = shellOf(["tcsh", "-f"], "setenv STATUS $status");
export const ELVISH = shellOf(["elvish", "-norc"], "set-env STATUS 0");
export const NU = shellOf(["nu", "--no-config-file"], "$env.STATUS = '0'");

function shellOf([name = "", ...flags]: readonly string[], status?: string): TestShell {
  return {
    name,
    flags,
    missing: which(name) === undefined,
    ...(status === undefined ? {} : { status }),
  };
}

/** The program and the arguments for a shell that runs a text. */
export function shellWords({ name, flags }: TestShell, text: string): string[] {
  return [name, ...flags, "-c", text];
}

/** Runs a text in a shell, without a terminal. */
export function inShell(
  box: Sandbox,
  shell: TestShell,
  text: string,
  options?: RunOptions,
): Promise<Outcome> {
  const [file = "", ...words] = shellWords(shell, text);
  return box.start(file, words, options);
}

/** What a shell printed, and how it ended. */
export interface Heard {
  readonly printed: string;
  readonly complaints: string;
  readonly status: number | null;
}

/** How values are told: by the line of the language unless there is another way. */
export interface Telling {
  /** Evaluates what is in the file `text`. */
  readonly way?: string;
  /** What is run before. */
  readonly before?: string;
  readonly locale?: string;
}

/** Real shells in a folder with files whose names patterns would find; among them `text`, what is to be told. */
export interface RealShells {
  run(shell: TestShell, text: string, script: string, locale?: string): Heard;
  /** What values have become once the shell was told them in its language; among them one is taken away. */
  through(
    shell: TestShell,
    language: Shell,
    values: readonly string[],
    telling?: Telling,
  ): (string | undefined)[];
}

/** Makes the folder for the tests of a file. */
export function useRealShells(): RealShells {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "awsmfa-shells-"));
    for (const name of FOUND) writeFileSync(join(folder, name), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run: RealShells["run"] = (shell, text, script, locale = "C.UTF-8") => {
    writeFileSync(join(folder, "text"), text);
    const [program = "", ...words] = shellWords(shell, script);
    const { stdout, stderr, status } = spawnSync(program, words, {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: folder, LC_ALL: locale, GONE: "1", KEPT: "1" },
      timeout: 30_000,
    });
    return { printed: stdout, complaints: stderr, status };
  };
  return {
    run,
    through(shell, language, values, { way = language.line("cat text"), before, locale } = {}) {
      const text = language.say([
        { unset: "GONE" },
        ...values.map((value, index) => ({ set: `V${index}`, value })),
        { unset: "NEVER_SET" },
      ]);
      const script = [
        ...(before === undefined ? [] : [before]),
        way,
        shell.status ?? POSIX_STATUS,
        "env -0",
        "sh -c true",
      ];
      const { printed, complaints } = run(shell, text, script.join("\n"), locale);
      const environment = new Map(
        printed
          .split("\0")
          .map((entry) => [entry.split("=", 1)[0], entry.slice(entry.indexOf("=") + 1)]),
      );
      expect({
        complaints,
        status: environment.get("STATUS"),
        gone: environment.get("GONE"),
        kept: environment.get("KEPT"),
      }).toEqual({ complaints: "", status: "0", gone: undefined, kept: "1" });
      return values.map((_, index) => environment.get(`V${index}`));
    },
  };
}
