import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Memory, memoryPath, memoryText, readMemory } from "../../src/memory/memory.ts";

const UNSAVED = { profile: "work", serial: "GAHT12345678" };
const NOTHING: Memory = {
  lastProfile: undefined,
  clock: undefined,
  spent: [],
  unsaved: [],
  attempts: [],
  told: [],
};
const SPENT = { serial: "GAHT12345678", salt: "ab", hash: "cd", at: 1 };

describe("where the memory is", () => {
  it.each([
    ["linux", {}, "/home/jane/.local/state/awsmfa/memory.json"],
    ["linux", { XDG_STATE_HOME: "/state" }, "/state/awsmfa/memory.json"],
    ["linux", { XDG_STATE_HOME: "state" }, "/home/jane/.local/state/awsmfa/memory.json"],
    ["linux", { XDG_STATE_HOME: "" }, "/home/jane/.local/state/awsmfa/memory.json"],
    ["darwin", {}, "/home/jane/Library/Application Support/awsmfa/memory.json"],
    ["darwin", { XDG_STATE_HOME: "/state" }, "/state/awsmfa/memory.json"],
    ["win32", { LOCALAPPDATA: "/app" }, "/app/awsmfa/memory.json"],
    ["win32", {}, "/home/jane/AppData/Local/awsmfa/memory.json"],
    ["freebsd", {}, "/home/jane/.local/state/awsmfa/memory.json"],
  ])("%s %j: %s", (platform, environment, path) => {
    expect(memoryPath(environment, "/home/jane", platform)).toBe(path);
  });
});

describe("reading the memory", () => {
  it.each([
    ["no file", undefined, {}],
    ["nothing", "", {}],
    ["half a file", '{"lastProfile": "wo', {}],
    ["no object", "[1, 2]", {}],
    ["null", "null", {}],
    ["a text", '"work"', {}],
    ["bytes", "\u0000\u00ff", {}],
    ["what a newer version keeps", '{"lastProfile": "work", "future": 1}', { lastProfile: "work" }],
    ["a profile of another kind", '{"lastProfile": 1}', {}],
    ["a clock", '{"clock": {"offset": 1, "started": 2}}', { clock: { offset: 1, started: 2 } }],
    ["half a clock", '{"clock": {"offset": 1}}', {}],
    ["a clock of texts", '{"clock": {"offset": "1", "started": "2"}}', {}],
    ["a clock beyond numbers", '{"clock": {"offset": 1e999, "started": 2}}', {}],
    ["spent codes", JSON.stringify({ spent: [SPENT] }), { spent: [SPENT] }],
    ["odd ones among them", JSON.stringify({ spent: [1, null, SPENT, {}] }), { spent: [SPENT] }],
    ["devices not to save", JSON.stringify({ unsaved: [UNSAVED] }), { unsaved: [UNSAVED] }],
    [
      "odd ones among those",
      JSON.stringify({
        unsaved: [1, null, { profile: "work" }, { ...UNSAVED, serial: 1 }, UNSAVED],
      }),
      { unsaved: [UNSAVED] },
    ],
    ["spent codes of another kind", '{"spent": {"0": 1}}', {}],
    [
      "a good part beside a bad one",
      '{"lastProfile": "work", "spent": 1}',
      { lastProfile: "work" },
    ],
  ])("%s", (_, text, expected) => {
    expect(readMemory(text)).toEqual({ ...NOTHING, ...expected });
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const memory = readMemory(text);
        expect(readMemory(memoryText(memory))).toEqual(memory);
      }),
    );
  });
});

describe("writing the memory", () => {
  const number = fc.integer();
  const memory: fc.Arbitrary<Memory> = fc.record({
    lastProfile: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
    clock: fc.option(fc.record({ offset: number, started: number }), { nil: undefined }),
    spent: fc.array(
      fc.record({ serial: fc.string(), salt: fc.string(), hash: fc.string(), at: number }),
    ),
    unsaved: fc.array(fc.record({ profile: fc.string({ unit: "binary" }), serial: fc.string() })),
    attempts: fc.array(
      fc.record({ profile: fc.string(), failures: number, at: number, next: number }),
    ),
    told: fc.array(fc.record({ profile: fc.string(), expires: number })),
  });

  it("loses nothing, in ASCII", () => {
    fc.assert(
      fc.property(memory, (value) => {
        const text = memoryText(value);
        expect(readMemory(text)).toEqual(value);
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
      }),
    );
  });

  it("is a file that people can read", () => {
    expect(memoryText({ ...NOTHING, lastProfile: "Zoë" })).toBe(
      '{\n  "lastProfile": "Zo\\u00eb",\n  "spent": [],\n  "unsaved": [],\n  "attempts": [],\n  "told": []\n}\n',
    );
  });
});
