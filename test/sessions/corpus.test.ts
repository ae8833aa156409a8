import { describe, expect, it } from "vitest";
import { isUtf16 } from "../../src/profiles/encoding.ts";
import { botocore, hasBotocore, ours } from "../support/botocore.ts";
import { CORPUS } from "../support/corpus.ts";
import { type Pair, login, logout, memoryFiles, TOKEN } from "../support/logins.ts";

/** Login and logout over files as people have them, each as the credentials file and as the config file at once. */

const readable = CORPUS.filter(({ text }) => !isUtf16(text));
const pairOf = (text: string): Pair => ({ credentials: text, config: text });

/** What is found in both texts, less the session's own sections. */
function others(texts: readonly string[], reader: typeof botocore): unknown[] {
  return reader(texts).map(
    (answer) =>
      answer && [
        answer[0].filter(([name]) => !name.endsWith("corpus-mfa")),
        answer[1][0].filter((name) => name !== "corpus-mfa"),
        answer[1][1],
      ],
  );
}

describe.each(readable)("$name", ({ text, read }) => {
  it("is read as botocore reads it", () => {
    expect(ours(text)).toEqual(read);
  });
  it("gets sections at its end, and every other one stays as it is read", async () => {
    const { credentials, config } = await login(memoryFiles(pairOf(text)), "corpus");
    for (const after of [credentials, config]) {
      expect(after?.startsWith(text)).toBe(true);
      expect(others([after ?? ""], (texts) => texts.map(ours))).toEqual(
        others([text], (texts) => texts.map(ours)),
      );
    }
  });
  it("twice is once", async () => {
    const files = memoryFiles(pairOf(text));
    const once = await login(files, "corpus");
    expect(await login(files, "corpus")).toEqual(once);
    const renewed = await login(files, "corpus", { token: "IQoJ+/==" });
    expect(renewed.config).toBe(once.config);
    expect(renewed.credentials).toBe(once.credentials?.replace(TOKEN, "IQoJ+/=="));
  });
  it("is what it was after logout", async () => {
    const files = memoryFiles(pairOf(text));
    await login(files, "corpus");
    await login(files, "corpus", { token: "IQoJ+/==" });
    expect(await logout(files, "corpus-mfa")).toEqual(pairOf(text));
  });
});

describe("files that are not UTF-8 but UTF-16", () => {
  it.each(CORPUS.filter(({ text }) => isUtf16(text)))("$name stays as it is", async ({ text }) => {
    for (const pair of [pairOf(text), { credentials: "", config: text }]) {
      const files = memoryFiles(pair);
      await expect(login(files, "corpus")).rejects.toMatchObject({ code: "file-unreadable" });
      expect(files.now().config).toBe(text);
    }
  });
});

describe.skipIf(!hasBotocore)("with a session in them (needs python3 with botocore)", () => {
  it("botocore reads every other section and profile as before", async () => {
    const before = readable.map(({ text }) => text);
    const pairs = await Promise.all(
      before.map((text) => login(memoryFiles(pairOf(text)), "corpus")),
    );
    const told = others(before, botocore);
    expect(
      others(
        pairs.map(({ credentials }) => credentials ?? ""),
        botocore,
      ),
    ).toEqual(told);
    expect(
      others(
        pairs.map(({ config }) => config ?? ""),
        botocore,
      ),
    ).toEqual(told);
  });
});
