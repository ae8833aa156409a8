/** The door to `pngjs` for writing: a QR code as a picture. */
import { PNG } from "pngjs";

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
