/** Reads a QR code off a screen, as a phone does: half blocks are light, on a dark screen. */
import jsqr from "jsqr";

/** Which halves of a character are light. */
const LIGHT: Readonly<Record<string, readonly [upper: boolean, lower: boolean]>> = {
  "█": [true, true],
  "▀": [true, false],
  "▄": [false, true],
};
const PIXELS = 4;
/** What is dark around it: the terminal's own background. */
const AROUND = 4;

/** The text of the QR code in lines of a screen, or `undefined`; other lines are dark but for nothing. */
export function readScreen(lines: readonly string[]): string | undefined {
  const rows = lines
    .filter((line) => /[█▀▄]/.test(line))
    .flatMap((line) => {
      const halves = [...line].map((each) => LIGHT[each] ?? [false, false]);
      return [halves.map(([upper]) => upper), halves.map(([, lower]) => lower)];
    });
  const width = (Math.max(0, ...rows.map((row) => row.length)) + 2 * AROUND) * PIXELS;
  const height = (rows.length + 2 * AROUND) * PIXELS;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const row = Math.floor(at / width / PIXELS) - AROUND;
    const column = Math.floor((at % width) / PIXELS) - AROUND;
    const shade = rows[row]?.[column] === true ? 255 : 0;
    data.set([shade, shade, shade, 255], at * 4);
  }
  return jsqr.default(data, width, height)?.data;
}
