import { describe, expect, it } from "vitest";
import type { KeyCalls } from "../../src/keys/key-calls.ts";
import { type Retirement, retirableKey } from "../../src/keys/retire.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import type { Wanted } from "../../src/sessions/get.ts";
import { failureOf, keySection } from "../support/context.ts";

const listed = (...keys: readonly [id: string, active: boolean][]): KeyCalls =>
  ({
    must: async () => keys.map(([id, active]) => ({ id, active, created: 0 })),
  }) as unknown as KeyCalls;
const wanted = {
  profile: { name: "jane", settings: new Map() },
  situation: { files: readAwsFiles(keySection("profile x", "AKIA2"), keySection("jane", "AKIA1")) },
} as unknown as Wanted;
const ask = (id: string, how: Retirement, force: boolean, calls: KeyCalls) =>
  retirableKey(id, how, force, wanted, calls);

describe("a key may go", () => {
  it.each<[title: string, id: string, keys: [string, boolean][]]>([
    [
      "that is inactive",
      "AKIA9",
      [
        ["AKIA9", false],
        ["AKIA8", true],
      ],
    ],
    [
      "beside another active one",
      "AKIA9",
      [
        ["AKIA9", true],
        ["AKIA8", true],
      ],
    ],
    ["that is inactive and the only one", "AKIA9", [["AKIA9", false]]],
  ])("%s", async (_title, id, keys) => {
    expect(await ask(id, "delete", false, listed(...keys))).toMatchObject({ id });
  });

  it("whoever needs it, with force", async () => {
    for (const id of ["AKIA1", "AKIA2", "AKIA9"])
      expect(await ask(id, "delete", true, listed([id, true]))).toMatchObject({ id });
  });
});

describe("a key stays", () => {
  it.each<[title: string, id: string, how: Retirement, message: string, hint: string]>([
    [
      "that a profile has",
      "AKIA1",
      "deactivate",
      "AKIA1 is the key in [jane], which would work no more",
      "put a new one in its place: awsmfa key rotate --profile jane\nor make it inactive all the same: --force",
    ],
    [
      "that a profile of the config file has",
      "AKIA2",
      "delete",
      "AKIA2 is the key in [profile x], which would work no more",
      "put a new one in its place: awsmfa key rotate --profile jane\nor delete it all the same: --force",
    ],
    [
      "that is the only active one",
      "AKIA9",
      "delete",
      "AKIA9 is the only active access key of the user of jane",
      "delete it all the same: --force",
    ],
  ])("%s", async (_title, id, how, message, hint) => {
    const calls = listed([id, true], ["AKIA8", false]);
    const failure = await failureOf(() => ask(id, how, false, calls));
    expect(failure).toEqual({ code: "key-in-use", message, hint });
  });

  it("that AWS does not list", async () => {
    expect(
      await failureOf(() => ask("AKIA0", "delete", true, listed(["AKIA9", true]))),
    ).toMatchObject({
      code: "unknown-key",
      hint: "look at them: awsmfa key list --profile jane",
    });
  });
});
