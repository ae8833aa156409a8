/** New users: a world where one has a key and nothing else, CSV files as consoles give them, and a phone that reads the screen. */
import { expect } from "vitest";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { EXAMPLE_KEY, EXAMPLE_USER, FORCE_MFA } from "../local-aws/example.ts";
import { codeAt } from "../local-aws/totp.ts";
import { type UserDescription, type World, createWorld } from "../local-aws/world.ts";
import type { Pty } from "./pty.ts";
import { readScreen } from "./qr-screen.ts";

/** The console's file of two columns, with its byte order mark. */
export const CSV = `\u00ef\u00bb\u00bfAccess key ID,Secret access key\r\n${EXAMPLE_KEY.id},${EXAMPLE_KEY.secret}\r\n`;

/** What the question for the code of a phone ends with. */
export const SCAN = "Code that the app shows then:";

/** A user without a device, of whom the group `Force_MFA` demands MFA. */
export function newcomer(
  user: Partial<UserDescription> = {},
  denied: readonly string[] = FORCE_MFA,
): World {
  return createWorld({
    users: [{ ...EXAMPLE_USER, devices: [], denyWithoutMfa: [...denied], ...user }],
  });
}

/** What a phone holds after it has scanned the screen: the secret in base32. */
export async function scan(pty: Pty): Promise<string> {
  await pty.waitFor(SCAN);
  const uri = readScreen(pty.screen().split("\n"));
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  return secretOf(uri ?? "", "the screen").base32;
}

/** The code that such a phone shows now, or so many steps later. */
export function shownCode(secret: string, steps = 0): string {
  return codeAt(secret, Math.floor(Date.now() / 30_000) + steps);
}
