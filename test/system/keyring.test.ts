import { describe, expect, it } from "vitest";
import { systemKeyring, whyOf } from "../../src/system/keyring.ts";

/** What the texts of the keychain package mean. A real keychain is in `test/e2e/keychain.test.ts`. */

const STORAGE = "Couldn't access platform storage:";

describe("whyOf", () => {
  it.each([
    [`${STORAGE} Secret Service: unlock prompt was dismissed`, "locked"],
    [`${STORAGE} User interaction is not allowed.`, "locked"],
    [`${STORAGE} User canceled the operation.`, "locked"],
    [`${STORAGE} The user name or passphrase you entered is not correct.`, "denied"],
    [`${STORAGE} Windows ERROR_ACCESS DENIED: access denied`, "denied"],
    ["Platform failure: A default keychain could not be found. -25307 ", "absent"],
    ["Something new", "failed"],
  ] as const)("%s", (message, why) => {
    expect(whyOf(message)).toEqual({ why, message });
  });
  it.each([
    [`${STORAGE} Secret Service: no result found`, "no keyring has been set up in this session"],
    [
      "Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files",
      "no program of the D-Bus session offers one",
    ],
    [
      "Platform failure: DBus error: Using X11 for dbus-daemon autolaunch",
      "there is no D-Bus session",
    ],
  ])("says it for a person: %s", (text, message) => {
    expect(whyOf(text)).toEqual({ why: "absent", message });
  });
  it("has one line", () => expect(whyOf("one\ntwo").message).toBe("one"));
});

describe.skipIf(process.platform !== "linux")("the keychain without a D-Bus session", () => {
  it("is absent, and not silently the kernel's", async () => {
    const before = { ...process.env };
    delete process.env["DBUS_SESSION_BUS_ADDRESS"];
    delete process.env["XDG_RUNTIME_DIR"];
    try {
      const keyring = systemKeyring("linux");
      const absent = { why: "absent", message: "there is no D-Bus session" };
      expect(await keyring.get("awsmfa test")).toEqual(absent);
      expect(await keyring.set("awsmfa test", "x")).toEqual(absent);
      expect(await keyring.remove("awsmfa test")).toEqual(absent);
    } finally {
      Object.assign(process.env, before);
    }
  });
});
