import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, type Variables, sandbox } from "../support/sandbox.ts";
import { QUESTION } from "../support/wording.ts";
import { hasBwrap } from "../system/files-world.ts";

/** Files in other places than usual, and files that change while a person types the code. */

const aws = (box: Sandbox, name = ""): string => join(box.home, ".aws", name);
const move = (box: Sandbox, from: string, to: string): void => {
  mkdirSync(join(box.home, to, ".."), { recursive: true });
  renameSync(join(box.home, from), join(box.home, to));
};

interface Place {
  readonly env?: Variables;
  /** Where the files are, under the home. */
  readonly credentials?: string;
  readonly config?: string;
  /** What the config file is before; `undefined`: there is none. */
  readonly before?: string | undefined;
  readonly make?: (box: Sandbox) => void;
}

const PLACES: readonly (readonly [string, Place])[] = [
  [
    "~ in both variables",
    {
      env: { AWS_SHARED_CREDENTIALS_FILE: "~/keys/c", AWS_CONFIG_FILE: "$HOME/keys/conf" },
      credentials: "keys/c",
      config: "keys/conf",
      make: (box) => {
        move(box, ".aws/credentials", "keys/c");
        move(box, ".aws/config", "keys/conf");
      },
    },
  ],
  ["empty variables", { env: { AWS_SHARED_CREDENTIALS_FILE: "", AWS_CONFIG_FILE: "" } }],
  [
    "relative paths without a folder",
    {
      env: { AWS_SHARED_CREDENTIALS_FILE: "keys", AWS_CONFIG_FILE: "conf" },
      credentials: "keys",
      config: "conf",
      before: undefined,
      make: (box) => move(box, ".aws/credentials", "keys"),
    },
  ],
  ["a relative HOME", { env: { HOME: "." } }],
  [
    "no ~/.aws at all",
    {
      env: { AWS_SHARED_CREDENTIALS_FILE: "keys/c" },
      credentials: "keys/c",
      before: undefined,
      make: (box) => {
        move(box, ".aws/credentials", "keys/c");
        rmSync(aws(box), { recursive: true });
      },
    },
  ],
  [
    "both files one",
    {
      env: { AWS_CONFIG_FILE: "~/.aws/credentials" },
      config: ".aws/credentials",
      before: CREDENTIALS,
    },
  ],
  [
    "both files one by a link",
    {
      before: CREDENTIALS,
      make: (box) => {
        rmSync(aws(box, "config"));
        symlinkSync("credentials", aws(box, "config"));
      },
    },
  ],
  [
    "links to another folder",
    {
      make: (box) => {
        move(box, ".aws/config", "dots/config");
        symlinkSync("../dots/config", aws(box, "config"));
      },
    },
  ],
  [
    "~/.aws itself a link",
    {
      make: (box) => {
        move(box, ".aws", "dots/aws");
        symlinkSync("dots/aws", join(box.home, ".aws"));
      },
    },
  ],
  [
    "a link that dangles",
    {
      before: undefined,
      make: (box) => {
        rmSync(aws(box, "config"));
        mkdirSync(join(box.home, "dots"));
        symlinkSync("../dots/config", aws(box, "config"));
      },
    },
  ],
  [
    "a link into a folder that is missing",
    {
      before: undefined,
      make: (box) => {
        rmSync(aws(box, "config"));
        symlinkSync("../dots/deep/config", aws(box, "config"));
      },
    },
  ],
  [
    "what a killed process left as a lock",
    { make: (box) => mkdirSync(aws(box, "config.awsmfa-lock")) },
  ],
];

const links = (box: Sandbox): string[] =>
  [".aws", ".aws/config", ".aws/credentials"]
    .map((name) => join(box.home, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    .map((path) => `${path} → ${readlinkSync(path)}`);

describe("a login finds the files, and a logout gives them back", () => {
  it.each(PLACES)("with %s", async (_title, place) => {
    const { env = {}, credentials = ".aws/credentials", config = ".aws/config" } = place;
    const before = "before" in place ? place.before : CONFIG;
    const box = await sandbox();
    place.make?.(box);
    const linked = links(box);
    const run = (...words: string[]) => box.run([...words, "-p", "mfa.user-identity"], { env });
    expect((await run("login", "--code", box.code())).status).toBe(0);
    expect(box.get(credentials)).toContain("\n[mfa.user-identity-mfa]\naws_access_key_id = ASIA");
    expect(box.get(config)).toContain("[profile mfa.user-identity-mfa]\n");
    expect(statSync(join(box.home, config)).mode & 0o777).toBe(0o600);
    expect((await run("env", "--no-input", "--shell", "sh")).stdout).toContain("AWSMFA_SESSION=");
    expect((await run("logout")).status).toBe(0);
    expect([box.get(credentials), box.get(config)]).toEqual([CREDENTIALS, before]);
    expect(links(box)).toEqual(linked);
    expect(existsSync(aws(box, "config.awsmfa-lock"))).toBe(false);
  });
  it.each(["status", "status --json", "login --code 123456"])(
    "but an empty HOME is never the folder one stands in: %s",
    async (words) => {
      const { stdout, stderr } = await (await sandbox()).run(words, { env: { HOME: "" } });
      expect(stdout + stderr).not.toContain("mfa.user-identity");
    },
  );
  it.skipIf(!hasBwrap)("with a link to another file system (needs bwrap)", async () => {
    const box = await sandbox();
    mkdirSync(join(box.home, "disk"));
    const script = `cp ~/.aws/credentials ~/disk/c; ln -sf ~/disk/c ~/.aws/credentials
      awsmfa login --code ${box.code()} && grep -c mfa-mfa ~/disk/c; grep -c identity-mfa ~/disk/c
      awsmfa logout -p mfa.user-identity; ls -A ~/disk; cat ~/disk/c; test -L ~/.aws/credentials && echo linked`;
    const disk = ["--dev-bind", "/", "/", "--tmpfs", join(box.home, "disk"), "sh", "-c", script];
    const { stdout } = await box.start("bwrap", disk);
    expect(stdout).toBe(`0\n1\nc\n${CREDENTIALS}linked\n`);
  });
  it("but a hard link is broken: the other name keeps the old text", async () => {
    const box = await sandbox();
    linkSync(aws(box, "credentials"), aws(box, "other"));
    expect((await box.run(["login", "--code", box.code()])).status).toBe(0);
    expect(box.get(".aws/other")).toBe(CREDENTIALS);
    expect(statSync(aws(box, "credentials")).nlink).toBe(1);
  });
  it("but /dev/null as the config file cannot take its part", async () => {
    const box = await sandbox();
    const { status, stderr } = await box.run("login --code 123456 -p mfa.user-identity", {
      env: { AWS_CONFIG_FILE: "/dev/null" },
    });
    expect([status, stderr.split("\n")[0]]).toEqual([
      1,
      "awsmfa: error: cannot write /dev/null: it is not a regular file",
    ]);
    expect(box.calls("GetSessionToken")).toBe(0);
  });
});

const ADDED = keySection("added");
const MEANWHILE: readonly (readonly [string, (box: Sandbox) => void, string, string])[] = [
  [
    "added to",
    (box) => box.put(".aws/credentials", `${ADDED}${CREDENTIALS}`),
    `${ADDED}${CREDENTIALS}`,
    CONFIG,
  ],
  [
    "replaced by a rename",
    (box) => {
      box.put(".aws/new", ADDED);
      renameSync(aws(box, "new"), aws(box, "credentials"));
    },
    ADDED,
    CONFIG,
  ],
  ["emptied", (box) => writeFileSync(aws(box, "config"), ""), CREDENTIALS, ""],
  [
    "replaced by a link",
    (box) => {
      move(box, ".aws/config", "dots/config");
      symlinkSync("../dots/config", aws(box, "config"));
    },
    CREDENTIALS,
    CONFIG,
  ],
];

describe("while the code is awaited, another program's edit survives: a file is", () => {
  it.each(MEANWHILE)("%s", async (_title, edit, credentials, config) => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    expect(box.list(".aws")).toEqual(["config", "credentials"]);
    edit(box);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(
      box.get(".aws/credentials")?.startsWith(`${credentials}\n[mfa.user-identity-mfa]\n`),
    ).toBe(true);
    expect(box.get(".aws/config")?.startsWith(`${config}\n[profile mfa.user-identity-mfa]\n`)).toBe(
      true,
    );
    await box.run("logout -p mfa.user-identity");
    expect(box.awsFiles()).toEqual({ credentials, config });
  });
  it("removed, and then holds the session alone", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    rmSync(aws(box), { recursive: true });
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(box.get(".aws/credentials")).toMatch(/^\[mfa\.user-identity-mfa\]\n/);
    await box.run("logout -p mfa.user-identity");
    expect(box.list(".aws")).toEqual([]);
  });
  it("given a section of somebody else under our name, which stays", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor(QUESTION);
    const theirs = `${CREDENTIALS}[mfa.user-identity-mfa]\nregion = x\n`;
    box.put(".aws/credentials", theirs);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(1);
    expect(pty.screen()).toContain("was not written by awsmfa, so it stays");
    expect(box.awsFiles()).toEqual({ credentials: theirs, config: CONFIG });
  });
});
