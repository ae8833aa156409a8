import { describe, expect, it, vi } from "vitest";
import { KEY, onTerminal } from "../support/pty.ts";
import { running } from "../support/questions.ts";
import { sandbox } from "../support/sandbox.ts";
import { signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";
import { QUESTION } from "../support/wording.ts";

/** `exec` on a terminal: whatever runs in it has the terminal as if the shell had started it. */

const BASH = ["bash", "--norc", "--noprofile", "-i"];
const PROMPT = { PS1: "$ " };
/** A program that takes every key as it comes, and its size as it changes, until `q`. */
const RAW = `node -e '
process.stdin.setRawMode(true);
console.log("ready " + process.stdout.columns);
process.stdout.on("resize", () => console.log("size " + process.stdout.columns));
process.stdin.on("data", (key) => {
  console.log("key " + key.toString("hex"));
  if (String(key) === "q") process.exit(0);
});'`;

/** An interactive bash with job control, in a sandbox where somebody has logged in. */
async function inBash() {
  const box = await signedIn();
  const pty = onTerminal(box, BASH, { env: PROMPT });
  await pty.waitFor("$");
  return { box, pty };
}

describe("a program on the terminal", () => {
  it("gets every key in raw mode, Ctrl-C and Ctrl-Z too", async () => {
    const { pty } = await inBash();
    pty.enter(`awsmfa exec -- ${RAW.replaceAll("\n", " ")}`);
    await pty.waitFor("ready 100");
    pty.type(KEY.ctrlC);
    await pty.waitFor("key 03");
    pty.type(KEY.ctrlZ);
    await pty.waitFor("key 1a");
    pty.type("q");
    await pty.waitFor("key 71");
    pty.enter("echo st=$?");
    await pty.waitFor("st=0");
  });
  it("is told of the window's new size", async () => {
    const { pty } = await inBash();
    pty.enter(`awsmfa exec -- ${RAW.replaceAll("\n", " ")}`);
    await pty.waitFor("ready 100");
    pty.resize(72);
    await pty.waitFor("size 72");
    pty.type("q");
    await pty.waitFor("key 71");
  });
  it("dies of Ctrl-C once, and so do we", async () => {
    const { box, pty } = await inBash();
    pty.enter("awsmfa exec -- sh -c 'echo ready; exec sleep 60'");
    await pty.waitFor("ready", 2);
    pty.type(KEY.ctrlC);
    pty.enter("echo st=$?");
    await pty.waitFor("st=130");
    expect(running(box).filter((line) => !line.includes("bash --norc"))).toEqual([]);
  });
  it("that catches Ctrl-C gets it once, and goes on", async () => {
    const { pty } = await inBash();
    const node = `let n = 0; process.on("SIGINT", () => console.log("caught", ++n)); setInterval(() => 0, 50); process.on("SIGTERM", () => process.exit(n)); console.log("ready")`;
    pty.enter(`awsmfa exec -- node -e '${node}'; echo st=$?`);
    await pty.waitFor("ready", 2);
    pty.type(KEY.ctrlC);
    await pty.waitFor("caught 1");
    await pty.signal("SIGTERM", "child");
    await pty.waitFor("st=1");
    expect(pty.screen()).not.toContain("caught 2");
  });
  it("a loop of the shell ends with Ctrl-C", async () => {
    const { pty } = await inBash();
    pty.enter("for i in 1 2; do awsmfa exec -- sh -c 'echo ready; exec sleep 60'; echo next; done");
    await pty.waitFor("ready", 2);
    pty.type(KEY.ctrlC);
    pty.enter("echo over");
    await pty.waitFor("over", 2);
    expect(pty.screen().match(/^next$/m)).toBeNull();
  });
  it("is stopped by Ctrl-Z and goes on by fg", async () => {
    const { pty } = await inBash();
    pty.enter("awsmfa exec -- sh -c 'echo ready; read line; echo got $line'");
    await pty.waitFor("ready", 2);
    pty.type(KEY.ctrlZ);
    await pty.waitFor("Stopped");
    pty.enter("fg");
    await pty.waitFor("awsmfa exec", 3);
    pty.enter("hello");
    await pty.waitFor("got hello");
  });
  it("that stops only itself gives the shell its prompt back", async () => {
    const { pty } = await inBash();
    pty.enter("awsmfa exec -- sh -c 'echo ready; kill -TSTP $$; echo again'");
    await pty.waitFor("Stopped");
    pty.enter("fg");
    await pty.waitFor("again", 2);
    pty.enter("echo st=$?");
    await pty.waitFor("st=0");
  });
  it("that is killed in raw mode leaves the terminal as it was", async () => {
    const box = await signedIn();
    const line =
      "stty -g >before; awsmfa exec -- sh -c 'stty raw -echo; kill -KILL $$'; echo st=$?; stty -g >after";
    const pty = onTerminal(box, line);
    expect([await pty.exit(), pty.screen()]).toEqual([0, "st=137"]);
    expect(box.get("after")).toBe(box.get("before"));
  });
  it("is a shell, where no command is named", async () => {
    const { pty } = await inBash();
    pty.enter("SHELL=/bin/sh awsmfa exec");
    await pty.waitFor("exit leaves it");
    pty.enter("echo in $AWSMFA_SESSION");
    await pty.waitFor("in mfa.user-identity");
    pty.enter("exit 4");
    pty.enter("echo st=$?");
    await pty.waitFor("st=4");
  });
});

describe.each([
  ["zsh", ["-f", "-i"], "suspended", "s''t=$?", "st=9"],
  ["mksh", ["-i"], "Stopped", "s''t=$?", "st=9"],
  // Its fg (3.6) has a status of its own.
  ["fish", ["--no-config", "-i"], "stopped", "o''ver", "over"],
])("in %s", (shell, words, stopped, last, said) => {
  it.skipIf(which(shell) === undefined)(
    `is stopped by Ctrl-Z, and goes on by fg (${shell})`,
    async () => {
      const box = await signedIn();
      const pty = onTerminal(box, [shell, ...words], { env: { ...PROMPT, SHELL: which(shell) } });
      pty.enter("awsmfa exec -- sh -c 'echo rea''dy; read line; echo g''ot $line; exit 9'");
      await pty.waitFor("ready");
      pty.type(KEY.ctrlZ);
      await pty.waitFor(stopped);
      pty.enter("fg");
      await vi.waitUntil(() => running(box).every((line) => !line.startsWith("T")));
      pty.enter("hello");
      await pty.waitFor("got hello");
      pty.enter(`echo ${last}`);
      await pty.waitFor(said);
    },
  );
});

describe("the question before it", () => {
  it("is not put where the command is not there", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa exec -- nonesuch; echo st=$?");
    await pty.exit();
    expect(pty.screen()).toBe(
      `awsmfa: error: there is no program “nonesuch” in PATH
awsmfa: hint: aliases and functions are your shell's; one that knows them is started by: awsmfa exec
st=127`,
    );
    expect(box.world.requests).toEqual([]);
  });
  it("is on the terminal, whatever input and output are", async () => {
    const box = await sandbox();
    const line = "printf 'a b' | awsmfa exec -- tr a-z A-Z >out; echo st=$?";
    const pty = onTerminal(box, line);
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    await pty.waitFor("st=0");
    expect(box.get("out")).toBe("A B");
  });
  it("Ctrl-C there runs nothing", async () => {
    const box = await sandbox();
    const pty = onTerminal(box, "awsmfa exec -- touch ran; echo st=$?");
    await pty.waitFor(QUESTION);
    pty.type(KEY.ctrlC);
    await pty.exit();
    expect(box.get("ran")).toBeUndefined();
  });
});

describe.skipIf(which("vim") === undefined)("vim", () => {
  it("edits, stops, goes on, and ends", async () => {
    const { box, pty } = await inBash();
    pty.enter("awsmfa exec -- vim -u NONE -N file");
    await pty.waitFor("[New]");
    pty.type("ihello\u001b");
    await pty.waitFor("hello");
    pty.type(KEY.ctrlZ);
    await pty.waitFor("Stopped");
    pty.enter("fg");
    await pty.waitFor("hello");
    pty.type(":wq\r");
    await vi.waitUntil(() => running(box).length === 1, { timeout: 20_000 });
    expect(box.get("file")).toBe("hello\n");
    pty.enter("echo st=$?");
    await pty.waitFor("st=0");
  });
});
