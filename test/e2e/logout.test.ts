import { describe, expect, it } from "vitest";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { signIn, signedIn } from "../support/signed-in.ts";
import { errorText, steady } from "../support/wording.ts";

/** `awsmfa logout`: afterwards the files are, byte for byte, what they were before login. */

const KEYS = keySection("mfa.user-identity");
const BOM = "\u00ef\u00bb\u00bf";
const NESTED = `[profile mfa.user-identity]
region = us-west-2
s3 =
    max_concurrent_requests = 20
    # within the block
    addressing_style = path
services = local

[services local]
dynamodb =
  endpoint_url = http://localhost:8000

`;
const DUPLICATES = `${KEYS}[localstack]\naws_access_key_id = test\n[localstack]\naws_secret_access_key = test\n`;

const logout = (box: Sandbox, ...words: string[]): ReturnType<Sandbox["run"]> =>
  box.run(["logout", "--profile", "mfa.user-identity", ...words]);

const FILES: readonly (readonly [string, string, string | undefined])[] = [
  ["the onboarding's", CREDENTIALS, CONFIG],
  ["without a last line end", CREDENTIALS.trimEnd(), CONFIG.trimEnd()],
  ["with blank lines at the end", `${CREDENTIALS}\n\n\n`, `${CONFIG}\n \n\t\n`],
  ["with Windows line ends", CREDENTIALS.replaceAll("\n", "\r\n"), CONFIG.replaceAll("\n", "\r\n")],
  ["with Windows line ends but the last", CREDENTIALS.replaceAll("\n", "\r\n").trimEnd(), CONFIG],
  ["with a byte order mark", BOM + CREDENTIALS, BOM + CONFIG],
  ["without a config file", CREDENTIALS, undefined],
  ["with an empty config file", CREDENTIALS, ""],
  ["with a config file of a line end", CREDENTIALS, "\n"],
  ["with a config file of comments", CREDENTIALS, "# nothing yet\n  ; really\n"],
  ["with a config file of a comment that does not end", CREDENTIALS, "# nothing yet"],
  ["with nested blocks", CREDENTIALS, NESTED],
  ["with nested blocks and no last line end", CREDENTIALS, NESTED.trimEnd()],
  ["with a section twice", DUPLICATES, `${CONFIG}[profile localstack]\noutput = table\n`],
  ["with letters beyond ASCII", `# \u00c3\u00bcber\n${CREDENTIALS}`, `# caf\u00e9\n${CONFIG}`],
  [
    "with odd spacing",
    `  ${KEYS.replaceAll(" = ", "=")}`,
    "[profile   mfa.user-identity]   # mine\nregion:us-west-2\n",
  ],
];

describe("logout", () => {
  it.each(FILES)("files %s are what they were", async (_title, credentials, config) => {
    const files = {
      ".aws/credentials": credentials,
      ...(config === undefined ? {} : { ".aws/config": config }),
    };
    const box = await signedIn({ files });
    expect(box.get(".aws/credentials")).not.toBe(credentials);
    const { status, stdout, stderr } = await logout(box);
    expect([status, stdout, steady(stderr)]).toEqual([
      0,
      "",
      "✔ mfa.user-identity · logged out · removed [mfa.user-identity-mfa]\n  AWS honours it until it ends, at TIME\n",
    ]);
    expect(box.awsFiles()).toEqual({ credentials, config });
    expect(box.list(".aws")).toEqual(
      config === undefined ? ["credentials"] : ["config", "credentials"],
    );
  });
  it("after several logins too", async () => {
    const box = await signedIn();
    await signIn(box, "--force");
    await logout(box);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("keeps what came after our sections", async () => {
    const box = await signedIn();
    box.put(".aws/credentials", `${box.get(".aws/credentials")}\n${keySection("later")}`);
    await logout(box);
    expect(box.get(".aws/credentials")).toBe(`${CREDENTIALS}\n${keySection("later")}`);
  });
  it("twice is harmless", async () => {
    const box = await signedIn();
    await logout(box);
    expect(await logout(box)).toEqual({
      status: 0,
      stdout: "",
      stderr: "mfa.user-identity · no session\n",
    });
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("by the session's own name", async () => {
    const box = await signedIn();
    await box.run("logout --profile mfa.user-identity-mfa");
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("takes every name that the profile's sessions have", async () => {
    const box = await signedIn();
    await signIn(box, "--as", "work", "--force");
    const { stderr } = await logout(box);
    expect(stderr).toContain("removed [mfa.user-identity-mfa], [work]");
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("--dry-run says what would go, and nothing does", async () => {
    const box = await signedIn();
    const before = box.awsFiles();
    expect(await logout(box, "--dry-run")).toEqual({
      status: 0,
      stdout: "",
      stderr: "mfa.user-identity: a logout would remove [mfa.user-identity-mfa] from both files\n",
    });
    expect(box.awsFiles()).toEqual(before);
  });
  it("--json", async () => {
    const box = await signedIn();
    expect(JSON.parse(steady((await logout(box, "--json")).stdout))).toEqual({
      profile: "mfa.user-identity",
      removed: ["mfa.user-identity-mfa"],
      dryRun: false,
      honouredUntil: "INSTANT",
    });
  });
  it("tells how to clear a shell that has the session", async () => {
    const box = await signedIn();
    const { stderr } = await box.run("logout -p mfa.user-identity", {
      env: { AWSMFA_SESSION: "mfa.user-identity" },
    });
    expect(stderr).toContain("\n  this shell still has it: eval $(awsmfa env --unset)\n");
  });
  it("leaves sections that are not ours", async () => {
    const foreign = "[mfa.user-identity-mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\n";
    const files = { ".aws/credentials": CREDENTIALS + foreign, ".aws/config": CONFIG };
    const box = await sandbox({ files });
    expect((await logout(box)).stderr).toBe("mfa.user-identity · no session\n");
    expect(box.get(".aws/credentials")).toBe(CREDENTIALS + foreign);
  });
});

/** A sandbox with two users, both signed in. */
async function twoSignedIn(): Promise<Sandbox> {
  const key = { id: "AKIAI44QH8DHBEXAMPLE", secret: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" };
  const device = {
    serial: "arn:aws:iam::123456789012:mfa/jane",
    secret: "KRSXG5CTMVRXEZLU".repeat(4),
  };
  const jane = { name: "jane", keys: [key], devices: [device] };
  const files = { ".aws/credentials": KEYS + keySection("jane", key.id, key.secret) };
  const box = await sandbox({ world: createWorld({ users: [EXAMPLE_USER, jane] }), files });
  await signIn(box, "--profile", "mfa.user-identity");
  await box.run(["login", "--profile", "jane", "--code", box.code(device.serial)]);
  expect(box.get(".aws/credentials")).toContain("[jane-mfa]");
  return box;
}

describe("whose session", () => {
  it("--all takes them all, and the files that login made", async () => {
    const box = await twoSignedIn();
    const { stderr } = await box.run("logout --all");
    expect(steady(stderr)).toContain(
      "✔ all profiles · logged out · removed [mfa.user-identity-mfa], [jane-mfa]\n",
    );
    expect(box.list(".aws")).toEqual(["credentials"]);
    expect(box.get(".aws/credentials")).not.toContain("-mfa]");
  });
  it("is asked for on a terminal, the last one used first", async () => {
    const box = await twoSignedIn();
    const pty = onTerminal(box, "awsmfa logout");
    await pty.waitFor("mfa.user-identity");
    expect(pty.screen()).toMatch(/Log out of which profile\?\n.*jane\n.*mfa\.user-identity\n/);
    pty.type(KEY.enter);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("jane · logged out");
    expect(box.get(".aws/credentials")).toContain("[mfa.user-identity-mfa]");
    expect(box.get(".aws/credentials")).not.toContain("[jane-mfa]");
  });
  it("is asked for even if there is only one", async () => {
    const box = await signedIn();
    const before = box.awsFiles();
    expect(await box.run("logout")).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        "which profile is meant cannot be told, and nobody can be asked: there is no terminal",
        "name it with --profile: mfa.user-identity",
      ),
    });
    expect(box.awsFiles()).toEqual(before);
  });
  it.each(["AWSMFA_PROFILE", "AWS_PROFILE", "AWSMFA_SESSION"])(
    "is not asked for if %s names it",
    async (name) => {
      const box = await signedIn();
      await box.run("logout", { env: { [name]: "mfa.user-identity" } });
      expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
    },
  );
});
