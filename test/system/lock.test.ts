import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { isAbandoned, isClaim, newClaim } from "../../src/system/claim.ts";
import { systemFiles } from "../../src/system/files.ts";
import { lockOf, takeLock } from "../../src/system/lock.ts";
import { hasStrace, isRoot, useFolder, useWorker } from "./files-world.ts";

const files = systemFiles();
const { at, names } = useFolder();
const { run, start, startThrough } = useWorker();

const text = (): string => readFileSync(at("f"), "latin1");
const add = (line: string): Promise<unknown> =>
  files.edit(at("f"), (given) => `${given ?? ""}${line}\n`, { durable: true });
/** Patience for a holder that is not gone, and in all; milliseconds. */
const patience = (stale: number, total: number): { staleAfter: number; giveUpAt: number } => ({
  staleAfter: stale,
  giveUpAt: performance.now() + total,
});
/** A claim as if made by a process here that is gone. */
const deadClaim = (): string => newClaim().replace(/^\d+/, String(spawnSync("true").pid));
/** A lock that somebody holds by that name. */
function hold(claim: string, content = ""): void {
  mkdirSync(`${lockOf(at("f"))}/`, { recursive: true, mode: 0o700 });
  writeFileSync(`${lockOf(at("f"))}/${claim}`, content);
}

describe("a claim", () => {
  it("is a name", () => expect(isClaim(newClaim())).toBe(true));
  it("is like no other", () =>
    expect(new Set(Array.from({ length: 1000 }, newClaim)).size).toBe(1000));
  it.each([
    "",
    "lock",
    "1-2",
    "0-abc-def",
    "-1-abc-def",
    "12-abc-../x",
    "1-abc-def.tmp",
    "12345678901-a-b",
  ])("is not %j", (name) => expect([isClaim(name), isAbandoned(name)]).toEqual([false, false]));
  it("of this process is in use", () => expect(isAbandoned(newClaim())).toBe(false));
  it("of a process that is gone is abandoned", () => expect(isAbandoned(deadClaim())).toBe(true));
  it("of another machine is not known to be", () =>
    expect(isAbandoned(deadClaim().replace(/-[0-9a-z]+-/, "-zzz-"))).toBe(false));
  it("of an impossible process is not known to be", () =>
    expect(isAbandoned(newClaim().replace(/^\d+/, "9999999999"))).toBe(false));
});

describe("a lock", () => {
  it("is given back", async () => {
    const lock = await takeLock(at("f"), at("f"), patience(1000, 1000));
    expect([names(), existsSync(lock.slot)]).toEqual([["f.awsmfa-lock"], true]);
    lock.release();
    lock.release();
    expect(names()).toEqual([]);
  });
  it("keeps others out until then", async () => {
    const first = await takeLock(at("f"), at("f"), patience(60_000, 60_000));
    let entered = false;
    const second = takeLock(at("f"), at("f"), patience(60_000, 60_000)).then((lock) => {
      entered = true;
      return lock;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(entered).toBe(false);
    first.release();
    (await second).release();
    expect(names()).toEqual([]);
  });
  it("is not given back by one that lost it", async () => {
    const slow = await takeLock(at("f"), at("f"), patience(60_000, 60_000));
    const quick = await takeLock(at("f"), at("f"), patience(20, 60_000));
    slow.release();
    expect([existsSync(slow.slot), existsSync(quick.slot)]).toEqual([false, true]);
    quick.release();
    expect(names()).toEqual([]);
  });
  it("gives up, and names the lock", async () => {
    const held = await takeLock(at("f"), at("f"), patience(60_000, 60_000));
    await expect(takeLock("my f", at("f"), patience(60_000, 30))).rejects.toMatchObject({
      code: "file-busy",
      message: "my f is locked by another process",
      hint: `try again; if no other awsmfa is running, remove the lock: rm -r ${lockOf(at("f"))}`,
    });
    held.release();
    expect(names()).toEqual([]);
  });
  it.each([
    ["a file", (path: string) => writeFileSync(path, "")],
    ["a link to a folder", (path: string) => symlinkSync(".", path)],
  ])("says so when %s is in its place, and leaves that", async (_title, make) => {
    make(lockOf(at("f")));
    await expect(add("new")).rejects.toMatchObject({
      code: "file-busy",
      message: `cannot lock ${at("f")}: ${lockOf(at("f"))} is in the way`,
      hint: `move it away: mv ${lockOf(at("f"))} ${lockOf(at("f"))}.old`,
    });
    expect(names()).toEqual(["f.awsmfa-lock"]);
  });
  it("comes back when its owner's folder was swept by mistake", async () => {
    const held = await takeLock(at("f"), at("f"), patience(60_000, 60_000));
    const waiting = takeLock(at("f"), at("f"), patience(60_000, 60_000));
    for (const name of names().filter((each) => !each.endsWith("-lock")))
      spawnSync("rm", ["-r", at(name)]);
    held.release();
    (await waiting).release();
    expect(names()).toEqual([]);
  });
});

describe("what others left", () => {
  it.each([
    ["an empty lock", () => mkdirSync(lockOf(at("f")))],
    ["a lock of a process that is gone", () => hold(deadClaim(), "secret")],
    [
      "folders and files of processes that are gone",
      () => {
        mkdirSync(at(`f.awsmfa-${deadClaim()}`));
        writeFileSync(at(`f.awsmfa-${deadClaim()}`), "secret");
        writeFileSync(at(`other.awsmfa-${deadClaim()}`), "secret");
      },
    ],
  ])("goes at once: %s", async (_title, leave) => {
    leave();
    // So long a patience would run into the limit of the test.
    (await takeLock(at("f"), at("f"), patience(600_000, 600_000))).release();
    expect(names()).toEqual([]);
  });
  it.each([
    ["a lock of another machine", () => hold("1-zzz-zzz", "secret")],
    ["a lock with something foreign in it", () => hold(".DS_Store")],
    [
      "a lock with several things in it",
      () => [newClaim(), newClaim()].forEach((claim) => hold(claim)),
    ],
  ])("goes after a while: %s", async (_title, leave) => {
    leave();
    (await takeLock(at("f"), at("f"), patience(20, 60_000))).release();
    expect(names()).toEqual([]);
  });
  it("stays if it may be somebody's", async () => {
    const kept = [
      `f.awsmfa-${newClaim()}`,
      "f.awsmfa-1-zzz-zzz",
      "f.awsmfa-notes",
      "f.bak",
      deadClaim(),
    ];
    for (const name of kept) writeFileSync(at(name), "");
    (await takeLock(at("f"), at("f"), patience(20, 60_000))).release();
    expect(names()).toEqual(kept.toSorted());
  });
  it.skipIf(!isRoot)("goes though root left it (needs root)", () => {
    chownSync(at("f").slice(0, -2), 65_534, 65_534);
    hold(deadClaim());
    chmodSync(lockOf(at("f")), 0o700);
    expect(run(["set", at("f"), "new"], { uid: 65_534 }).value).toEqual({ outcome: "created" });
  });
});

describe("many processes", () => {
  it("lose no count", async () => {
    const times = 4;
    const workers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        start("count", at("f"), at("go"), String(times), index % 2 === 0 ? "durable" : "fleeting"),
      ),
    );
    writeFileSync(at("go"), "");
    const ends = await Promise.all(workers.map((worker) => worker.end()));
    expect(ends).toEqual(ends.map(() => ({})));
    expect([text(), names()]).toEqual([String(50 * times), ["f", "go"]]);
  });
  it("lose no count to one that is killed among them", async () => {
    const hung = await start("hang", at("f"), "hung");
    const workers = await Promise.all(
      Array.from({ length: 10 }, () => start("count", at("f"), at("go"), "4", "durable")),
    );
    writeFileSync(at("go"), "");
    hung.signal("SIGKILL");
    await hung.end();
    expect(await Promise.all(workers.map((worker) => worker.end()))).toEqual(
      workers.map(() => ({})),
    );
    expect([text(), names()]).toEqual(["40", ["f", "go"]]);
  });
});

describe("a process that holds the lock", () => {
  it("holds up nobody once it is killed, and what it left goes", async () => {
    writeFileSync(at("f"), "old\n");
    const worker = await start("hang", at("f"), "hung");
    expect(readdirSync(lockOf(at("f")))).toHaveLength(1);
    worker.signal("SIGKILL");
    await worker.end();
    // Were it not known to be dead, this patience would run into the limit of the test.
    await systemFiles({ stale: 600_000, total: 600_000 }).edit(
      at("f"),
      (given) => `${given}new\n`,
      { durable: true },
    );
    expect([text(), names()]).toEqual(["old\nnew\n", ["f"]]);
  });
  it("holds up nobody for long while it is stopped, and undoes nothing when it goes on", async () => {
    writeFileSync(at("f"), "old\n");
    const worker = await start("stopAndAdd", at("f"), "stopped");
    await add("one");
    await add("two");
    expect(text()).toBe("old\none\ntwo\n");
    worker.signal("SIGCONT");
    expect(await worker.end()).toEqual({ outcome: "written" });
    expect([text(), names()]).toEqual(["old\none\ntwo\nstopped\n", ["f"]]);
  });
  it("spares another's lock when it goes on", async () => {
    writeFileSync(at("f"), "old\n");
    const worker = await start("stopAndAdd", at("f"), "stopped");
    const lock = await takeLock(at("f"), at("f"), patience(100, 60_000));
    worker.signal("SIGCONT");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([existsSync(lock.slot), text()]).toEqual([true, "old\n"]);
    lock.release();
    expect(await worker.end()).toEqual({ outcome: "written" });
    expect(text()).toBe("old\nstopped\n");
  });
  it("removes nothing new when it goes on", async () => {
    writeFileSync(at("f"), "old\n");
    const worker = await start("stopAndRemoveOld", at("f"));
    await add("new");
    worker.signal("SIGCONT");
    expect(await worker.end()).toEqual({ outcome: "unchanged" });
    expect([text(), names()]).toEqual(["old\nnew\n", ["f"]]);
  });
});

/** The worker's second rename, its last step, begins four seconds late, as if it had been stopped right before. */
const late =
  "strace -f -qq -o /dev/null -e trace=/^(rename|link) -e inject=/^rename:delay_enter=4000000:when=2";
const noLinks = " -e inject=/^link:error=EPERM";

describe.skipIf(!hasStrace)("a process that is stopped after its last look (needs strace)", () => {
  it.each([
    ["replaces nothing new", "add", late],
    ["removes nothing new", "removeOld", late],
    ["removes nothing new on a file system without hard links", "removeOld", late + noLinks],
  ])("%s", async (_title, command, through) => {
    writeFileSync(at("f"), "old\n");
    const worker = startThrough(through.split(" "), command, at("f"), "late");
    while (!existsSync(lockOf(at("f")))) await new Promise((resolve) => setTimeout(resolve, 5));
    await add("new");
    await worker.end();
    expect([text(), names()]).toEqual([expect.stringContaining("new\n"), ["f"]]);
  });
});
