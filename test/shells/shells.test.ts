import { describe, expect, it } from "vitest";
import { json } from "../../src/shells/json.ts";
import { SHELLS, shellNamed, shellOf } from "../../src/shells/shells.ts";

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

describe("the shell that reads us", () => {
  it.each([
    ["the parent, before $SHELL", "fish", "/bin/zsh", "fish"],
    ["the parent, before $SHELL", "bash", "/usr/bin/fish", "sh"],
    ["a login shell", "-fish", "/bin/bash", "fish"],
    ["a login shell with its path", "/usr/bin/-fish", undefined, "fish"],
    ["a path", "/usr/bin/fish", undefined, "fish"],
    ["a program of Windows", "bash.exe", "/usr/bin/fish", "sh"],
    ["a program of Windows in capitals", "C:\\msys64\\usr\\bin\\FISH.EXE", undefined, "fish"],
    ["a script of sh, started by a user of fish", "deploy.sh", "/usr/bin/fish", "sh"],
    ["a script of bash", "/home/me/up.bash", "/usr/bin/fish", "sh"],
    ["a script of fish", "up.fish", "/bin/bash", "fish"],
    ["$SHELL, if the parent is no shell", "node", "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent has another extension", "server.py", "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent is unknown", undefined, "/usr/bin/fish", "fish"],
    ["$SHELL, if the parent is empty", "", "/usr/bin/fish", "fish"],
    ["sh, if $SHELL is none that we know", "node", "/bin/nosuchshell", "sh"],
    ["sh, if nothing is known", undefined, undefined, "sh"],
    ["sh, if both are empty", "", "", "sh"],
    ["never a format", "json", "/bin/json", "sh"],
  ])("%s: %j, %j", (_, parent, shellVariable, shell) => {
    expect(shellOf(parent, shellVariable).name).toBe(shell);
  });

  it("is told by its process's name without doubt", () => {
    const programs = SHELLS.flatMap((shell) => shell.programs);
    expect(new Set(programs).size).toBe(programs.length);
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
