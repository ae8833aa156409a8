import { describe, expect, it } from "vitest";
import { NO_CRON, besideCron } from "../support/cron.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { lapse, signIn } from "../support/signed-in.ts";

/** The real cron of Debian renews a real session; the table of whoever runs the test is not touched. */

const TABLE = "# mine: 50\\% of it\n0 1 * * * true\n";

/** Waits for what is to come, half a minute at most. */
const until = (what: string): string =>
  `for i in $(seq 300); do ${what} && break; sleep 0.1; done; ${what}`;

const text = (box: Sandbox, path: string): string =>
  Buffer.from(box.get(path) ?? "", "latin1").toString();

describe.skipIf(NO_CRON !== "")(`cron${NO_CRON}`, () => {
  it("renews a session that is over, and nothing is left of it in the end", async () => {
    const box = await sandbox();
    const settings = `mfa_process = cat '${box.home}/code'`;
    box.put(".aws/config", `[profile mfa.user-identity]\n${settings}\n`);
    await signIn(box, "--duration", "15m");
    box.put("code", box.code());
    lapse(box);
    box.put("table", TABLE);
    const { stdout, stderr } = await besideCron(
      box,
      `set -e
      crontab table
      awsmfa schedule install --before 6m 2>installed
      awsmfa schedule install --before 6m 2>>installed
      crontab -l >scheduled
      ${until("grep -q '✔' .local/state/awsmfa/renew-mfa.user-identity.log")}
      awsmfa schedule status
      awsmfa schedule remove -p mfa.user-identity 2>removed
      crontab -l >after`,
    );
    expect(stderr).toBe("");
    const installed = text(box, "installed").split("\n");
    const said = "✔ mfa.user-identity · renewed with 6 min left · cron looks every minute";
    expect(installed.filter((line) => line === said)).toHaveLength(2);
    expect(box.get("scheduled")?.startsWith(TABLE)).toBe(true);
    expect(box.get("scheduled")?.match(/renew --profile/g)).toHaveLength(1);
    expect(box.calls("GetSessionToken")).toBe(2);
    expect(stdout).toMatch(
      /^mfa\.user-identity · cron looks every minute, renews with 6m left\n {2}log: ~\/\.local\/state\/awsmfa\/renew-mfa\.user-identity\.log\n {4}\d{4}-\d\d-\d\d \d\d:\d\d {2}✔ mfa\.user-identity · session until \d\d:\d\d, 12 h · written to \[mfa\.user-identity-mfa\]\n$/,
    );
    expect(box.get("after")).toBe(TABLE);
    // The namespace ended whoever was at it.
    const left = box.list(".local/state/awsmfa").filter((name) => !name.startsWith("turn-"));
    expect(left).toEqual(["memory.json"]);
  });
});
