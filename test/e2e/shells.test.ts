import { describe, expect, it } from "vitest";
import { onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { ELVISH, FISH, inShell, NU, shellWords, TCSH } from "../support/shell.ts";
import { AWKWARD_CONFIG, signedIn } from "../support/signed-in.ts";
import { errorText, QUESTION } from "../support/wording.ts";

/** `awsmfa env` in shells that are no relatives of sh, and in formats. */

describe.each([
  { shell: TCSH, line: (words: string) => `eval \`${words}\`` },
  { shell: ELVISH, line: (words: string) => `eval (${words} | slurp)` },
  { shell: NU, line: (words: string) => `${words} | from json | load-env` },
])("the line of $shell.name", ({ shell, line }) => {
  const real = it.skipIf(shell.missing);
  const { name } = shell;
  /** The variables of AWS and ours in what `env` prints. */
  const awsOf = (text: string): string[] =>
    text
      .split("\n")
      .filter((entry) => entry.startsWith("AWS"))
      .toSorted();

  real(`sets the session, settings with blanks and quotes included (${name})`, async () => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG);
    const show = "env printenv AWSMFA_SESSION AWS_CA_BUNDLE";
    const text = [line("awsmfa env"), show, "sh -c true"].join("\n");
    const { stdout, stderr } = await inShell(box, shell, text);
    expect([stdout, stderr]).toEqual(["mfa.user-identity\n/etc/my  ca's/[a]*?.pem\n", ""]);
  });
  real(`asks for a code in the middle (${name})`, async () => {
    const box = await sandbox();
    const text = [line("awsmfa env"), "env printenv AWSMFA_SESSION", "sh -c true"].join("\n");
    const pty = onTerminal(box, shellWords(shell, text));
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("\nmfa.user-identity");
  });
  real(`gives back what was there by --unset, twice (${name})`, async () => {
    const box = await signedIn();
    const env = { AWS_PROFILE: "mfa.user-identity", AWS_REGION: "eu-west-1" };
    const unset = line("awsmfa env --unset");
    const steps = [
      "env",
      "sh -c 'echo --'",
      line("awsmfa env"),
      unset,
      "env",
      "sh -c 'echo --'",
      unset,
      "sh -c true",
    ];
    const { stdout, stderr } = await inShell(box, shell, steps.join("\n"), { env });
    const [before = "", after = ""] = stdout.split("--\n");
    expect(awsOf(after)).toEqual(awsOf(before));
    expect(awsOf(before)).toContain("AWS_PROFILE=mfa.user-identity");
    expect(stderr).toBe("awsmfa: this shell has no session of awsmfa: nothing to unset\n");
  });
  real(`fails as awsmfa fails (${name})`, async () => {
    const box = await sandbox();
    const then = shell === TCSH ? "exit $status" : "echo went on";
    const { status, stdout, stderr } = await inShell(
      box,
      shell,
      `${line("awsmfa env --serial nonsense")}\n${then}`,
    );
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("awsmfa: error: ");
  });
});

describe("the line to type", () => {
  for (const [shell, line] of [
    [FISH, "awsmfa env | source"],
    [TCSH, "eval `awsmfa env`"],
    [ELVISH, "eval (awsmfa env | slurp)"],
    [NU, "awsmfa env | from json | load-env"],
  ] as const)
    it.skipIf(shell.missing)(`help and a login say the line for ${shell.name}`, async () => {
      const box = await signedIn();
      const text = "awsmfa env --help\nawsmfa --help\nawsmfa login\nawsmfa\nsh -c true";
      const env = { SHELL: "/bin/bash" };
      const { stdout, stderr } = await inShell(box, shell, text, { env });
      expect(stdout.split(line)).toHaveLength(4);
      expect(stderr).toContain(`    or    ${line}\n`);
    });
});

describe("a format", () => {
  it("dotenv is read by a shell", async () => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG.replace("ca's", "ca"));
    const text = `awsmfa env --shell dotenv > .env; set -a; . ./.env; printf '%s ' $AWS_ACCESS_KEY_ID "$AWS_CA_BUNDLE"`;
    const { stdout, stderr } = await box.start("sh", ["-c", text]);
    expect([stdout, stderr]).toEqual(["ASIAIOSFODNN7EXAMPLE /etc/my  ca/[a]*?.pem ", ""]);
  });
  it.each([
    ["docker", /^AWS_CA_BUNDLE=\/etc\/my  ca's\/\[a\]\*\?\.pem$/m],
    ["github-actions", /^AWS_CA_BUNDLE=\/etc\/my  ca's\/\[a\]\*\?\.pem$/m],
    ["powershell", /^\$env:AWS_CA_BUNDLE = '\/etc\/my {2}ca''s\/\[a\]\*\?\.pem'$/m],
    ["cmd", /^set "AWS_CA_BUNDLE=\/etc\/my  ca's\/\[a\]\*\?\.pem"$/m],
    ["pwsh", /^\$env:AWS_PROFILE = \$null$/m],
  ])("--shell %s", async (shell, expected) => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG);
    const { stdout, stderr } = await box.run(["env", "--shell", shell]);
    expect(stdout).toMatch(expected);
    expect(stderr).toBe("");
  });
  it("what cannot be said is an error, and a failure for the shell", async () => {
    const box = await signedIn();
    box.put(".aws/config", "[profile mfa.user-identity]\nca_bundle = C:\\Bücher\\ca.pem\n");
    const { status, stdout, stderr } = await box.run("env --shell cmd");
    expect([status, stdout]).toEqual([1, "cmd /c exit 1\n"]);
    expect(stderr).toBe(
      errorText(
        "AWS_CA_BUNDLE cannot be exported to cmd: its value holds more than ASCII",
        "use another shell or format: awsmfa env --shell json",
      ),
    );
  });
});
