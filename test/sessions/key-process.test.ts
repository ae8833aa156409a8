import { describe, expect, it } from "vitest";
import { run as login } from "../../src/commands/login.ts";
import { commandWords } from "../../src/sessions/command-words.ts";
import { printedKey } from "../../src/sessions/key-process.ts";
import { keyDocument } from "../../src/secrets/key-document.ts";
import type { Ended } from "../../src/ports-run.ts";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  failureOf,
  fakeContext,
} from "../support/context.ts";

/** A key that a profile's own `credential_process` prints. */

const KEY = { accessKeyId: EXAMPLE_KEY.id, secretAccessKey: EXAMPLE_KEY.secret };
const PRINTED = keyDocument(KEY);
const printed = (end: Partial<Ended>, options: FakeOptions = {}, command = "pass 'aws work'") => {
  const fake = fakeContext({ programs: [end], ...options });
  return { fake, key: () => printedKey(command, "work", fake.context) };
};

describe("the program", () => {
  it("is run without a shell, its words split, with nothing to read and its mark", async () => {
    const { fake, key } = printed(
      { stdout: PRINTED, stderr: "touch it\n" },
      { environment: { AWSMFA_CODE: "123456", PATH: "/bin" } },
    );
    expect(await key()).toEqual(KEY);
    expect(fake.ran).toEqual([
      {
        command: ["pass", "aws work"],
        environment: { PATH: "/bin", AWSMFA_RUNNING: "key:work" },
        mayAsk: true,
        stderr: "collected",
        limit: 60_000,
      },
    ]);
    expect(fake.news).toEqual([]);
  });
  it("is a line for cmd on Windows", async () => {
    const { fake, key } = printed({ stdout: PRINTED }, { platform: "win32" }, 'p "a b"');
    await key();
    expect(fake.ran[0]?.command).toBe('p "a b"');
  });
  it("may not ask where nobody can be asked", async () => {
    const { fake, key } = printed({ stdout: PRINTED }, { nobody: "there is no terminal" });
    await key();
    expect(fake.ran[0]?.mayAsk).toBe(false);
  });
  it("is not run within itself", async () => {
    const environment = { AWSMFA_RUNNING: "work,key:work" };
    expect(await failureOf(printed({}, { environment }).key)).toMatchObject({
      code: "recursion",
      message:
        "the access key of work takes the access key of work: its credential_process runs awsmfa for it again",
    });
  });
  it.each<[string, Partial<Ended>, string, string]>([
    [
      "is not there",
      { why: "missing" },
      "key-process",
      "could not be started: there is no such program",
    ],
    ["takes too long", { why: "limit" }, "key-process", "did not end well (limit)"],
    [
      "fails",
      { status: 3, stderr: "the vault\nis locked\n" },
      "key-process",
      "failed with status 3: the vault",
    ],
    [
      "is killed",
      { status: undefined, killedBy: "SIGKILL" },
      "key-process",
      "failed with status SIGKILL",
    ],
    ["prints nothing", {}, "key-process", "printed no access key: it is not a JSON document"],
    [
      "prints temporary keys",
      { stdout: PRINTED.replace("AKIA", "ASIA") },
      "temporary-keys",
      "are temporary; a session needs the long-term access key",
    ],
    ["is ended by Ctrl-C", { status: 130 }, "interrupted", "interrupted"],
  ])("that %s is an error", async (_title, end, code, message) => {
    const failure = await failureOf(printed(end).key);
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
    expect(JSON.stringify(failure)).not.toContain(EXAMPLE_KEY.secret);
  });
  it("that cannot be told is an error", async () =>
    expect(await failureOf(printed({}, {}, "a 'b").key)).toMatchObject({
      code: "key-process",
      message: "credential_process of work cannot be split into words: look at its quotes",
    }));
  it.each([
    ["a b", ["a", "b"]],
    ["'a b' \"c d\" e\\ f", ["a b", "c d", "e f"]],
    ["a $HOME; *", ["a", "$HOME;", "*"]],
    ["", undefined],
    ['a "b', undefined],
  ])("has words: %s", (line, words) => expect(commandWords(line)).toEqual(words));
});

describe("a login with it", () => {
  const files = {
    [CONFIG]: "[profile work]\nregion = us-east-1\ncredential_process = printer\n",
  };
  const LOGIN = { json: false, force: false, dryRun: false, profile: "work" };
  it("runs it once, before a code is asked for, and keeps whose session it is", async () => {
    const fake = fakeContext({
      files,
      programs: [{ stdout: PRINTED }],
      answers: [(one) => one.code()],
    });
    await login(LOGIN, fake.context);
    expect(fake.ran).toHaveLength(1);
    expect(fake.ran[0]?.environment["AWSMFA_RUNNING"]).toBe("work,key:work");
    expect(fake.files.get(CREDENTIALS)).toContain(`awsmfa_source_key = ${EXAMPLE_KEY.id}\n`);
    // The session is fresh now: nothing is run.
    const again = fakeContext({ files: Object.fromEntries(fake.files) });
    expect(await login(LOGIN, again.context)).toMatchObject({ outcome: "kept" });
  });
  it("asks for no code where it fails", async () => {
    const fake = fakeContext({ files, programs: [{ status: 1 }] });
    expect((await failureOf(() => login(LOGIN, fake.context))).code).toBe("key-process");
    expect(fake.questions).toEqual([]);
  });
});
