import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { KEY, onTerminal, type Pty } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { awsCli } from "../support/tools.ts";
import { LOGGED_IN, QUESTION, steady } from "../support/wording.ts";

/** The offer to save the device that was looked up. */

const aws = awsCli();
const LINE = `mfa_serial = ${EXAMPLE_SERIAL}\n`;
const WITH_LINE = CONFIG.replace("output = json\n", `output = json\n${LINE}`);
const OFFER = `Save the device for the next time? This adds one line to ~/.aws/config:
  [profile mfa.user-identity]
  …
  ${LINE}Save it? (Y/n)`;
const SAVED = "awsmfa: the device is saved in [profile mfa.user-identity] of ~/.aws/config\n";

/** Types the code, and waits for the offer. */
async function offered(box: Sandbox, words = "awsmfa login"): Promise<Pty> {
  const pty = onTerminal(box, words, { columns: 80 });
  await pty.waitFor("MFA code for");
  pty.enter(box.code());
  await pty.waitFor("Save it? (Y/n)");
  return pty;
}

async function logout(box: Sandbox, profile = "mfa.user-identity"): Promise<void> {
  expect((await box.run(["logout", "-p", profile])).status).toBe(0);
}

describe("the offer to save the device", () => {
  it.each(["", "y", "yes"])("“%s”: one line more, which logout leaves", async (answer) => {
    const box = await sandbox();
    const pty = await offered(box);
    expect(pty.screen()).toBe(OFFER);
    pty.enter(answer);
    expect(await pty.exit()).toBe(0);
    expect(`${steady(pty.screen())}\n`).toBe(SAVED + LOGGED_IN);
    expect(box.get(".aws/config")).toContain(WITH_LINE);
    await logout(box);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: WITH_LINE });
  });
  it("once saved, the device is not looked up again", async () => {
    const box = await sandbox();
    const pty = await offered(box);
    pty.enter("");
    expect(await pty.exit()).toBe(0);
    const again = onTerminal(box, "awsmfa login --force");
    await again.waitFor(QUESTION);
    again.enter(box.code());
    expect(await again.exit()).toBe(0);
    expect([box.calls("ListMFADevices"), box.calls("GetSessionToken")]).toEqual([1, 2]);
  });
  it.each([
    ["no", `n${KEY.enter}`],
    ["Ctrl-D", KEY.ctrlD],
  ])("%s: nothing is saved, and it is not made again", async (_title, keys) => {
    const box = await sandbox();
    const pty = await offered(box);
    pty.type(keys);
    expect(await pty.exit()).toBe(0);
    expect(`${steady(pty.screen())}\n`).toBe(LOGGED_IN);
    const again = onTerminal(box, "awsmfa login --force");
    await again.waitFor(QUESTION);
    again.enter(box.code());
    expect(await again.exit()).toBe(0);
    await logout(box);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("Ctrl-C: nothing is saved, the session is there, the terminal as it was", async () => {
    const box = await sandbox();
    const pty = await offered(box, "awsmfa login; echo status=$?; stty -a");
    pty.type(KEY.ctrlC);
    await pty.exit();
    expect(pty.screen()).toContain("awsmfa: the device is not saved; the session is\nstatus=130\n");
    expect(pty.screen()).toMatch(/ icanon .* echo /s);
    expect(box.get(".aws/config")).not.toContain("mfa_serial");
    expect((await box.run("login")).stderr).toContain(" left · in [mfa.user-identity-mfa]");
    await logout(box);
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
  it("Ctrl-C fails eval $(awsmfa env) too", async () => {
    const pty = await offered(await sandbox(), 'eval $(awsmfa env) || echo "failed $?"');
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("\nfailed 130");
  });
  it("closing the window: nothing is saved, the session is there", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, ["awsmfa", "login"]);
    await pty.waitFor(QUESTION);
    pty.enter(box.code());
    await pty.waitFor("Save it?");
    pty.hangUp();
    expect(await pty.exit()).toBe(129);
    expect(box.get(".aws/config")).not.toContain("mfa_serial");
    expect((await box.run("login")).stderr).toContain(" left · in [mfa.user-identity-mfa]");
  });
  it.skipIf(aws === undefined)("what is saved the AWS CLI reads (aws)", async () => {
    const box = await sandbox();
    const pty = await offered(box);
    pty.enter("");
    expect(await pty.exit()).toBe(0);
    const words = ["configure", "get", "mfa_serial", "--profile", "mfa.user-identity"];
    expect((await box.start(aws ?? "", words)).stdout).toBe(`${EXAMPLE_SERIAL}\n`);
  });
  it("another answer is asked for again", async () => {
    const pty = await offered(await sandbox());
    pty.enter("perhaps");
    await pty.waitFor('You must answer with "Yes" or "No"');
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
  });
  it("comes in the middle of eval $(awsmfa env), and goes to the terminal with --quiet --json", async () => {
    const box = await sandbox();
    const pty = await offered(
      box,
      "eval $(awsmfa env -q) && awsmfa env --json >out; echo $AWSMFA_SESSION",
    );
    pty.enter("");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toBe("mfa.user-identity");
    expect(box.get(".aws/config")).toContain(WITH_LINE);
    const json = await offered(await sandbox(), "awsmfa login --json -q 2>&1 | head -2");
    json.enter("n");
    expect(await json.exit()).toBe(0);
    expect(json.screen()).toBe('{\n  "profile": "mfa.user-identity",');
  });
  it("is for a profile without a section a section more, which logout leaves", async () => {
    const files = { ".aws/credentials": keySection("default"), ".aws/config": "# mine\n" };
    const box = await sandbox({ files });
    const pty = await offered(box);
    expect(pty.screen()).toBe(
      `Save the device for the next time? This adds a section to ~/.aws/config:\n  [default]\n  ${LINE}Save it? (Y/n)`,
    );
    pty.enter("");
    expect(await pty.exit()).toBe(0);
    await logout(box, "default");
    expect(box.get(".aws/config")).toBe(`# mine\n\n[default]\n${LINE}`);
  });
});

describe("no offer", () => {
  it.each([
    ["with a code given, on a terminal", (code: string) => `awsmfa login --code ${code}`],
    ["with a code piped", (code: string) => `echo ${code} | awsmfa login --code -`],
    ["in eval $(awsmfa env)", (code: string) => `eval $(AWSMFA_CODE=${code} awsmfa env)`],
    ["in the background", (code: string) => `awsmfa login --code ${code} & wait $!`],
  ])("%s", async (_title, line) => {
    const box = await sandbox();
    const pty = onTerminal(box, line(box.code()));
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain("✔ mfa.user-identity");
    expect([box.calls("ListMFADevices"), box.get(".aws/config")?.startsWith(CONFIG)]).toEqual([
      1,
      true,
    ]);
  });
  it("but the command to type, where the profile has two sections", async () => {
    const box = await sandbox();
    const config = `${CONFIG}[profile 'mfa.user-identity']\nregion = eu-west-1\n`;
    box.put(".aws/config", config);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toContain(
      `awsmfa: the device is not saved: mfa.user-identity has 2 sections in the config file\nawsmfa: to save it: aws configure set mfa_serial ${EXAMPLE_SERIAL} --profile mfa.user-identity\n✔ `,
    );
    await logout(box);
    expect(box.get(".aws/config")).toBe(config);
  });
  it("a file that has meanwhile become something else is said, and the session holds", async () => {
    const box = await sandbox();
    const pty = await offered(box, "awsmfa login");
    rmSync(join(box.home, ".aws/config"));
    mkdirSync(join(box.home, ".aws/config"));
    pty.enter("");
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toMatch(
      /^awsmfa: the device is not saved: .*\nawsmfa: to save it: aws configure set .*\n✔ /,
    );
  });
});
