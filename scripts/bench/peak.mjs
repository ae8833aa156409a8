// Tells the most memory that a program held, in KiB, when it ends. Not `resourceUsage`: on Linux that counts
// what the parent held at the fork.
import { readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  const held = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  writeFileSync(process.env["BENCH_PEAK"] ?? "", held ?? String(process.resourceUsage().maxRSS));
});
