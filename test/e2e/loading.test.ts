import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLOSED } from "../support/net.ts";
import { onTerminal } from "../support/pty.ts";
import { PROGRAM, type Sandbox, type Variables, sandbox } from "../support/sandbox.ts";
import { atWork, CONFIG } from "../support/speeds.ts";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { withStored } from "../support/stored.ts";
import { QUESTION } from "../support/wording.ts";

/** What each command loads: the built program's files, Node's own modules, and the libraries in those files. */

const ROOT = join(dirname(PROGRAM), "..");

/** Writes down what is loaded, in the order of loading; it runs before the program. */
const HOOK = `
const { writeFileSync } = require("node:fs");
const Module = require("node:module");
const [seen, load, builtin] = [new Set(), Module._load, process.getBuiltinModule];
Module._load = function (request, parent, isMain) {
  seen.add(Module._resolveFilename(request, parent, isMain).replace(/^node:/, ""));
  return load.apply(this, arguments);
};
process.getBuiltinModule = (name) => (seen.add(name.replace(/^node:/, "")), builtin(name));
process.on("exit", () => writeFileSync(process.env.LOADED_FILE, JSON.stringify([...seen])));
`;

/** What a run loaded. */
interface Loaded {
  /** Files, by their paths in the package. */
  readonly files: readonly string[];
  /** Modules of Node, sorted. */
  readonly builtins: readonly string[];
  /** Packages that are bundled into the files, sorted, by the source maps. */
  readonly packages: readonly string[];
}

/** The environment of a run that is watched. */
function watching(box: Sandbox): Variables {
  const folder = dirname(box.home);
  writeFileSync(join(folder, "hook.cjs"), HOOK);
  return {
    LOADED_FILE: join(folder, "loaded.json"),
    NODE_OPTIONS: `--require ${join(folder, "hook.cjs")}`,
  };
}

/** What the run that was watched last has loaded. */
function loadedIn(box: Sandbox): Loaded {
  const text = readFileSync(join(dirname(box.home), "loaded.json"), "utf8");
  const all = JSON.parse(text) as string[];
  const files = all
    .filter((name) => name.startsWith("/"))
    .map((name) => name.replace(`${ROOT}/`, ""));
  return {
    files,
    builtins: all.filter((name) => !name.startsWith("/")).toSorted(),
    packages: [...new Set(files.flatMap(packagesIn))].toSorted(),
  };
}

function packagesIn(file: string): string[] {
  if (!file.startsWith("dist/") || file === "dist/rolldown-runtime.js") return [];
  const { sources } = JSON.parse(readFileSync(join(ROOT, `${file}.map`), "utf8")) as {
    sources: string[];
  };
  return sources.flatMap(
    (source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
  );
}

async function loadedBy(
  box: Sandbox,
  words: string | readonly string[],
  status = 0,
): Promise<Loaded> {
  const outcome = await box.run(words, { env: watching(box) });
  expect([outcome.status, outcome.stderr.replace(/^(?!awsmfa: error).*\n/gm, "")]).toEqual([
    status,
    "",
  ]);
  return loadedIn(box);
}

/** The commands and the dear parts among the files. */
const dear = ({ files }: Loaded): string[] =>
  files
    .map((file) => file.replace(/^dist\/|\.js$/g, ""))
    .filter((name) => DEAR.has(name))
    .toSorted();
const DEAR = new Set([
  "here",
  "login",
  "env",
  "status",
  "logout",
  "credential-process",
  "profile-add",
  "profile-remove",
  "program",
  "turns",
  "sts",
  "iam",
  "aws-sdk",
  "event-streams",
  "prompt",
  "agent",
  "code",
  "secret-add",
  "secret-list",
  "secret-show",
  "secret-remove",
  "secrets",
  "secrets-one-time-code",
  "ciphers",
  "age",
  "keyring",
  "qr",
  "qr-picture",
  "qr-text",
  "clipboard",
  "console",
  "browser",
  "signin",
  "password",
  "exec",
  "serve",
  "hand-over",
  "endpoint",
  "endpoint-endpoint",
  "codes-race",
  "codes",
]);

/** What no command needs at its start. */
const DEAR_BUILTINS = [
  "child_process",
  "crypto",
  "http",
  "https",
  "net",
  "readline",
  "tls",
  "tty",
  "zlib",
];
const dearBuiltins = ({ builtins }: Loaded): string[] =>
  builtins.filter((name) => DEAR_BUILTINS.includes(name));

const withSerial = { ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n` };
const isSdk = (name: string): boolean => /^@(aws|aws-sdk|aws-crypto|smithy)\//.test(name);
const isPrompt = (name: string): boolean => name.startsWith("@inquirer/");
const isOtp = (name: string): boolean => /otp|base32/i.test(name);

describe("the fast path", () => {
  it.each([
    "--version",
    "-V",
    "env",
    "env --json",
    "env --shell fish",
    "env --as-profile",
    "status --prompt",
    "status --prompt -p work",
    "credential-process",
    "credential-process --profile work",
  ])("%s loads two files and two modules of Node", async (words) => {
    const loaded = await loadedBy(await atWork(), words);
    expect(loaded).toEqual({
      files: ["bin/awsmfa.js", words.startsWith("env") ? "dist/quick.js" : "dist/quick-session.js"],
      builtins: ["fs", "path"],
      packages: [],
    });
  });
  it.each(["--help", "login --help", "logout -p work --dry-run"])(
    "%s does not even read it",
    async (words) => {
      expect((await loadedBy(await atWork(), words)).files.join(" ")).not.toContain("quick");
    },
  );
});

describe("the full program", () => {
  const COMMON = ["commander", "ini"];
  const TABLE = [...COMMON, "fast-string-truncated-width", "fast-string-width"].toSorted();

  it.each([
    ["--help", [], ["commander"]],
    ["login --help", [], ["commander"]],
    ["env --help", [], ["commander"]],
    ["", ["here"], COMMON],
    ["env --debug", ["env"], COMMON],
    ["env --dry-run", ["env"], COMMON],
    ["env --as-profile --quiet", ["env"], COMMON],
    ["status --prompt --quiet", ["status"], TABLE],
    ["status", ["status"], TABLE],
    ["status --json", ["status"], TABLE],
    ["login --dry-run", ["login"], COMMON],
    ["logout -p work --dry-run", ["logout"], COMMON],
    ["logout -p work", ["logout"], COMMON],
    ["credential-process --quiet", ["credential-process"], COMMON],
    ["profile add -p work", ["profile-add", "program"], COMMON],
    ["profile add --help", [], ["commander"]],
    ["console --print", ["console"], COMMON],
    ["password -p work --dry-run", ["password"], COMMON],
    ["exec --help", [], ["commander"]],
    ["exec --dry-run -- true", ["exec"], COMMON],
    ["serve --dry-run", ["serve"], COMMON],
    ["secret --help", [], ["commander"]],
    ["secret add --help", [], ["commander"]],
    ["secret list", ["secret-list"], TABLE],
  ])("%s loads its command and no more", async (words, commands, packages) => {
    const loaded = await loadedBy(await atWork(), words);
    expect([dear(loaded), loaded.packages, dearBuiltins(loaded)]).toEqual([commands, packages, []]);
  });
  it("console loads what opens a browser only where it opens one", async () => {
    const box = await atWork();
    const env = { ...watching(box), BROWSER: "true" };
    expect((await box.run("console", { env })).status).toBe(0);
    expect(dear(loadedIn(box))).toEqual(["browser", "console"]);
  });
  it.each([
    ["login --nonsense", 2, ["login"]],
    ["nonsense", 2, []],
    ["env -p nobody", 1, ["env"]],
  ])("%s fails without the SDK and prompts", async (words, status, commands) => {
    const box = await atWork();
    await box.run(words, { env: watching(box) });
    const loaded = loadedIn(box);
    expect(dear(loaded).filter((name) => !commands.includes(name))).toEqual([]);
    expect(loaded.packages.filter((name) => isSdk(name) || isPrompt(name))).toEqual([]);
    expect((await box.run(words)).status).toBe(status);
  });
});

describe("a login", () => {
  it("with a code and a serial loads STS, and neither IAM nor a prompt", async () => {
    const box = await atWork({ files: withSerial });
    const loaded = await loadedBy(box, ["login", "--force", "--code", box.code()]);
    expect(dear(loaded)).toEqual(["aws-sdk", "login", "sts"]);
    expect(loaded.packages).toContain("@aws-sdk/client-sts");
    expect(loaded.packages.filter((name) => isPrompt(name) || isOtp(name))).toEqual([]);
    expect(loaded.builtins).not.toContain("child_process");
  });
  it("with a stored secret loads its store and what makes codes, and no other store", async () => {
    const box = await withStored();
    const loaded = await loadedBy(box, "login --no-input");
    expect(dear(loaded)).toEqual([
      "age",
      "aws-sdk",
      "ciphers",
      "iam",
      "login",
      "secrets",
      "secrets-one-time-code",
      "sts",
    ]);
    expect(dear(await loadedBy(box, "status"))).toEqual(["status"]);
  });
  it("without a serial loads IAM too", async () => {
    const box = await atWork();
    const loaded = await loadedBy(box, ["login", "--force", "--code", box.code()]);
    expect(dear(loaded)).toEqual(["aws-sdk", "iam", "login", "sts"]);
  });
  it("through a proxy loads its agent, which others do not", async () => {
    const box = await atWork({ files: withSerial });
    const env = { ...watching(box), HTTP_PROXY: CLOSED };
    await box.run("login --force --code 123456", { env });
    expect(dear(loadedIn(box))).toEqual(["agent", "aws-sdk", "login", "sts"]);
  });
  it("that nobody can be asked for loads no STS and no prompt", async () => {
    const box = await sandbox();
    await box.run("login", { env: watching(box) });
    expect(dear(loadedIn(box)).filter((name) => name === "sts" || name === "prompt")).toEqual([]);
  });
  it("on a terminal loads the prompt, and no program is started", async () => {
    const box = await atWork({ files: withSerial });
    const pty = onTerminal(box, "awsmfa login --force", { env: watching(box) });
    await pty.waitFor(QUESTION.replace("mfa.user-identity", "work"));
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    const loaded = loadedIn(box);
    expect(dear(loaded)).toEqual(["aws-sdk", "login", "prompt", "sts"]);
    expect(loaded.packages).toContain("@inquirer/core");
    expect(loaded.packages.filter(isOtp)).toEqual([]);
    expect(loaded.builtins).not.toContain("child_process");
  });
  it("with a YubiKey loads what speaks with ykman, and beside a question the race", async () => {
    const config = withSerial[".aws/config"].replace(
      "mfa_serial",
      "awsmfa_yubikey_serial = 1\nmfa_serial",
    );
    const box = await atWork({ files: { ".aws/config": config } });
    const env = { ...watching(box), PATH: "/nowhere" };
    await box.run("login --force", { env });
    expect(dear(loadedIn(box))).toEqual(["codes", "login"]);
    const words = [process.execPath, PROGRAM, "login", "--force"];
    const pty = onTerminal(box, words, { env });
    await pty.waitFor("is not installed");
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    const both = ["aws-sdk", "codes", "codes-race", "login", "prompt", "sts"];
    expect(dear(loadedIn(box))).toEqual(both);
    const given = await loadedBy(box, ["login", "--force", "--code", box.code()]);
    expect(dear(given)).toEqual(["aws-sdk", "login", "sts"]);
    expect(dear(await loadedBy(box, "status"))).toEqual(["status"]);
  });
  it("on a terminal with a code loads no prompt", async () => {
    const box = await atWork({ files: withSerial });
    const line = `awsmfa login --force --code ${box.code()}`;
    expect(await onTerminal(box, line, { env: watching(box) }).exit()).toBe(0);
    expect(dear(loadedIn(box))).toEqual(["aws-sdk", "login", "sts"]);
  });
});

describe("exec", () => {
  it("starts its command without the SDK, and without a server unless it is to serve", async () => {
    const box = await atWork();
    expect(dear(await loadedBy(box, "exec -- true"))).toEqual(["exec", "hand-over"]);
    expect(dear(await loadedBy(box, "exec --serve -- true"))).toEqual([
      "endpoint",
      "endpoint-endpoint",
      "exec",
      "hand-over",
    ]);
  });
});

describe("the hook", () => {
  it("sees what is required, by whichever name, and what is loaded later", async () => {
    const box = await sandbox({
      files: {
        "a.cjs":
          'setImmediate(() => (require("./b.cjs"), require("child_process"), process.getBuiltinModule?.("node:tty")));',
        "b.cjs": 'require("node:zlib");',
      },
    });
    await box.start(process.execPath, [join(box.home, "a.cjs")], { env: watching(box) });
    expect(loadedIn(box)).toMatchObject({
      files: [join(box.home, "a.cjs"), join(box.home, "b.cjs")],
      builtins:
        process.getBuiltinModule === undefined
          ? ["child_process", "zlib"]
          : ["child_process", "tty", "zlib"],
    });
  });
});
