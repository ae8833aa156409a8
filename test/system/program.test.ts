import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { programIn, systemProgram } from "../../src/system/program.ts";

/** Node and awsmfa with their versions in their paths, and links to them, as package managers make them. */
function installed(...links: readonly (readonly [string, string])[]) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "awsmfa-program-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const at = (path: string): string => join(root, path);
  for (const folder of ["Cellar/node/20.1", "lib/awsmfa/bin", "bin", "other"])
    mkdirSync(at(folder), { recursive: true });
  for (const file of ["Cellar/node/20.1/node", "lib/awsmfa/bin/awsmfa.js", "other/awsmfa"])
    writeFileSync(at(file), "");
  for (const [path, target] of links) symlinkSync(at(target), at(path));
  const find = (script = at("lib/awsmfa/bin/awsmfa.js")) =>
    programIn(["relative", "", at("other"), at("bin")], at("Cellar/node/20.1/node"), script);
  return { at, find };
}

it("is named by the links of PATH, which outlive an upgrade", () => {
  const { at, find } = installed(
    ["bin/node", "Cellar/node/20.1/node"],
    ["bin/awsmfa", "lib/awsmfa/bin/awsmfa.js"],
  );
  expect(find()).toEqual({ node: at("bin/node"), script: at("bin/awsmfa") });
  expect(find(at("bin/awsmfa"))).toEqual(find());
});
it("is named as it was started where PATH has no link, or another awsmfa", () => {
  const { at, find } = installed();
  expect(find()).toEqual({
    node: at("Cellar/node/20.1/node"),
    script: at("lib/awsmfa/bin/awsmfa.js"),
  });
});
it("that has gone meanwhile is named all the same", () => {
  const { find } = installed(["bin/awsmfa", "gone"]);
  expect(find("/gone/awsmfa").script).toBe("/gone/awsmfa");
});
it("is this process", () => {
  const { node, script } = systemProgram();
  expect([realpathSync(node), script]).toEqual([realpathSync(process.execPath), process.argv[1]]);
});
