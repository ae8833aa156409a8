import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import {
  deviceNames,
  namedSecret,
  oathId,
  oathNames,
  scannableUri,
} from "../../src/devices/labels.ts";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { systemQr } from "../../src/system/qr.ts";
import { readScreen } from "../support/qr-screen.ts";

/** Names of devices and of secrets, and QR codes that fit. */

const SEED = "JBSWY3DPEHPK3PXP".repeat(4);
const names = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
const accounts = fc.oneof(fc.constant("123456789012"), fc.stringMatching(/^[a-z0-9-]{3,63}$/));

describe("names to try", () => {
  it("begin with the user's, which older policies allow, then are numbered", () => {
    expect(deviceNames("jane").slice(0, 3)).toEqual(["jane", "jane-2", "jane-3"]);
  });
});

describe("the account on a YubiKey", () => {
  it.each([
    ["jane@acme", "Amazon Web Services:jane@acme"],
    [`${"j".repeat(40)}@123456`, `AWS:${"j".repeat(40)}@123456`],
    [`${"j".repeat(64)}@acme`, `AWS:${"j".repeat(60)}`],
  ])("of %s is %s", (name, id) => {
    expect(oathId(oathNames(name))).toBe(id);
  });
  it("has at most 64 bytes", () => {
    fc.assert(
      fc.property(names, accounts, (name, account) => {
        expect(oathId(oathNames(`${name}@${account}`)).length).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe("the QR code", () => {
  const secret = namedSecret(SEED, "jane", "acme");
  it.each([
    ["jane", "acme", "Amazon Web Services", "jane@acme"],
    ["jane.doe", "a-company-with-a-long-name", "AWS", "jane.doe@a-company-with-a-long-name"],
    ["j".repeat(40), "acme", "AWS", "j".repeat(40)],
    ["j".repeat(64), "acme", "AWS", "j".repeat(20)],
  ])("of %s at %s says issuer and account", (device, account, issuer, name) => {
    const read = secretOf(scannableUri(namedSecret(SEED, device, account)), "it");
    expect(read).toMatchObject({ base32: SEED, issuer, account: name });
  });
  it("fits 80 columns and leaves two of 24 lines, whatever the names", async () => {
    await fc.assert(
      fc.asyncProperty(names, accounts, async (device, account) => {
        const uri = scannableUri(namedSecret(SEED, device, account));
        const lines = await systemQr.draw(uri, 22);
        expect(lines.length).toBeLessThanOrEqual(22);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
        expect(readScreen(lines)).toBe(uri);
      }),
      { numRuns: 20 },
    );
  });
  it("is a picture too, black on white, that is read back", async () => {
    const uri = scannableUri(secret);
    const picture = await systemQr.picture(uri);
    expect(await systemQr.read(picture)).toEqual({ text: uri });
    const { data } = PNG.sync.read(Buffer.from(picture, "latin1"));
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  });
});
