/** The door to `pngjs` and `jsqr`: the text of a QR code in a picture, and the picture of one. */
import jsqr from "jsqr";
import { PNG } from "pngjs";

/** More pixels than any screen has; a small file can claim to be enormous. */
const MOST_PIXELS = 40_000_000;
const SIGNATURE = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");

/** The text of the QR code in a PNG picture, or why there is none, as the end of a sentence. */
export function readPicture(
  file: Buffer,
): { readonly text: string } | { readonly text?: never; readonly wrong: string } {
  const pixels = pixelsOf(file);
  if (pixels === undefined) return { wrong: "it cannot be read as a PNG picture" };
  if (pixels === 0 || pixels > MOST_PIXELS)
    return { wrong: "the picture has no size that it can have" };
  let png: PNG;
  try {
    png = PNG.sync.read(file);
  } catch {
    return { wrong: "it cannot be read as a PNG picture" };
  }
  const found = codeIn(png);
  return found === undefined ? { wrong: "there is no QR code in the picture" } : { text: found };
}

/** The size that the header claims (PNG specification, 11.2.1 IHDR); `undefined` for what is no PNG. */
function pixelsOf(file: Buffer): number | undefined {
  if (file.length < 33 || !file.subarray(0, 8).equals(SIGNATURE)) return undefined;
  return file.readUInt32BE(16) * file.readUInt32BE(20);
}

function codeIn({ data, width, height }: PNG): string | undefined {
  // What is transparent lies on white, as viewers show it.
  for (let at = 0; at < data.length; at += 4) {
    const opaque = (data[at + 3] ?? 0) / 255;
    for (const channel of [at, at + 1, at + 2])
      data[channel] = Math.round((data[channel] ?? 0) * opaque + 255 * (1 - opaque));
  }
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data || undefined;
}

/** How many pixels wide a module is. */
const PIXELS = 8;

/** A PNG picture, black on white. @param modules row by row, `true` for dark ones */
export function pngOf(modules: readonly (readonly boolean[])[]): Buffer {
  const size = modules.length * PIXELS;
  const png = new PNG({ width: size, height: size, colorType: 0 });
  for (let at = 0; at < size * size; at += 1) {
    const [row, column] = [Math.floor(at / size / PIXELS), Math.floor((at % size) / PIXELS)];
    const shade = modules[row]?.[column] === true ? 0 : 255;
    png.data.set([shade, shade, shade, 255], at * 4);
  }
  return PNG.sync.write(png, { colorType: 0, inputHasAlpha: true });
}
