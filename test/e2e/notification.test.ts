import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { lapse, signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";

/** A notification on a real desktop: Debian's dunst shows it. */

const TOOLS = ["Xvfb", "dbus-run-session", "notify-send", "dunst", "dunstctl"];
const missing = TOOLS.filter((name) => which(name) === undefined);

/** A display of its own for one test. @returns what DISPLAY is to be */
async function display(): Promise<string> {
  const server = spawn("Xvfb", ["-displayfd", "3", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined) throw new Error("no pipe");
  return new Promise(
    (resolve) => void pipe.once("data", (text: Buffer) => resolve(`:${text.toString().trim()}`)),
  );
}

describe.skipIf(missing.length > 0)(
  `renew${missing.length > 0 ? ` (needs ${missing.join(", ")})` : ""}`,
  () => {
    it("tells once on the desktop what to type, where nobody is at a terminal", async () => {
      const box = await signedIn();
      lapse(box);
      const text = [
        "for time in 1 2; do awsmfa renew 2>>err; echo $? >>statuses; done",
        // Only what was closed is in the history.
        "dunstctl close-all && dunstctl history",
      ].join("\n");
      const env = { DISPLAY: await display(), XDG_RUNTIME_DIR: box.home };
      const words = ["--", "sh", "-c", text];
      const { stdout } = await box.start("dbus-run-session", words, { env });
      const shown = [...stdout.matchAll(/"(?:summary|body)"[^}]*?"data" : "([^"]*)"/g)];
      expect(shown.map(([, each = ""]) => each).toSorted()).toEqual([
        "The AWS session of mfa.user-identity is over",
        "To renew it, type: awsmfa renew --profile mfa.user-identity",
      ]);
      expect(box.get("statuses")).toBe("3\n3\n");
      expect(box.get("err")?.match(/awsmfa: error:/g)).toHaveLength(1);
      expect(box.calls("GetSessionToken")).toBe(1);
    });
  },
);
