/** QR codes: each way by libraries of its own, loaded when it is gone. */
import type { Qr } from "../ports-secrets.ts";

/** Reads QR codes from pictures, and draws them as text. */
export const systemQr: Qr = {
  async read(picture) {
    const { readPicture } = await import("./qr-picture.ts");
    return readPicture(Buffer.from(picture, "latin1"));
  },
  async draw(text, most) {
    const { drawn } = await import("./qr-text.ts");
    return drawn(text, most);
  },
  async picture(text) {
    const [{ modules }, { pngOf }] = await Promise.all([
      import("./qr-text.ts"),
      import("./qr-picture.ts"),
    ]);
    return pngOf(modules(text)).toString("latin1");
  },
};
