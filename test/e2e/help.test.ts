import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GROUPS, HERE, ROWS } from "../../src/program.ts";
import {
  EXAMPLE_KEY,
  EXAMPLE_PASSWORD,
  EXAMPLE_SECRET,
  OTHER_PASSWORD,
} from "../local-aws/example.ts";
import { OTHER_KEY } from "../support/keys.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { ELVISH, FISH, NU, POSIX_SHELLS, TCSH, type TestShell, inShell } from "../support/shell.ts";

/** The help of each command: it fits a screen, and what it shows can be typed. */

const [SH] = POSIX_SHELLS as [TestShell];
/** The example of a prompt is for sh. */
const SH_ONLY = /^PS1=/;
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

/** A stand-in for the program `pass` of the examples, which prints a code or what it keeps. */
function putPass(box: Sandbox): void {
  box.put(
    "../bin/pass",
    `#!/bin/sh\ncase "$1 $2" in otp*) echo ${box.code()};; *old-new) printf '%s\\n' '${EXAMPLE_PASSWORD}' '${OTHER_PASSWORD}';; *) echo ${EXAMPLE_SECRET};; esac\n`,
  );
  chmodSync(`${box.home}/../bin/pass`, 0o755);
}

const PASSPHRASE = { AWSMFA_PASSPHRASE_COMMAND: "echo correct horse" };

/** The examples about secrets need one, in the store that takes no desktop. */
async function putSecret(box: Sandbox): Promise<void> {
  box.put("qr.png", EXAMPLE_SECRET);
  const options = { stdin: EXAMPLE_SECRET, env: PASSPHRASE };
  const { status, stderr } = await box.run("secret add --store age --profile work", options);
  expect([status, stderr]).toEqual([0, expect.stringContaining("✔")]);
}

/** The examples about keys, and a setup, name a file of the console, and a key that nobody uses. */
function putKeys(name: string, box: Sandbox): void {
  const { id, secret } = EXAMPLE_KEY;
  box.put("accessKeys.csv", `Access key ID,Secret access key\r\n${id},${secret}\r\n`);
  if (/deactivate|delete/.test(name)) box.world.users[0]?.keys.push({ ...OTHER_KEY, active: true });
}

/** Types the yes that the example asks for. */
async function withYes(box: Sandbox, text: string): Promise<void> {
  const pty = onTerminal(box, text, { env: PASSPHRASE });
  if (!text.includes("--force")) {
    await pty.waitFor("yes, ");
    pty.type(KEY.down + KEY.enter);
  }
  expect([text, await pty.exit()]).toEqual([text, 0]);
}

/** The program's own help has a line for each command; those of the commands fit a small screen. */
const TOPS = new Set(ROWS.map(({ name }) => name.split(" ")[0]));
const linesOf = (name: string): number => (name === "" ? 19 + TOPS.size : 23);

describe.each(GROUPS)("awsmfa $name", ({ name }) => {
  it("has a help that fits, in either form", async () => {
    const box = await atWork();
    const help = await helpOf(name, box);
    expect(help.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
    for (const form of [`help ${name}`, `${name} help`, `${name} -h`])
      expect(await box.run(form)).toEqual({ status: 0, stdout: help, stderr: "" });
  });
});

describe.each(ROWS_ALL)("awsmfa $name", ({ name, examples }) => {
  it("has a help of 80 columns that fits a screen, with a line for what is typed next", async () => {
    const lines = (await helpOf(name, await atWork())).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(linesOf(name));
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("shows two or three examples or more, all of them", async () => {
    const shown = examplesIn(await helpOf(name, await atWork()));
    expect(shown.length).toBeGreaterThanOrEqual(2);
    const meant = typeof examples === "function" ? examples((line) => line) : examples;
    expect(shown).toHaveLength(meant.length);
    expect(shown.flat()).not.toContain("");
  });

  it("has help in either form, and with a slip beside it", async () => {
    const box = await atWork();
    const help = await helpOf(name, box);
    const forms = [`${name} -h`, `help ${name}`, `--debug ${name} --help`, `${name} -q --help`];
    for (const form of forms)
      expect(await box.run(form)).toEqual({ status: 0, stdout: help, stderr: "" });
  });

  for (const shell of [SH, FISH, TCSH, ELVISH, NU])
    it.skipIf(shell.missing)(
      `has examples that run in the shell at hand (${shell.name})`,
      async () => {
        const asked = `awsmfa ${name} --help\nsh -c true`;
        const { stdout } = await inShell(await atWork(), shell, asked);
        const shown = examplesIn(stdout).map(([text]) => text);
        expect(shown.length).toBeGreaterThanOrEqual(2);
        for (const text of shown.filter((example) => shell === SH || !SH_ONLY.test(example))) {
          const box = await atWork();
          putPass(box);
          if (name === "profile remove") await box.run("profile add --profile work");
          if (name.startsWith("schedule"))
            box.put(".aws/config", "[profile work]\nmfa_process = pass otp aws\n");
          if (/^(code|secret)\b/.test(name)) await putSecret(box);
          if (/^(key|setup)\b/.test(name)) putKeys(name, box);
          if (/^secret (show|remove)$/.test(name)) {
            await withYes(box, text);
            continue;
          }
          const { status, stderr } = await inShell(box, shell, text, {
            env: { AWSMFA_CODE: box.code(), ...PASSPHRASE },
            stdin: EXAMPLE_SECRET,
          });
          expect([text, status, stderr.includes("error")]).toEqual([text, 0, false]);
        }
      },
    );
});

it.each(["help lgin", "-q help nobody --debug", "help help"])(
  "awsmfa %s: there is no such help",
  async (line) => {
    const { status, stdout, stderr } = await (await atWork()).run(line);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^awsmfa: error: there is no help on “\w+”\nawsmfa: hint: awsmfa --help\n/,
    );
  },
);

it.each([
  ["--shell fish", "awsmfa env | source"],
  ["--shell=tcsh", "eval `awsmfa env`"],
  ["--shell bogus", "eval $(awsmfa env)"],
])("the help of env says the line of the shell that is named: %s", async (words, line) => {
  const box = await atWork();
  const { stdout } = await box.run(`env ${words} --help`);
  expect(stdout).toContain(`  ${line}  `);
});
