// In place of `@noble/hashes/scrypt.js` in age-encryption: the same function (RFC 7914) of OpenSSL, which Node has. In
// JavaScript it takes several seconds of a processor for the work factor of age, in which no signal is heard.
import { scryptSync } from "node:crypto";

/**
 * @param {string | Uint8Array} password as UTF-8
 * @param {Uint8Array} salt
 * @param {{ N: number, r: number, p: number, dkLen: number }} cost
 * @returns {Uint8Array}
 */
export function scrypt(password, salt, { N, r, p, dkLen }) {
  // What it needs is 128 N r bytes and a little; Node's own limit is below that.
  return new Uint8Array(scryptSync(password, salt, dkLen, { N, r, p, maxmem: 256 * N * r }));
}
