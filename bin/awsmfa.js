#!/usr/bin/env node
"use strict";
// CommonJS, because an ES module costs Node 20 another 4 ms at every start.

// A way out that nobody thought of must not look like success: whoever succeeds says so.
process.exitCode = 1;

// Who may answer at once; for other commands reading it would cost a tenth of bare Node.
const QUICK = {
  env: "quick",
  "credential-process": "quick-session",
  status: "quick-session",
  "--version": "quick-session",
  "-V": "quick-session",
};
const [, , command] = process.argv;

try {
  const quick = Object.hasOwn(QUICK, command) && require(`../dist/${QUICK[command]}.js`).quick();
  // All is written, and to let Node find out that nothing is left to do takes half a millisecond.
  if (quick) process.exit(0);
  require("../dist/main.js").main();
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  console.error("awsmfa: error: the program is not built; type: npm run build");
}
