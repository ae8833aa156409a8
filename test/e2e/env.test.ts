import { describe, expect, it } from "vitest";
import { keySection } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { FISH, inShell, POSIX_SHELLS, shellWords, type TestShell } from "../support/shell.ts";
import { AWKWARD_CONFIG, signedIn } from "../support/signed-in.ts";
import { errorText, QUESTION, steady } from "../support/wording.ts";

/** `awsmfa env`, evaluated by the shells that people use, as they would type it. */

const SHOW =
  "printf '%s ' $AWS_ACCESS_KEY_ID $AWS_REGION $AWS_DEFAULT_REGION $AWS_DEFAULT_OUTPUT $AWSMFA_SESSION";
const SHOWN = "ASIAIOSFODNN7EXAMPLE us-west-2 us-west-2 json mfa.user-identity ";
const NO_TERMINAL = errorText(
  "a new session for mfa.user-identity takes a code, and nobody can be asked for one: there is no terminal",
  "awsmfa login --profile mfa.user-identity    or, with a code at hand: --code 123456",
);

/** Tests for each shell that is here; for the others one that is skipped by name. */
function inEach(title: string, test: (shell: TestShell) => Promise<void>): void {
  for (const shell of POSIX_SHELLS)
    it.skipIf(shell.missing)(`${title} (${shell.name})`, () => test(shell));
}

describe("eval $(awsmfa env)", () => {
  inEach("sets the session without a terminal", async (shell) => {
    const box = await signedIn();
    const { stdout, stderr } = await inShell(box, shell, `eval $(awsmfa env); ${SHOW}`);
    expect([stdout, stderr]).toEqual([SHOWN, ""]);
  });
  inEach("asks for a code in the middle", async (shell) => {
    const box = await sandbox();
    const pty = onTerminal(box, shellWords(shell, `eval $(awsmfa env); echo "status $?"; ${SHOW}`));
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(steady(pty.screen())).toBe(
      `✔ mfa.user-identity · session until TIME, 12 h · written to [mfa.user-identity-mfa]\nstatus 0\n${SHOWN.trim()}`,
    );
  });
  inEach("fails as awsmfa fails", async (shell) => {
    const box = await sandbox();
    const { stdout, stderr } = await inShell(box, shell, 'eval $(awsmfa env) || echo "failed $?"');
    expect([stdout, stderr]).toEqual(["failed 3\n", NO_TERMINAL]);
  });
  inEach("carries over what the profile sets, whatever is in it", async (shell) => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG);
    const names = [
      "AWS_CA_BUNDLE",
      "AWS_ENDPOINT_URL",
      "AWS_USE_FIPS_ENDPOINT",
      "AWS_USE_DUALSTACK_ENDPOINT",
    ];
    const services = ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_API_GATEWAY"];
    const text = `eval $(awsmfa env); printenv ${[...names, ...services].join(" ")}`;
    const { stdout } = await inShell(box, shell, text, { env: { AWS_ENDPOINT_URL: undefined } });
    expect(stdout.split("\n")).toEqual([
      "/etc/my  ca's/[a]*?.pem",
      "http://127.0.0.1:9/a?b=*&c",
      "true",
      "true",
      "http://localhost:8000",
      "http://localhost:8001",
      "",
    ]);
  });
  inEach("--unset gives back what was there", async (shell) => {
    const box = await signedIn();
    const before = {
      AWS_PROFILE: "mfa.user-identity",
      AWS_REGION: "",
      AWS_CA_BUNDLE: "/own",
    };
    const text = `env | grep '^AWS' | sort; eval $(awsmfa env); eval $(awsmfa env); echo "$AWS_PROFILE|$AWS_REGION|$AWS_CA_BUNDLE"
      eval $(awsmfa env --unset); env | grep '^AWS' | sort; awsmfa env --unset`;
    const { stdout, stderr } = await inShell(box, shell, text, { env: before });
    const [first, then] = stdout.split("|us-west-2|/own\n");
    expect(then).toBe(first);
    expect(first).toContain("AWS_PROFILE=mfa.user-identity\nAWS_REGION=\n");
    expect(stderr).toBe("awsmfa: this shell has no session of awsmfa: nothing to unset\n");
  });
  inEach("--as-profile exports only the profile", async (shell) => {
    const box = await signedIn();
    const before = {
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_DEFAULT_PROFILE: "mfa.user-identity",
    };
    const text =
      "eval $(awsmfa env --as-profile); env | grep -E '^AWS_(PROFILE|DEFAULT_PROFILE|ACCESS|SECRET|SESSION|REGION)'";
    const { stdout } = await inShell(box, shell, text, { env: before });
    expect(stdout).toBe("AWS_PROFILE=mfa.user-identity-mfa\n");
  });
});

describe("awsmfa env | source", () => {
  const fish = it.skipIf(FISH.missing);

  fish("sets the session, settings with blanks and quotes included (fish)", async () => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG);
    const { stdout, stderr } = await inShell(
      box,
      FISH,
      `awsmfa env | source; ${SHOW}; echo $AWS_CA_BUNDLE`,
    );
    expect([stdout, stderr]).toEqual([`${SHOWN}/etc/my  ca's/[a]*?.pem\n`, ""]);
  });
  fish("asks for a code in the middle (fish)", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, shellWords(FISH, `awsmfa env | source; ${SHOW}`));
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain(`\n${SHOWN.trim()}`);
  });
  fish("fails, and --unset gives back what was there (fish)", async () => {
    const box = await signedIn();
    const text = `awsmfa env --serial nonsense | source; or echo failed $status
      awsmfa env | source; awsmfa env --unset | source; env | string match -r '^AWS.*'`;
    const { stdout } = await inShell(box, FISH, text, {
      env: { AWS_PROFILE: "mfa.user-identity", SHELL: FISH.name },
    });
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining([
        "failed 2",
        "AWS_PROFILE=mfa.user-identity",
        `AWS_ENDPOINT_URL=${box.url}`,
      ]),
    );
    expect(stdout).not.toMatch(/AWSMFA_|ACCESS_KEY/);
  });
});

describe("formats", () => {
  const VARIABLES = {
    AWS_PROFILE: null,
    AWS_DEFAULT_PROFILE: null,
    AWS_SECURITY_TOKEN: null,
    AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfPLEEXAMPLEKEY",
    AWS_SESSION_TOKEN: "TOKEN",
    AWS_CREDENTIAL_EXPIRATION: "INSTANT",
    AWS_REGION: "us-west-2",
    AWS_DEFAULT_REGION: "us-west-2",
    AWS_DEFAULT_OUTPUT: "json",
    AWSMFA_SAVED: expect.stringMatching(/^AWS_PROFILE\+AWS_DEFAULT_PROFILE\+/),
    AWSMFA_SESSION: "mfa.user-identity",
  };

  it.each(["--json", "--shell json", "--shell=json"])("%s is one object", async (words) => {
    const box = await signedIn();
    const { stdout, stderr } = await box.run(`env ${words}`);
    expect([JSON.parse(steady(stdout)), stderr]).toEqual([VARIABLES, ""]);
  });
  it.each([
    [
      "--shell fish",
      "env --shell fish",
      {},
      /^set -e -g AWS_PROFILE;.*\nset -gx AWS_ACCESS_KEY_ID 'ASIA/ms,
    ],
    [
      "--shell /bin/zsh",
      "env --shell /bin/zsh",
      {},
      /^unset AWS_PROFILE;\n(.*\n)*export AWS_ACCESS_KEY_ID='ASIA/,
    ],
    [
      "$SHELL where the parent is no shell",
      "env",
      { SHELL: "/usr/bin/fish" },
      /^set -gx AWS_ACCESS_KEY_ID 'ASIA/m,
    ],
    ["sh where nothing is known", "env", { SHELL: undefined }, /^export AWS_ACCESS_KEY_ID='ASIA/m],
  ])("%s", async (_title, words, env, expected) => {
    const box = await signedIn();
    expect((await box.run(words, { env })).stdout).toMatch(expected);
  });
  it("the news of a login in the middle are on stderr", async () => {
    const box = await sandbox();
    const { stdout, stderr } = await box.run(["env", "--code", box.code()]);
    expect(stdout).toMatch(/^unset AWS_PROFILE;\n/);
    expect(steady(stderr)).toBe(
      "✔ mfa.user-identity · session until TIME, 12 h · written to [mfa.user-identity-mfa]\n",
    );
  });
  it("by itself on a terminal it says what to type", async () => {
    const box = await signedIn();
    const pty = onTerminal(box, "awsmfa env");
    await pty.exit();
    expect(pty.screen()).toContain("awsmfa: to have this take effect, type: eval $(awsmfa env)");
  });
  it("--dry-run prints nothing to evaluate, and writes and sends nothing", async () => {
    const box = await sandbox();
    const before = box.awsFiles();
    const { status, stdout, stderr } = await box.run("env --dry-run --code 123456");
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^mfa.user-identity: env would\n[^]* from: given\n[^]*  print it for sh\n$/,
    );
    expect([box.world.requests, box.awsFiles()]).toEqual([[], before]);
  });
});

describe("the fast path", () => {
  it.each([
    "env",
    "env --as-profile",
    "env --shell fish",
    "env --json",
    "env -p mfa.user-identity-mfa",
  ])("%s says what the full program says", async (words) => {
    const box = await signedIn();
    box.put(".aws/config", AWKWARD_CONFIG);
    // The fast path declines whatever asks for more than the text.
    const [fast, full] = [await box.run(words), await box.run(`${words} --debug`)];
    expect(full.stderr).toContain("awsmfa: debug: ");
    expect(fast).toEqual({ ...full, stderr: "" });
  });
  it("declines a session that has too little left", async () => {
    const box = await signedIn();
    const soon = new Date(Date.now() + 200_000).toISOString().replace(/\.\d+/, "");
    const { credentials = "" } = box.awsFiles();
    box.put(".aws/credentials", credentials.replace(/(token_expires = ).*/, `$1${soon}`));
    expect((await box.run("env")).status).toBe(3);
    expect((await box.run("env --min-remaining 1m")).status).toBe(0);
  });
});

describe("what a failure prints", () => {
  const fails =
    "awsmfa: error: there is no shell or format “rc”\nawsmfa: hint: --shell takes: sh, fish, tcsh, elvish, nushell, powershell, cmd, json, dotenv, github-actions, docker, or a program such as zsh\n";

  it.each([
    ["nobody to ask", "env", 3, "(exit 3);\n"],
    ["fish", "env --shell fish", 3, "sh -c 'exit 3';\n"],
    ["the last shell of several", "env --shell cmd --shell=fish", 3, "sh -c 'exit 3';\n"],
    ["an unknown profile", "env -p nobody", 1, "(exit 1);\n"],
    ["an unknown option", "env --nonsense", 2, "(exit 2);\n"],
    ["an unknown shell", "env --shell rc", 2, "(exit 2);\n"],
    ["an option before the command", "--color sometimes env", 2, "(exit 2);\n"],
  ])("%s", async (_title, words, status, stdout) => {
    const box = await sandbox();
    const outcome = await box.run(words);
    expect([outcome.status, outcome.stdout]).toEqual([status, stdout]);
    if (words.includes("rc")) expect(outcome.stderr).toBe(fails);
  });
  it.each(["--json", "--shell json", "--shell=json", "--shell sh --shell json"])(
    "%s: the error as a document",
    async (words) => {
      const { status, stdout } = await (await sandbox()).run(`env ${words}`);
      expect([status, JSON.parse(stdout)]).toMatchObject([3, { error: { code: "no-terminal" } }]);
    },
  );
  it("--shell json: the plan as a document", async () => {
    const { stdout } = await (await signedIn()).run("env --shell json --dry-run");
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "planned" });
  });
  it("a signal in the midst of a question", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, 'eval $(awsmfa env) || echo "failed $?"');
    await pty.waitFor(QUESTION);
    pty.type("\u0003");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("failed 130");
  });
  it("says nothing of a profile that is not the user's", async () => {
    const box = await sandbox({ files: { ".aws/credentials": keySection("default") } });
    const { stdout } = await box.run("env -p work");
    expect(stdout).toBe("(exit 1);\n");
  });
});
