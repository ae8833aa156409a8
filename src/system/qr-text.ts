/** The door to `uqr`: QR codes as text. */
import { encode, renderUnicodeCompact } from "uqr";

/**
 * Lines of half blocks: light modules are full blocks, so it is right on a dark terminal. Two modules of quiet
 * zone are enough in practice, and one will do where two would not fit.
 */
export function drawn(text: string, most = Infinity): readonly string[] {
  const lines = renderUnicodeCompact(text, { ecc: "L", border: 2 }).split("\n");
  if (lines.length <= most) return lines;
  return renderUnicodeCompact(text, { ecc: "L", border: 1 }).split("\n");
}

/** The modules row by row, `true` for dark ones, with the four modules of quiet zone of ISO/IEC 18004. */
export function modules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: "M", border: 4 }).data;
}
