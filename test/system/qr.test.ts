import { execFileSync } from "node:child_process";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { systemQr } from "../../src/system/qr.ts";
import { which } from "../support/tools.ts";

/** QR codes, judged by qrencode and zbar. */

const URI = `otpauth://totp/Amazon%20Web%20Services:mfa.user%40123456789012?secret=${"JBSWY3DPEHPK3PXP".repeat(4)}&issuer=Amazon%20Web%20Services`;
const [qrencode, zbar] = [which("qrencode"), which("zbarimg")];

/** Half blocks as a picture, each half as large as told. */
function pictureOf(lines: readonly string[], size: number): Buffer {
  const rows = lines.flatMap((line) => [
    [...line].map((each) => "█▀".includes(each)),
    [...line].map((each) => "█▄".includes(each)),
  ]);
  const width = (rows[0]?.length ?? 0) * size;
  const png = new PNG({ width, height: rows.length * size });
  for (let y = 0; y < png.height; y += 1)
    for (let x = 0; x < width; x += 1)
      png.data.fill(
        rows[Math.floor(y / size)]?.[Math.floor(x / size)] === true ? 255 : 0,
        (y * width + x) * 4,
        (y * width + x) * 4 + 3,
      );
  for (let at = 3; at < png.data.length; at += 4) png.data[at] = 255;
  return PNG.sync.write(png);
}
const read = (png: Buffer) => systemQr.read(png.toString("latin1"));
const encoded = (...words: string[]): Buffer =>
  execFileSync("qrencode", [...words, "-t", "PNG", "-o", "-"], { input: URI });

describe("a QR code as text", async () => {
  const lines = await systemQr.draw(URI);
  it("fits a terminal", () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines.length).toBeLessThanOrEqual(30);
  });
  it("is read again by ourselves", async () => {
    expect(await read(pictureOf(lines, 4))).toEqual({ text: URI });
  });
  it.skipIf(zbar === undefined)(
    "is read by zbar, so it is the right way round (needs zbarimg)",
    () => {
      const words = ["-q", "--raw", "--nodbus", "-"];
      const said = execFileSync("zbarimg", words, { input: pictureOf(lines, 4), encoding: "utf8" });
      expect(said.trim()).toBe(URI);
    },
  );
});

describe("a picture", () => {
  it.skipIf(qrencode === undefined).each<[string, string[]]>([
    ["plain", []],
    ["small", ["-s", "1"]],
    ["large", ["-s", "12"]],
    ["in white on black", ["--foreground=FFFFFF", "--background=000000"]],
    ["on what is transparent", ["--background=00000000"]],
    ["with much correction", ["-l", "H"]],
  ])("by qrencode is read: %s (needs qrencode)", async (_, words) => {
    expect(await read(encoded(...words))).toEqual({ text: URI });
  });

  const blank = PNG.sync.write(new PNG({ width: 40, height: 40 }));
  const claims = (size: number): Buffer => {
    const png = Buffer.from(blank);
    png.writeUInt32BE(size, 16);
    png.writeUInt32BE(size, 20);
    return png;
  };
  it.each<[string, Buffer, string]>([
    ["no picture", Buffer.from("hello"), "it cannot be read as a PNG picture"],
    ["nothing", Buffer.alloc(0), "it cannot be read as a PNG picture"],
    ["cut short", blank.subarray(0, 60), "it cannot be read as a PNG picture"],
    ["only its start", blank.subarray(0, 20), "it cannot be read as a PNG picture"],
    ["without a code", blank, "there is no QR code in the picture"],
    ["that claims to be enormous", claims(0xffff_ffff), "the picture has no size that it can have"],
    ["that claims to be large", claims(6400), "the picture has no size that it can have"],
    ["that claims to be nothing", claims(0), "the picture has no size that it can have"],
  ])("is not read: %s", async (_, png, wrong) => {
    expect(await read(png)).toEqual({ wrong });
  });
});
