import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { signIn, signedIn } from "../support/signed-in.ts";
import { errorText, LOGGED_IN, steady, WRONG_CODE } from "../support/wording.ts";

/** `awsmfa login` in a script: what it writes, what it says, and when it does nothing. */

const SECTION = `[mfa.user-identity-mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfPLEEXAMPLEKEY
aws_session_token = TOKEN
x_security_token_expires = INSTANT
manager = awsmfa
awsmfa_source_profile = mfa.user-identity
awsmfa_source_key = AKIAIOSFODNN7EXAMPLE
awsmfa_serial = arn:aws:iam::123456789012:mfa/mfa.user
awsmfa_issued = INSTANT
`;
const CONFIG_SECTION = `[profile mfa.user-identity-mfa]
region = us-west-2
output = json
manager = awsmfa
awsmfa_source_profile = mfa.user-identity
awsmfa_copied = region, output
`;

/** Seconds between issue and end of the session in the credentials file. */
function lifetime(box: Sandbox): number {
  const { credentials = "" } = box.awsFiles();
  const [end, start] = ["x_security_token_expires", "awsmfa_issued"].map((key) =>
    Date.parse(new RegExp(`^${key} = (.*)$`, "m").exec(credentials)?.[1] ?? ""),
  );
  return ((end ?? Number.NaN) - (start ?? Number.NaN)) / 1000;
}

describe("what login writes", () => {
  it("adds both sections at the ends of the files, and nothing else", async () => {
    const box = await signedIn();
    const { credentials, config } = box.awsFiles();
    expect(steady(credentials)).toBe(`${CREDENTIALS}\n${SECTION}`);
    expect(steady(config)).toBe(`${CONFIG}\n${CONFIG_SECTION}`);
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
    expect(box.list(".local/state/awsmfa")).toEqual(["memory.json"]);
  });
  it("says until when, where, and what to type next, on stderr", async () => {
    const box = await sandbox();
    const { status, stdout, stderr } = await box.run(["login", "--code", box.code()]);
    expect([status, stdout, steady(stderr)]).toEqual([0, "", LOGGED_IN]);
  });
  it("makes a config file where there is none, readable by its owner only", async () => {
    const box = await signedIn({ files: { ".aws/credentials": CREDENTIALS } });
    expect(steady(box.get(".aws/config"))).toBe(
      "[profile mfa.user-identity-mfa]\nmanager = awsmfa\nawsmfa_source_profile = mfa.user-identity\n",
    );
    expect(statSync(join(box.home, ".aws/config")).mode & 0o777).toBe(0o600);
  });
  it.each([
    ["twelve hours", [], "", 43_200],
    ["--duration 1h30m", ["--duration", "1h30m"], "", 5400],
    ["--duration in seconds", ["--duration", "900"], "", 900],
    ["awsmfa_duration", [], "awsmfa_duration = 36h\n", 129_600],
    ["--duration before awsmfa_duration", ["--duration", "45m"], "awsmfa_duration = 36h\n", 2700],
  ])("a session lasts %s", async (_title, words, setting, seconds) => {
    const box = await sandbox({
      files: {
        ".aws/credentials": CREDENTIALS,
        ".aws/config": `[profile mfa.user-identity]\n${setting}`,
      },
    });
    await signIn(box, ...words);
    // AWS's own clock may have ticked on the way.
    expect(Math.abs(lifetime(box) - seconds)).toBeLessThanOrEqual(5);
  });
  it("--as NAME names the section, and later logins keep it", async () => {
    const box = await sandbox();
    await signIn(box, "--as", "work");
    expect(box.get(".aws/credentials")).toContain(
      "\n[work]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\n",
    );
    expect(box.get(".aws/config")).toContain("\n[profile work]\nregion = us-west-2\n");
    const again = await box.run("login");
    expect(again.stderr).toContain(
      "in [work]\n  aws --profile work …    or    eval $(awsmfa env)\n",
    );
  });
  it("renews a session in its place and brings the settings up to date; the user's own stay", async () => {
    const box = await signedIn();
    box.put(
      ".aws/config",
      `${box.get(".aws/config")}cli_pager = cat\n`.replace(
        "region = us-west-2\noutput = json",
        "region = eu-west-1",
      ),
    );
    await signIn(box, "--force");
    const renewed = SECTION.replace("ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLF").replace(
      "PLEEX",
      "PLFEX",
    );
    expect(steady(box.get(".aws/credentials"))).toBe(`${CREDENTIALS}\n${renewed}`);
    expect(box.get(".aws/config")?.split("[profile mfa.user-identity-mfa]\n")[1]).toBe(
      "region = eu-west-1\nmanager = awsmfa\nawsmfa_source_profile = mfa.user-identity\nawsmfa_copied = region\ncli_pager = cat\n",
    );
  });
  it("warns of a credentials file that others can read", async () => {
    const box = await sandbox();
    chmodSync(join(box.home, ".aws/credentials"), 0o644);
    const { stderr } = await box.run(["login", "--code", box.code()]);
    expect(steady(stderr)).toBe(
      `${LOGGED_IN}awsmfa: warning: others can read ~/.aws/credentials (mode 0644); close it: chmod 600 ~/.aws/credentials\n`,
    );
    expect(statSync(join(box.home, ".aws/credentials")).mode & 0o777).toBe(0o644);
  });
});

describe("when a session is there", () => {
  it("a second login needs no code and asks AWS nothing", async () => {
    const box = await signedIn();
    const { status, stderr } = await box.run("login");
    expect([
      status,
      steady(stderr),
      box.calls("GetSessionToken"),
      box.calls("ListMFADevices"),
    ]).toEqual([0, LOGGED_IN.replace("12 h · written to", "11 h 5N min left · in"), 1, 1]);
  });
  it.each([
    ["--force", ["--force"]],
    ["--min-remaining above what is left", ["--min-remaining", "13h"]],
  ])("%s gets a new one", async (_title, words) => {
    const box = await signedIn();
    await signIn(box, ...words);
    expect(box.calls("GetSessionToken")).toBe(2);
    expect(box.get(".aws/credentials")).toContain("ASIAIOSFODNN7EXAMPLF");
  });
  it("one of another access key is not kept", async () => {
    const box = await signedIn();
    const key = { id: "AKIAI44QH8DHBEXAMPLE", secret: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" };
    box.world.users[0]?.keys.push({ ...key, active: true });
    box.put(
      ".aws/credentials",
      `${box.get(".aws/credentials")}`.replace(
        /^\[mfa.user-identity\][^[]*/m,
        keySection("mfa.user-identity", key.id, key.secret),
      ),
    );
    expect((await box.run("login")).status).toBe(3);
    await signIn(box);
    expect(box.world.requests.at(-1)?.accessKeyId).toBe("AKIAI44QH8DHBEXAMPLE");
  });
  it("--json tells of it without secrets", async () => {
    const box = await sandbox();
    const { stdout, stderr } = await box.run(["login", "--json", "--code", box.code()]);
    const session = {
      profile: "mfa.user-identity-mfa",
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      serial: "arn:aws:iam::123456789012:mfa/mfa.user",
      issued: "INSTANT",
      expires: "INSTANT",
      secondsLeft: expect.any(Number),
    };
    expect(JSON.parse(steady(stdout))).toEqual({
      profile: "mfa.user-identity",
      outcome: "renewed",
      session,
    });
    expect(stderr).toBe("");
  });
  it("--quiet says nothing", async () => {
    const box = await signedIn();
    expect(await box.run("login -q")).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

describe("a code that is given", () => {
  const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

  it.each([
    ["--code 123456", (code: string) => ({ words: ["--code", code] })],
    ["--code '123 456'", (code: string) => ({ words: ["--code", spaced(code)] })],
    ["--code 123-456", (code: string) => ({ words: [`--code=${spaced(code).replace(" ", "-")}`] })],
    ["--code - without a line end", (code: string) => ({ words: ["--code", "-"], stdin: code })],
    [
      "--code - with more lines",
      (code: string) => ({ words: ["--code", "-"], stdin: `${spaced(code)}\r\nrest\n` }),
    ],
    ["AWSMFA_CODE", (code: string) => ({ words: [], env: { AWSMFA_CODE: code } })],
    [
      "--code before AWSMFA_CODE",
      (code: string) => ({ words: ["--code", code], env: { AWSMFA_CODE: "000000" } }),
    ],
  ] as const)("%s", async (_title, made) => {
    const box = await sandbox();
    const {
      words,
      ...options
    }: { words: readonly string[]; stdin?: string; env?: Record<string, string> } = made(
      box.code(),
    );
    expect((await box.run(["login", ...words], options)).status).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
  it.each([
    ["--code", ["--code", "12345"], {}, 2, "the code of --code has not six digits"],
    [
      "--code -",
      ["--code", "-"],
      { stdin: "no code\n" },
      5,
      "the code of standard input has not six digits",
    ],
    [
      "AWSMFA_CODE",
      [],
      { env: { AWSMFA_CODE: "12345a" } },
      2,
      "the code of AWSMFA_CODE has not six digits",
    ],
  ])("%s that is none is not sent", async (_title, words, options, status, sentence) => {
    const box = await sandbox();
    expect(await box.run(["login", ...words], options)).toEqual({
      status,
      stdout: "",
      stderr: errorText(sentence, "awsmfa login --code 123456"),
    });
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it("and the hint repeats the profile", async () => {
    const { stderr } = await (await sandbox()).run("login -p mfa.user-identity --code 12345");
    expect(stderr).toContain("hint: awsmfa login --profile mfa.user-identity --code 123456\n");
  });
  it("an empty standard input", async () => {
    const box = await sandbox();
    const { status, stderr } = await box.run("login --code -");
    expect([status, stderr]).toEqual([
      5,
      errorText("standard input held no code", "awsmfa login --profile mfa.user-identity"),
    ]);
  });
  it.each(["--code", "AWSMFA_CODE"])("one of %s that AWS refuses is tried once", async (way) => {
    const box = await sandbox();
    const [code] = box.wrongCodes();
    const { status, stderr } =
      way === "--code"
        ? await box.run(["login", "--code", code])
        : await box.run("login", { env: { AWSMFA_CODE: code } });
    expect([status, stderr.split("\n").slice(-3).join("\n")]).toEqual([4, WRONG_CODE]);
    expect(box.calls("GetSessionToken")).toBe(1);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("one that was sent is not sent again", async () => {
    const box = await sandbox();
    const code = box.code();
    await box.run(["login", "--code", code]);
    const { status, stderr } = await box.run(["login", "--force", "--code", code]);
    expect([status, steady(stderr)]).toEqual([
      5,
      errorText(
        `${spaced(code)} was used N s ago; AWS takes a code once`,
        "the next one shows in N s",
      ),
    ]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
});

describe("--dry-run", () => {
  it("says the plan, writes nothing and sends nothing", async () => {
    const box = await sandbox();
    const { status, stdout, stderr } = await box.run("login --dry-run --code 123456");
    expect([status, stdout, stderr.replaceAll(box.home, "~")]).toEqual([
      0,
      "",
      `mfa.user-identity: a login would
  look up the MFA device (iam:ListMFADevices)
  take a code from: given
  get a session of 12 h (sts:GetSessionToken)
  write [mfa.user-identity-mfa] in ~/.aws/credentials
  write [profile mfa.user-identity-mfa] in ~/.aws/config
`,
    ]);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
    expect([box.world.requests, box.list(".")]).toEqual([[], [".aws"]]);
  });
  it("keeps a session that is fresh", async () => {
    const box = await signedIn();
    const { stderr } = await box.run("login --dry-run");
    expect(stderr).toBe(
      "mfa.user-identity: a login would\n  keep [mfa.user-identity-mfa], which is fresh\n",
    );
  });
});
