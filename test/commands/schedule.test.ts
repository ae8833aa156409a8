import { describe, expect, it } from "vitest";
import * as install from "../../src/commands/schedule/install.ts";
import * as remove from "../../src/commands/schedule/remove.ts";
import * as status from "../../src/commands/schedule/status.ts";
import type { Ended, Invocation } from "../../src/ports-run.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  HOME,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const UNITS = `${HOME}/.config/systemd/user`;
const SERVICE = `${UNITS}/awsmfa-renew-mfa.user.service`;
const TIMER = `${UNITS}/awsmfa-renew-mfa.user.timer`;
const LOG = `${HOME}/.local/state/awsmfa/renew-mfa.user.log`;
const MINE = "# mine\n0 1 * * * true\n";
const DONE: Partial<Ended> = { status: 0 };

/** A machine with the schedulers that are named; `answer` goes before what they say. */
function machine(
  schedulers: readonly ("systemd" | "cron")[],
  given: FakeOptions & { answer?: (line: string) => Partial<Ended> | undefined } = {},
): Fake & { table: () => string | undefined; commands: string[] } {
  let table: string | undefined = schedulers.includes("cron") ? MINE : undefined;
  const commands: string[] = [];
  const config = `[profile ${PROFILE}]\nmfa_process = pass otp aws\n`;
  const files = { [CREDENTIALS]: keySection(PROFILE), [CONFIG]: config };
  const fake = fakeContext({ files, nobody: "there is no terminal", ...given });
  const end = ({ command, stdin }: Invocation): Partial<Ended> => {
    const line = Array.isArray(command) ? command.join(" ") : String(command);
    commands.push(line);
    const answer = given.answer?.(line);
    if (answer !== undefined) return answer;
    if (line.startsWith("crontab") && schedulers.includes("cron")) {
      if (line === "crontab -l" && table === undefined)
        return { status: 1, stderr: "no crontab for jane" };
      if (line === "crontab -l") return { stdout: table ?? "" };
      table = line === "crontab -r" ? undefined : stdin;
      return DONE;
    }
    if (/^(systemctl|launchctl|schtasks)/.test(line) && schedulers.includes("systemd")) return DONE;
    return { why: "missing", status: undefined };
  };
  const run = async (invocation: Invocation): Promise<Ended> => ({
    why: "itself",
    status: 0,
    killedBy: undefined,
    stdout: "",
    stderr: "",
    ...end(invocation),
  });
  return {
    ...fake,
    context: { ...fake.context, run: async () => run },
    table: () => table,
    commands,
  };
}

const put = (fake: Fake, more: Partial<install.InstallOptions> = {}) =>
  install.run({ json: false, dryRun: false, ...more }, fake.context);
const take = (fake: Fake, more: Partial<remove.RemoveOptions> = {}) =>
  remove.run({ json: false, dryRun: false, profile: PROFILE, ...more }, fake.context);
const look = (fake: Fake, more: { profile?: string } = {}) =>
  status.run({ json: false, ...more }, fake.context);
const newsOf = (told: { news?: readonly string[] }): string => (told.news ?? []).join("\n");

describe("schedule install", () => {
  it("writes a timer and a service of systemd, and starts it", async () => {
    const fake = machine(["systemd", "cron"]);
    const result = await put(fake);
    expect(fake.commands.filter((line) => line.startsWith("systemctl"))).toEqual([
      "systemctl --user show-environment",
      "systemctl --user daemon-reload",
      "systemctl --user enable awsmfa-renew-mfa.user.timer",
      "systemctl --user restart awsmfa-renew-mfa.user.timer",
    ]);
    expect(fake.files.get(SERVICE)).toContain(
      `ExecStart="/usr/bin/node" "/usr/local/bin/awsmfa" "renew" "--profile" "${PROFILE}" "--within" "30m"`,
    );
    expect(fake.files.get(TIMER)).toContain("OnCalendar=*:0/5\n");
    expect([fake.files.get(LOG), fake.table()]).toEqual(["", MINE]);
    expect(install.words(result, viewAt())).toEqual({
      news: [
        `✔ ${PROFILE} · renewed with 30 min left · systemd looks every 5 min`,
        `  there is no session yet: awsmfa login --profile ${PROFILE}`,
        `  awsmfa schedule status    or    awsmfa schedule remove --profile ${PROFILE}`,
      ],
    });
    expect(install.json(result)).toMatchObject({
      profile: PROFILE,
      outcome: "installed",
      scheduler: "systemd",
      before: 1800,
      minutes: 5,
      log: LOG,
    });
  });
  it("takes cron where there is no systemd, and twice is once", async () => {
    const fake = machine(["cron"]);
    await put(fake, { before: 600 });
    await put(fake);
    const table = fake.table() ?? "";
    expect(table.startsWith(MINE)).toBe(true);
    expect(table.match(/^\*\/5 .*--within 30m/gm)).toHaveLength(1);
    expect(table.match(/awsmfa-job/g)).toHaveLength(1);
  });
  it("moves a job of cron to systemd once that works", async () => {
    const fake = machine(["cron"]);
    await put(fake);
    const both = machine(["systemd", "cron"], { files: Object.fromEntries(fake.files) });
    let table = fake.table();
    const own = await both.context.run();
    const run = async (invocation: Invocation): Promise<Ended> => {
      if (!String(invocation.command).startsWith("crontab")) return own(invocation);
      if (invocation.stdin !== undefined) table = invocation.stdin;
      const stdout = invocation.stdin === undefined ? (table ?? "") : "";
      return { why: "itself", status: 0, killedBy: undefined, stdout, stderr: "" };
    };
    await put({ ...both, context: { ...both.context, run: async () => run } });
    expect([table, both.files.has(TIMER)]).toEqual([MINE, true]);
  });
  it("says with --dry-run what it takes, and does nothing", async () => {
    const fake = machine(["systemd"]);
    const before = new Map(fake.files);
    const result = await put(fake, { dryRun: true });
    expect(newsOf(install.words(result, viewAt())).split("\n")).toEqual([
      `${PROFILE}: schedule install would`,
      `  write ${SERVICE}`,
      `  write ${TIMER}`,
      "  run systemctl --user daemon-reload",
      "  run systemctl --user enable awsmfa-renew-mfa.user.timer",
      "  run systemctl --user restart awsmfa-renew-mfa.user.timer",
    ]);
    expect(fake.files).toEqual(before);
    const told = install.words(await put(machine(["cron"]), { dryRun: true }), viewAt());
    expect(told.news?.[1]).toMatch(
      /^ {2}put into the crontab: \*\/5 \* \* \* \* HOME=\/home\/jane /,
    );
  });
  it("hands the job no password, and says so", async () => {
    const environment = {
      HTTPS_PROXY: "http://jane:hunter2@proxy:3128",
      NODE_EXTRA_CA_CERTS: "/ca.pem",
    };
    const fake = machine(["systemd"], { environment });
    const { warnings } = install.words(await put(fake), viewAt());
    expect(warnings).toEqual([
      "awsmfa: warning: HTTPS_PROXY has a password in it, so the job is not handed it: others may read what is scheduled",
    ]);
    const written = [...fake.files.values()].join("");
    expect([written.includes("hunter2"), written.includes("/ca.pem")]).toEqual([false, true]);
  });
  it("takes a job whose codes take a person, if that has a window to ask in", async () => {
    const fake = machine(["systemd"], {
      files: { [CREDENTIALS]: keySection(PROFILE), "/usr/bin/zenity": "" },
      modes: { "/usr/bin/zenity": 0o755 },
      environment: { DISPLAY: ":1", PATH: "/usr/bin" },
    });
    expect(await put(fake)).toMatchObject({ outcome: "installed" });
  });
  it.each<
    [
      string,
      FakeOptions & { answer?: (line: string) => Partial<Ended> | undefined },
      ("systemd" | "cron")[],
      string,
      string,
    ]
  >([
    [
      "where a code takes a person",
      { files: { [CREDENTIALS]: keySection(PROFILE) } },
      ["systemd"],
      "no-terminal",
      "takes a person",
    ],
    [
      "where there is no scheduler",
      {},
      [],
      "no-scheduler",
      "none of systemd, cron works for this user",
    ],
    [
      "where npx fetched the program",
      { program: { node: "/n", script: "/x/_npx/1/awsmfa" } },
      ["systemd"],
      "unusable-path",
      "cleared now and then",
    ],
    [
      "where a table would not come back as it was",
      { answer: (line) => (line === "crontab -l" ? { stdout: "# \ufffd\n" } : undefined) },
      ["cron"],
      "scheduler-failed",
      "no UTF-8",
    ],
    [
      "where the user may have no table",
      {
        answer: (line) =>
          line.startsWith("crontab")
            ? { status: 1, stderr: "You (jane) are not allowed to use this program" }
            : undefined,
      },
      ["cron"],
      "no-scheduler",
      "works for this user",
    ],
    [
      "where the table cannot be put back",
      {
        answer: (line) =>
          line === "crontab -" ? { status: 1, stderr: "no space\nleft" } : undefined,
      },
      ["cron"],
      "scheduler-failed",
      "crontab - failed (status 1): no space left",
    ],
  ])("is refused %s", async (_title, given, schedulers, code, message) => {
    const fake = machine(schedulers, given);
    const before = new Map(fake.files);
    const failure = await failureOf(() => put(fake));
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
    expect(failure.hint).toBeTruthy();
    expect(fake.files).toEqual(before);
  });
  it("takes back what it did when a step fails", async () => {
    const answer = (line: string) =>
      line.includes("enable") ? { status: 1, stderr: "Unit is masked" } : undefined;
    const fake = machine(["systemd"], { answer });
    expect(await failureOf(() => put(fake))).toMatchObject({
      code: "scheduler-failed",
      message:
        "systemctl --user enable awsmfa-renew-mfa.user.timer failed (status 1): Unit is masked",
      hint: "try it yourself: systemctl --user enable awsmfa-renew-mfa.user.timer",
    });
    expect([...fake.files.keys()].filter((path) => path.includes("renew"))).toEqual([]);
    expect(fake.commands.slice(-3)).toEqual([
      "systemctl --user disable --now awsmfa-renew-mfa.user.timer",
      "systemctl --user clean --what=state awsmfa-renew-mfa.user.timer",
      "systemctl --user daemon-reload",
    ]);
  });
  it("leaves the job that was there before when a step fails", async () => {
    let fails = false;
    const answer = (line: string) => (fails && line.includes("enable") ? { status: 1 } : undefined);
    const fake = machine(["systemd"], { answer });
    await put(fake);
    const before = new Map(fake.files);
    fails = true;
    await failureOf(() => put(fake, { before: 3600 }));
    expect(fake.files).toEqual(before);
  });
  it("writes a task in UTF-16, which is read back", async () => {
    const fake = machine(["systemd"], { platform: "win32" });
    await put(fake);
    const file = [...fake.files.keys()].find((path) => path.endsWith(".xml")) ?? "";
    expect(fake.files.get(file)?.slice(0, 8)).toBe("\xff\xfe<\0?\0x\0");
    expect((await look(fake)).jobs[0]?.scheduler.name).toBe("task-scheduler");
  });
});

describe("schedule status", () => {
  it("shows the job, its log and that all is well", async () => {
    const fake = machine(["systemd"]);
    await put(fake);
    for (const path of ["/usr/bin/node", "/usr/local/bin/awsmfa"]) fake.files.set(path, "");
    fake.files.set(LOG, "one\ntwo\n\nthree\nf\u00c3\u00bcnf \u001b[31m\n");
    const result = await look(fake);
    expect(status.words(result, viewAt()).data).toBe(
      `${PROFILE} · systemd looks every 5 min, renews with 30m left\n  log: ~/.local/state/awsmfa/renew-mfa.user.log\n    two\n    three\n    fünf \u001b[31m\n`,
    );
    expect(status.json(result)).toMatchObject({
      jobs: [
        { profile: PROFILE, active: true, gone: [], tail: ["two", "three", "fünf \u001b[31m"] },
      ],
    });
  });
  it("notices a program that is gone, and a timer that nobody runs", async () => {
    const answer = (line: string) => (line.includes("is-active") ? { status: 3 } : undefined);
    const fake = machine(["systemd"], { answer });
    await put(fake);
    fake.files.set("/usr/bin/node", "");
    expect(status.words(await look(fake), viewAt()).data).toContain(
      `  /usr/local/bin/awsmfa is not there any more: awsmfa schedule install --profile ${PROFILE}\n  systemd has it and does not run it: awsmfa schedule install --profile ${PROFILE}\n`,
    );
  });
  it("finds the job by the profile, and by the name of its session", async () => {
    const files = filesWith([exampleSession()], {
      [CREDENTIALS]: keySection(PROFILE),
      [CONFIG]: `[profile ${PROFILE}]\nmfa_process = code\n`,
    });
    const fake = machine(["cron"], { files });
    expect(newsOf(install.words(await put(fake), viewAt()))).not.toContain("no session yet");
    const counts = [{}, { profile: PROFILE }, { profile: `${PROFILE}-mfa` }, { profile: "x" }];
    const jobs = await Promise.all(
      counts.map(async (each) => (await look(fake, each)).jobs.length),
    );
    expect(jobs).toEqual([1, 1, 1, 0]);
  });
  it("says what to type where nothing is scheduled", async () => {
    const told = status.words(await look(machine([]), { profile: "a b" }), viewAt());
    expect(told.news).toEqual([
      "nothing is scheduled; to renew by itself: awsmfa schedule install --profile 'a b'",
    ]);
  });
});

describe("schedule remove", () => {
  it.each(["systemd", "cron"] as const)("leaves nothing of it: %s", async (name) => {
    const fake = machine([name]);
    const [before, table] = [new Map(fake.files), fake.table()];
    const label = (await put(fake)).label;
    fake.files.set(LOG, "a line\n");
    const planned = remove.words(await take(fake, { dryRun: true }), viewAt()).news ?? [];
    expect(planned[0]).toBe(`${PROFILE}: schedule remove would`);
    expect(planned.at(-1)).toBe(`  remove ${LOG}`);
    const result = await take(fake);
    expect([fake.files, fake.table()]).toEqual([before, table]);
    expect(newsOf(remove.words(result, viewAt()))).toBe(
      `✔ ${PROFILE} · no longer renewed by ${label}`,
    );
    const again = await take(fake);
    expect(newsOf(remove.words(again, viewAt()))).toBe(`${PROFILE} · nothing is scheduled`);
    expect([result, again].map(remove.json)).toEqual([
      { profile: PROFILE, outcome: "removed" },
      { profile: PROFILE, outcome: "none" },
    ]);
  });
  it("takes the whole table away where nothing else is in it", async () => {
    const fake = machine(["cron"]);
    const run = await fake.context.run();
    await run({
      command: ["crontab", "-r"],
      environment: {},
      stderr: "dropped",
      mayAsk: false,
      limit: 1,
    });
    await put(fake);
    await take(fake);
    expect([fake.table(), fake.commands.at(-1)]).toEqual([undefined, "crontab -r"]);
  });
  it("finds the job of a profile that has gone, and asks which is meant", async () => {
    const fake = machine(["cron"], { nobody: undefined as never, answers: [PROFILE] });
    await put(fake);
    expect((await remove.run({ json: false, dryRun: true }, fake.context)).profile).toBe(PROFILE);
    fake.files.delete(CREDENTIALS);
    fake.files.delete(CONFIG);
    expect((await take(fake)).outcome).toBe("removed");
  });
});
