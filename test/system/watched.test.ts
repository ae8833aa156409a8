import { describe, expect, it } from "vitest";
import type { Context } from "../../src/ports.ts";
import { watched } from "../../src/system/watched.ts";
import { CREDENTIALS, type FakeOptions, MEMORY, fakeContext } from "../support/context.ts";
import { EXAMPLE_KEY } from "../local-aws/example.ts";

/** What `--debug` says of what is done outside. */

const connection = {
  endpoint: "https://iam.amazonaws.com",
  region: "us-east-1",
  credentials: { accessKeyId: EXAMPLE_KEY.id, secretAccessKey: EXAMPLE_KEY.secret },
  clockOffset: 0,
};
const line = { message: "MFA code:", check: async () => undefined };
const pick = { message: "Which?", choices: [{ value: "a", label: "A" }] };
const REFUSED = { files: {}, unwritable: [CREDENTIALS], unreadable: [CREDENTIALS] };

/** What is said, without the times. */
async function said(given: FakeOptions, act: (context: Context) => Promise<unknown>) {
  const { context, debug } = fakeContext(given);
  const result = await act(watched(context)).catch(() => "failed");
  for (const each of debug) expect(each).toMatch(/, \d+\.\d ms$/);
  return [result, debug.map((each) => each.replace(/, [\d.]+ ms$/, ""))];
}

describe("a watched context says", () => {
  it.each<[string, FakeOptions, (context: Context) => Promise<unknown>, unknown, string]>([
    [
      "a file",
      { files: { [MEMORY]: "{}" } },
      ({ files }) => files.read(MEMORY),
      "{}",
      `read ${MEMORY}: 2 bytes`,
    ],
    [
      "no file",
      { files: {} },
      ({ files }) => files.read(MEMORY),
      undefined,
      `read ${MEMORY}: none`,
    ],
    [
      "no right",
      REFUSED,
      ({ files }) => files.read(CREDENTIALS),
      "failed",
      `read ${CREDENTIALS}: failed`,
    ],
    [
      "an edit",
      { files: {} },
      ({ files }) => files.edit(MEMORY, () => "secret", { durable: false }),
      { outcome: "created" },
      `edit ${MEMORY}: created`,
    ],
    ["the terminal", {}, ({ terminal }) => terminal.unusable(), undefined, "terminal: usable"],
    [
      "no terminal",
      { nobody: "gone" },
      ({ terminal }) => terminal.unusable(),
      "gone",
      "terminal: gone",
    ],
    [
      "an answer",
      { answers: ["123456"] },
      ({ terminal }) => terminal.line(line),
      "123456",
      "asked: MFA code: answered",
    ],
    [
      "Ctrl-D",
      { answers: [undefined] },
      ({ terminal }) => terminal.pick(pick),
      undefined,
      "asked: Which?: no answer",
    ],
    [
      "the parent",
      { parent: "fish" },
      ({ parent }) => parent.name(() => false),
      "fish",
      "parent process: fish",
    ],
    [
      "no parent",
      {},
      ({ parent }) => parent.name(() => false),
      undefined,
      "parent process: unknown",
    ],
    [
      "devices",
      {},
      async ({ iam }) => (await (await iam()).listMfaDevices(connection)).granted,
      true,
      "iam:ListMFADevices: items: 1",
    ],
    [
      "why there are none",
      {},
      async ({ iam }) =>
        (
          await (
            await iam()
          ).listMfaDevices({
            ...connection,
            credentials: { ...connection.credentials, secretAccessKey: "x" },
          })
        ).granted,
      false,
      "iam:ListMFADevices: SignatureDoesNotMatch",
    ],
  ])("%s", async (_, given, act, result, text) => {
    expect(await said(given, act)).toEqual([result, [text]]);
  });
});
