import { mkdirSync, symlinkSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memoryText, readMemory } from "../../src/memory/memory.ts";
import { keySection } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { type Variables, sandbox } from "../support/sandbox.ts";
import { type Answerer, WORK, atWork, compared, comparedIn } from "../support/speeds.ts";
import { outcomesOf, expectOne, session } from "../support/speeds.ts";
import { which } from "../support/tools.ts";

/** The fast path and the full program are one program: the environment, the memory, where the answer goes. */

const MEMORY = ".local/state/awsmfa/memory.json";
const LONG = "x".repeat(100_000);
const TWO = {
  ".aws/credentials": WORK + keySection("home") + session() + session({ source: "home" }),
};

describe("the environment", () => {
  it.each<[string, Answerer, Variables]>([
    ["AWS_PROFILE", "quick", { AWS_PROFILE: "work" }],
    ["AWS_PROFILE of the session", "quick", { AWS_PROFILE: "work-mfa" }],
    ["AWS_PROFILE that is unknown", "full", { AWS_PROFILE: "nobody" }],
    ["AWS_PROFILE of a blank", "full", { AWS_PROFILE: " " }],
    ["AWS_PROFILE of some size", "full", { AWS_PROFILE: LONG }],
    ["AWS_DEFAULT_PROFILE", "quick", { AWS_DEFAULT_PROFILE: "home" }],
    [
      "AWSMFA_PROFILE before AWS_PROFILE",
      "quick",
      { AWSMFA_PROFILE: "home", AWS_PROFILE: "nobody" },
    ],
    ["AWSMFA_SESSION", "quick", { AWSMFA_SESSION: "home" }],
    ["AWSMFA_SESSION that is gone", "full", { AWSMFA_SESSION: "gone" }],
    [
      "empty names and another",
      "quick",
      { AWSMFA_PROFILE: "", AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "home" },
    ],
    ["empty names", "full", { AWSMFA_PROFILE: "", AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "" }],
    ["AWS_REGION", "quick", { AWS_PROFILE: "work", AWS_REGION: "eu-west-1" }],
    [
      "an empty AWS_REGION",
      "quick",
      { AWS_PROFILE: "work", AWS_REGION: "", AWS_DEFAULT_REGION: "" },
    ],
    ["AWS_REGION of some size", "quick", { AWS_PROFILE: "work", AWS_REGION: LONG }],
    [
      "AWS_REGION of two lines and quotes",
      "quick",
      { AWS_PROFILE: "work", AWS_REGION: "a'\n\\b\t" },
    ],
    [
      "keys",
      "quick",
      { AWS_PROFILE: "work", AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECURITY_TOKEN: "t" },
    ],
    ["AWSMFA_SAVED that is empty", "quick", { AWS_PROFILE: "work", AWSMFA_SAVED: "" }],
    [
      "AWSMFA_SAVED of names",
      "quick",
      { AWS_PROFILE: "work", AWSMFA_SAVED: "AWS_PROFILE+AWS_REGION" },
    ],
    [
      "AWSMFA_SAVED that is garbage",
      "quick",
      { AWS_PROFILE: "work", AWSMFA_SAVED: "{;rm\n+=++__proto__=1+%ZZ" },
    ],
    [
      "AWSMFA_SAVED of some size",
      "quick",
      { AWS_PROFILE: "work", AWSMFA_SAVED: `AWS_REGION=${LONG}` },
    ],
    ["XDG_STATE_HOME that is relative", "quick", { AWS_PROFILE: "work", XDG_STATE_HOME: "state" }],
    ["XDG_STATE_HOME that is empty", "quick", { AWS_PROFILE: "work", XDG_STATE_HOME: "" }],
    ["XDG_STATE_HOME", "quick", { AWS_PROFILE: "work", XDG_STATE_HOME: "/nowhere" }],
    ["XDG_STATE_HOME that is a file", "full", { AWS_PROFILE: "work", XDG_STATE_HOME: "/dev/null" }],
    ["HOME that is not set", "full", { AWS_PROFILE: "work", HOME: undefined }],
    ["HOME that is empty", "full", { AWS_PROFILE: "work", HOME: "" }],
    ["HOME that is relative", "quick", { AWS_PROFILE: "work", HOME: "." }],
    ["HOME that is not there", "full", { AWS_PROFILE: "work", HOME: "/nowhere" }],
    ["AWS_CONFIG_FILE with ~", "quick", { AWS_PROFILE: "work", AWS_CONFIG_FILE: "~/.aws/config" }],
    [
      "AWS_CONFIG_FILE with $VAR",
      "quick",
      { AWS_PROFILE: "work", AWS_CONFIG_FILE: "$HOME/.aws/${NAME}", NAME: "config" },
    ],
    [
      "AWS_CONFIG_FILE with $VAR that is not set",
      "quick",
      { AWS_PROFILE: "work", AWS_CONFIG_FILE: "$NOTHING/config" },
    ],
    [
      "AWS_CONFIG_FILE with ~user",
      "quick",
      { AWS_PROFILE: "work", AWS_CONFIG_FILE: "~root/config" },
    ],
    ["AWS_CONFIG_FILE that is empty", "quick", { AWS_PROFILE: "work", AWS_CONFIG_FILE: "" }],
    [
      "AWS_CONFIG_FILE that is relative",
      "quick",
      { AWS_PROFILE: "work", AWS_CONFIG_FILE: ".aws/config" },
    ],
    ["AWS_CONFIG_FILE of /dev/null", "full", { AWS_PROFILE: "work", AWS_CONFIG_FILE: "/dev/null" }],
    [
      "AWS_CONFIG_FILE below a file",
      "full",
      { AWS_PROFILE: "work", AWS_CONFIG_FILE: "~/.aws/config/x" },
    ],
    ["AWS_CONFIG_FILE of some size", "full", { AWS_PROFILE: "work", AWS_CONFIG_FILE: `/${LONG}` }],
    ["one file for both", "quick", { AWS_PROFILE: "work", AWS_CONFIG_FILE: "~/.aws/credentials" }],
    [
      "AWS_SHARED_CREDENTIALS_FILE of /dev/null",
      "full",
      { AWS_PROFILE: "work", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
    ],
    [
      "AWS_SHARED_CREDENTIALS_FILE below a file",
      "full",
      { AWS_PROFILE: "work", AWS_SHARED_CREDENTIALS_FILE: "~/.aws/config/x" },
    ],
    [
      "colours that are forced",
      "quick",
      { AWS_PROFILE: "work", FORCE_COLOR: "3", CLICOLOR_FORCE: "1" },
    ],
    ["another time zone", "quick", { AWS_PROFILE: "work", TZ: "Asia/Kathmandu", LC_ALL: "C" }],
    ["a prototype's names", "quick", { AWS_PROFILE: "work", constructor: "x", toString: "y" }],
  ])("%s: the %s one answers env", async (_title, answerer, env) => {
    await compared(await atWork({ files: TWO }), "env", answerer, { env });
  });
  it.each<[string, Answerer, Variables]>([
    ["no word", "full", {}],
    ["a named profile's word", "quick", { AWS_PROFILE: "work" }],
    ["nothing of an unknown profile", "full", { AWS_PROFILE: "nobody" }],
    ["a word without the home", "full", { HOME: undefined, AWS_PROFILE: "work" }],
    ["no word where there are no files", "quick", { HOME: "/nowhere" }],
  ])("%s: the %s one answers status --prompt", async (_title, answerer, env) => {
    await compared(await atWork({ files: TWO }), "status --prompt", answerer, { env });
  });
  it.each<[string, string, Answerer, Variables]>([
    ["nothing", "env --unset", "full", {}],
    [
      "a session",
      "env --unset",
      "quick",
      { AWSMFA_SESSION: "work", AWSMFA_SAVED: "AWS_PROFILE=work+AWS_REGION" },
    ],
    [
      "a session for fish",
      "env --unset --shell fish",
      "quick",
      { AWSMFA_SESSION: "work", AWSMFA_SAVED: "AWS_PROFILE=a'b" },
    ],
    [
      "a session as JSON",
      "env --unset --json",
      "quick",
      { AWSMFA_SESSION: "work", AWSMFA_SAVED: "AWS_PROFILE=work" },
    ],
    ["a session without what it replaced", "env --unset", "quick", { AWSMFA_SESSION: "work" }],
    [
      "what was replaced without a session",
      "env --unset",
      "quick",
      { AWSMFA_SAVED: "AWS_REGION=x" },
    ],
    ["garbage", "env --unset", "quick", { AWSMFA_SAVED: "\n;=+__proto__=1+PATH=x" }],
    [
      "a session without files and home",
      "env --unset",
      "quick",
      { AWSMFA_SESSION: "work", HOME: undefined },
    ],
  ])("takes back %s (%s): the %s one answers", async (_title, words, answerer, env) => {
    await compared(await sandbox({ files: {} }), words, answerer, { env });
  });
  it.each(["AWS_REGION", "AWSMFA_SAVED", "AWS_CA_BUNDLE"])("%s beyond UTF-8", async (name) => {
    const line = `${name}=$(printf 'AWS_REGION=\\377\\376') exec awsmfa env`;
    await comparedIn(await atWork(), line, "quick");
  });
  it.each(["AWS_PROFILE", "AWSMFA_PROFILE"])("a profile beyond UTF-8 in %s", async (name) => {
    await comparedIn(await atWork(), `${name}=$(printf 'w\\377') exec awsmfa env`, "full");
  });
});

describe("the memory", () => {
  const clock = (offset: number, started = Date.now() - uptime() * 1000): string =>
    memoryText({ ...readMemory("{}"), clock: { offset, started } });
  const remembered = clock(7_200_000);

  it.each<[string, Answerer, string]>([
    ["nothing", "quick", "{}"],
    ["an empty file", "quick", ""],
    ["garbage", "quick", "{]\0\u00ff"],
    ["a list", "quick", "[1, 2]"],
    ["the last profile", "quick", '{"lastProfile":"work","spent":[]}'],
    ["a clock that is off", "quick", remembered],
    ["a clock that is ahead", "quick", clock(-90_000)],
    ["a clock that is off, written by another", "full", JSON.stringify(JSON.parse(remembered))],
    ["a clock that was set since", "full", clock(99_000, 5)],
    ["the word in a string", "quick", memoryText({ ...readMemory("{}"), lastProfile: '"clock"' })],
    ["a clock of nonsense", "full", '{"clock":"x"}'],
    ["a clock that is broken off", "full", '{"clock":{"off'],
  ])("%s: the %s one answers", async (_title, answerer, text) => {
    const box = await atWork({ files: { [MEMORY]: text } });
    await compared(box, "env", answerer);
    await compared(box, "status --prompt", answerer);
  });
  it.each<[string, Answerer, (path: string) => void]>([
    ["a folder", "full", (path) => mkdirSync(path)],
    ["a link to nothing", "quick", (path) => symlinkSync("nothing", path)],
    ["a link to itself", "full", (path) => symlinkSync(path, path)],
  ])("%s in its place: the %s one answers", async (_title, answerer, make) => {
    const box = await atWork();
    mkdirSync(join(box.home, ".local/state/awsmfa"), { recursive: true });
    make(join(box.home, MEMORY));
    await compared(box, "env", answerer);
  });
});

describe("where the answer goes", () => {
  const GONE = "mkfifo p.$$; exec 3<>p.$$ 4>p.$$ 3<&-; rm p.$$; exec";

  it.each<[string, Answerer, string]>([
    ["a closed output", "quick", "exec awsmfa WORDS >&-"],
    ["all that is closed", "quick", "exec awsmfa WORDS <&- >&- 2>&-"],
    ["/dev/null", "quick", "exec awsmfa WORDS >/dev/null"],
    ["a file", "quick", "exec awsmfa WORDS >out.$$; cat out.$$"],
    ["a file at its end", "quick", "exec awsmfa WORDS >>.aws/more"],
    ["/dev/full", "full", "exec awsmfa WORDS >/dev/full"],
    ["an output that is only read", "full", "exec awsmfa WORDS 1</dev/null"],
  ])("%s: the %s one answers", async (_title, answerer, line) => {
    const box = await atWork();
    for (const words of ["env", "status --prompt", "--version"])
      await comparedIn(box, line.replace("WORDS", words), answerer);
  });
  it.skipIf(which("mkfifo") === undefined).each(["env", "status --prompt", "--version"])(
    "a reader that has gone is no failure: %s (needs mkfifo)",
    async (words) => {
      await comparedIn(await atWork(), `${GONE} awsmfa ${words} >&4`, "quick");
    },
  );
  it("a reader that takes its time gets all of it", async () => {
    const box = await atWork({ env: { AWSMFA_SAVED: `AWS_REGION=${LONG}` } });
    const { stdout } = await comparedIn(box, "awsmfa env | (sleep 0.3; cat)", "quick");
    expect(stdout).toContain(LONG);
  });
  it.each<[Answerer, string]>([
    ["quick", "--version"],
    ["quick", "status --prompt"],
    ["full", "env"],
    ["full", "env --json"],
    ["full", "env --shell fish"],
  ])("a terminal: the %s one answers %s", async (answerer, words) => {
    const box = await atWork();
    const outcomes = await outcomesOf(box, async (script) => {
      const pty = onTerminal(box, [process.execPath, script, ...words.split(" ")]);
      return { status: await pty.exit(), stdout: pty.bytes(), stderr: "" };
    });
    expectOne(outcomes, answerer);
  });
});
