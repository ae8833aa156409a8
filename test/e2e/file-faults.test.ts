import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import type { Outcome } from "../support/process.ts";
import { PROGRAM, type Sandbox, type Variables, sandbox } from "../support/sandbox.ts";
import { signedIn } from "../support/signed-in.ts";
import { errorText } from "../support/wording.ts";
import { hasBwrap, hasChattr } from "../system/files-world.ts";

/** Files in a broken environment: before the first login, and with a session from before it broke. */

/** Breaks something; gives the walls to run the program behind, if it takes any. */
type Fault = (box: Sandbox) => readonly string[] | undefined;

const aws = (box: Sandbox, name = ""): string => join(box.home, ".aws", name);
const walls = (...more: string[]): string[] => ["bwrap", "--dev-bind", "/", "/", ...more];
const readOnly = (path: string): string[] => walls("--ro-bind", path, path);
const bound = (path: string): string[] => walls("--bind", path, path);
const instead =
  (name: string, make: (path: string) => void): Fault =>
  (box) => {
    rmSync(aws(box, name), { recursive: true });
    make(aws(box, name));
    return undefined;
  };

function runner(box: Sandbox, prefix: readonly string[] = [], env: Variables = {}) {
  return (...words: readonly string[]): Promise<Outcome> => {
    const [file = "", ...rest] = [...prefix, process.execPath, PROGRAM, ...words];
    return box.start(file, [...rest, "-p", "mfa.user-identity"], { env });
  };
}

const error = (box: Sandbox, [sentence, ...hints]: readonly [string, ...string[]]): Outcome => ({
  status: 1,
  stdout: "",
  stderr: errorText(sentence, ...hints).replaceAll("HOME", box.home),
});
const tree = (box: Sandbox): string[] =>
  readdirSync(aws(box), { recursive: true }).map(String).toSorted();
/** What is in the folder, and the texts of both files where they are files. */
const seen = (box: Sandbox): unknown => [
  tree(box),
  ...["credentials", "config"].map((name) =>
    realOr(() => statSync(aws(box, name)).isFile()) ? box.get(`.aws/${name}`) : undefined,
  ),
];

function realOr(isFile: () => boolean): boolean {
  try {
    return isFile();
  } catch {
    return false;
  }
}

type Words = readonly [string, ...string[]];
const readOnlyDisk: Words = [
  "cannot write HOME/.aws/credentials: the file system is read-only",
  "see how it is mounted: findmnt -T HOME/.aws",
];
const mounted = (name: string): Words => [
  `cannot write HOME/.aws/${name}: it is mounted by itself, so it cannot be replaced`,
  "mount its folder HOME/.aws instead of the file",
];
const lockInTheWay = (name: string): Words => [
  `cannot lock HOME/.aws/${name}: HOME/.aws/${name}.awsmfa-lock is in the way`,
  `move it away: mv HOME/.aws/${name}.awsmfa-lock HOME/.aws/${name}.awsmfa-lock.old`,
];
const toConfig = (words: Words): Words =>
  words.map((text) => text.replace("credentials", "config")) as unknown as Words;

/** The title, the fault, login's words; logout's, where it meets the config file first. */
const UNWRITABLE: readonly (readonly [string, Fault, Words, Words?])[] = [
  ["a read-only folder", (box) => readOnly(aws(box)), readOnlyDisk, toConfig(readOnlyDisk)],
  ["a read-only home", (box) => readOnly(box.home), readOnlyDisk, toConfig(readOnlyDisk)],
  ["read-only credentials", (box) => readOnly(aws(box, "credentials")), readOnlyDisk],
  [
    "credentials mounted by themselves",
    (box) => bound(aws(box, "credentials")),
    mounted("credentials"),
  ],
  ["a config file mounted by itself", (box) => bound(aws(box, "config")), mounted("config")],
  [
    "a link to a read-only place",
    (box) => {
      mkdirSync(join(box.home, "dots"));
      renameSync(aws(box, "credentials"), join(box.home, "dots/credentials"));
      symlinkSync("../dots/credentials", aws(box, "credentials"));
      return readOnly(join(box.home, "dots"));
    },
    readOnlyDisk,
  ],
];
const IN_THE_WAY: typeof UNWRITABLE = ["credentials", "config"].map((name) => [
  `a file in the place of the lock of ${name}`,
  (box) => {
    writeFileSync(aws(box, `${name}.awsmfa-lock`), "mine");
    return undefined;
  },
  lockInTheWay(name),
]);

function itStaysAsItIs([title, fault, words, atLogout = words]: (typeof UNWRITABLE)[number]): void {
  it(`${title}: no code is spent, nothing changes`, async () => {
    const box = await sandbox();
    const run = runner(box, fault(box) ?? []);
    const before = seen(box);
    expect(await run("login", "--code", "123456")).toEqual(error(box, words));
    expect(await run("env", "--no-input")).toMatchObject({ status: 3, stdout: "(exit 3);\n" });
    expect(await run("logout")).toMatchObject({ status: 0 });
    expect(box.calls("GetSessionToken")).toBe(0);
    expect(seen(box)).toEqual(before);
  });
  it(`${title}: the session from before stays whole and in use`, async () => {
    const box = await signedIn();
    const run = runner(box, fault(box) ?? []);
    const before = seen(box);
    expect(await run("login", "--force", "--code", "123456")).toEqual(error(box, words));
    expect((await run("env", "--no-input")).stdout).toContain("AWSMFA_SESSION=");
    expect(await run("logout")).toEqual(error(box, atLogout));
    expect(box.calls("GetSessionToken")).toBe(1);
    expect(seen(box)).toEqual(before);
  });
}

const APPEND_ONLY: typeof UNWRITABLE = ["credentials", "config"].map((name) => [
  `${name} that may only be appended to`,
  (box) => {
    const flag = (change: string): void =>
      void execFileSync("chattr", [change, aws(box, name)], { stdio: "ignore" });
    flag("+a");
    onTestFinished(() => flag("-a"));
    return undefined;
  },
  [
    `cannot write HOME/.aws/${name}: the system does not permit it`,
    `look at it: ls -l HOME/.aws/${name}`,
  ],
]);

describe.skipIf(!hasChattr)("files with an attribute (needs chattr and the right to it)", () => {
  for (const row of APPEND_ONLY) itStaysAsItIs(row);
});
describe.skipIf(!hasBwrap)("files that cannot be written (needs bwrap)", () => {
  for (const row of UNWRITABLE) itStaysAsItIs(row);
});
describe("a lock that cannot be taken", () => {
  for (const row of IN_THE_WAY) itStaysAsItIs(row);
});

const fifo = (path: string): void => void execFileSync("mkfifo", [path]);
const folder = (path: string): void => mkdirSync(path);
const loop = (path: string): void => symlinkSync(path, path);
const zero = (path: string): void => symlinkSync("/dev/zero", path);
const UNREADABLE: readonly (readonly [string, Fault, Words])[] = ["credentials", "config"].flatMap(
  (name) => {
    const file = `HOME/.aws/${name}`;
    const look = `look at it: ls -l ${file}`;
    const odd = `cannot read ${file}: it is not a regular file`;
    return [
      [`a FIFO as ${name}`, instead(name, fifo), [odd, look]],
      [`a device as ${name}`, instead(name, zero), [odd, look]],
      [
        `a folder as ${name}`,
        instead(name, folder),
        [`cannot read ${file}: it is a folder`, `look at it: ls -ld ${file}`],
      ],
      [
        `a link to itself as ${name}`,
        instead(name, loop),
        [`cannot read ${file}: its symbolic links lead in a circle`, look],
      ],
    ] as const;
  },
);

describe.each(UNREADABLE)("%s", (_title, fault, words) => {
  it.each([
    ["before a login", sandbox],
    ["after one", signedIn],
  ])("%s: every command says so at once, and nothing changes", async (_when, make) => {
    const box = await make();
    fault(box);
    const calls = box.calls("GetSessionToken");
    const before = seen(box);
    const run = runner(box);
    expect(await run("login", "--force", "--code", "123456")).toEqual(error(box, words));
    expect(await run("env", "--no-input")).toEqual({ ...error(box, words), stdout: "(exit 1);\n" });
    expect(await run("logout")).toEqual(error(box, words));
    expect(box.calls("GetSessionToken")).toBe(calls);
    expect(seen(box)).toEqual(before);
  });
});

describe("a file where ~/.aws should be", () => {
  it("is said", async () => {
    const box = await sandbox({ files: {} });
    rmSync(aws(box), { recursive: true });
    writeFileSync(join(box.home, ".aws"), "mine");
    const words: Words = [
      "cannot read HOME/.aws/config: a part of its path is not a folder",
      "look at it: ls -ld HOME/.aws",
    ];
    for (const word of ["login", "logout"])
      expect(await runner(box)(word)).toEqual(error(box, words));
    expect(box.get(".aws")).toBe("mine");
  });
});

/** A script for the inside of a small disk on `$D`: fills it, runs the program, says what is there; `$O` has the files. */
const FILL = 'dd if=/dev/zero of="$D/fill" bs=1k 2>/dev/null';
const LOOK = 'rm "$D/fill"; ls -A "$D" | tr "\\n" " "';
const SAME = 'cmp "$O/credentials" "$D/credentials" && cmp "$O/config" "$D/config" && echo same';

async function onSmallDisk(
  box: Sandbox,
  at: string,
  script: string,
  words: readonly string[],
): Promise<Outcome> {
  const kept = join(box.home, "kept");
  mkdirSync(kept, { recursive: true });
  for (const name of ["credentials", "config"])
    writeFileSync(join(kept, name), box.get(`.aws/${name}`) ?? "", "latin1");
  const prefix = [...walls("--size", "65536", "--tmpfs", at), "sh", "-c", script, "sh"];
  const env = { D: at, O: kept, AWS_CONFIG_FILE: at === aws(box) ? undefined : join(at, "config") };
  return runner(box, prefix, env)(...words);
}

describe.skipIf(!hasBwrap)("a full disk (needs bwrap)", () => {
  const script = `cp "$O"/* "$D"; ${FILL}; "$@"; ${LOOK}; ${SAME}`;
  const full = (name: string): string =>
    errorText(
      `cannot write HOME/.aws/${name}: the disk is full; the file is as it was`,
      "see what is free: df -h HOME/.aws",
    );
  it("a login fails, the files are as they were", async () => {
    const box = await sandbox();
    const { stdout, stderr } = await onSmallDisk(box, aws(box), script, [
      "login",
      "--code",
      box.code(),
    ]);
    expect(stderr.replaceAll(box.home, "HOME")).toBe(full("credentials"));
    expect(stdout).toBe("config credentials same\n");
    // The code can still be typed.
    expect(box.calls("GetSessionToken")).toBe(0);
  });
  it("so does a logout, and a session from before serves on", async () => {
    const box = await signedIn();
    const out = await onSmallDisk(box, aws(box), script, ["logout"]);
    expect(out.stderr.replaceAll(box.home, "HOME")).toBe(full("config"));
    expect(out.stdout).toBe("config credentials same\n");
    const env = await onSmallDisk(box, aws(box), script, ["env", "--no-input", "--shell", "sh"]);
    expect(env.stdout).toContain("AWSMFA_SESSION=");
  });
  it("between the two files: it says so, and the next login mends it without a code", async () => {
    const box = await sandbox();
    mkdirSync(aws(box, "small"));
    const again = `"$1" "$2" login --no-input -p mfa.user-identity >&2`;
    // While the code is fetched, something else takes the room.
    const fill = `mfa_process = ${FILL.replace("$D", aws(box, "small"))}; echo ${box.code()}\n`;
    const config = CONFIG.replace("]\n", `]\n${fill}`);
    box.put(".aws/config", config);
    const between = `cp "$O/config" "$D"; "$@"; ${LOOK}; ${again}; cat "$D/config"`;
    const { stdout, stderr } = await onSmallDisk(box, aws(box, "small"), between, ["login"]);
    const [first = "", rest = ""] = stderr.replaceAll(box.home, "HOME").split("✔");
    expect(first).toBe(
      errorText(
        "the session is in [mfa.user-identity-mfa] of the credentials file, but cannot write HOME/.aws/small/config: the disk is full; the file is as it was",
        "see what is free: df -h HOME/.aws/small",
        "then, without a code: awsmfa login --profile mfa.user-identity",
      ),
    );
    expect(rest).toContain("left · in [mfa.user-identity-mfa]");
    expect(stdout.startsWith(`config ${config}`)).toBe(true);
    expect(stdout).toContain("\n[profile mfa.user-identity-mfa]\nregion = us-west-2\n");
    expect(box.calls("GetSessionToken")).toBe(1);
    expect(box.get(".aws/credentials")?.startsWith(CREDENTIALS)).toBe(true);
  });
});
