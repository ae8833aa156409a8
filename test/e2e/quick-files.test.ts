import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { type Answerer, atWork, comparedIn, compared } from "../support/speeds.ts";
import { CONFIG, WORK, copyOfProgram, session } from "../support/speeds.ts";
import { which } from "../support/tools.ts";

/** The fast path and the full program are one program: what the files hold, and what they are. */

const DEFAULT = keySection("default");
const OTHER_KEY = "AKIAI44QH8DHBEXAMPLE";
const SERIAL = "arn:aws:iam::123456789012:mfa/mfa.user";
const ROLE = "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = work\n";
const SSO = "sso_start_url = https://example.com\nsso_region = us-east-1\nsso_account_id = 1\n";

/** Answers to `env` and to `status --prompt`, then the files. */
type Row = [title: string, env: Answerer, prompt: Answerer, credentials: string, config?: string];

describe("what the files hold", () => {
  it.each<Row>([
    ["a fresh session", "quick", "quick", WORK + session()],
    ["no file of sessions", "full", "quick", WORK],
    ["nothing", "full", "quick", "", ""],
    ["an expired session", "full", "full", WORK + session({ left: -3600 })],
    [
      "an expired session of the default",
      "full",
      "quick",
      DEFAULT + session({ source: "default", left: -3600 }),
    ],
    ["a session with too little left", "full", "full", WORK + session({ left: 150 })],
    ["a session with a day left", "quick", "quick", WORK + session({ left: 90_000 })],
    ["a session of another key", "full", "full", WORK + session({ key: OTHER_KEY })],
    ["a default profile", "quick", "quick", DEFAULT + session({ source: "default" })],
    ["a default profile without a session", "full", "full", DEFAULT + WORK + session()],
    [
      "a default profile without a key",
      "quick",
      "quick",
      `[default]\nregion = r\n${WORK}${session()}`,
    ],
    [
      "two fresh sessions",
      "full",
      "full",
      WORK + keySection("home") + session() + session({ source: "home" }),
    ],
    [
      "two sessions, one fresh",
      "quick",
      "quick",
      WORK + keySection("home") + session() + session({ source: "home", left: -9 }),
    ],
    ["a session of --as", "quick", "quick", WORK + session({ name: "mine" })],
    ["two sessions of one profile", "quick", "quick", WORK + session() + session({ name: "mine" })],
    [
      "two sessions of --as",
      "full",
      "full",
      WORK + session({ name: "one" }) + session({ name: "mine" }),
    ],
    ["a session whose profile is gone", "full", "full", session()],
    [
      "a second session whose profile is gone",
      "full",
      "full",
      WORK + session() + session({ source: "gone" }),
    ],
    [
      "a section that we did not write",
      "full",
      "quick",
      WORK + keySection("work-mfa", "ASIAIOSFODNN7EXAMPLE"),
    ],
    ["another manager", "full", "full", WORK + session().replace("= awsmfa", "= other")],
    ["a session without an end", "full", "full", WORK + session().replace(/x_sec.*\n/, "")],
    [
      "a session with half a token",
      "full",
      "full",
      WORK + session().replace(/aws_session_token = .*/, "aws_session_token ="),
    ],
    [
      "the serial of the session",
      "quick",
      "quick",
      WORK + session(),
      `${CONFIG}mfa_serial = ${SERIAL}\n`,
    ],
    ["another serial", "full", "full", WORK + session(), `${CONFIG}mfa_serial = ${SERIAL}2\n`],
    ["a serial of no device", "full", "full", WORK + session(), `${CONFIG}mfa_serial = nonsense\n`],
    ["a role", "full", "full", WORK + session(), CONFIG + ROLE],
    ["Identity Center with keys", "quick", "quick", WORK + session(), CONFIG + SSO],
    [
      "a program for credentials with keys",
      "quick",
      "quick",
      WORK + session(),
      `${CONFIG}credential_process = true\n`,
    ],
    ["temporary keys", "full", "full", keySection("work", "ASIAIOSFODNN7EXAMPLE") + session()],
    ["keys with a token", "full", "full", `${WORK}aws_session_token = t\n${session()}`],
    [
      "half a key",
      "full",
      "full",
      `[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n${session()}`,
    ],
    ["keys in the config file", "quick", "quick", session(), CONFIG + WORK.replace("[work]\n", "")],
    [
      "a services section",
      "full",
      "full",
      WORK + session(),
      `${CONFIG}services = s\n[services s]\nsts =\n  endpoint_url = http://127.0.0.1:9\n`,
    ],
    [
      "settings that a shell would mangle",
      "quick",
      "quick",
      WORK + session(),
      `${CONFIG}ca_bundle = /a  b'c/\\$HOME;"[a]*?#x\n`,
    ],
    [
      "blocks that nobody needs",
      "quick",
      "quick",
      WORK + session(),
      `${CONFIG}s3 =\n  max_queue_size = 10\n`,
    ],
    [
      "a region of two lines",
      "full",
      "full",
      WORK + session(),
      "[profile work]\nregion = us-west-2\n  more\n",
    ],
    ["an empty region", "quick", "quick", WORK + session(), "[profile work]\nregion =\noutput =\n"],
    ["a commented header", "full", "full", `${WORK.replace("]", "] # mine")}${session()}`],
    ["a comment with our mark", "full", "full", `# awsmfa_source_profile\n${WORK}${session()}`],
    ["colons", "full", "full", `${WORK.replaceAll(" =", ":")}${session()}`],
    ["CRLF", "full", "full", (WORK + session()).replaceAll("\n", "\r\n")],
    ["CR", "full", "full", (WORK + session()).replaceAll("\n", "\r")],
    ["CRLF in the config file", "full", "full", WORK + session(), CONFIG.replaceAll("\n", "\r\n")],
    ["CRLF elsewhere", "quick", "quick", `[other]\r\nregion = r\r\n${WORK}${session()}`],
    ["a BOM", "full", "full", `\u00ef\u00bb\u00bf${WORK}${session()}`],
    [
      "a BOM before another section",
      "quick",
      "quick",
      `\u00ef\u00bb\u00bf[other]\nregion = r\n${WORK}${session()}`,
    ],
    ["a BOM in the config file", "full", "full", WORK + session(), `\u00ef\u00bb\u00bf${CONFIG}`],
    ["UTF-16", "full", "full", [...(WORK + session())].join("\0")],
    ["bytes", "full", "quick", "\0\u0001\u00ff\u00fe\n\r\u0080["],
    ["bytes before", "quick", "quick", `\0\u0001\u00ff\n${WORK}${session()}`],
    ["bytes in the section", "full", "full", WORK.replace("\n", "\n# B\u00fcro\n") + session()],
    ["a line that is broken", "full", "full", `${WORK}nonsense\n${session()}`],
    ["a line that is broken elsewhere", "quick", "quick", `nonsense\n[\n${WORK}${session()}`],
    ["a header that is broken", "full", "full", `${WORK.replace("]", "")}${session()}`],
    ["a section twice", "full", "full", WORK + WORK + session()],
    ["a session twice", "full", "full", WORK + session() + session()],
    ["a key twice", "full", "full", `${WORK}region = a\nregion = b\n${session()}`],
    ["[DEFAULT]", "full", "full", `[DEFAULT]\nregion = r\n${WORK}${session()}`],
    [
      "[profile default]",
      "full",
      "full",
      WORK + session(),
      `${CONFIG}[profile default]\nregion = r\n`,
    ],
    ["[profile 'work']", "full", "full", WORK + session(), CONFIG.replace("work", "'work'")],
    ["a tab in a header", "full", "full", WORK + session(), CONFIG.replace(" work", "\twork")],
    ["a blank before profile", "quick", "quick", WORK + session(), CONFIG.replace("[p", "[ p")],
    ["blanks about a name", "full", "full", WORK.replace("work", " work ") + session()],
    ["no line end at the end", "quick", "quick", (WORK + session()).trimEnd(), CONFIG.trimEnd()],
    ["a file of some size", "quick", "quick", `${"# x\n".repeat(50_000)}${WORK}${session()}`],
    [
      "a prototype's name",
      "quick",
      "quick",
      `[__proto__]\naws_access_key_id = x\n${WORK}${session()}`,
    ],
  ])(
    "%s: the %s one answers env, the %s one the prompt",
    async (_title, env, prompt, credentials, config = CONFIG) => {
      const box = await sandbox({
        files: { ".aws/credentials": credentials, ".aws/config": config },
      });
      await compared(box, "env", env);
      await compared(box, "status --prompt", prompt);
      expect(box.awsFiles()).toEqual({ credentials, config });
    },
  );
});

describe("what the files are", () => {
  /** The path of a file in the home. */
  const at = (box: Sandbox, name: string): string => join(box.home, ".aws", name);
  const instead = (name: string, make: (path: string, box: Sandbox) => void) => (box: Sandbox) => {
    rmSync(at(box, name), { recursive: true, force: true });
    make(at(box, name), box);
  };
  const linked = (name: string, target: string) =>
    instead(name, (path) => symlinkSync(target, path));

  it.each<[string, Answerer, Answerer, (box: Sandbox) => void]>([
    ["no config file", "quick", "quick", instead("config", () => undefined)],
    ["no credentials file", "full", "quick", instead("credentials", () => undefined)],
    ["no folder", "full", "quick", (box) => rmSync(join(box.home, ".aws"), { recursive: true })],
    ["a folder for a config file", "full", "full", instead("config", (path) => mkdirSync(path))],
    [
      "a folder for a credentials file",
      "full",
      "full",
      instead("credentials", (path) => mkdirSync(path)),
    ],
    [
      "a link",
      "quick",
      "quick",
      (box) => (box.put("real", WORK + session()), linked("credentials", "../real")(box)),
    ],
    [
      "a link to a link",
      "quick",
      "quick",
      (box) => (
        box.put("real", CONFIG),
        symlinkSync("real", join(box.home, "link")),
        linked("config", "../link")(box)
      ),
    ],
    [
      "UTF-16",
      "full",
      "full",
      (box) => box.put(".aws/config", "\u00ff\u00fe[\u0000p\u0000]\u0000"),
    ],
    ["a link to nothing", "full", "quick", linked("credentials", "nothing")],
    ["a link to itself", "full", "full", linked("credentials", "credentials")],
    ["a link to /dev/null", "full", "full", linked("credentials", "/dev/null")],
    ["a link to /dev/null for a config file", "full", "full", linked("config", "/dev/null")],
    ["a link to a folder", "full", "full", linked("config", ".")],
    [
      "a file for the folder",
      "full",
      "full",
      (box) => (rmSync(join(box.home, ".aws"), { recursive: true }), box.put(".aws", "")),
    ],
  ])("%s: the %s one answers env, the %s one the prompt", async (_title, env, prompt, change) => {
    const box = await atWork();
    change(box);
    await compared(box, "env", env);
    await compared(box, "status --prompt", prompt);
  });
  it.skipIf(which("mkfifo") === undefined).each(["config", "credentials"])(
    "a FIFO for a %s file: the full one answers (needs mkfifo)",
    async (name) => {
      const box = await atWork();
      instead(name, (path) => execFileSync("mkfifo", [path]))(box);
      await compared(box, "env", "full");
      await compared(box, "status --prompt", "full");
    },
  );
  it.skipIf(process.getuid?.() !== 0).each<[string, string, number, Answerer]>([
    ["a credentials file", ".aws/credentials", 0o000, "full"],
    ["a config file", ".aws/config", 0o000, "full"],
    ["the folder", ".aws", 0o000, "full"],
    ["the memory", ".local/state/awsmfa/memory.json", 0o000, "full"],
    ["no file", ".aws/config", 0o400, "quick"],
  ])(
    "%s that cannot be read (needs root to become another user)",
    async (_title, path, mode, answerer) => {
      const box = await atWork({ files: { ".local/state/awsmfa/memory.json": "{}" } });
      const root = copyOfProgram(box);
      for (const file of [
        "",
        ".aws",
        ".aws/config",
        ".aws/credentials",
        ".local/state/awsmfa/memory.json",
      ])
        chownSync(join(box.home, file), 65_534, 65_534);
      for (const folder of [".local", ".local/state", ".local/state/awsmfa"])
        chmodSync(join(box.home, folder), 0o755);
      chmodSync(join(box.home, path), mode);
      for (const words of ["env --shell sh", "status --prompt"])
        await comparedIn(box, `exec awsmfa ${words}`, answerer, { root, user: 65_534 });
    },
  );
});
