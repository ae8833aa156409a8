#!/usr/bin/env node
"use strict";
// CommonJS, because an ES module costs Node 20 another 4 ms at every start.

// A way out that nobody thought of must not look like success: whoever succeeds says so.
process.exitCode = 1;

// The commands that the fast path may answer; for others reading it would cost a tenth of bare Node.
const hot = ["env", "status", "--version", "-V"].includes(process.argv[2]);
if (hot && load("quick")?.quick()) {
  process.exitCode = 0;
} else {
  const full = load("main");
  if (full === undefined)
    console.error("awsmfa: error: the program is not built; type: npm run build");
  else full.main();
}

/** A file of dist/, or `undefined` where it was not built. */
function load(name) {
  try {
    return require(`../dist/${name}.js`);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return undefined;
  }
}
