/** The door to `uqr`: QR codes as text. */
import { renderUnicodeCompact } from "uqr";

/** Lines of half blocks: light modules are full blocks, so it is right on a dark terminal; two modules of quiet zone, which is enough in practice. */
export function drawn(text: string): readonly string[] {
  return renderUnicodeCompact(text, { ecc: "L", border: 2 }).split("\n");
}
