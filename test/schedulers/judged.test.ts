/** The texts of schedulers, read by the programs that they are for. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cron } from "../../src/schedulers/cron.ts";
import { launchd } from "../../src/schedulers/launchd.ts";
import { systemd } from "../../src/schedulers/systemd.ts";
import { taskScheduler } from "../../src/schedulers/task-scheduler.ts";
import type { Job } from "../../src/schedulers/scheduler.ts";
import { which } from "../support/tools.ts";
import { AWKWARD, JOB, OWNER, tableAfter, textOf } from "./jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "awsmfa-schedulers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const JOBS: readonly [string, Job][] = [
  ["an ordinary job", { ...JOB, command: ["/bin/true", ...JOB.command.slice(1)] }],
  ["an awkward job", AWKWARD],
];

describe.skipIf(which("systemd-analyze") === undefined)("systemd-analyze verify", () => {
  it.each(JOBS)("has nothing to say about %s", (_title, job) => {
    const files = systemd.install(job, OWNER).flatMap((step) => {
      if (!("file" in step)) return [];
      const file = join(folder, basename(step.file));
      writeFileSync(file, step.text ?? "");
      return [file];
    });
    const environment = { PATH: process.env["PATH"], XDG_RUNTIME_DIR: folder, HOME: folder };
    const verify = spawnSync("systemd-analyze", ["verify", "--user", ...files], {
      env: environment,
      encoding: "utf8",
    });
    expect(verify).toMatchObject({ status: 0, stderr: "" });
  });
});

describe.skipIf(which("plistutil") === undefined)("plistutil", () => {
  it.each(JOBS)("reads in the property list what was meant: %s", (_title, job) => {
    const file = join(folder, "agent.plist");
    writeFileSync(file, textOf(launchd.install(job, OWNER), ".plist"));
    const there = join(folder, "agent.bin");
    // To its binary form and back: what comes out was understood.
    execFileSync("plistutil", ["-i", file, "-f", "bin", "-o", there], { stdio: "pipe" });
    const text = execFileSync("plistutil", ["-i", there, "-f", "xml"], { encoding: "utf8" });
    const strings = [...text.matchAll(/<string>([^<]*)<\/string>|<string\/>/g)];
    const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
    const read = strings.map(([, each = ""]) =>
      each.replace(/&(\w+);/g, (_match, name: string) => named[name] ?? ""),
    );
    for (const word of [...job.command, ...Object.values(job.environment), job.log])
      expect(read).toContain(word);
    expect(text).toContain("<integer>300</integer>");
  });
});

describe("the line of cron", () => {
  it.each(JOBS)("is to a shell what was meant: %s", (_title, job) => {
    const log = join(folder, `log ${job.profile.length}`);
    const shown = {
      ...job,
      command: ["/usr/bin/env", "sh", "-c", 'printf "%s|" "$A" "$@"', ...job.command],
      log,
    };
    const [, line = ""] = tableAfter(cron.install(shown, OWNER), "").split("\n");
    // cron takes away the backslash before a percent sign, and hands the rest to /bin/sh (crontab(5)).
    const command = line.split(" ").slice(5).join(" ").replaceAll("\\%", "%");
    execFileSync("/bin/sh", ["-c", command]);
    const words = [job.environment["A"] ?? "", ...job.command.slice(1)];
    expect(execFileSync("cat", [log], { encoding: "utf8" })).toBe(`${words.join("|")}|`);
  });
});

it("gives the Task Scheduler this text", () => {
  const job = { ...JOB, environment: { AWS_CONFIG_FILE: "C:\\Users\\mfa user\\.aws\\config" } };
  const text = textOf(taskScheduler.install(job, OWNER), ".xml");
  expect(text.replace(/awsmfa-job: .*(?= -->)/, "awsmfa-job: …")).toMatchSnapshot();
});
