// The last line of a test run, `N passed, N failed, N skipped`, from the real counts.
// Where AWSMFA_TALLY names a file, the line goes there instead: .ci/run prints it when everything is over.
import { writeFileSync } from "node:fs";

/**
 * The counts of a run. A file that could not be loaded, or an error outside of a test, is a failure.
 * @param {readonly import("vitest/node").TestModule[]} modules
 * @param {readonly unknown[]} errors
 */
export function tallyOf(modules, errors) {
  const counts = { passed: 0, failed: errors.length, skipped: 0 };
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    // What was still pending when the run ended never ran to its end.
    for (const state of states) counts[state === "pending" ? "failed" : state] += 1;
    if (module.state() === "failed" && !states.includes("failed")) counts.failed += 1;
  }
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** A reporter of vitest: `--reporter=./scripts/tally.mjs`. */
export default class Tally {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const line = tallyOf(modules, errors);
    const file = process.env["AWSMFA_TALLY"];
    if (file !== undefined && file !== "") writeFileSync(file, `${line}\n`);
    else console.log(line);
  }
}
