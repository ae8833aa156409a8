import { readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { busy, unconfirmed, unreadable, unwritable } from "../../src/system/file-errors.ts";
import { persistently } from "../../src/system/persistently.ts";
import { hasStrace, useFolder, useWorker } from "./files-world.ts";

const { at, names } = useFolder();
const { run } = useWorker();

const text = (name: string): string => readFileSync(at(name), "latin1");

/** Breaks one of the worker's system calls, such as `/^rename:signal=KILL:when=2`. */
const breaking = (injection: string): string[] => {
  const trace = injection.slice(0, injection.indexOf(":"));
  return [
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${trace}`,
    "-e",
    `inject=${injection}`,
  ];
};

// The secret in the leftovers; what is old and new is told apart by it.
const OLD = "[old]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
const NEW = "[new]\r\n";

describe.skipIf(!hasStrace)("killed (needs strace)", () => {
  const steps = [
    "/^mkdir:1",
    "/^rename:1",
    "/^rename:2",
    "fsync:1",
    "fsync:2",
    "rmdir:1",
    ...[1, 2, 3, 4, 5].map((when) => `/^p?write(64|v)?$:${when}`),
  ];
  it.each(steps)("at %s while writing: the file is the old one or the new one", (step) => {
    writeFileSync(at("f"), OLD);
    const [call = "", when = ""] = step.split(":");
    run(["set", at("f"), NEW], { through: breaking(`${call}:signal=KILL:when=${when}`) });
    expect([OLD, NEW]).toContain(text("f"));
    expect(run(["set", at("f"), `${NEW}again`]).value).toEqual({ outcome: "written" });
    expect([text("f"), names()]).toEqual([`${NEW}again`, ["f"]]);
  });
  it.each([
    ["before the last step", "/^rename:2", OLD],
    ["after the last step", "fsync:2", NEW],
  ])("%s: we know which", (_title, step, left) => {
    writeFileSync(at("f"), OLD);
    const [call = "", when = ""] = step.split(":");
    const { signal } = run(["set", at("f"), NEW], {
      through: breaking(`${call}:signal=KILL:when=${when}`),
    });
    expect([signal, text("f")]).toEqual(["SIGKILL", left]);
  });
  it.each(["/^rename:2", "/^unlink:1", "rmdir:1", "fsync:1"])(
    "at %s while removing: nothing or all",
    (step) => {
      writeFileSync(at("f"), OLD);
      const [call = "", when = ""] = step.split(":");
      run(["remove", at("f")], { through: breaking(`${call}:signal=KILL:when=${when}`) });
      expect([OLD, undefined]).toContain(names().includes("f") ? text("f") : undefined);
      run(["remove", at("f")]);
      run(["set", at("g"), NEW]);
      expect(names()).toEqual(["g"]);
    },
  );
});

describe.skipIf(!hasStrace)(
  "a call that fails leaves the file as it was, and nothing beside it (needs strace)",
  () => {
    it.each([
      ["/^mkdir", "ENOSPC", 1, "the disk is full; the file is as it was"],
      ["fsync", "ENOSPC", 1, "the disk is full; the file is as it was"],
      ["fsync", "EDQUOT", 1, "your disk quota is used up; the file is as it was"],
      ["fsync", "EIO", 1, "i/o error (EIO)"],
      ["/^rename", "EBUSY", 2, "it is mounted by itself, so it cannot be replaced"],
      ["/^rename", "EROFS", 1, "the file system is read-only"],
      ["/^rename", "EPERM", 2, "the system does not permit it"],
    ])("%s: %s", (call, errno, when, reason) => {
      writeFileSync(at("f"), OLD);
      const { value } = run(["set", at("f"), NEW], {
        through: breaking(`${call}:error=${errno}:when=${when}`),
      });
      expect(value).toMatchObject({
        code: "file-unwritable",
        message: `cannot write ${at("f")}: ${reason}`,
      });
      expect([text("f"), names()]).toEqual([OLD, ["f"]]);
    });
    it("but a disk that does not confirm the folder has the new file", () => {
      const { value } = run(["set", at("f"), NEW], { through: breaking("fsync:error=EIO:when=2") });
      expect(value).toEqual({
        code: "file-unwritable",
        message: `wrote ${at("f")}, but the disk did not confirm it: i/o error (EIO)`,
        hint: "look for errors of the disk: dmesg",
      });
      expect([text("f"), names()]).toEqual([NEW, ["f"]]);
    });
    it("and a file system that cannot sync a folder is no failure", () => {
      const { value } = run(["set", at("f"), NEW], {
        through: breaking("fsync:error=EINVAL:when=2"),
      });
      expect([value, text("f")]).toEqual([{ outcome: "created" }, NEW]);
    });
  },
);

describe.skipIf(!hasStrace)("secrets (needs strace)", () => {
  it("are never in a file that others can read, whatever the umask", () => {
    const log = at("log");
    const through = [
      "strace",
      "-f",
      "-qq",
      "-o",
      log,
      "-e",
      "trace=openat,open,mkdir,mkdirat,/chmod",
    ];
    run(["set", at("deep/f"), NEW], { through });
    const ours = text("log")
      .split("\n")
      .filter((line) => line.includes(at("deep")) || line.includes("chmod"));
    const made = ours
      .filter((line) => /O_CREAT|mkdir/.test(line))
      .map((line) => /, (0\d+)\)/.exec(line)?.[1]);
    expect(new Set(made)).toEqual(new Set(["0600", "0700"]));
    expect([
      ours.filter((line) => line.includes("chmod")),
      statSync(at("deep/f")).mode & 0o777,
    ]).toEqual([[], 0o600]);
  });
});

describe("words", () => {
  const errno = (code: string): Error =>
    Object.assign(new Error(`${code}: some words, open 'x'`), { code });
  it.each([
    ["EACCES", "permission denied", "let yourself write it: chmod u+w '/my dir/f'"],
    ["EISDIR", "it is a folder", "look at it: ls -ld '/my dir/f'"],
    ["ELOOP", "its symbolic links lead in a circle", "look at it: ls -l '/my dir/f'"],
    ["ENOTDIR", "a part of its path is not a folder", "look at it: ls -ld '/my dir'"],
    ["ENAMETOOLONG", "its name is too long", "give it a shorter name"],
    ["EPERM", "the system does not permit it", "look at it: ls -l '/my dir/f'"],
    ["EROFS", "the file system is read-only", "see how it is mounted: findmnt -T '/my dir'"],
    ["ENOSPC", "the disk is full; the file is as it was", "see what is free: df -h '/my dir'"],
    ["EDQUOT", "your disk quota is used up; the file is as it was", "see what is left: quota -s"],
    [
      "EBUSY",
      "it is mounted by itself, so it cannot be replaced",
      "mount its folder '/my dir' instead of the file",
    ],
    ["EMFILE", "some words (EMFILE)", "look at it: ls -l '/my dir/f'"],
  ])("of %s", (code, reason, hint) => {
    const cause = errno(code);
    expect(unwritable("/my dir/f", cause)).toMatchObject({
      code: "file-unwritable",
      message: `cannot write /my dir/f: ${reason}`,
      hint,
      cause,
    });
  });
  it("of a folder that denies", () =>
    expect(unwritable("/d/f", errno("EACCES"), "/d")).toMatchObject({
      message: "cannot write /d/f: no permission to change the folder /d",
      hint: "look at it: ls -ld /d",
    }));
  it("of what is no error of the system", () =>
    expect(unreadable("f", new RangeError("too long")).message).toBe(
      "cannot read f: unknown reason",
    ));
  it("of an error that has only a code", () =>
    expect(
      unreadable("f", Object.assign(new Error("x"), { code: "ERR_FS_FILE_TOO_LARGE" })).message,
    ).toBe("cannot read f: ERR_FS_FILE_TOO_LARGE"));
  it("of a code that Node does not know", () =>
    expect(
      unreadable("f", Object.assign(new Error("x"), { code: "Unknown system error -116" })).message,
    ).toBe("cannot read f: unknown system error -116"));
  it("of a disk that fails late", () =>
    expect(unconfirmed("f", errno("EIO")).code).toBe("file-unwritable"));
  it("quote what a shell would take apart", () =>
    expect(busy("it's", "it's").hint).toContain("rm -r 'it'\\''s'"));
});

describe("persistently", () => {
  const refusing = (times: number, code: string): { act: () => void; calls: () => number } => {
    let calls = 0;
    return {
      act() {
        if ((calls += 1) <= times) throw Object.assign(new Error(code), { code });
      },
      calls: () => calls,
    };
  };
  it.each([
    ["tries again on Windows", "win32", "EPERM", 2, 3],
    ["does it once elsewhere", "linux", "", 0, 1],
  ])("%s", (_title, platform, code, refusals, calls) => {
    const file = refusing(refusals, code);
    persistently(file.act, platform);
    expect(file.calls()).toBe(calls);
  });
  it.each([
    ["gives up after ten tries", "win32", "EBUSY", 10],
    ["does not try what cannot pass", "win32", "ENOSPC", 1],
    ["does not try elsewhere", "linux", "EPERM", 1],
  ])("%s", (_title, platform, code, calls) => {
    const file = refusing(99, code);
    expect(() => persistently(file.act, platform)).toThrow(code);
    expect(file.calls()).toBe(calls);
  });
});
