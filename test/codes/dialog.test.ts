import { describe, expect, it } from "vitest";
import type { CodeRequest } from "../../src/codes/code-source.ts";
import { CODE_SOURCES, fetchCode } from "../../src/codes/codes.ts";
import { dialog } from "../../src/codes/dialog.ts";
import { type FakeOptions, NOW, fakeContext } from "../support/context.ts";
import { type Act, desktop } from "../support/dialogs.ts";

const REQUEST: CodeRequest = {
  profile: "a_b",
  serial: "arn:aws:iam::123456789012:mfa/staff/jane",
  settings: new Map(),
  given: { option: undefined, variable: undefined },
  refused: 0,
  now: () => NOW,
  opened: new Map(),
  objection: async (code) =>
    code === "111111"
      ? { reason: "111 111 was used 12 s ago", hint: "the next one shows in 17 s" }
      : undefined,
};

describe("the code that is typed in a window", () => {
  const answer = async (acts: Act[], request: Partial<CodeRequest> = {}) => {
    const { ports, ran } = desktop(["zenity"], acts);
    const code = await dialog.code({ ...REQUEST, ...request }, ports);
    return { code, texts: ran.map(({ command }) => command.at(-1)?.replace("--text=", "")) };
  };
  const MESSAGE = "MFA code for jane (a__b)";

  it.each<[string, Act[], Partial<CodeRequest>, unknown, string[]]>([
    ["at once", [{ stdout: "492 039\n" }], {}, { code: "492039" }, [MESSAGE]],
    [
      "no code, then one that was used",
      [{ stdout: "4920\n" }, { stdout: "111111\n" }, { stdout: "492039\n" }],
      {},
      { code: "492039" },
      [
        MESSAGE,
        `six digits, please\n\n${MESSAGE}`,
        `this code was used 12 s ago; the next one shows in 17 s\n\n${MESSAGE}`,
      ],
    ],
    [
      "after AWS has refused one",
      [{ stdout: "492039\n" }],
      { refused: 1 },
      { code: "492039" },
      [`AWS refused the code: wrong, too old, or used before\n\n${MESSAGE}`],
    ],
    [
      "beside a YubiKey, whose touch it cannot show when the time has come",
      [{ stdout: "492039\n" }],
      { beside: "yubikey" },
      { code: "492039" },
      [`${MESSAGE},\nor touch the YubiKey when it blinks`],
    ],
    [
      "none: closed",
      [{ status: 1 }],
      {},
      { reason: "the dialog was closed without a code", gaveUp: true },
      [MESSAGE],
    ],
    [
      "none: nobody there",
      [{ why: "limit", status: undefined }],
      {},
      { reason: "nobody answered the dialog within 5 min", gaveUp: true },
      [MESSAGE],
    ],
    [
      "none: not opened",
      [{ status: 1, stderr: "cannot open display" }],
      {},
      { reason: "no dialog could be opened" },
      [MESSAGE],
    ],
  ])("%s", async (_, acts, request, code, texts) => {
    expect(await answer(acts, request)).toEqual({ code, texts });
  });

  it("is no longer asked for when another source has one", async () => {
    const controller = new AbortController();
    const taken: Act = () => {
      controller.abort();
      return { why: "cancelled", status: undefined };
    };
    const { code } = await answer([taken], { signal: controller.signal });
    expect(code).toEqual({ reason: "the code is no longer wanted" });
  });
});

describe("what stands in its way", () => {
  const PATH = "/usr/bin";
  const terminal = { nobody: undefined as never };
  it.each<[string, string[], FakeOptions, string | undefined]>([
    ["nothing", ["zenity"], {}, undefined],
    ["no terminal and no display", [], { environment: { PATH } }, "there is no terminal"],
    ["--no-input", ["zenity"], { nobody: "--no-input was given" }, "--no-input was given"],
    ["nothing on a terminal, if it is wanted there", ["zenity"], terminal, undefined],
    [
      "no display on a terminal",
      ["zenity"],
      { ...terminal, environment: { PATH } },
      "no dialog can be shown: there is no display",
    ],
  ])("%s", async (_, installed, options, expected) => {
    const { ports, ran } = desktop(installed, [], options);
    expect(await dialog.obstacle({ ...REQUEST, serial: undefined }, ports)).toBe(expected);
    expect(ran).toEqual([]);
  });
});

describe("among the other sources", () => {
  it("is not tried after somebody gave up on the terminal", async () => {
    const environment = { DISPLAY: ":1", PATH: "/usr/bin" };
    const files = { "/usr/bin/zenity": "" };
    const options = { files, modes: { "/usr/bin/zenity": 0o755 }, environment };
    const { context, ran } = fakeContext({ ...options, answers: [undefined] });
    const fetched = await fetchCode(CODE_SOURCES, REQUEST, context, () => undefined);
    const reason = "no code was entered";
    expect(fetched).toMatchObject({ unhad: { failures: [{ reason, gaveUp: true }] } });
    expect(ran).toEqual([]);
  });
});
