import { describe, expect, it } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS, PROFILE, keySection } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { signIn, signedIn } from "../support/signed-in.ts";
import { QUESTION } from "../support/wording.ts";

/** The options that every command takes, on every command, in every state that makes a difference. */

const ESCAPE = "\u001b[";
const SERIAL = "arn:aws:iam::123456789012:mfa/mfa.user";

/** The command lines, each in a home without a session or with one; CODE stands for a code. */
const LINES: readonly (readonly ["none" | "session", string])[] = [
  ["none", "login --code CODE"],
  ["session", "login"],
  ["none", "login --dry-run --code CODE"],
  ["session", "login --dry-run"],
  ["none", "env --code CODE"],
  ["session", "env"],
  ["session", "env --as-profile"],
  ["none", "env --dry-run --code CODE"],
  ["session", "env --dry-run"],
  ["none", "env --unset"],
  ["none", "env --unset --dry-run"],
  ["none", "status"],
  ["session", "status"],
  ["session", "status --prompt"],
  ["none", `logout -p ${PROFILE}`],
  ["none", "logout --all"],
  ["session", "logout --all"],
  ["session", "logout --all --dry-run"],
  ["none", ""],
  ["session", ""],
];
const DRY = LINES.filter(([, line]) => line.includes("--dry-run"));

/** Command lines that fail. */
const FAILING: readonly string[] = [
  "login",
  "login --force",
  "env",
  "login --code WRONG",
  "login -p nobody",
  "status -p nobody",
  "logout -p nobody",
  "-p nobody",
  "logout",
  "lgin",
];

/** A home with a section of awsmfa, so that a logout has something to ask about. */
function failing(): Promise<Sandbox> {
  return sandbox({ files: { ".aws/credentials": `${CREDENTIALS}[a-mfa]\nmanager = awsmfa\n` } });
}

async function home(state: "none" | "session"): Promise<Sandbox> {
  return state === "session" ? signedIn() : sandbox();
}

function wordsOf(line: string, box: Sandbox): string[] {
  const typed = line.replace("CODE", () => box.code()).replace("WRONG", () => box.wrongCodes()[0]);
  return typed.split(" ").filter((word) => word !== "");
}

/** Everything under the home, by path, and what was asked of AWS. */
function everything(box: Sandbox): unknown {
  const folders = [".", ".aws"].map((folder) => box.list(folder));
  return [
    folders,
    box.awsFiles(),
    box.get(".local/state/awsmfa/memory.json"),
    box.world.requests.length,
  ];
}

describe("--json", () => {
  it.each(LINES)(
    "is one document, and nothing else on stdout: %s, awsmfa %s",
    async (start, line) => {
      const box = await home(start);
      const { status, stdout } = await box.run([...wordsOf(line, box), "--json"]);
      expect([status, typeof JSON.parse(stdout)]).toEqual([0, "object"]);
      expect(stdout).toMatch(/^\{(?:\}|\n[^]*\n\})\n$/);
    },
  );
  it.each(FAILING)("is one document of a failure: awsmfa %s", async (line) => {
    const box = await failing();
    const outcome = await box.run([...wordsOf(line, box), "--json"]);
    const { error } = JSON.parse(outcome.stdout) as { error: { message: string; status: number } };
    expect(error.status).toBe(outcome.status);
    expect(outcome.stderr).toContain(`awsmfa: error: ${error.message}\n`);
  });
  it.each([
    ["none", "login --code CODE", { outcome: "renewed", profile: PROFILE }],
    ["session", "login", { outcome: "kept", profile: PROFILE }],
    ["session", "login --dry-run", { outcome: "planned", profile: PROFILE }],
    ["none", "env --dry-run --code CODE", { outcome: "planned", profile: PROFILE }],
    ["none", "logout --all", { profile: null, removed: [], dryRun: false }],
    ["none", "", { profile: PROFILE, session: null, next: "awsmfa login" }],
  ] as const)("says what was done: %s, awsmfa %s", async (start, line, expected) => {
    const box = await home(start);
    const { stdout } = await box.run([...wordsOf(line, box), "--json"]);
    expect(JSON.parse(stdout)).toMatchObject(expected);
  });
  it("of no profiles is an empty list", async () => {
    const box = await sandbox({ files: {} });
    expect(await box.run("status --json")).toEqual({
      status: 0,
      stdout: '{\n  "profiles": []\n}\n',
      stderr: "",
    });
  });
});

describe("--quiet", () => {
  it.each(LINES)("silences news and no data: %s, awsmfa %s", async (start, line) => {
    const [loud, quiet] = [await home(start), await home(start)];
    const said = await loud.run(wordsOf(line, loud));
    const { status, stdout, stderr } = await quiet.run([...wordsOf(line, quiet), "--quiet"]);
    expect([status, stderr, stdout.length]).toEqual([0, "", said.stdout.length]);
  });
  it.each(FAILING)("does not silence errors: awsmfa %s", async (line) => {
    const box = await failing();
    const loud = await box.run(wordsOf(line, box));
    const quiet = await (await failing()).run(["-q", ...wordsOf(line, box)]);
    expect(quiet).toEqual(loud);
  });
  it("does not silence a warning of a danger", async () => {
    const box = await sandbox();
    await box.start("chmod", ["644", ".aws/credentials"]);
    const { stdout, stderr } = await box.run(["login", "-q", "--code", box.code()]);
    expect([stdout, stderr]).toEqual([
      "",
      "awsmfa: warning: others can read ~/.aws/credentials (mode 0644); close it: chmod 600 ~/.aws/credentials\n",
    ]);
  });
  it("does not silence why the question is asked again", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, `awsmfa login -q --serial ${SERIAL}`);
    await pty.waitFor(QUESTION);
    pty.type(box.wrongCodes()[0] + KEY.enter);
    await pty.waitFor("wrong, too old, or used before");
    pty.type(KEY.ctrlD);
    expect(await pty.exit()).toBe(5);
  });
});

describe("--dry-run", () => {
  it.each(DRY)("does nothing: %s, awsmfa %s", async (start, line) => {
    const box = await home(start);
    const before = everything(box);
    const { status, stdout, stderr } = await box.run(wordsOf(line, box));
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/would/);
    expect(everything(box)).toEqual(before);
  });
  it.each([
    ["no key", "login -p localstack", {}],
    ["nobody to ask", "login", {}],
    ["no such source", "login --code 123456 --source telepathy", {}],
    ["a foreign section", "login --code 123456 --as localstack", {}],
    ["a file that cannot be written", "login --code 123456", { AWS_CONFIG_FILE: "/dev/null" }],
    ["no such profile", "login -p nobody", {}],
    ["too short", "login --code 123456 --duration 1m", {}],
    ["no endpoint", "login --code 123456", { AWS_ENDPOINT_URL: "ftp://a" }],
    ["nobody to ask, for a shell", "env", {}],
    ["no shell", "env --shell cobol", {}],
    ["which one is not said", "logout", {}],
    ["no session of this name", "logout -p nobody", {}],
    ["a login's file, to log out", `logout -p ${PROFILE}`, { AWS_SHARED_CREDENTIALS_FILE: "/" }],
  ])("fails as the command itself would: %s", async (_title, line, env) => {
    const box = await failing();
    const before = everything(box);
    const dry = await box.run(`${line} --dry-run`, { env });
    expect(everything(box)).toEqual(before);
    expect(dry).toEqual(await box.run(line, { env }));
    expect(dry.status).toBeGreaterThan(0);
  });
  it("asks for no code on a terminal", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login --dry-run");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("take a code from: prompt");
    expect(box.world.requests).toEqual([]);
  });
  it("sees that the config section is behind", async () => {
    const box = await signedIn();
    box.put(
      ".aws/config",
      CONFIG.replace("json", "text") + (box.get(".aws/config") ?? "").slice(CONFIG.length),
    );
    const { stderr } = await box.run("login --dry-run");
    expect(stderr).toMatch(
      /^ {2}keep .*\n {2}write \[profile mfa.user-identity-mfa\] in .*config$/m,
    );
  });
});

describe("--debug", () => {
  const SECRETS = /wJalrXUtnFEMI|FwoGZXIvYXdz|"hash"|\b[0-9a-f]{32,}\b/;

  it.each(LINES)(
    "says decisions and timings, and no secret: %s, awsmfa %s",
    async (start, line) => {
      const box = await home(start);
      const words = wordsOf(line, box);
      const env = { AWSMFA_CODE: "987654", AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI" };
      const [plain, { status, stderr }] = [
        await (await home(start)).run(wordsOf(line, box), { env: {} }),
        await box.run([...words, "--debug"], { env }),
      ];
      const lines = stderr.split("\n").filter((each) => each.startsWith("awsmfa: debug: "));
      expect([status, plain.status]).toEqual([0, 0]);
      expect(lines.length).toBeGreaterThan(1);
      for (const each of lines) expect(each).toMatch(/^awsmfa: debug: \+\d+ ms \S/);
      const code = words[words.indexOf("--code") + 1] ?? "";
      expect(stderr).not.toMatch(SECRETS);
      for (const secret of ["987654", ...(/^\d{6}$/.test(code) ? [code] : [])])
        expect(stderr).not.toContain(secret);
      // Whatever reads a file, for the profile's sake, says which and how long it took.
      if (!line.includes("--unset"))
        expect(stderr).toMatch(/read \S+credentials: \d+ bytes, \d+\.\d ms/);
    },
  );
  it.each([
    ["login --code CODE", /profile: mfa\.user-identity \(the only one with a long-term key\)/],
    ["login --code CODE", /session \[mfa\.user-identity-mfa\]: a new one is needed: there is none/],
    ["login --code CODE", /sources of a code: given, stored, command, yubikey, prompt/],
    ["login --code CODE", /iam:ListMFADevices: items: 1, \d+\.\d ms/],
    ["login --code CODE", /device: arn:\S+ \(looked up\); 43200 s wanted/],
    ["login --code CODE", /code from: given/],
    ["login --code CODE", /sts:GetSessionToken at http\S+ \(us-west-2\): granted, \d+ ms/],
    ["login --code CODE", /edit \S+\.aws\/credentials: written, \d+\.\d ms/],
    ["login --code CODE", /edit \S+\.aws\/config: written, \d+\.\d ms/],
    ["env --code CODE", /parent process: \S+, \d+\.\d ms\n.*shell: sh/],
    ["", /session: there is none/],
    ["status", /awsmfa status: awsmfa \d\S+ \(Node v/],
    ["logout --all", /sections of awsmfa: none/],
  ])("awsmfa %s says %s", async (line, said) => {
    const box = await sandbox();
    const { stderr } = await box.run([...wordsOf(line, box), "--debug"]);
    expect(stderr).toMatch(said);
    expect(stderr).toMatch(/ms done\n$/);
  });
  it("is said of a fresh session too, which is the fast path's without it", async () => {
    const box = await signedIn();
    const { stderr } = await box.run("env --debug");
    expect(stderr).toMatch(/session \[mfa\.user-identity-mfa\]: fresh\n/);
  });
  it.each(FAILING)("names the code of a failure: awsmfa %s", async (line) => {
    const box = await failing();
    const { status, stderr } = await box.run([...wordsOf(line, box), "--debug"]);
    expect(stderr).toMatch(
      new RegExp(`\nawsmfa: debug: \\+\\d+ ms error [a-z-]+, status ${status}\n`),
    );
    expect(stderr).not.toMatch(SECRETS);
  });
  it("lets nothing through that a terminal would obey", async () => {
    const body =
      "<ErrorResponse><Error><Code>\u001b[31mX</Code><Message>a\u001b]0;b\u0007c\nd</Message></Error></ErrorResponse>";
    const world = exampleWorld({
      intercept: () => ({ status: 400, headers: { "content-type": "text/xml" }, body }),
    });
    const box = await sandbox({ world });
    const { stderr } = await box.run(`login --code 123456 --serial ${SERIAL} --debug`);
    expect(stderr).toContain("ms [31mX: a ]0;b c");
    expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
    for (const line of stderr.trimEnd().split("\n"))
      expect(line).toMatch(/^awsmfa: (?:debug: \+\d+ ms|error:|hint:) \S/);
  });
  it("shows no password of an endpoint", async () => {
    const box = await sandbox();
    const env = { AWS_ENDPOINT_URL: "http://jane:pa55word@127.0.0.1:1" };
    const { stderr } = await box.run(`login --code 123456 --serial ${SERIAL} --debug`, { env });
    expect(stderr).toContain("nobody takes connections at http://127.0.0.1:1 (ECONNREFUSED)");
    expect(stderr).not.toContain("pa55word");
  });
});

describe("--color", () => {
  const both = async (words: string, env = {}): Promise<[boolean, boolean]> => {
    const box = await sandbox();
    await signIn(box);
    const { stdout, stderr } = await box.run(words, { env });
    return [stdout.includes(ESCAPE), stderr.includes(ESCAPE)];
  };
  it.each([
    ["login --color always", [false, true]],
    ["status --color always", [true, false]],
    ["--color always", [true, false]],
    [`logout -p ${PROFILE} --color=always`, [false, true]],
    ["--color always login", [false, true]],
    ["login --color never", [false, false]],
    ["login --color auto", [false, false]],
    ["--color always login --color never", [false, false]],
    ["env --color always", [false, false]],
    ["status --json --color always", [false, false]],
    ["login --color always --help", [false, false]],
    ["login -p nobody --color always", [false, false]],
  ])("awsmfa %s: stdout and stderr", async (words, coloured) => {
    expect(await both(words)).toEqual(coloured);
    expect(await both(words, { NO_COLOR: "1", TERM: "dumb" })).toEqual(coloured);
  });
  it.each([
    ["stdout a pipe", "awsmfa status; awsmfa login >/dev/null", true],
    ["stderr a pipe", "awsmfa login 2>&1 | cat", false],
    ["stdout a pipe, stderr the terminal", "awsmfa login | cat", true],
    ["NO_COLOR", "NO_COLOR=1 awsmfa status; NO_COLOR=1 awsmfa login", false],
    ["NO_COLOR that is empty is none", "NO_COLOR= awsmfa login", true],
    ["TERM=dumb", "TERM=dumb awsmfa login", false],
  ])("auto, by each stream: %s", async (_title, line, coloured) => {
    const box = await signedIn();
    const pty = onTerminal(box, line);
    await pty.exit();
    expect(pty.bytes().includes(ESCAPE)).toBe(coloured);
  });
  it.each([
    ["awsmfa login", {}, true],
    ["awsmfa login --color never", {}, false],
    ["awsmfa login", { NO_COLOR: "1" }, false],
    ["awsmfa login", { TERM: "dumb" }, false],
  ])("of questions: %s, %j", async (line, env, coloured) => {
    const box = await sandbox({
      files: {
        ".aws/credentials": keySection("home") + keySection(Buffer.from("Büro").toString("latin1")),
      },
    });
    const pty = onTerminal(box, line, { env });
    await pty.waitFor("Log in with which profile?");
    pty.type(KEY.down + KEY.enter);
    await pty.waitFor("MFA code for mfa.user (Büro):");
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect(/\u001b\[[\d;]*m/.test(pty.bytes())).toBe(coloured);
  });
  it.each(["login", "env", "status", "logout", ""])(
    "awsmfa %s refuses a colour that is none",
    async (name) => {
      const { status, stderr } = await (await sandbox()).run(`${name} --color sometimes`);
      expect([status, stderr.split("\n")[0]]).toEqual([
        2,
        "awsmfa: error: “sometimes” (--color) is none of auto, always, never",
      ]);
    },
  );
});

describe("the form of an option", () => {
  it.each([
    `login -p ${PROFILE}`,
    `login -p${PROFILE}`,
    `login --profile=${PROFILE}`,
    `-p ${PROFILE} login`,
    `--profile ${PROFILE} login --no-input`,
    `--no-input login -p nobody -p ${PROFILE}`,
    `-p nobody login -p ${PROFILE}`,
    `login -qp ${PROFILE} --no-input --no-input`,
    `login --no-input --json --json -p ${PROFILE}-mfa`,
  ])("awsmfa %s", async (line) => {
    const box = await signedIn();
    expect((await box.run(line)).status).toBe(0);
  });
  it.each([
    ["login", "--forc", "--force"],
    ["env", "--shel", "--shell"],
    ["status", "--prompd", "--prompt"],
    ["logout", "--al", "--all"],
    ["login", "--quite", "--quiet"],
    ["env", "--jsno", "--json"],
    ["status", "--profil", "--profile"],
    ["", "--colour", "--color"],
  ])("awsmfa %s %s: did you mean %s?", async (name, slip, right) => {
    const { status, stderr } = await (await sandbox()).run(`${name} ${slip}`);
    const help = ["awsmfa", ...(name === "" ? [] : [name]), "--help"].join(" ");
    expect([status, stderr]).toEqual([
      2,
      `awsmfa: error: unknown option '${slip}'\nawsmfa: hint: did you mean ${right}? See: ${help}\n`,
    ]);
  });
});

describe("a hint", () => {
  it.each([
    ["login --force", " --force"],
    ["login --as today --duration 1h30m", " --as today --duration 1h30m"],
    ["env --force", " --force"],
    ["login", ""],
  ])("repeats what was typed: awsmfa %s", async (line, more) => {
    const { stderr } = await (await sandbox()).run(line);
    expect(stderr).toContain(
      `\nawsmfa: hint: awsmfa login --profile mfa.user-identity${more}    or, with a code at hand: --code 123456\n`,
    );
  });
});
