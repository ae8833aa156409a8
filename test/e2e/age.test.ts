import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { onTerminal } from "../support/pty.ts";
import { sandbox } from "../support/sandbox.ts";
import { AGE_FILE, LIST_FILE, MACHINE, PASSPHRASE, withStored } from "../support/stored.ts";
import { which } from "../support/tools.ts";

/** The age file, with the program age on the other side. */

const LINE = `${EXAMPLE_SERIAL} otpauth://totp/?secret=${EXAMPLE_SECRET}\n`;

describe.skipIf(which("age") === undefined)("the program age (needs age)", () => {
  it("opens the file, which has a line for each device", async () => {
    const box = await withStored();
    await box.run("secret add --serial GAHT12345678", { stdin: "GEZDGNBVGY3TQOJQ" });
    const pty = onTerminal(box, `age -d -o plain ${AGE_FILE}`);
    await pty.waitFor("passphrase");
    pty.enter(PASSPHRASE);
    expect(await pty.exit()).toBe(0);
    const label = (name: string): string =>
      `otpauth://totp/Amazon%20Web%20Services:${name}?secret=`;
    const issuer = "&issuer=Amazon%20Web%20Services";
    expect(box.get("plain")?.split("\n")).toEqual([
      `${EXAMPLE_SERIAL} ${label("mfa.user%40123456789012")}${EXAMPLE_SECRET}${issuer}`,
      `GAHT12345678 ${label("GAHT12345678")}GEZDGNBVGY3TQOJQ${issuer}`,
      "",
    ]);
  });
  it.each([
    ["armoured", "-a"],
    ["binary", ""],
  ])("makes a file that is opened: %s", async (_, option) => {
    const box = await sandbox({ env: MACHINE });
    box.put("plain", LINE);
    box.put(LIST_FILE, JSON.stringify({ secrets: [{ serial: EXAMPLE_SERIAL, store: "age" }] }));
    const pty = onTerminal(box, `age -p ${option} -o ${AGE_FILE} plain`);
    await pty.waitFor("Enter passphrase");
    pty.enter(PASSPHRASE);
    await pty.waitFor("Confirm passphrase");
    pty.enter(PASSPHRASE);
    expect(await pty.exit()).toBe(0);
    const { status, stdout } = await box.run("code");
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d{6}\n$/)]);
    expect((await box.run("login --no-input")).status).toBe(0);
  });
});

describe("the age file", () => {
  it("is readable by its owner only, in folders of theirs", async () => {
    const box = await withStored();
    const { stdout } = await box.start("stat", [
      "-c",
      "%a",
      ".local/share/awsmfa",
      AGE_FILE,
      LIST_FILE,
    ]);
    expect(stdout).toBe("700\n600\n600\n");
    expect(box.list(".local/share/awsmfa")).toEqual(["secrets.age", "secrets.json"]);
  });
  it("loses nothing when two processes change it at once", async () => {
    const box = await withStored();
    const serials = ["GAHT00000001", "GAHT00000002"];
    const added = await Promise.all(
      serials.map((serial) =>
        box.run(`secret add --store age --serial ${serial}`, { stdin: "GEZDGNBVGY3TQOJQ" }),
      ),
    );
    expect(added.map(({ status }) => status)).toEqual([0, 0]);
    for (const serial of [...serials, EXAMPLE_SERIAL])
      expect((await box.run(`code --serial ${serial}`)).status).toBe(0);
  });
  it("that is damaged is left as it is", async () => {
    const box = await withStored();
    const bytes = `${box.get(AGE_FILE)?.slice(0, -80)}`;
    box.put(AGE_FILE, bytes);
    const { status, stderr } = await box.run("secret add --force", { stdin: "GEZDGNBVGY3TQOJQ" });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("is no age file that a passphrase opens, or it is damaged\n"),
    ]);
    expect(box.get(AGE_FILE)).toBe(bytes);
  });
});
