import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cron } from "../../src/schedulers/cron.ts";
import { jobIn, recordOf } from "../../src/schedulers/record.ts";
import { schedulersOf } from "../../src/schedulers/schedulers.ts";
import type { Job, Scheduler } from "../../src/schedulers/scheduler.ts";
import { AWKWARD, JOB, OWNER, tableAfter } from "./jobs.ts";

const ALL = ["darwin", "win32", "linux"].flatMap((platform) => schedulersOf(platform));
const EACH = [...new Set(ALL)].map((each): [string, Scheduler] => [each.name, each]);

it.each([
  ["linux", ["systemd", "cron"]],
  ["freebsd", ["systemd", "cron"]],
  ["darwin", ["launchd", "cron"]],
  ["win32", ["task-scheduler"]],
])("on %s they are %j, the best first", (platform, names) => {
  expect(schedulersOf(platform).map(({ name }) => name)).toEqual(names);
});

/** Everything that a plan writes, as one text. */
function written(scheduler: Scheduler, job: Job): string {
  const steps = scheduler.install(job, OWNER);
  const texts = steps.map((step) => ("file" in step ? (step.text ?? "") : ""));
  return texts.join("\n") + tableAfter(steps, "");
}

describe.each(EACH)("%s", (_name, scheduler) => {
  it("has the job read back from what it wrote", () => {
    expect(jobIn(written(scheduler, JOB), JOB.profile)).toEqual(JOB);
    expect(jobIn(written(scheduler, JOB), "another")).toBeUndefined();
  });

  it("writes the same text when it is installed again", () => {
    expect(written(scheduler, JOB)).toBe(written(scheduler, JOB));
  });

  it("removes every file that it writes", () => {
    const files = (steps: ReturnType<Scheduler["install"]>): string[] =>
      steps.flatMap((step) => ("file" in step ? step.file : [])).toSorted();
    const removed = scheduler.remove(JOB.profile, OWNER);
    expect(files(removed)).toEqual(files(scheduler.install(JOB, OWNER)));
    expect(removed.filter((step) => "file" in step && step.text !== undefined)).toEqual([]);
  });

  it("names files and jobs of any two profiles apart", () => {
    const names = ["a", "a b", "a/b", "a%b", "A", "a_b", "a-b", "a.b", "../a", "ä", "*"];
    const seen = names.map((profile) => JSON.stringify(scheduler.remove(profile, OWNER)));
    if (scheduler.name !== "cron") expect(new Set(seen).size).toBe(names.length);
    for (const profile of names)
      expect(scheduler.record(profile, OWNER) ?? "").not.toMatch(/\.\.\/|a\/b/);
  });

  // A property list holds lines; a unit, a table and a line for cmd do not.
  const bad = ["nul\0", ...(scheduler.name === "launchd" ? [] : ["line\nend", "carriage\rreturn"])];
  it.each(bad)("refuses what it cannot hold: %j", (word) => {
    expect(() => scheduler.install({ ...JOB, command: ["/bin/true", word] }, OWNER)).toThrow(
      /cannot be put into/,
    );
  });
});

describe("the table of cron", () => {
  const lines = fc.array(fc.constantFrom("# mine", "MAILTO=me", "0 1 * * * x \\% y", "", "\t#"), {
    maxLength: 6,
  });
  it("is byte for byte what it was when the job is removed again", () => {
    fc.assert(
      fc.property(lines, fc.string(), (rows, profile) => {
        const table = rows.map((row) => `${row}\n`).join("");
        const job = { ...JOB, profile };
        const other = { ...JOB, profile: `${profile} 2` };
        const both = tableAfter(
          cron.install(other, OWNER),
          tableAfter(cron.install(job, OWNER), table),
        );
        expect(tableAfter(cron.install(job, OWNER), both).split("\n").length).toBe(
          both.split("\n").length,
        );
        const one = tableAfter(cron.remove(profile, OWNER), both);
        expect(jobIn(one, other.profile)).toEqual(other);
        expect(tableAfter(cron.remove(other.profile, OWNER), one)).toBe(table);
      }),
    );
  });
});

it("holds any job in one comment, and gives it back", () => {
  const job = fc.record({
    profile: fc.string({ unit: "binary" }),
    command: fc.array(fc.string({ unit: "binary" })),
    environment: fc.dictionary(fc.string(), fc.string()),
    minutes: fc.nat(),
    log: fc.string(),
    folders: fc.array(fc.string()),
  });
  fc.assert(
    fc.property(job, (each) => {
      const line = recordOf({ ...AWKWARD, ...each });
      expect(line).not.toMatch(/-->|--.*--|[\n%]/);
      expect(jobIn(`<!-- ${line} -->`, each.profile)).toEqual(each);
    }),
  );
});
