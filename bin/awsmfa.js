#!/usr/bin/env node
"use strict";
// CommonJS, because an ES module costs Node 20 another 4 ms at every start.

// A way out that nobody thought of must not look like success: whoever succeeds says so.
process.exitCode = 1;

// What the fast path may answer; for other commands reading it would cost a tenth of bare Node.
const hot = ["env", "credential-process", "status", "--version", "-V"].includes(process.argv[2]);

try {
  if (hot && require("../dist/quick.js").quick()) process.exitCode = 0;
  else require("../dist/main.js").main();
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  console.error("awsmfa: error: the program is not built; type: npm run build");
}
