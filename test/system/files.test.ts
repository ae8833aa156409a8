import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemFiles } from "../../src/system/files.ts";
import { isRoot, useFolder, useWorker } from "./files-world.ts";

const files = systemFiles();
const { at, names } = useFolder();
const { run } = useWorker();
const durable = { durable: true };
const fleeting = { durable: false };
const nobody = 65_534;

const mode = (name: string): string => (statSync(at(name)).mode & 0o7777).toString(8);
const text = (name: string): string => readFileSync(at(name), "latin1");
const put = (name: string, content = "old"): void => writeFileSync(at(name), content, "latin1");
const set = (name: string, content: string | undefined): Promise<unknown> =>
  files.edit(at(name), () => content, durable);

describe("read", () => {
  it("gives the bytes, one character each", async () => {
    writeFileSync(at("f"), Buffer.from([0, 13, 10, 0x80, 0xe9, 0xff]));
    expect(await files.read(at("f"))).toBe("\0\r\n\x80\xe9\xff");
  });
  it("gives nothing where there is nothing", async () =>
    expect(await files.read(at("no/such"))).toBeUndefined());
  it("follows links", async () => {
    put("f");
    symlinkSync("f", at("link"));
    expect(await files.read(at("link"))).toBe("old");
  });
  it("takes /dev/null for an empty file", async () =>
    expect(await files.read("/dev/null")).toBe(""));
  it("does not wait for a FIFO", async () => {
    spawnSync("mkfifo", [at("fifo")]);
    await expect(files.read(at("fifo"))).rejects.toMatchObject({
      code: "file-unreadable",
      message: `cannot read ${at("fifo")}: it is not a regular file`,
    });
  });
  it.each([
    ["a folder", (path: string) => mkdirSync(path), "it is a folder", "look at it: ls -ld PATH"],
    [
      "a circle",
      (path: string) => symlinkSync(path, path),
      "its symbolic links lead in a circle",
      "look at it: ls -l PATH",
    ],
  ])("says so of %s", async (_title, make, reason, hint) => {
    make(at("f"));
    await expect(files.read(at("f"))).rejects.toMatchObject({
      code: "file-unreadable",
      message: `cannot read ${at("f")}: ${reason}`,
      hint: hint.replace("PATH", at("f")),
    });
  });
  it.each(["a\0b"])("refuses %j", async (path) => {
    await expect(files.read(path)).rejects.toMatchObject({ code: "file-unreadable" });
    await expect(files.facts(path)).rejects.toMatchObject({ code: "file-unreadable" });
    await expect(files.edit(path, () => "", durable)).rejects.toMatchObject({
      code: "file-unwritable",
    });
    await expect(files.checkWritable(path)).rejects.toMatchObject({ code: "file-unwritable" });
  });
  it.skipIf(!isRoot)("says how to read what is denied (needs root)", () => {
    put("f");
    chmodSync(at("f"), 0o200);
    chownSync(at("f"), nobody, nobody);
    expect(run(["read", at("f")], { uid: nobody }).value).toEqual({
      code: "file-unreadable",
      message: `cannot read ${at("f")}: permission denied`,
      hint: `look at it: ls -l ${at("f")}\nlet yourself read it: chmod u+r ${at("f")}`,
    });
  });
});

describe("facts", () => {
  it("gives the mode", async () => {
    put("f");
    chmodSync(at("f"), 0o640);
    expect(await files.facts(at("f"))).toEqual({ mode: 0o640 });
  });
  it("gives nothing where there is nothing", async () =>
    expect(await files.facts(at("f"))).toBeUndefined());
  it("has no opinion on a device", async () =>
    expect(await files.facts("/dev/null")).toEqual({ mode: undefined }));
  it("says what is wrong with the path", async () => {
    put("f");
    await expect(files.facts(at("f/g"))).rejects.toMatchObject({
      code: "file-unreadable",
      message: `cannot read ${at("f/g")}: a part of its path is not a folder`,
    });
  });
});

describe("edit", () => {
  it.each([
    ["makes a file", undefined, "new", "created"],
    ["makes an empty file", undefined, "", "created"],
    ["replaces a file", "old", "new", "written"],
    ["empties a file", "old", "", "written"],
    ["removes a file", "old", undefined, "removed"],
    ["leaves a file that is right", "old", "old", "unchanged"],
    ["leaves no file", undefined, undefined, "unchanged"],
  ])("%s", async (_title, before, after, outcome) => {
    for (const options of [durable, fleeting]) {
      if (before === undefined) await set("f", undefined);
      else put("f", before);
      const seen: unknown[] = [];
      const edited = await files.edit(at("f"), (given) => (seen.push(given), after), options);
      expect(edited).toEqual({ outcome });
      expect(seen).toEqual([before]);
      expect(await files.read(at("f"))).toBe(after);
      expect(names()).toEqual(after === undefined ? [] : ["f"]);
    }
  });

  it("keeps every byte", () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        writeFileSync(at("f"), bytes);
        await files.edit(at("f"), (given) => `${given}\r\n\xff`, fleeting);
        expect(readFileSync(at("f"))).toEqual(Buffer.concat([bytes, Buffer.from([13, 10, 255])]));
      }),
      { numRuns: 50 },
    ));
  it("refuses a character that is not a byte, and changes nothing", async () => {
    put("f");
    await expect(set("f", "1 €")).rejects.toMatchObject({ code: "internal" });
    expect([text("f"), names()]).toEqual(["old", ["f"]]);
  });
  it("passes on what the change throws, and changes nothing", async () => {
    put("f");
    const thrown = new Error("mine");
    const change = (): never => {
      throw thrown;
    };
    await expect(files.edit(at("f"), change, durable)).rejects.toBe(thrown);
    expect([text("f"), names()]).toEqual(["old", ["f"]]);
  });
  it("does two edits of one process one after the other", async () => {
    const grow = (): Promise<unknown> =>
      files.edit(at("f"), (given) => `${given ?? ""}x`, fleeting);
    await Promise.all([grow(), grow(), grow()]);
    expect([text("f"), names()]).toEqual(["xxx", ["f"]]);
  });
  it("begins again when another program wrote in between", async () => {
    put("f");
    const seen: unknown[] = [];
    await files.edit(
      at("f"),
      (given) => {
        if (seen.push(given) === 1) put("f", "theirs");
        return `${given}+ours`;
      },
      durable,
    );
    expect([seen, text("f")]).toEqual([["old", "theirs"], "theirs+ours"]);
  });
  it("begins again when another program made the file in between", async () => {
    const change = (given: string | undefined): string => {
      if (given === undefined) put("f", "theirs");
      return `${given}+ours`;
    };
    expect(await files.edit(at("f"), change, durable)).toEqual({ outcome: "written" });
    expect(text("f")).toBe("theirs+ours");
  });
  it("removes nothing that another program wrote in between", async () => {
    put("f");
    const change = (given: string | undefined): string | undefined => {
      if (given !== "old") return given;
      put("f", "theirs");
      return undefined;
    };
    expect(await files.edit(at("f"), change, durable)).toEqual({ outcome: "unchanged" });
    expect(text("f")).toBe("theirs");
  });
  it("gives up on a file that is never at rest", async () => {
    let count = 0;
    const change = (): string => {
      put("f", `theirs ${(count += 1)}`);
      return "ours";
    };
    await expect(
      systemFiles({ stale: 10, total: 50 }).edit(at("f"), change, fleeting),
    ).rejects.toMatchObject({
      code: "file-busy",
      message: `another program keeps writing ${at("f")}`,
      hint: `see who: fuser -v ${at("f")}\nthen try again`,
    });
    expect([text("f"), names()]).toEqual([`theirs ${count}`, ["f"]]);
  });
});

describe("mode and owner", () => {
  it("makes a file 0600 and its folders 0700, whatever the umask", () => {
    run(["set", at("deep/.aws/f"), "new"]);
    expect([mode("deep/.aws"), mode("deep/.aws/f")]).toEqual(["700", "600"]);
  });
  it.each(["600", "640", "644", "400", "777"])("keeps the mode %s", async (bits) => {
    put("f");
    chmodSync(at("f"), bits);
    await set("f", "new");
    expect([mode("f"), text("f")]).toEqual([bits, "new"]);
  });
  it.skipIf(!isRoot)("keeps the owner (needs root)", async () => {
    put("f");
    chmodSync(at("f"), 0o640);
    chownSync(at("f"), nobody, 1);
    await set("f", "new");
    const { uid, gid } = statSync(at("f"));
    expect([uid, gid, mode("f"), text("f")]).toEqual([nobody, 1, "640", "new"]);
  });
  it.skipIf(!isRoot)("writes nothing when it cannot keep the owner (needs root)", () => {
    mkdirSync(at("d"));
    put("d/f");
    chmodSync(at("d/f"), 0o666);
    chownSync(at("d"), nobody, nobody);
    const refusal = {
      code: "file-unwritable",
      message: `cannot write ${at("d/f")}: it belongs to somebody else, and that could not be kept`,
      hint: `see whose it is: ls -l ${at("d/f")}`,
    };
    expect(run(["check", at("d/f")], { uid: nobody }).value).toEqual(refusal);
    expect(run(["set", at("d/f"), "new"], { uid: nobody }).value).toEqual(refusal);
    expect(text("d/f")).toBe("old");
  });
});

describe("links", () => {
  it.each([
    ["a link", ["f"], "old"],
    ["a chain of links", ["two", "three", "f"], "old"],
    ["a dangling link", ["f"], undefined],
    ["a dangling chain", ["two", "f"], undefined],
  ])("stay: %s", async (_title, chain, before) => {
    if (before !== undefined) put("f", before);
    chain.forEach((to, index) =>
      symlinkSync(to, at(index === 0 ? "link" : (chain[index - 1] ?? ""))),
    );
    await set("link", "new");
    expect([readlinkSync(at("link")), lstatSync(at("f")).isFile(), text("f"), mode("f")]).toEqual([
      chain[0],
      true,
      "new",
      before === undefined ? "600" : mode("f"),
    ]);
    await set("link", undefined);
    expect([lstatSync(at("link")).isSymbolicLink(), existsSync(at("f"))]).toEqual([true, false]);
  });
  it("lead on from where the linked folder really is", async () => {
    mkdirSync(at("dotfiles/aws"), { recursive: true });
    mkdirSync(at("dotfiles/secret"));
    symlinkSync("dotfiles/aws", at("aws"));
    symlinkSync("../secret/f", at("aws/f"));
    await set("aws/f", "new");
    expect(text("dotfiles/secret/f")).toBe("new");
  });
  it("may dangle into a folder that is missing", async () => {
    symlinkSync(at("gone/f"), at("link"));
    await set("link", "new");
    expect([text("gone/f"), mode("gone")]).toEqual(["new", "700"]);
  });
});

describe("what cannot be written", () => {
  it.each([
    ["a folder", (path: string) => mkdirSync(path), "it is a folder"],
    [
      "a circle of links",
      (path: string) => symlinkSync(path, path),
      "its symbolic links lead in a circle",
    ],
    ["a FIFO", (path: string) => spawnSync("mkfifo", [path]), "it is not a regular file"],
  ])("%s", async (_title, make, reason) => {
    make(at("f"));
    const refusal = { code: "file-unwritable", message: `cannot write ${at("f")}: ${reason}` };
    await expect(set("f", "new")).rejects.toMatchObject(refusal);
    await expect(files.checkWritable(at("f"))).rejects.toMatchObject(refusal);
    expect(names()).toEqual(["f"]);
  });
  it("a file under a file", async () => {
    put("f");
    const refusal = { message: `cannot write ${at("f/g")}: a part of its path is not a folder` };
    await expect(set("f/g", "new")).rejects.toMatchObject(refusal);
    await expect(files.checkWritable(at("f/g"))).rejects.toMatchObject(refusal);
  });
  it("nothing at all", async () => {
    await expect(files.edit("", () => "new", durable)).rejects.toMatchObject({
      message: "cannot write : its path is empty",
    });
  });
  it("/dev/null, unless nothing is to change", async () => {
    const refusal = { message: "cannot write /dev/null: it is not a regular file" };
    await expect(files.edit("/dev/null", () => "new", durable)).rejects.toMatchObject(refusal);
    expect(await files.edit("/dev/null", (given) => given, durable)).toEqual({
      outcome: "unchanged",
    });
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
  it("makes no folder for nothing", async () => {
    await set("no/such", undefined);
    expect(names()).toEqual([]);
  });

  it.skipIf(!isRoot)("a file that is read-only, though it could be replaced (needs root)", () => {
    mkdirSync(at("d"));
    put("d/f");
    chmodSync(at("d/f"), 0o400);
    for (const name of ["d", "d/f"]) chownSync(at(name), nobody, nobody);
    const refusal = {
      code: "file-unwritable",
      message: `cannot write ${at("d/f")}: permission denied`,
      hint: `let yourself write it: chmod u+w ${at("d/f")}`,
    };
    for (const command of ["check", "set", "remove"]) {
      expect(run([command, at("d/f"), "new"], { uid: nobody }).value).toEqual(refusal);
    }
    expect(text("d/f")).toBe("old");
  });
  it.skipIf(!isRoot)("a folder that is read-only, unless nothing is to change (needs root)", () => {
    put("f");
    chownSync(at("f"), nobody, nobody);
    const folder = at("f").slice(0, -2);
    for (const path of [at("f"), at("g")]) {
      for (const command of ["check", "set"]) {
        expect(run([command, path, "new"], { uid: nobody }).value).toEqual({
          code: "file-unwritable",
          message: `cannot write ${path}: no permission to change the folder ${folder}`,
          hint: `look at it: ls -ld ${folder}`,
        });
      }
      expect(run(["same", path], { uid: nobody }).value).toEqual({ outcome: "unchanged" });
    }
  });
  it.skipIf(!isRoot)("a folder that cannot be made (needs root)", () => {
    const refusal = {
      code: "file-unwritable",
      message: expect.stringContaining("no permission to change the folder"),
    };
    for (const command of ["check", "set"]) {
      expect(run([command, at("d/e/f"), "new"], { uid: nobody }).value).toMatchObject(refusal);
    }
  });
});

describe("checkWritable", () => {
  it.each(["f", "g", "deep/.aws/g"])("is content with %s and changes nothing", async (name) => {
    put("f");
    await files.checkWritable(at(name));
    expect([names(), text("f")]).toEqual([["f"], "old"]);
  });
  it("is not where something else has the lock's name", async () => {
    writeFileSync(at("f.awsmfa-lock"), "");
    await expect(files.checkWritable(at("f"))).rejects.toMatchObject({
      code: "file-busy",
      message: `cannot lock ${at("f")}: ${at("f.awsmfa-lock")} is in the way`,
    });
    expect(names()).toEqual(["f.awsmfa-lock"]);
  });
  it("is where a lock is, which the edit waits for", async () => {
    mkdirSync(at("f.awsmfa-lock"));
    await files.checkWritable(at("f"));
    expect(names()).toEqual(["f.awsmfa-lock"]);
  });
});
