import { describe, expect, it } from "vitest";
import { json } from "../../src/shells/json.ts";
import { AT_HAND } from "../../src/shells/at-hand.ts";
import { fish } from "../../src/shells/fish.ts";
import { PROGRAMS, isGoBetween, languageAround } from "../../src/shells/programs.ts";
import { sh } from "../../src/shells/sh.ts";
import { SHELLS, shellNamed, shellOf } from "../../src/shells/shells.ts";
import { languageOnWindows } from "../../src/shells/windows.ts";

describe("--shell", () => {
  it.each([
    ["sh", "sh"],
    ["bash", "sh"],
    ["zsh", "sh"],
    ["dash", "sh"],
    ["ksh93", "sh"],
    ["mksh", "sh"],
    ["fish", "fish"],
    ["json", "json"],
    ["tcsh", "tcsh"],
    ["csh", "tcsh"],
    ["elvish", "elvish"],
    ["nu", "nushell"],
    ["nushell", "nushell"],
    ["pwsh", "powershell"],
    ["powershell_ise.exe", "powershell"],
    ["cmd", "cmd"],
    ["C:\\WINDOWS\\system32\\cmd.exe", "cmd"],
    ["dotenv", "dotenv"],
    ["github-actions", "github-actions"],
    ["docker", "docker"],
    ["/usr/bin/docker", undefined],
    ["/bin/zsh", "sh"],
    ["/opt/homebrew/bin/fish", "fish"],
    ["C:\\Program Files\\Git\\bin\\bash.exe", "sh"],
    ["", undefined],
    ["/", undefined],
    ["nosuchshell", undefined],
    ["/bin/json", undefined],
    ["deploy.sh", undefined],
    ["constructor", undefined],
  ])("%j is %j", (name, shell) => {
    expect(shellNamed(name)?.name).toBe(shell);
  });
});

describe("the table", () => {
  it("has a language of its own for every shell", () => {
    const languages = Object.keys(PROGRAMS);
    expect(
      SHELLS.filter((shell) => shell.leaves === undefined && shell.name !== "json").map(
        ({ name }) => name,
      ),
    ).toEqual(languages);
    const programs = Object.values(PROGRAMS).flat();
    expect(new Set(programs).size).toBe(programs.length);
  });

  it("holds what the fast path speaks, in the same order", () => {
    expect(SHELLS.filter((shell) => AT_HAND.includes(shell))).toEqual(AT_HAND);
  });

  it("has sh for what is not known", () => {
    expect([shellOf(undefined), shellOf("rc"), shellOf("fish")]).toEqual([sh, sh, fish]);
  });
});

describe("the language of the shell that reads us", () => {
  it.each([
    ["the parent, before $SHELL", "fish", "/bin/zsh", "fish"],
    ["the parent, before $SHELL", "bash", "/usr/bin/fish", "sh"],
    ["a login shell", "-fish", "/bin/bash", "fish"],
    ["a login shell with its path", "/usr/bin/-fish", undefined, "fish"],
    ["a path", "/usr/bin/fish", undefined, "fish"],
    ["Nushell", "nu", "/bin/zsh", "nushell"],
    ["PowerShell on Unix", "/usr/bin/pwsh", "/bin/zsh", "powershell"],
    ["a program of Windows", "bash.exe", "/usr/bin/fish", "sh"],
    ["a program of Windows in capitals", "C:\\msys64\\usr\\bin\\FISH.EXE", undefined, "fish"],
    ["a script of sh, started by a user of fish", "deploy.sh", "/usr/bin/fish", "sh"],
    ["a script of bash", "/home/me/up.bash", "/usr/bin/fish", "sh"],
    ["a script of fish", "up.fish", "/bin/bash", "fish"],
    ["$SHELL, if the parent is no shell", "node", "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent has another extension", "server.py", "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent is unknown", undefined, "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent is empty", "", "/usr/bin/fish", "fish"],
    ["none, if $SHELL is none that we know", "node", "/bin/nosuchshell", undefined],
    ["none, if nothing is known", undefined, undefined, undefined],
    ["none, if both are empty", "", "", undefined],
    ["never a format", "json", "/bin/json", undefined],
    ["never an object's own", "constructor", "/bin/toString", undefined],
  ])("%s: %j, %j", (_, parent, shellVariable, language) => {
    expect(languageAround(parent, shellVariable)).toBe(language);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ["sudo", {}, true],
    ["/usr/bin/timeout", {}, true],
    ["xargs", {}, true],
    ["node", { npm_command: "exec" }, true],
    ["node", { npm_command: "run-script" }, false],
    ["node", {}, false],
    ["make", {}, false],
    ["bash", { npm_command: "exec" }, false],
  ])("is looked for above %s with %j: %j", (program, environment, expected) => {
    expect(isGoBetween(program, environment)).toBe(expected);
  });
});

describe("the language on Windows", () => {
  const MACHINE =
    "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules";
  it.each<[string, Record<string, string>, string | undefined]>([
    ["cmd", { PROMPT: "$P$G", PSModulePath: MACHINE }, "cmd"],
    ["cmd where PowerShell was never installed", {}, "cmd"],
    [
      "PowerShell 7",
      { PSModulePath: `C:\\Users\\jane\\Documents\\PowerShell\\Modules;${MACHINE}` },
      "powershell",
    ],
    [
      "Windows PowerShell",
      {
        PSModulePath: `C:\\Users\\jane\\OneDrive\\Dokumente\\WindowsPowerShell\\Modules;${MACHINE}`,
      },
      "powershell",
    ],
    [
      "PowerShell from cmd",
      { PROMPT: "$P$G", PSModulePath: `D:\\me\\PowerShell\\Modules;${MACHINE}` },
      "powershell",
    ],
    ["Nushell", { NU_VERSION: "0.115.1", PROMPT: "$P$G", PSModulePath: MACHINE }, "nushell"],
    ["Git Bash, by $SHELL", { SHELL: "/usr/bin/bash", PSModulePath: MACHINE }, undefined],
  ])("%s", (_, environment, language) => {
    expect(languageOnWindows(environment)).toBe(language);
  });
});

describe.each(SHELLS.map((shell) => [shell.name, shell] as const))("%s", (_, shell) => {
  it.each(["", "1A", "A-B", "A B", "A;B", "A\n", "É"])("takes no variable named %j", (name) => {
    const words = `not the name of a variable: ${JSON.stringify(name)}`;
    expect(() => shell.say([{ set: name, value: "" }])).toThrow(new Error(words));
    expect(() => shell.say([{ unset: name }])).toThrow(new Error(words));
  });

  it("takes no value with a NUL byte, and says where it came from", () => {
    const saying = () => shell.say([{ set: "AWS_CA_BUNDLE", value: "a\0b" }]);
    expect(saying).toThrow(
      expect.objectContaining({
        code: "bad-setting",
        message:
          "AWS_CA_BUNDLE cannot be exported: its value holds a NUL byte, which no environment can carry",
        hint: "take it out of the profile in your AWS config file, then type: awsmfa env",
      }),
    );
  });
});

describe("json", () => {
  it("is one object, null for what is taken away", () => {
    const text = json.say([
      { set: "AWS_REGION", value: "us-west-2" },
      { unset: "AWS_PROFILE" },
      { set: "AWSMFA_SESSION", value: '"ü"\n' },
    ]);
    expect(text).toBe(
      '{\n  "AWS_REGION": "us-west-2",\n  "AWS_PROFILE": null,\n  "AWSMFA_SESSION": "\\"ü\\"\\n"\n}\n',
    );
  });

  it("takes the last word on a name", () => {
    expect(json.say([{ set: "A", value: "1" }, { unset: "A" }])).toBe('{\n  "A": null\n}\n');
  });

  it("takes any name that a variable can have", () => {
    expect(json.say([{ set: "__proto__", value: "x" }])).toBe('{\n  "__proto__": "x"\n}\n');
  });

  it("is an empty object for nothing", () => {
    expect(json.say([])).toBe("{}\n");
  });

  it("cannot fail an eval", () => {
    expect(json.fail(3)).toBe("");
  });
});
