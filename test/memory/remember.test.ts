import { describe, expect, it } from "vitest";
import { type Memory, readMemory } from "../../src/memory/memory.ts";
import { recall, recallText, remember } from "../../src/memory/remember.ts";
import { MEMORY, fakeContext } from "../support/context.ts";

const work = (memory: Memory): Memory => ({ ...memory, lastProfile: "work" });

describe("the memory in its file", () => {
  it("comes back", async () => {
    const { context, files } = fakeContext({ files: {} });
    const written = await remember(context.files, MEMORY, work);
    expect(written.lastProfile).toBe("work");
    expect(await recall(context.files, MEMORY)).toEqual(written);
    expect(files.get(MEMORY)).toContain('"lastProfile": "work"');
  });

  it("keeps the rest", async () => {
    const clock = { offset: 5000, started: 1 };
    const { context } = fakeContext({ files: { [MEMORY]: JSON.stringify({ clock }) } });
    await remember(context.files, MEMORY, work);
    expect(await recall(context.files, MEMORY)).toEqual({
      ...readMemory(undefined),
      lastProfile: "work",
      clock,
    });
  });

  it("is empty where the file cannot be read", async () => {
    const { context } = fakeContext({ unreadable: [MEMORY] });
    expect(await recallText(context.files, MEMORY)).toBeUndefined();
    expect(await recall(context.files, MEMORY)).toEqual(readMemory(undefined));
  });

  it("holds for this run where the file cannot be written", async () => {
    const { context, files } = fakeContext({ unwritable: [MEMORY] });
    expect((await remember(context.files, MEMORY, work)).lastProfile).toBe("work");
    expect(files.has(MEMORY)).toBe(false);
  });
});
