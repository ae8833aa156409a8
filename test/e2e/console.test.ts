import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";

/** `awsmfa console`: the browser is a script that writes down what it was started with. */

const PAGE = "https://123456789012.signin.aws.amazon.com/console?region=us-west-2";

function putBrowser(box: Sandbox, name: string): void {
  box.put(`../bin/${name}`, `#!/bin/sh\necho "$@" > "$HOME/opened"\nenv > "$HOME/environment"\n`);
  chmodSync(`${box.home}/../bin/${name}`, 0o755);
}

async function withBrowser(name = "browser"): Promise<Sandbox> {
  const box = await sandbox();
  putBrowser(box, name);
  return box;
}

it("opens the sign-in page with the browser of BROWSER, and says so on stderr", async () => {
  const box = await withBrowser();
  expect(await box.run("console", { env: { BROWSER: "browser --new-tab" } })).toEqual({
    status: 0,
    stdout: "",
    stderr: `✔ mfa.user-identity · the sign-in page is open · ${PAGE}\n`,
  });
  expect(box.get("opened")).toBe(`--new-tab ${PAGE}\n`);
  expect(box.calls("GetSessionToken")).toBe(0);
});

it("hands no code on to the browser", async () => {
  const box = await withBrowser();
  await box.run("console", { env: { BROWSER: "browser", AWSMFA_CODE: "123456" } });
  expect(box.get("environment")).toContain(`HOME=${box.home}`);
  expect(box.get("environment")).not.toContain("123456");
});

it.skipIf(process.platform !== "linux")("takes xdg-open where BROWSER names none", async () => {
  const box = await withBrowser("xdg-open");
  const { status } = await box.run("console --service ec2", { env: { DISPLAY: ":0" } });
  expect([status, box.get("opened")]).toEqual([0, `${PAGE.replace("?", "/ec2?")}\n`]);
});

it.skipIf(which("xdg-open") === undefined)(
  "the real xdg-open finds the browser of a machine without a desktop (xdg-open)",
  async () => {
    const box = await withBrowser("x-www-browser");
    const { status, stderr } = await box.run("console", { env: { DISPLAY: ":77" } });
    expect([status, stderr]).toEqual([0, expect.stringContaining("✔")]);
    expect(box.get("opened")).toBe(`${PAGE}\n`);
  },
);

describe("without a browser", () => {
  const HINT =
    "awsmfa: hint: print the address, to be opened where there is one: awsmfa console --print\n";
  it.each([
    ["no display", {}, "there is no display"],
    [
      "SSH",
      { SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" },
      "this is a session by SSH, and its browser would open on the other machine",
    ],
    ["one that fails", { BROWSER: "false" }, "what opens it ended with status 1"],
    [
      "one that is not there",
      { BROWSER: "no-such-browser" },
      "no-such-browser cannot be started (ENOENT)",
    ],
  ])("it says why, and what to type: %s", async (_title, env, why) => {
    const { status, stdout, stderr } = await (await sandbox()).run("console", { env });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(`awsmfa: error: no browser can be opened: ${why}\n${HINT}`);
  });
  it.skipIf(which("xdg-open") === undefined)(
    "the real xdg-open, for which there is nothing to open (xdg-open)",
    async () => {
      const { status, stderr } = await (
        await sandbox()
      ).run("console", { env: { DISPLAY: ":77" } });
      expect([status, stderr]).toEqual([1, expect.stringContaining("ended with status")]);
    },
  );
});

it("--print prints the address alone on stdout; with a session nothing is asked of AWS", async () => {
  const box = await signedIn();
  const before = box.world.requests.length;
  expect(await box.run("console --print")).toEqual({ status: 0, stdout: `${PAGE}\n`, stderr: "" });
  expect(box.world.requests.length).toBe(before);
});

it("can be broken off while it waits, and leaves the terminal's line clean", async () => {
  const box = await withBrowser();
  box.put("../bin/browser", "#!/bin/sh\nexec sleep 30\n");
  const pty = onTerminal(box, "awsmfa console", { env: { BROWSER: "browser" } });
  await pty.waitFor("waiting for the browser");
  pty.type("\u0003");
  expect([await pty.exit(), pty.screen()]).toEqual([130, ""]);
});
