import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HERE, ROWS } from "../../src/program.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { ELVISH, FISH, POSIX_SHELLS, TCSH, type TestShell, inShell } from "../support/shell.ts";

/** The help of each command: it fits a screen, and what it shows can be typed. */

const ROWS_ALL = [HERE, ...ROWS];

/** A home with the profile that the examples name. */
function atWork(): Promise<Sandbox> {
  return sandbox({ files: { ".aws/credentials": keySection("work") } });
}

async function helpOf(name: string, box: Sandbox): Promise<string> {
  return (await box.run(`${name} --help`)).stdout;
}

/** The examples that a help prints, each with its meaning. */
function examplesIn(help: string): [string, string][] {
  const lines = help.split("Examples:\n")[1]?.trimEnd().split("\n") ?? [];
  return lines.map((line) => {
    const [, text = "", meaning = ""] = /^ {2}(\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
    return [text, meaning];
  });
}

/** The shell that an example is for, by its meaning; sh where it names none. */
function shellFor(meaning: string): TestShell {
  const named = [FISH, TCSH, ELVISH].find(({ name }) => meaning.includes(name));
  const [sh] = POSIX_SHELLS;
  if (sh === undefined) throw new Error("no shells");
  return named ?? sh;
}

/** A stand-in for a program that an example uses, which prints a code. */
function putProgram(box: Sandbox, name: string): void {
  const path = `../bin/${name}`;
  box.put(path, `#!/bin/sh\necho ${box.code()}\n`);
  chmodSync(`${box.home}/${path}`, 0o755);
}

describe.each(ROWS_ALL)("awsmfa $name", ({ name, examples }) => {
  it("has a help of 80 columns and 23 lines, which leaves one for what is typed next", async () => {
    const lines = (await helpOf(name, await atWork())).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(23);
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("shows two or three examples or more, all of them", async () => {
    const shown = examplesIn(await helpOf(name, await atWork()));
    expect(shown.length).toBeGreaterThanOrEqual(2);
    expect(shown).toHaveLength(examples.length);
    expect(shown.flat()).not.toContain("");
  });

  it("has help in either form, and with a slip beside it", async () => {
    const box = await atWork();
    const help = await helpOf(name, box);
    const forms = [`${name} -h`, `help ${name}`, `--debug ${name} --help`, `${name} -q --help`];
    for (const form of forms)
      expect(await box.run(form)).toEqual({ status: 0, stdout: help, stderr: "" });
  });

  it("has examples that run", async ({ skip }) => {
    const shown = examplesIn(await helpOf(name, await atWork()));
    const missing: string[] = [];
    for (const [text, meaning] of shown) {
      const shell = shellFor(meaning);
      if (shell.missing) {
        missing.push(shell.name);
        continue;
      }
      const box = await atWork();
      putProgram(box, "pass");
      const { status, stderr } = await inShell(box, shell, text, {
        env: { AWSMFA_CODE: box.code() },
      });
      expect([text, status, stderr.includes("error")]).toEqual([text, 0, false]);
    }
    skip(missing.length > 0, `needs ${missing.join(", ")}`);
  });
});
