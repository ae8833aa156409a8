import { describe, expect, it } from "vitest";
import { display, pathWith } from "../support/display.ts";
import { lapse, signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";

/** A notification on a real desktop: Debian's dunst shows it. */

const TOOLS = ["Xvfb", "dbus-run-session", "notify-send", "dunst", "dunstctl"];
const missing = TOOLS.filter((name) => which(name) === undefined);

describe.skipIf(missing.length > 0)(
  `renew${missing.length > 0 ? ` (needs ${missing.join(", ")})` : ""}`,
  () => {
    it("tells once on the desktop what to type, where nobody is at a terminal", async () => {
      const box = await signedIn();
      lapse(box);
      const text = [
        // Nothing to ask with in a window: that would go first.
        "us=$(command -v awsmfa)",
        'for time in 1 2; do PATH=$ONLY "$us" renew 2>>err; echo $? >>statuses; done',
        // Only what was closed is in the history.
        "dunstctl close-all && dunstctl history",
      ].join("\n");
      const ONLY = pathWith(box, "node", "notify-send");
      const env = { DISPLAY: await display(), XDG_RUNTIME_DIR: box.home, ONLY };
      const words = ["--", "sh", "-c", text];
      const { stdout } = await box.start("dbus-run-session", words, { env });
      const shown = [...stdout.matchAll(/"(?:summary|body)"[^}]*?"data" : "([^"]*)"/g)];
      expect(
        shown.map(([, each = ""]) => each).toSorted((one, other) => (one < other ? -1 : 1)),
      ).toEqual([
        "The AWS session of mfa.user-identity is over",
        "To renew it, type: awsmfa renew --profile mfa.user-identity",
      ]);
      expect(box.get("statuses")).toBe("3\n3\n");
      expect(box.get("err")?.match(/awsmfa: error:/g)).toHaveLength(1);
      expect(box.calls("GetSessionToken")).toBe(1);
    });
  },
);
