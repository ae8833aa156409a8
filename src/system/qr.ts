/** QR codes: each way by libraries of its own, loaded when it is gone. */
import type { Qr } from "../ports-secrets.ts";

/** Reads QR codes from pictures, and draws them as text. */
export const systemQr: Qr = {
  async read(picture) {
    const { readPicture } = await import("./qr-picture.ts");
    return readPicture(Buffer.from(picture, "latin1"));
  },
  async draw(text) {
    const { drawn } = await import("./qr-text.ts");
    return drawn(text);
  },
};
