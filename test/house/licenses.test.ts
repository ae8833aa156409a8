import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { collectLicenses, noticeOf } from "../../scripts/licenses.mjs";

const folder = mkdtempSync(join(tmpdir(), "awsmfa-licenses-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a package there and returns the path of a module of it. */
function install(
  name: string,
  license: unknown,
  files: Record<string, string> = { LICENSE: `text of ${name}` },
): string {
  const at = join(folder, "node_modules", name);
  const contents = {
    "package.json": JSON.stringify({ name, version: "1.2.3", license }),
    ...files,
  };
  for (const [file, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(at, file)), { recursive: true });
    writeFileSync(join(at, file), text);
  }
  return join(at, "lib", "module.js");
}
const texts = (...modules: string[]): string[] => collectLicenses(modules).map(({ text }) => text);

describe("collectLicenses", () => {
  it.each([
    ["a plain package", install("plain", "MIT"), ["text of plain"]],
    ["a package in a scope", install("@scope/one", "ISC"), ["text of @scope/one"]],
    [
      "a package within another",
      install("plain/node_modules/inner", "MIT"),
      ["text of plain/node_modules/inner"],
    ],
    [
      "a notice along with it",
      install("noted", "Apache-2.0", { "LICENSE.md": "l", NOTICE: "n" }),
      ["l\n\nn"],
    ],
    [
      "a neighbour's text where there is none",
      install("@scope/two", "ISC", {}),
      ["text of @scope/one"],
    ],
    ["no licence for what is ours", "/somewhere/src/main.ts", []],
  ])("finds %s", (_, module, expected) => {
    expect(texts(module)).toEqual(expected);
  });

  it.each([
    ["GPL-3.0-only", 'odd 1.2.3 has the licence "GPL-3.0-only", which is not an accepted one'],
    [undefined, "odd 1.2.3 has the licence undefined, which is not an accepted one"],
    [{ type: "MIT" }, 'odd 1.2.3 has the licence {"type":"MIT"}, which is not an accepted one'],
  ])("refuses the licence %j", (license, message) => {
    const module = install("odd", license);
    expect(() => collectLicenses([module])).toThrow(message);
  });
  it("refuses a package without its licence's text", () => {
    const module = install("bare", "MIT", {});
    expect(() => collectLicenses([module])).toThrow(
      "bare 1.2.3 (MIT) comes without its licence's text",
    );
  });
  it("names a package once, in order", () => {
    const [b, a] = [install("b", "MIT"), install("a", "MIT")];
    expect(collectLicenses([b, a, a, b]).map(({ name }) => name)).toEqual(["a", "b"]);
  });
  it("counts what the bundler adds as the bundler's", () => {
    expect(collectLicenses(["\0rolldown/runtime.js"]).map(({ name }) => name)).toEqual([
      "rolldown",
    ]);
  });
});

describe("noticeOf", () => {
  it("prints a text that packages share once, below their names", () => {
    const license = { version: "1.2.3", license: "MIT", text: "the text" };
    const notice = noticeOf([
      { ...license, name: "a" },
      { ...license, name: "b" },
    ]);
    expect(notice).toContain("a 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nthe text\n");
    expect(notice.split("the text")).toHaveLength(2);
  });
});
