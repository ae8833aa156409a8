import { describe, expect, it } from "vitest";
import { noteRotation, readRotations, recordPath, rotationOf } from "../../src/keys/record.ts";
import { fakeContext } from "../support/context.ts";

const ONE = { profile: "a", from: "AKIA1", known: ["AKIA1"], at: 1 };
const TWO = { profile: "b", from: "AKIA2", to: "AKIA3", known: [], at: 2 };

describe("the record of rotations", () => {
  it("has one for each profile, and the file goes with the last", async () => {
    const { context, files } = fakeContext();
    const path = recordPath(context);
    expect(path).toBe("/home/jane/.local/state/awsmfa/rotations.json");
    await noteRotation("a", ONE, context);
    await noteRotation("b", TWO, context);
    expect([await rotationOf("a", context), await rotationOf("b", context)]).toEqual([ONE, TWO]);
    await noteRotation("a", { ...ONE, to: "AKIA9" }, context);
    expect(await rotationOf("a", context)).toEqual({ ...ONE, to: "AKIA9" });
    await noteRotation("a", undefined, context);
    expect(await rotationOf("a", context)).toBeUndefined();
    await noteRotation("b", undefined, context);
    expect(files.has(path)).toBe(false);
  });

  it.each([
    ["no file", undefined],
    ["no JSON", "{"],
    ["another shape", '{"rotations": 1}'],
    [
      "what is none",
      '{"rotations": [null, {"profile": "a"}, {"profile": "a", "from": "b", "at": "x"}]}',
    ],
  ])("that cannot be understood is empty: %s", (_title, text) => {
    expect(readRotations(text)).toEqual([]);
  });

  it("leaves out of a rotation what is no id", () => {
    const text = JSON.stringify({ rotations: [{ ...TWO, to: 5, known: ["AKIA1", 2] }] });
    expect(readRotations(text)).toEqual([{ profile: "b", from: "AKIA2", known: ["AKIA1"], at: 2 }]);
  });
});
