import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { statSync, utimesSync, writeFileSync } from "node:fs";
import { spawn, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { newClaim } from "../../src/system/claim.ts";
import { systemTurns } from "../../src/system/turns.ts";

/** A path for a turn in a folder that is not there yet, and what is beside it. */
function place() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "awsmfa-turns-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const state = join(folder, "state");
  return { folder, state, path: join(state, "turn"), list: () => readdirSync(state).toSorted() };
}

/** Takes a turn that must be free. */
function mine(path: string) {
  const taken = systemTurns().take(path);
  if (!taken.mine) throw new Error(`it is another's: ${taken.holder}`);
  onTestFinished(() => taken.giveBack());
  return taken;
}

/** Puts the slot of somebody there. */
function slot(path: string, claim: string): string {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, claim), "");
  return claim;
}

/** The claim of a process of this place that has gone. */
function gone(): string {
  const { pid } = spawnSync("true");
  return newClaim().replace(String(process.pid), String(pid));
}

describe("a turn", () => {
  it("is one process's until it is given back, and nothing is left", () => {
    const { path, list } = place();
    const first = mine(path);
    const second = systemTurns().take(path);
    expect(second).toMatchObject({
      mine: false,
      holder: expect.stringMatching(`^${process.pid}-`),
    });
    first.giveBack();
    expect(list()).toEqual([]);
    mine(path);
  });
  it("is taken from a process that has gone", () => {
    const { path, state } = place();
    slot(path, gone());
    writeFileSync(join(state, `turn.awsmfa-${gone()}`), "what it left");
    mine(path).giveBack();
    expect(readdirSync(state)).toEqual([]);
  });
  it("is taken from one that does not move", async () => {
    const { path } = place();
    const [still, other] = [slot(path, newClaim()), systemTurns({ stopped: 100, any: 100 })];
    expect(other.take(path)).toEqual({ mine: false, holder: still });
    await vi.waitUntil(() => {
      const taken = other.take(path);
      if (taken.mine) taken.giveBack();
      return taken.mine;
    });
  });
  it.skipIf(process.platform === "win32")("is taken sooner from one that is stopped", async () => {
    const { path } = place();
    const child = spawn("sleep", ["1000"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const claim = slot(path, newClaim().replace(String(process.pid), String(child.pid)));
    const turns = systemTurns({ stopped: 0, any: 600_000 });
    for (let time = 0; time < 3; time += 1)
      expect(turns.take(path)).toEqual({ mine: false, holder: claim });
    child.kill("SIGSTOP");
    await vi.waitUntil(() => {
      const taken = turns.take(path);
      if (taken.mine) taken.giveBack();
      return taken.mine;
    });
  });
  it("is seen to move while somebody has it", async () => {
    const { path } = place();
    mine(path);
    const own = join(path, readdirSync(path)[0] ?? "");
    utimesSync(own, 1, 1);
    await vi.waitUntil(() => statSync(own).mtimeMs > 1_000, { timeout: 10_000 });
  });
  it("that was taken away is not given back in another's place", () => {
    const { path, list } = place();
    const first = mine(path);
    rmSync(path, { recursive: true });
    const other = slot(path, newClaim());
    first.giveBack("in vain");
    expect([list(), readdirSync(path), systemTurns().note(path)]).toEqual([
      ["turn"],
      [other],
      undefined,
    ]);
  });
  it("is everybody's where nothing can be written", () => {
    const { folder } = place();
    writeFileSync(join(folder, "state"), "a file");
    mine(join(folder, "state", "turn")).giveBack("in vain");
    mine(join(folder, "state", "turn"));
  });
  it("does not stay with what is no slot", () => {
    const { path } = place();
    slot(path, "note.txt");
    mine(path);
  });
});

describe("a note", () => {
  it("is that of the last one who gave the turn back in vain, until somebody does not", () => {
    const { path, list } = place();
    const turns = systemTurns();
    expect(turns.note(path)).toBeUndefined();
    mine(path).giveBack("no code");
    const note = turns.note(path);
    expect(note).toMatchObject({ text: "no code", holder: expect.stringMatching(/^\d+-/) });
    expect(note?.age).toBeLessThan(60_000);
    expect(list()).toEqual(["turn.note"]);
    mine(path).giveBack();
    expect([turns.note(path), list()]).toEqual([undefined, []]);
  });
  it.each(["", "{}", "[]", "[1,2]", '["a"]', "no JSON"])("is none: %s", (text) => {
    const { path, state } = place();
    mkdirSync(state);
    writeFileSync(`${path}.note`, text);
    expect(systemTurns().note(path)).toBeUndefined();
  });
});
