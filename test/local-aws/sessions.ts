/** Temporary credentials: made up from those of AWS's documentation, so that no scanner minds them. */

import { createHash } from "node:crypto";
import type { Session, User, World } from "./world.ts";

/**
 * Issues temporary credentials; every one is different, and a new world begins the same row again.
 * @param seconds how long they are to live, unless the world's knob says otherwise
 * @param awsNow AWS's clock, in milliseconds
 */
export function issueSession(
  world: World,
  user: User,
  keyId: string,
  mfa: boolean,
  seconds: number,
  awsNow: number,
  role?: Session["role"],
): Session {
  const number = world.sessions.length;
  const letters = lettersOf(number);
  const session: Session = {
    accessKeyId: `ASIAIOSFODNN7EXAM${letters}`,
    secretAccessKey: `wJalrXUtnFEMI/K7MDENG/bPxRf${letters}EXAMPLEKEY`,
    token: tokenOf(`${user.account}/${user.name}/${number}`),
    user,
    keyId,
    mfa,
    issued: awsNow,
    role,
    // Expiration is told in whole seconds.
    expires: (Math.floor(awsNow / 1000) + (world.sessionSeconds ?? seconds)) * 1000,
  };
  world.sessions.push(session);
  return session;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const FIRST = "PLE";

/** Three letters of a key's alphabet that count up from `PLE`, so that the first id ends in EXAMPLE. */
export function lettersOf(number: number): string {
  const first = [...FIRST].reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0);
  const value = first + number;
  return [value >> 10, value >> 5, value].map((digit) => ALPHABET.charAt(digit & 31)).join("");
}

/** Base64 of 265 bytes: 356 characters that end in `==`, as real ones often do. */
function tokenOf(seed: string): string {
  const start = Buffer.from("FwoGZXIvYXdzEXAMPLE+TOKEN/", "base64");
  const filler = Array.from({ length: 9 }, (_, index) =>
    createHash("sha256").update(`${seed}/${index}`).digest(),
  );
  return Buffer.concat([start, ...filler])
    .subarray(0, 265)
    .toString("base64");
}
