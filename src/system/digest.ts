/** Salted hashes by `node:crypto`, loaded on first use: it costs some milliseconds. */
import type { Digest } from "../ports-secrets.ts";

/** SHA-256 over salt and text. */
export const systemDigest: Digest = {
  async salt() {
    const { randomBytes } = await import("node:crypto");
    return randomBytes(16).toString("hex");
  },
  async hash(salt, text) {
    const { createHash } = await import("node:crypto");
    return createHash("sha256").update(`${salt}:${text}`).digest("hex");
  },
};
