import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROGRAM, sandbox } from "../support/sandbox.ts";
import { awsCli, which } from "../support/tools.ts";
import { PROFILE } from "../support/onboarding.ts";

/** The session in surroundings that have little of a shell: those of direnv and of cron. */

const ARN = "arn:aws:iam::123456789012:user/mfa.user\n";
const aws = awsCli();
const call = (endpoint: string): string =>
  `"${aws}" --endpoint-url ${endpoint} sts get-caller-identity --query Arn --output text`;

it.skipIf(which("direnv") === undefined || aws === undefined)(
  "direnv names the session's profile in a folder (direnv, AWS CLI)",
  async () => {
    const box = await sandbox();
    await box.run(["login", "--code", box.code()]);
    const project = join(box.home, "project");
    mkdirSync(project);
    box.put("project/.envrc", `export AWS_PROFILE=${PROFILE}-mfa\n`);
    const words = `cd project && direnv allow && direnv exec . ${call(box.url)}`;
    const { status, stdout } = await box.start("sh", ["-c", words]);
    expect([status, stdout]).toEqual([0, ARN]);
  },
);

it.skipIf(aws === undefined)(
  "cron's job logs in by itself, with no more than cron gives it (AWS CLI)",
  async () => {
    const box = await sandbox();
    box.put("code", box.code());
    const config = box.get(".aws/config") ?? "";
    const program = `mfa_process = cat "$HOME/code"\n`;
    box.put(".aws/config", config.replace("output", `${program}output`));
    // crontab(5): HOME, LOGNAME, SHELL, and a PATH of two folders.
    const cron = { HOME: box.home, LOGNAME: "jane", SHELL: "/bin/sh", PATH: "/usr/bin:/bin" };
    const names = Object.keys(box.env()).map((name) => [name, undefined]);
    const env = { ...Object.fromEntries(names), ...cron, AWS_ENDPOINT_URL: box.url };
    const job = `"${process.execPath}" "${PROGRAM}" login -q -p ${PROFILE} && ${call(box.url)} --profile ${PROFILE}-mfa`;
    const { status, stdout, stderr } = await box.start("/bin/sh", ["-c", job], { env });
    expect([status, stdout, stderr]).toEqual([0, ARN, ""]);
  },
);
