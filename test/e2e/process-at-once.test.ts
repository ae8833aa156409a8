import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { KEY, type Pty, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { CONFIG, WORK, session } from "../support/speeds.ts";
import { withStored } from "../support/stored.ts";

/** Many at once, as Terraform starts them: one question and one call to AWS. */

const STATE = ".local/state/awsmfa";
const QUESTION = "MFA code for mfa.user (work):";
const OVER = {
  ".aws/credentials": WORK + session({ left: -60 }),
  ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n`,
};

/** Starts so many; each says its status in a file when it has ended. */
function lineOf(count: number): string {
  const one = "{ awsmfa credential-process --debug >out$i 2>err$i; echo $? >status$i; } &";
  return `for i in $(seq ${count}); do ${one} done; wait`;
}

/** Starts so many on one terminal, and waits until one asks and the others have seen that. */
async function asked(box: Sandbox, count: number): Promise<Pty> {
  const pty = onTerminal(box, lineOf(count));
  await pty.waitFor(QUESTION);
  const waiting = (): number =>
    all(box, "err", count).filter((text) => text.includes("another process is at it")).length;
  await vi.waitUntil(() => waiting() === count - 1, { timeout: 15_000 });
  return pty;
}

function all(box: Sandbox, name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => box.get(`${name}${at + 1}`) ?? "");
}

/** The statuses, sorted, the documents, each once, and the errors, each once. */
function ended(box: Sandbox, count: number): { [what: string]: string[] } {
  const errors = all(box, "err", count).flatMap((text) => text.match(/^awsmfa: error.*/gm) ?? []);
  const documents = all(box, "out", count).filter((text) => text !== "");
  return {
    statuses: all(box, "status", count)
      .map((text) => text.trim())
      .toSorted(),
    documents: [...new Set(documents)],
    errors: [...new Set(errors)].toSorted(),
  };
}

function turns({ home }: Sandbox): string[] {
  return readdirSync(join(home, STATE)).filter((name) => /^turn-[0-9a-f]+$/.test(name));
}

/** The process that has the turn, by the name of its slot. */
function asker(box: Sandbox): number {
  const [turn = ""] = turns(box);
  return Number(readdirSync(join(box.home, STATE, turn))[0]?.split("-")[0]);
}

function expectOneSession(box: Sandbox, documents: readonly string[] | undefined): void {
  expect(
    documents?.map((text) => (JSON.parse(text) as { SessionToken: string }).SessionToken),
  ).toEqual([box.world.sessions[0]?.token]);
  expect([box.calls("GetSessionToken"), turns(box)]).toEqual([1, []]);
}

describe("at once on one terminal", () => {
  it("twenty share one question and one call", async () => {
    const box = await sandbox({ files: OVER });
    const pty = await asked(box, 20);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    const { statuses, documents, errors } = ended(box, 20);
    expect([new Set(statuses), errors]).toEqual([new Set(["0"]), []]);
    expectOneSession(box, documents);
    const codes = all(box, "err", 20).filter((text) => text.includes("code from: prompt"));
    expect([pty.screen(), codes.length]).toEqual(["", 1]);
  });
  it("when the one that asks is killed, another asks", async () => {
    const box = await sandbox({ files: OVER });
    const pty = await asked(box, 4);
    const first = asker(box);
    process.kill(first, "SIGKILL");
    await vi.waitUntil(() => turns(box).length === 1 && asker(box) !== first, { timeout: 15_000 });
    await pty.waitFor(QUESTION, 2);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    const { statuses, documents, errors } = ended(box, 4);
    expect([statuses, errors]).toEqual([["0", "0", "0", "137"], []]);
    expectOneSession(box, documents);
  });
  it("when the one that asks is stopped, another asks", async () => {
    const box = await sandbox({ files: OVER });
    const pty = await asked(box, 4);
    const first = asker(box);
    process.kill(first, "SIGSTOP");
    await vi.waitUntil(() => turns(box).length === 1 && asker(box) !== first, { timeout: 20_000 });
    await pty.waitFor(QUESTION, 2);
    pty.enter(box.code());
    await vi.waitUntil(() => all(box, "status", 4).filter((text) => text === "0\n").length === 3, {
      timeout: 15_000,
    });
    process.kill(first, "SIGKILL");
    expect(await pty.exit()).toBe(0);
    expectOneSession(box, ended(box, 4)["documents"]);
  });
  it.each([
    ["given up", KEY.ctrlD, ["5", "5", "5", "5"], "no code was entered"],
    ["broken off", KEY.ctrlC, ["130", "5", "5", "5"].toSorted(), "interrupted"],
  ])("a question that is %s is not put again", async (_title, key, expected, why) => {
    const box = await sandbox({ files: OVER });
    const pty = await asked(box, 4);
    pty.type(key);
    expect(await pty.exit()).toBe(0);
    const { statuses, documents, errors } = ended(box, 4);
    expect([statuses, documents]).toEqual([expected, []]);
    expect(errors?.[0]).toContain(`another process tried at the same time: ${why}`);
    expect([box.calls("GetSessionToken"), turns(box)]).toEqual([0, []]);
  });
  it("what AWS refuses is not tried twenty times", async () => {
    const box = await sandbox({ files: OVER });
    box.world.intercept = () => ({
      status: 403,
      headers: { "content-type": "text/xml" },
      body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
    });
    const pty = await asked(box, 5);
    pty.enter(box.code());
    expect(await pty.exit()).toBe(0);
    expect([ended(box, 5)["statuses"], box.calls("GetSessionToken")]).toEqual([
      ["4", "5", "5", "5", "5"],
      1,
    ]);
  });
});

describe("at once without a terminal", () => {
  it("twenty with a stored secret make one call", async () => {
    const box = await withStored({ files: OVER });
    expect((await box.start("sh", ["-c", lineOf(20)])).status).toBe(0);
    const { statuses, documents, errors } = ended(box, 20);
    expect([new Set(statuses), errors]).toEqual([new Set(["0"]), []]);
    expectOneSession(box, documents);
  });
  it("all fail where nobody can be asked, each for itself", async () => {
    const box = await sandbox({ files: OVER });
    await box.start("sh", ["-c", lineOf(6)]);
    const { statuses, errors } = ended(box, 6);
    expect(new Set(statuses)).toEqual(new Set(["3"]));
    expect(errors).toEqual([expect.stringContaining("there is no terminal; hint: awsmfa login")]);
  });
  it("one without a terminal takes what another is asked for", async () => {
    const box = await sandbox({ files: OVER });
    const pty = await asked(box, 1);
    const other = box.start("sh", ["-c", "awsmfa credential-process --debug 2>err"]);
    await vi.waitUntil(() => box.get("err")?.includes("another process is at it"));
    pty.enter(box.code());
    const { status, stdout } = await other;
    expect([await pty.exit(), status, box.get("out1")]).toEqual([0, 0, stdout]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });
});
