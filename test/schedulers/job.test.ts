import { describe, expect, it } from "vitest";
import { cron } from "../../src/schedulers/cron.ts";
import { type JobParts, jobOf, logOf, minutesFor } from "../../src/schedulers/job.ts";
import { systemd } from "../../src/schedulers/systemd.ts";
import { failureOf } from "../support/context.ts";
import { JOB, OWNER } from "./jobs.ts";

const PARTS: JobParts = {
  profile: "jane",
  program: { node: "/usr/bin/node", script: "/usr/local/bin/awsmfa" },
  before: 1800,
  environment: {},
  platform: "linux",
  files: {
    set: { config: "/home/mfa user/.aws/config", credentials: "/home/mfa user/.aws/credentials" },
    resolved: ["/home/mfa user/dotfiles/config", "/home/mfa user/.aws/credentials"],
  },
  runsPrograms: false,
};
const job = (other: Partial<JobParts> = {}) => jobOf({ ...PARTS, ...other }, OWNER, systemd).job;

it.each([
  [60, 1],
  [1800, 5],
  [3600, 10],
  [2880, 6],
  [3360, 6],
  [43_200, 10],
])("looks several times in the %i s before the end: every %i min", (before, minutes) => {
  expect(minutesFor(before)).toBe(minutes);
  expect(60 % minutes).toBe(0);
});

describe("the job", () => {
  it("names all by absolute paths, and writes where links lead", () => {
    expect(job()).toEqual({
      profile: "jane",
      command: [
        "/usr/bin/node",
        "/usr/local/bin/awsmfa",
        "renew",
        "--profile",
        "jane",
        "--within",
        "30m",
      ],
      environment: { HOME: OWNER.home },
      minutes: 5,
      log: "/home/mfa user/.local/state/awsmfa/renew-jane.log",
      folders: [
        "/home/mfa user/.local/state/awsmfa",
        "/home/mfa user/dotfiles",
        "/home/mfa user/.aws",
      ],
    });
  });
  it("lets programs of the user write in their home", () => {
    expect(job({ runsPrograms: true }).folders.at(-1)).toBe(OWNER.home);
  });
  it("has the paths of AWS's files as they are meant, and a home but on Windows", () => {
    const environment = { AWS_CONFIG_FILE: "$X/config", AWS_PROFILE: "other", AWSMFA_CODE: "1" };
    expect(job({ environment }).environment).toEqual({
      AWS_CONFIG_FILE: PARTS.files.set.config,
      HOME: OWNER.home,
    });
    expect(job({ platform: "win32" }).environment).toEqual({});
  });
  it.each([
    ["AWS_CA_BUNDLE", "certs/ca.pem"],
    ["NODE_EXTRA_CA_CERTS", "../ca.pem"],
  ])("refuses a path that means another place elsewhere: %s", async (name, value) => {
    expect(await failureOf(() => job({ environment: { [name]: value } }))).toMatchObject({
      code: "bad-setting",
      message: `“${value}” (${name}) is a relative path, which leads a scheduler somewhere else`,
    });
  });
  it("is refused relative files of AWS's too", async () => {
    const files = { ...PARTS.files, set: { config: "config", credentials: "/c" } };
    const environment = { AWS_CONFIG_FILE: "config" };
    expect((await failureOf(() => job({ files, environment }))).code).toBe("bad-setting");
  });
  it("has a log with a name that any file may have", () => {
    expect(logOf("../a *b", OWNER)).toBe(
      "/home/mfa user/.local/state/awsmfa/renew-..%2Fa%20%2Ab.log",
    );
  });
});

it("makes no line that is too long for cron", async () => {
  const long = { ...JOB, environment: { PATH: "/p:".repeat(400) } };
  expect(await failureOf(() => cron.install(long, OWNER))).toMatchObject({
    code: "bad-setting",
    hint: expect.stringContaining("a shorter PATH"),
  });
});
