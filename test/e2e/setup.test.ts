import { describe, expect, it } from "vitest";
import { onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { CSV, newcomer, scan, shownCode } from "../support/setup.ts";

/** A new user with the built program, on a terminal of 80 columns and 24 lines. */

const SMALL = { columns: 80, rows: 24 };

describe("setup", () => {
  it("from a CSV file and a phone to a session", async () => {
    const box = await sandbox({ world: newcomer(), files: { "accessKeys.csv": CSV } });
    const pty = onTerminal(box, "awsmfa setup accessKeys.csv", SMALL);
    await pty.waitFor("Name of its profile");
    pty.enter("");
    await pty.waitFor("Region of");
    pty.enter("us-west-2");
    const secret = await scan(pty);
    pty.enter(shownCode(secret));
    await pty.waitFor("Delete accessKeys.csv?");
    pty.enter("");
    expect(await pty.exit()).toBe(0);
  });
});
