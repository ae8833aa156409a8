/** The door to `fast-string-width`: how wide a text is on a terminal. */
import fastStringWidth from "fast-string-width";

/** Columns that a text takes, escape sequences not counted, wide characters twice. */
export function widthOf(text: string): number {
  return fastStringWidth(text);
}
