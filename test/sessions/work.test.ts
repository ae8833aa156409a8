import { describe, expect, it } from "vitest";
import { sessionAtHand } from "../../src/sessions/at-hand.ts";
import { keySection } from "../support/onboarding.ts";
import { type MemoryFiles, type Pair, login, logout, memoryFiles } from "../support/logins.ts";

/** Twice the file takes twice the work, not four times: counted, since times depend on who else is there. */

const METHODS = [
  "slice",
  "indexOf",
  "lastIndexOf",
  "charCodeAt",
  "startsWith",
  "endsWith",
] as const;

/** How many characters the methods of strings look at or copy meanwhile, about; regular expressions go through lines. */
async function workOf(act: () => unknown): Promise<number> {
  let count = 0;
  const prototype = String.prototype as unknown as Record<string, (...all: unknown[]) => unknown>;
  const originals = METHODS.map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals)
    prototype[name] = function counted(this: string, ...all: unknown[]) {
      const found: unknown = original?.apply(this, all);
      if (typeof found === "string") count += found.length;
      else if (name === "indexOf")
        count += (found === -1 ? this.length : Number(found)) - Number(all[1] ?? 0);
      count += 1;
      return found;
    };
  try {
    await act();
  } finally {
    for (const [name, original] of originals)
      if (original !== undefined) prototype[name] = original;
  }
  return count;
}

const credentials = (profiles: number): string =>
  Array.from({ length: profiles }, (_, at) => keySection(`p${at}`)).join("\n");
const config = (profiles: number): string =>
  Array.from({ length: profiles }, (_, at) => `[profile p${at}]\nregion = eu-west-1\n`).join("\n");
const manyProfiles = (size: number): Pair => ({
  credentials: credentials(size),
  config: config(size),
});
const manyKeys = (size: number): Pair => {
  const keys = Array.from({ length: size }, (_, at) => `key${at} = ${at}\n`).join("");
  return { credentials: keySection("p0"), config: `[profile p0]\n${keys}` };
};
const longLines = (size: number): Pair => ({
  credentials: `${keySection("p0")}# ${"x".repeat(size * 50)}\n`,
  config: `[profile p0]\nregion = ${"y ".repeat(size * 25)}\n`,
});
const manyBlanks = (size: number): Pair => ({
  credentials: `${keySection("p0")}${" \n".repeat(size * 5)}`,
  config: `[profile p0]\nregion = x${" ".repeat(size * 25)}\n${"  [x]\n".repeat(size)}`,
});

const atHand = (files: MemoryFiles): unknown => {
  const { credentials: keys = "", config: settings = "" } = files.now();
  return sessionAtHand({ credentials: keys, config: settings }, "p0", {}, Date.UTC(2026, 10, 22));
};

describe.each([
  ["profiles", manyProfiles],
  ["settings in one profile", manyKeys],
  ["characters in a line", longLines],
  ["blanks", manyBlanks],
] as const)("twice the %s", (_title, made) => {
  it.each<[string, (files: MemoryFiles) => unknown]>([
    ["login", (files) => login(files, "p0")],
    ["login and logout", async (files) => (await login(files, "p0"), logout(files, "p0-mfa"))],
  ])("is twice the work for %s", async (_what, act) => {
    const [once, twice] = [memoryFiles(made(400)), memoryFiles(made(800))];
    const ratio = (await workOf(() => act(twice))) / (await workOf(() => act(once)));
    expect(ratio).toBeGreaterThan(1.2);
    expect(ratio).toBeLessThan(2.6);
  });
});

describe("a session at hand", () => {
  it("takes no more than twice the work in a file of twice the profiles", async () => {
    const [once, twice] = [memoryFiles(manyProfiles(400)), memoryFiles(manyProfiles(800))];
    for (const files of [once, twice]) await login(files, "p0");
    const ratio = (await workOf(() => atHand(twice))) / (await workOf(() => atHand(once)));
    expect(ratio).toBeLessThan(2.6);
  });
});
